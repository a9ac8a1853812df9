import { LiteralFinder } from './literal-finder.ts';
import { requiredLiterals } from './required-literals.ts';

/** Says which of many patterns are worth a try on a text: those whose required texts occur in it, all found in one walk. */
export class PatternCaller {
  readonly #finder: LiteralFinder;
  /** Patterns by the text that calls for them. */
  readonly #calledBy: readonly (readonly number[])[];
  readonly #always: readonly number[];
  /** The walk in which each pattern was called last. */
  readonly #calledIn: Uint32Array;
  #walk = 0;
  readonly #called: number[] = [];

  constructor(patterns: readonly RegExp[]) {
    const always: number[] = [];
    const callers = new Map<string, number[]>();
    patterns.forEach((pattern, index) => {
      const literals = requiredLiterals(pattern);
      if (!literals) always.push(index);
      for (const literal of literals ?? [])
        callers.set(literal, [...(callers.get(literal) ?? []), index]);
    });
    this.#finder = new LiteralFinder([...callers.keys()]);
    this.#calledBy = [...callers.values()];
    this.#always = always;
    this.#calledIn = new Uint32Array(patterns.length);
  }

  /** Indexes of the patterns, each once, in no order; the list is good until the next call. */
  called(text: string): readonly number[] {
    const called = this.#called;
    called.length = 0;
    this.#walk = (this.#walk + 1) >>> 0;
    if (this.#walk === 0) {
      this.#calledIn.fill(0);
      this.#walk = 1;
    }
    this.#finder.find(text, this.#add);
    for (const index of this.#always) called.push(index);
    return called;
  }

  readonly #add = (literal: number): void => {
    for (const index of this.#calledBy[literal]!) {
      if (this.#calledIn[index] === this.#walk) continue;
      this.#calledIn[index] = this.#walk;
      this.#called.push(index);
    }
  };
}
