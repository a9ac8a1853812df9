/**
 * Small facts about uploads, files, runs and approvals. Ids and times are made by the caller; times are epoch milliseconds. Lists are in the
 * order of time, and inside a millisecond in that of the ids, which therefore grow (UUIDv7).
 */
import type { SeenRun } from '../timeline/index.ts';

export interface UploadRecord {
  readonly id: string;
  readonly project: string;
  /** `uploading` is swept on start: an upload that was cut off leaves nothing. */
  readonly status: 'uploading' | 'ingesting' | 'ready' | 'failed';
  readonly createdAt: number;
  /** Why it failed: code and text of the catalogue. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface FileRecord {
  readonly id: string;
  readonly uploadId: string;
  readonly project: string;
  /** The name as the user sent it, made safe: no path traversal, no control characters. */
  readonly name: string;
  /** `cancelled`: a user stopped its reading; nothing but its bytes is kept. */
  readonly status: 'stored' | 'ingesting' | 'ready' | 'failed' | 'cancelled';
  /** Hash and size of the unpacked bytes: what lines and byte ranges refer to. */
  readonly sha256: string;
  readonly bytes: number;
  /** Bytes as sent, before unpacking. */
  readonly receivedBytes: number;
  /** The earliest file of the project with the same content, where that is another one. Worked out when it is read. */
  readonly duplicateOf: string | null;
  /** Result of ingestion (see `ingestion/digest.ts`) as JSON text, or null before; one for all files of the project with that content. */
  readonly digest: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: number;
}

export interface RunRecord {
  readonly id: string;
  readonly threadId: string;
  readonly project: string;
  readonly status: 'running' | 'waiting' | 'done' | 'failed' | 'cancelled';
  readonly createdAt: number;
  readonly endedAt: number | null;
}

export interface RunEvent {
  /** 1, 2, 3 … without gaps inside a run. */
  readonly sequence: number;
  /** A UI message stream part as JSON text. */
  readonly chunk: string;
}

export interface ApprovalRecord {
  readonly id: string;
  readonly runId: string;
  readonly threadId: string;
  readonly project: string;
  readonly tool: string;
  /** The arguments as JSON text, exactly what will run. */
  readonly input: string;
  readonly risk: 'write' | 'exec';
  /** `used`: the approved call was begun. */
  readonly status: 'pending' | 'approved' | 'rejected' | 'expired' | 'used';
  readonly createdAt: number;
  readonly decidedAt: number | null;
}

/** One kind of failure of a project, and what is remembered of it. Times are epoch milliseconds. */
export interface FailureRecord {
  /** See `diagnosis/fingerprint.ts`. */
  readonly fingerprint: string;
  readonly cause: string;
  readonly title: string;
  /** The decisive line without its values; '' where no upload has the failure any more. */
  readonly template: string;
  readonly component: string;
  /** Occurrences in uploads that are still there; the same occurrence in two uploads is one. */
  readonly occurrences: number;
  /** When it first and last happened; null where no upload has it any more. */
  readonly firstSeen: number | null;
  readonly lastSeen: number | null;
  /** It was seen again after the note, and happened after everything that was known then. */
  readonly seenAfterNote: boolean;
  /** What a user wrote about the fix, as it was written. */
  readonly note: { readonly text: string; readonly at: number } | null;
  /** Uploads that have it, the newest sighting first, at most 20. */
  readonly uploads: readonly string[];
  readonly uploadsTotal: number;
}

export interface FailureSighting {
  readonly project: string;
  readonly fingerprint: string;
  readonly cause: string;
  readonly title: string;
  readonly template: string;
  readonly component: string;
  readonly uploadId: string;
  /** The same for the same event, in whatever upload it stands. */
  readonly occurrence: string;
  /** When it happened, as the log says; the time of the diagnosis where it says nothing. */
  readonly happenedAt: number;
  readonly seenAt: number;
}

