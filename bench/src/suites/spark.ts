import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { SherpaError } from '@datasherpa/tools/errors';
import { unpack } from '@datasherpa/tools/archives';
import {
  answerHistoryRequest,
  groupEventLogs,
  HistoryRefusal,
  readEventLog,
  restText,
  taskMetrics,
  type Application,
  type LoggedApplication,
  type TaskMetric,
} from '@datasherpa/tools/spark';
import { largestLog, measureReading } from '../speed/event-log.ts';
import { writeFrames, writeRepeated, writeWide } from '../speed/make-event-log.ts';
import { differences } from './differences.ts';
import type { Suite } from './suite.ts';

/** A fact of `index.json` about one log; only those that a log has are compared. */
type Facts = Readonly<Record<string, unknown>> & { readonly file: string };

interface Case {
  readonly name: string;
  readonly restPath: string;
  readonly expectation: string;
}

interface Failure {
  readonly id: string;
  readonly why: string;
}

/**
 * History Server cases field by field, every log read or refused with a coded error, totals against `index.json`, packed copies against
 * their plain twins, and the speed of reading the largest log, repeated to half a gigabyte.
 */
export const spark: Suite = async ({ data, limit }) => {
  const failures: Failure[] = [];
  const history = await scoreHistory(join(data, 'history-server'), limit, failures);
  const index = JSON.parse(await readFile(join(data, 'index.json'), 'utf8')) as Facts[];
  let ok = 0;
  let cleanError = 0;
  let totals = 0;
  let totalsEqual = 0;
  const read = new Map<string, Application>();
  for (const facts of index.slice(0, limit ?? index.length)) {
    try {
      const application = await readLog(join(data, facts.file));
      read.set(facts.file, application);
      ok += 1;
    } catch (error) {
      if (error instanceof SherpaError) cleanError += 1;
      else failures.push({ id: facts.file, why: String(error) });
      continue;
    }
    const wrong = wrongFacts(facts, read.get(facts.file)!);
    if (wrong === null) continue;
    totals += 1;
    if (wrong.length === 0) totalsEqual += 1;
    else failures.push({ id: facts.file, why: wrong.join('; ') });
  }
  const codecs = await scoreCodecs(read, join(data, 'history-server', 'spark-events'), failures);
  return {
    n: history.total + index.length,
    scores: {
      historyServer: history,
      logsRead: { ok, cleanError, total: Math.min(index.length, limit ?? index.length) },
      totalsEqual: { equal: totalsEqual, total: totals },
      codecsEqual: codecs,
      ...(await scoreSpeed(data)),
    },
    failures,
  };
};

const timedBytes = 506 * 1024 ** 2;

