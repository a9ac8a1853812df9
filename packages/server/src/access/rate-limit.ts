/** Who is limited longest ago is forgotten first, so that addresses without end cannot fill the memory. */
const maxRemembered = 10_000;

/**
 * A bucket for each name that holds `perMinute` requests and fills evenly. In this process only: with several servers each has its own.
 */
export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { level: number; at: number }>();

  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Takes one request; 0, or the seconds until the next one is allowed. */
  take(name: string): number {
    const now = this.#now();
    const known = this.#buckets.get(name);
    const filled = known
      ? known.level + ((now - known.at) / 60_000) * this.#perMinute
      : this.#perMinute;
    const level = Math.min(this.#perMinute, filled);
    this.#buckets.delete(name);
    if (this.#buckets.size >= maxRemembered) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    if (level < 1) {
      this.#buckets.set(name, { level, at: now });
      return Math.max(1, Math.ceil(((1 - level) / this.#perMinute) * 60));
    }
    this.#buckets.set(name, { level: level - 1, at: now });
    return 0;
  }
}