export interface ThreadRecord {
  readonly id: string;
  readonly project: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const keyRoles = ['viewer', 'editor', 'admin'] as const;
export type KeyRole = (typeof keyRoles)[number];

/** A person of a project. Keys made for a user have at most the user's role, and end with the user. */
export interface UserRecord {
  readonly id: string;
  readonly project: string;
  /** At most 190 characters; one of each name in a project. */
  readonly name: string;
  readonly role: KeyRole;
  readonly createdAt: number;
  readonly disabledAt: number | null;
}

/** A project with what it has. */
export interface ProjectRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly uploads: number;
  readonly users: number;
}

/** What a project set. */
interface SettingRecord {
  readonly project: string;
  /** At most 190 characters. */
  readonly name: string;
  /** JSON text. */
  readonly value: string;
  readonly changedAt: number;
  /** Name of the user or key, at most 190 characters. */
  readonly changedBy: string;
}

interface PipelineRecord {
  readonly id: string;
  readonly kind: SeenRun['kind'];
  readonly name: string;
}

/** What an upload tells of a try of a part of a run. */
export interface PipelinePart extends Omit<SeenRun, 'kind' | 'pipeline'> {
  readonly uploadId: string;
}

/** A key that lets a program or a person in, or the session of a page that was opened with one. The secret itself is never kept. */
export interface AccessKeyRecord {
  readonly id: string;
  readonly project: string;
  readonly kind: 'key' | 'session';
  readonly name: string;
  readonly role: KeyRole;
  /** SHA-256 of the secret, hex. Secrets have 256 random bits, so a slow hash would protect nothing more. */
  readonly hash: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** The key from which a session was opened: it ends with it. */
  readonly parent: string | null;
  /** Whose it is; null for a key of a program. */
  readonly userId: string | null;
}

/** Something that was changed, and by whom. */
export interface AuditRecord {
  readonly id: string;
  readonly project: string;
  readonly at: number;
  /** Id of the key, or `local` where no key is asked for. */
  readonly actor: string;
  /** Method and path pattern: `DELETE /uploads/:id`. */
  readonly action: string;
  /** The path as it was asked for. */
  readonly target: string;
  readonly status: number;
  readonly requestId: string;
  /** The name of the user whose key it was; null for a key of a program. */
  readonly user: string | null;
}

/** What one attempt of a Spark application took. It goes with the upload that it was read from. */
export interface SparkRunRecord {
  readonly project: string;
  /** What the runs of one job share; at most 190 characters. */
  readonly job: string;
  /** At most 190 characters. */
  readonly applicationId: string;
  /** '' where the application has no attempts. */
  readonly attemptId: string;
  readonly uploadId: string;
  /** Which contents it was read from: another text for a log that has grown. */
  readonly log: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly measures: Readonly<Record<string, number>>;
}

