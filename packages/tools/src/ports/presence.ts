/** Who is alive: work that a process left behind may be taken over at once, work of a living one may not. */
export interface Presence {
  /** Name of this process, new at each start; used as worker of a lease and as receiver of an upload. */
  readonly id: string;
  /** Whether the process of that name still runs. A name that was never given is not alive. */
  isAlive(id: string): Promise<boolean>;
  close(): Promise<void>;
}
