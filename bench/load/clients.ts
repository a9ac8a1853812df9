import { setTimeout as sleep } from 'node:timers/promises';
import type { Kind } from './mix.ts';

/** What came of the requests of one kind. */
export interface Outcome {
  readonly name: string;
  readonly milliseconds: readonly number[];
  readonly wrong: readonly string[];
}

/** Numbers of [0, 1) that look random and are the same each time (a linear congruence of Numerical Recipes). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Clients that each send one request after another until the time is over, of kinds by their share. Every answer is compared with the one
 * that `expected` has for its kind.
 */
export async function runClients(
  kinds: readonly Kind[],
  expected: ReadonlyMap<string, string>,
  options: { readonly clients: number; readonly seconds: number; readonly seed: number },
): Promise<Outcome[]> {
  const outcomes = kinds.map(({ name }) => ({
    name,
    milliseconds: [] as number[],
    wrong: [] as string[],
  }));
  const shares = kinds.reduce((sum, { share }) => sum + share, 0);
  const choose = (random: number): number => {
    let left = random * shares;
    return Math.max(
      0,
      kinds.findIndex(({ share }) => (left -= share) < 0),
    );
  };
  let number = 0;
  const until = performance.now() + options.seconds * 1000;
  const client = async (which: number): Promise<void> => {
    const random = randomFrom(options.seed + which);
    // They do not all begin at the same moment.
    await sleep(random() * 1000);
    while (performance.now() < until) {
      const at = choose(random());
      const { name, ask } = kinds[at]!;
      const outcome = outcomes[at]!;
      const started = performance.now();
      let came: string;
      try {
        came = JSON.stringify(await ask((number += 1)));
      } catch (error) {
        came = String(error);
      }
      outcome.milliseconds.push(performance.now() - started);
      if (came !== expected.get(name)) outcome.wrong.push(came.slice(0, 500));
    }
  };
  await Promise.all(Array.from({ length: options.clients }, (_, which) => client(which)));
  return outcomes;
}