export interface MetadataStore {
  readonly uploads: {
    /** `receiver` is the process that receives it (see `Presence`). */
    insert(upload: UploadRecord, receiver?: string): Promise<void>;
    get(project: string, id: string): Promise<UploadRecord | null>;
    update(id: string, change: Partial<Pick<UploadRecord, 'status' | 'error'>>): Promise<void>;
    /** Newest first; `total` counts all. */
    list(
      project: string,
      page: { limit: number; offset: number },
    ): Promise<{ uploads: UploadRecord[]; total: number }>;
    listByStatus(status: UploadRecord['status']): Promise<UploadRecord[]>;
    /** Uploads that are being received, or were when their process ended. */
    listReceiving(): Promise<{ id: string; project: string; receiver: string | null }[]>;
    /** Makes another process the receiver, unless one did so before; false then, and where it is not being received. */
    takeOver(id: string, from: string | null, receiver: string): Promise<boolean>;
    /** Complete uploads of the project that have a file with that content, the newest first, at most `limit`. */
    listWithContent(project: string, sha256: string, limit: number): Promise<string[]>;
    /** Deletes the upload with its files and sightings of failures, and lets go of their blobs. */
    delete(id: string): Promise<void>;
  };
  readonly files: {
    /** The file holds its blob for its upload. */
    insert(file: FileRecord): Promise<void>;
    get(project: string, id: string): Promise<FileRecord | null>;
    listByUpload(uploadId: string): Promise<FileRecord[]>;
    update(id: string, change: Partial<Pick<FileRecord, 'status' | 'error'>>): Promise<void>;
    /** Whether a file of the upload is still to be read. */
    isAnyUnfinished(uploadId: string): Promise<boolean>;
    /** How many files of the project have that content, without cancelled ones: what was found out about it may go when it is 0. */
    countByContent(project: string, sha256: string): Promise<number>;
    /** Files that are `stored` or `ingesting`, of all projects. */
    listUnfinished(): Promise<FileRecord[]>;
  };
  /** What is known of a content, whatever files have it. */
  readonly contents: {
    /** Keeps the digest, for all files of the project with that content. */
    keep(project: string, sha256: string, digest: string): Promise<void>;
    /** Forgets the digest and lets go of the blobs held for it. */
    delete(project: string, sha256: string): Promise<void>;
    /** Contents that are known, or hold a blob, and that no file has but cancelled ones. */
    listUnused(): Promise<{ project: string; sha256: string }[]>;
  };
  /** Why a blob must stay. A blob that nobody holds may be deleted, inside a transaction with the question. */
  readonly holds: {
    /** Holding twice is holding once. */
    forUpload(sha256: string, uploadId: string): Promise<void>;
    /** For a blob that was made from a content, such as its event table. */
    forContent(sha256: string, project: string, contentSha256: string): Promise<void>;
    /** Those of the hashes that nobody holds. */
    unheld(hashes: readonly string[]): Promise<string[]>;
    /** Blobs held for an upload, or for a content. */
    ofUpload(uploadId: string): Promise<string[]>;
    ofContent(project: string, contentSha256: string): Promise<string[]>;
  };
  /** Failures that were diagnosed, by fingerprint. */
  readonly failures: {
    /** Keeps that an upload has a failure; again for the same upload changes nothing. Nothing is kept of an upload that is gone. */
    see(sighting: FailureSighting): Promise<void>;
    get(project: string, fingerprint: string): Promise<FailureRecord | null>;
    /** What failed in any of the uploads, by fingerprint. */
    inUploads(
      project: string,
      uploadIds: readonly string[],
    ): Promise<{ fingerprint: string; title: string }[]>;
    /** The last seen first, those without an upload at the end; `total` counts all. */
    list(
      project: string,
      page: { limit: number; offset: number },
    ): Promise<{ failures: FailureRecord[]; total: number }>;
    /** Writes or, with null, removes the note; false where the failure is not known. */
    note(project: string, fingerprint: string, text: string | null, at: number): Promise<boolean>;
  };
  readonly threads: {
    upsert(thread: ThreadRecord): Promise<void>;
    get(project: string, id: string): Promise<ThreadRecord | null>;
    list(
      project: string,
      page: { limit: number; offset: number },
    ): Promise<{ threads: ThreadRecord[]; total: number }>;
    delete(id: string): Promise<void>;
    /** Takes the lease of a thread unless another owner holds it until after `now`. Returns whether it was taken. */
    lease(id: string, owner: string, now: number, until: number): Promise<boolean>;
    release(id: string, owner: string): Promise<void>;
    /** Who took the lease of a thread last and did not give it back, whether or not it has run out; null where nobody did. */
    leaseOwner(id: string): Promise<string | null>;
  };
  readonly sparkRuns: {
    /** Writes down a run; the same attempt of the same application again takes the place of what was known. */
    keep(run: SparkRunRecord): Promise<void>;
    get(project: string, applicationId: string, attemptId: string): Promise<SparkRunRecord | null>;
    /** The last `limit` runs of a job, in the order in which they began; `total` counts all. */
    listByJob(
      project: string,
      job: string,
      limit: number,
    ): Promise<{ runs: SparkRunRecord[]; total: number }>;
    /** Jobs with how often they ran, the one that ran last first. */
    jobs(
      project: string,
      limit: number,
    ): Promise<{ jobs: { job: string; runs: number; lastStartedAt: number }[]; total: number }>;
  };
  readonly runs: {
    insert(run: RunRecord): Promise<void>;
    get(project: string, id: string): Promise<RunRecord | null>;
    update(id: string, change: Partial<Pick<RunRecord, 'status' | 'endedAt'>>): Promise<void>;
    listByThread(threadId: string): Promise<RunRecord[]>;
    listByStatus(status: RunRecord['status']): Promise<RunRecord[]>;
    appendEvents(runId: string, events: readonly RunEvent[]): Promise<void>;
    /** Events with a sequence greater than `after`, in order, at most `limit`. */
    events(runId: string, after: number, limit: number): Promise<RunEvent[]>;
  };
  readonly approvals: {
    insert(approval: ApprovalRecord): Promise<void>;
    get(project: string, id: string): Promise<ApprovalRecord | null>;
    listPending(project: string): Promise<ApprovalRecord[]>;
    /** Moves a pending approval once; false where it was decided before. */
    decide(
      id: string,
      status: 'approved' | 'rejected' | 'expired',
      decidedAt: number,
    ): Promise<boolean>;
    /** Moves an approved approval to `used`, once; false where it was not approved or was used before. */
    use(id: string): Promise<boolean>;
  };
  readonly projects: {
    /** Writes down that a project is there; again changes nothing. */
    keep(id: string, createdAt: number): Promise<void>;
    /** By name; `total` counts all, or those that are `only` one. */
    list(page: {
      limit: number;
      offset: number;
      only?: string;
    }): Promise<{ projects: ProjectRecord[]; total: number }>;
  };
  readonly users: {
    /** False where the project has a user of that name. */
    insert(user: UserRecord): Promise<boolean>;
    get(project: string, id: string): Promise<UserRecord | null>;
    /** By name; `total` counts all. */
    list(
      project: string,
      page: { limit: number; offset: number },
    ): Promise<{ users: UserRecord[]; total: number }>;
    update(
      project: string,
      id: string,
      change: Partial<Pick<UserRecord, 'role' | 'disabledAt'>>,
    ): Promise<void>;
  };
  readonly pipelines: {
    /** Keeps what a file of the upload tells of runs, names cut at 190 characters; again changes nothing. Nothing is kept of an upload that is gone. */
    see(project: string, uploadId: string, runs: readonly SeenRun[], seenAt: number): Promise<void>;
    get(project: string, id: string): Promise<PipelineRecord | null>;
    /** The one that ran last first; `total` counts all. */
    list(
      project: string,
      page: { limit: number; offset: number },
    ): Promise<{ pipelines: PipelineRecord[]; total: number }>;
    /** Runs with their parts, the last first; `total` counts all. */
    runs(
      pipelineId: string,
      page: { limit: number; offset: number },
    ): Promise<{ runs: { run: string; parts: PipelinePart[] }[]; total: number }>;
  };
  readonly settings: {
    /** By name. */
    list(project: string): Promise<SettingRecord[]>;
    set(setting: SettingRecord): Promise<void>;
    unset(project: string, name: string): Promise<void>;
  };
  readonly keys: {
    insert(key: AccessKeyRecord): Promise<void>;
    get(id: string): Promise<AccessKeyRecord | null>;
    /** Keys of the project without sessions, the newest first. */
    list(project: string): Promise<AccessKeyRecord[]>;
    /** Revokes a key and the sessions opened with it; false where it is not there or was revoked before. */
    revoke(project: string, id: string, at: number): Promise<boolean>;
    /** Revokes all keys and sessions of a user. */
    revokeOfUser(userId: string, at: number): Promise<void>;
    /** Lets a key and the sessions opened with it end at a time, where they do not end before. */
    endAt(project: string, id: string, at: number): Promise<void>;
    /** Deletes sessions that ended before. */
    forgetSessions(before: number): Promise<void>;
  };
  readonly audit: {
    add(record: AuditRecord): Promise<void>;
    /** The newest first; `total` counts all. */
    list(
      project: string,
      page: { limit: number; offset: number },
    ): Promise<{ records: AuditRecord[]; total: number }>;
  };
  /**
   * Everything inside happens completely or not at all, and no other process writes meanwhile what was read inside. Where two meet, one
   * of them is undone and its work run again from the start: what it does to other stores comes last, and may be done twice.
   */
  transaction<T>(work: (store: MetadataStore) => Promise<T>): Promise<T>;
  /** Throws STORE_UNAVAILABLE where the store cannot be read. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
