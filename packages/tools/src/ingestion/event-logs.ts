import type { BlobStore, FileRecord, UploadRecord } from '../ports/index.ts';
import {
  eventLogHeadBytes,
  groupEventLogs,
  idOfName,
  isEventLog,
  readEventLog,
  readSummary,
  summaryTailBytes,
  type Application,
  type ApplicationSummary,
} from '../spark/index.ts';

/** A Spark event log among the uploads. */
export interface EventLog {
  /** Path of the file, or of the folder of a rolled log. */
  readonly name: string;
  /** In the order in which they are read; `Application.read.files` has the same order. */
  readonly files: readonly FileRecord[];
  /** What a list shows; `id` is made of the name where the log has none. */
  readonly summary: ApplicationSummary & { readonly id: string };
  /** When its newest file came, in milliseconds since 1970. */
  readonly lastUpdated: number;
  /** The whole application; read once while it stays among the last that were asked for. */
  application(signal?: AbortSignal): Promise<Application>;
}

/** Applications that stay in memory, and the tasks that all of them may have together: a task takes about 40 bytes. */
const keptApplications = 8;
const keptTasks = 2_000_000;
const keptFacts = 20_000;

/** Finds and reads event logs, and keeps what was read last. One for each set of stores. */
export class EventLogs {
  readonly #blobs: BlobStore;
  /** By content: whether it is an event log. */
  readonly #isEventLog = new Map<string, boolean>();
  readonly #byUpload = new Map<string, readonly EventLog[]>();
  readonly #summaries = new Map<string, ApplicationSummary>();
  /** The one that was asked for last stands last. */
  readonly #applications = new Map<string, Application>();

  constructor(blobs: BlobStore) {
    this.#blobs = blobs;
  }

  /** The event logs of an upload. What was found in one that is complete is kept, for its files do not change. */
  async inUpload(
    id: string,
    status: UploadRecord['status'],
    list: () => Promise<FileRecord[]>,
  ): Promise<readonly EventLog[]> {
    const known = this.#byUpload.get(id);
    if (known) return known;
    const logs = await this.among(await list());
    if (status === 'ready') keep(this.#byUpload, id, logs);
    return logs;
  }

  /** The event logs among files, in the order of the files. */
  async among(records: readonly FileRecord[]): Promise<EventLog[]> {
    const found: FileRecord[] = [];
    for (const record of records) if (await this.#tells(record)) found.push(record);
    const byUpload = Map.groupBy(found, ({ uploadId }) => uploadId);
    const logs: EventLog[] = [];
    for (const files of byUpload.values())
      for (const group of groupEventLogs(files))
        logs.push(await this.#open(group.name, group.files));
    return logs;
  }

  async #tells({ sha256, bytes }: FileRecord): Promise<boolean> {
    if (bytes === 0) return false;
    let answer = this.#isEventLog.get(sha256);
    if (answer === undefined) {
      answer = isEventLog(await this.#blobs.read(sha256, 0, Math.min(bytes, eventLogHeadBytes)));
      keep(this.#isEventLog, sha256, answer);
    }
    return answer;
  }

  async #open(name: string, files: readonly FileRecord[]): Promise<EventLog> {
    const key = files.map(({ sha256 }) => sha256).join();
    let summary = this.#summaries.get(key);
    if (!summary) {
      const last = files.at(-1)!;
      const tail = await this.#blobs.read(
        last.sha256,
        Math.max(0, last.bytes - summaryTailBytes),
        last.bytes,
      );
      summary = await readSummary(this.#blobs.get(files[0]!.sha256), tail);
      keep(this.#summaries, key, summary);
    }
    return {
      name,
      files,
      summary: { ...summary, id: summary.id ?? idOfName(name) },
      lastUpdated: Math.max(...files.map(({ createdAt }) => createdAt)),
      application: (signal) => this.#application(key, files, signal),
    };
  }

  async #application(
    key: string,
    files: readonly FileRecord[],
    signal: AbortSignal | undefined,
  ): Promise<Application> {
    const application =
      this.#applications.get(key) ??
      (await readEventLog(
        files.map(({ name, sha256 }) => ({
          name,
          content: this.#blobs.get(sha256, undefined, { oneBuffer: true }),
        })),
        signal ? { signal } : {},
      ));
    this.#applications.delete(key);
    this.#applications.set(key, application);
    this.#forgetOldest();
    return application;
  }

  #forgetOldest(): void {
    const tasks = (): number =>
      [...this.#applications.values()].reduce((sum, application) => sum + tasksOf(application), 0);
    while (
      this.#applications.size > 1 &&
      (this.#applications.size > keptApplications || tasks() > keptTasks)
    ) {
      const [oldest] = this.#applications.keys();
      this.#applications.delete(oldest!);
    }
  }
}

const tasksOf = ({ stages, orphans }: Application): number =>
  [...stages, ...orphans].reduce((sum, { tasks }) => sum + tasks.count, 0);

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size >= keptFacts) map.clear();
  map.set(key, value);
}
