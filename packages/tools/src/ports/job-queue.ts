/** Work that survives a crash: a job is claimed under a lease and comes back when the lease runs out. */

export interface Job {
  readonly id: string;
  readonly queue: string;
  /** JSON text. */
  readonly payload: string;
  /** 1 on the first try. */
  readonly attempt: number;
}

export interface JobState {
  readonly id: string;
  readonly status: 'queued' | 'running' | 'done' | 'failed';
  readonly attempt: number;
  /** 0..1 and a word, as last reported. */
  readonly progress: { readonly fraction: number; readonly note: string } | null;
  /** When the present or last try began, and when it last told its progress (epoch milliseconds); null before. */
  readonly startedAt: number | null;
  readonly reportedAt: number | null;
  readonly error: string | null;
}

export interface JobQueue {
  /** Enqueueing an id that exists does nothing: ids are idempotency keys. */
  enqueue(
    job: { id: string; queue: string; payload: string },
    options?: { maxAttempts?: number; runAt?: number },
  ): Promise<void>;
  /** The oldest job that is due and unleased, now leased to `worker` for `leaseMs`; null when there is none. */
  claim(queue: string, worker: string, leaseMs: number): Promise<Job | null>;
  /** Extends the lease; false when it was lost (another worker may have the job). */
  heartbeat(
    id: string,
    worker: string,
    leaseMs: number,
    progress?: { fraction: number; note: string },
  ): Promise<boolean>;
  /** False when the lease was lost. */
  ack(id: string, worker: string): Promise<boolean>;
  /** Queued again after `retryInMs`, or failed for good when attempts are used up or `retryInMs` is null. */
  fail(id: string, worker: string, error: string, retryInMs: number | null): Promise<boolean>;
  /**
   * Gives the job back as if it had not been claimed, to be claimed again after `inMs` (default 0): for a worker that stops in good
   * order, or cannot work because of something else. False when the lease was lost.
   */
  release(id: string, worker: string, inMs?: number): Promise<boolean>;
  /** Jobs whose worker is gone come back without waiting for the end of the lease; says how many. The try counts. */
  recover(queue: string, isAlive: (worker: string) => Promise<boolean>): Promise<number>;
  /** Forgets the job, so that its id can be queued again; false where a worker holds it under a lease. */
  remove(id: string): Promise<boolean>;
  get(id: string): Promise<JobState | null>;
  stats(queue: string): Promise<{ queued: number; running: number; failed: number; done: number }>;
  close(): Promise<void>;
}
