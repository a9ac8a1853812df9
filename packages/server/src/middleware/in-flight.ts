import type { MiddlewareHandler } from 'hono';

/** Requests whose answer has not begun: what a server that stops lets come to its end. */
export class InFlight {
  #count = 0;
  readonly #waiting = new Set<() => void>();

  readonly count: MiddlewareHandler = async (_, next) => {
    this.#count += 1;
    try {
      await next();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) for (const done of this.#waiting) done();
    }
  };

  /** Resolves when there is none. */
  async none(): Promise<void> {
    if (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }
}