/** The largest log again and again, read in a process of its own. */
async function scoreSpeed(data: string) {
  const scratch = await mkdtemp(join(tmpdir(), 'sherpa-spark-'));
  try {
    const seed = await largestLog(data);
    const plain = join(scratch, 'event-log');
    writeRepeated(seed, timedBytes, plain);
    const { megabytesPerSecond, megabytesPerProcessorSecond, peakMegabytes } = measureReading(
      plain,
      scratch,
    );
    const packed = join(scratch, 'event-log.zstd');
    writeFrames(seed, timedBytes, packed);
    const frames = measureReading(packed, scratch);
    await rm(packed);
    const widePath = join(scratch, 'event-log-wide');
    writeWide(seed, timedBytes, widePath);
    const wide = measureReading(widePath, scratch);
    return {
      mbPerSecond: Math.round(megabytesPerSecond),
      mbPerProcessorSecond: Math.round(megabytesPerProcessorSecond),
      peakRssMb: Math.round(peakMegabytes),
      zstdMbPerSecond: Math.round(frames.megabytesPerSecond),
      zstdPeakRssMb: Math.round(frames.peakMegabytes),
      wideMbPerSecond: Math.round(wide.megabytesPerSecond),
      widePeakRssMb: Math.round(wide.peakMegabytes),
    };
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function scoreHistory(root: string, limit: number | undefined, failures: Failure[]) {
  const { cases } = JSON.parse(await readFile(join(root, 'map.json'), 'utf8')) as {
    cases: readonly Case[];
  };
  const folder = join(root, 'spark-events');
  const logs: LoggedApplication[] = [];
  for (const group of groupEventLogs(await filesUnder(folder))) {
    const application = await readFiles(group.files);
    const { mtimeMs } = await stat(group.files[0]!.path);
    logs.push({
      id: application.id ?? group.name,
      summary: application,
      lastUpdated: Math.trunc(mtimeMs),
      application: () => Promise.resolve(application),
    });
  }
  let passed = 0;
  const scored = cases.slice(0, limit ?? cases.length);
  for (const { name, restPath, expectation } of scored) {
    const url = new URL(restPath, 'http://localhost');
    const wanted = JSON.parse(await readFile(join(root, expectation), 'utf8')) as unknown;
    let wrong: string[];
    try {
      const path = url.pathname.replace('/api/v1', '');
      const answer = await answerHistoryRequest(logs, path, url.searchParams, Date.now());
      wrong = differences(JSON.parse(restText(answer)), wanted, /lastUpdated(?:Epoch)?$/);
    } catch (error) {
      if (!(error instanceof HistoryRefusal)) throw error;
      wrong = [`refused: ${error.message}`];
    }
    if (wrong.length === 0) passed += 1;
    else failures.push({ id: name, why: wrong.slice(0, 3).join('; ') });
  }
  return { passed, total: scored.length };
}

interface LogFile {
  readonly name: string;
  readonly path: string;
}

/** Files of a log, or of a folder with logs. */
async function filesUnder(path: string): Promise<LogFile[]> {
  if ((await stat(path)).isFile()) return [{ name: basename(path), path }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/^(?:appstatus_|\.)/.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return { name: join(basename(path), relative(path, file)), path: file };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function readLog(path: string): Promise<Application> {
  const [log] = groupEventLogs(await filesUnder(path));
  if (!log) throw new SherpaError('NOT_AN_EVENT_LOG', { files: '0' });
  return readFiles(log.files);
}

const readFiles = (files: readonly LogFile[]): Promise<Application> =>
  readEventLog(
    files.map(({ name, path }) => {
      let problem: string | null = null;
      return {
        name,
        content: (async function* () {
          const options = { name, maxUnpackedBytes: 64 * 1024 ** 3, spool };
          for await (const member of unpack(createReadStream(path), options)) {
            yield* member.content;
            problem = member.problem()?.message ?? null;
          }
        })(),
        problem: () => problem,
      };
    }),
  );

/** No log of the data is a zip file. */
const spool = { keep: () => Promise.reject(new Error('there is no spool')) };

/** What of the facts is not as we read it; null where the index has no facts about the log. */
function wrongFacts(facts: Facts, application: Application): string[] | null {
  if (facts['events'] === undefined) return null;
  const ours = totalsOf(application);
  return Object.entries(facts).flatMap(([key, wanted]) => {
    if (key === 'file' || key === 'bytes' || key === 'note') return [];
    const wrong = differences(ours[key], wanted);
    return wrong.length === 0
      ? []
      : [`${key}: ${JSON.stringify(ours[key])} and not ${JSON.stringify(wanted)}`];
  });
}

function totalsOf(application: Application): Readonly<Record<string, unknown>> {
  const { read } = application;
  const tables = [
    ...new Set([...application.stages, ...application.orphans].map(({ tasks }) => tasks)),
  ];
  const sum = (...metrics: TaskMetric[]): number =>
    tables.reduce(
      (total, tasks) =>
        total +
        metrics.reduce(
          (each, metric) => each + Number(tasks.sum(metric, (row) => tasks.isMeasured(row))),
          0,
        ),
      0,
    );
  const started = application.startTime;
  const ended = application.endTime;
  return {
    spark: application.sparkVersion,
    appId: application.id,
    appName: application.name,
    attempt: application.attemptId,
    plainBytes: read.bytes,
    events: read.events,
    badLines: read.skipped.broken,
    ended: ended !== null,
    wallMs: started !== null && ended !== null ? ended - started : undefined,
    jobs: application.jobs.length,
    failedJobs: application.jobs.filter(({ status }) => status === 'FAILED').length,
    stageAttemptsWithTasks: tables.filter((tasks) =>
      Array.from({ length: tasks.count }, (_, row) => row).some((row) => tasks.isMeasured(row)),
    ).length,
    failedStageAttempts: application.stages.filter(({ status }) => status === 'FAILED').length,
    taskEnds: read.eventCounts['SparkListenerTaskEnd'] ?? 0,
    taskFailures: shortNames(application.taskFailures),
    executorsAdded: read.eventCounts['SparkListenerExecutorAdded'] ?? 0,
    executorsRemoved: read.eventCounts['SparkListenerExecutorRemoved'] ?? 0,
    sumExecutorRunTimeMs: sum('executorRunTime'),
    sumJvmGcMs: sum('jvmGcTime'),
    memoryBytesSpilled: sum('memoryBytesSpilled'),
    diskBytesSpilled: sum('diskBytesSpilled'),
    inputBytes: sum('inputBytes'),
    shuffleReadBytes: sum('shuffleRemoteBytesRead', 'shuffleLocalBytesRead'),
    shuffleWriteBytes: sum('shuffleBytesWritten'),
    sqlExecutions: application.executions.length,
    aqeUpdates: application.executions.reduce((total, { planUpdates }) => total + planUpdates, 0),
  };
}

/** `ExceptionFailure:PythonException` of `ExceptionFailure:org.apache.spark.api.python.PythonException`. */
const shortNames = (failures: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(failures).map(([name, count]) => {
      const [reason, className] = name.split(':');
      return [className ? `${reason}:${className.split('.').at(-1)}` : reason, count];
    }),
  );

/** Packed copies against the plain log of the same name, as far as the copy goes. */
async function scoreCodecs(
  read: ReadonlyMap<string, Application>,
  plainFolder: string,
  failures: Failure[],
): Promise<{ equal: number; total: number }> {
  const plain = new Map<string, Application>();
  let equal = 0;
  let total = 0;
  for (const [file, application] of read) {
    const codec = /\/codecs\/(.+)\.(?:zstd|lz4|lzf|snappy)$/.exec(file);
    if (!codec) continue;
    const name = codec[1]!;
    if (!plain.has(name)) plain.set(name, await readLog(join(plainFolder, name)));
    total += 1;
    const wrong = differences(comparable(application), comparable(plain.get(name)!));
    if (wrong.length === 0) equal += 1;
    else failures.push({ id: file, why: wrong.slice(0, 3).join('; ') });
  }
  return { equal, total };
}

/** Everything that a log says, with all metrics of all tasks. */
const comparable = (application: Application): unknown => ({
  ...totalsOf(application),
  tasks: application.stages.map(({ id, attempt, tasks }) => ({
    id,
    attempt,
    metrics: taskMetrics.map((metric) =>
      Array.from({ length: tasks.count }, (_, row) => tasks.metric(metric, row)),
    ),
  })),
});
