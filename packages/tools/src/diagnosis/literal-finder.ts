/** Finds which of many texts occur, in one walk (Aho and Corasick, CACM 18(6), 1975). ASCII without case; other characters end a match. */
export class LiteralFinder {
  /** Next state by state and character code. */
  readonly #next: Int32Array;
  /** Texts that end in a state, as indexes. */
  readonly #ends: readonly (readonly number[])[];

  constructor(literals: readonly string[]) {
    const children: Map<number, number>[] = [new Map()];
    const ends: number[][] = [[]];
    literals.forEach((literal, index) => {
      let state = 0;
      for (let at = 0; at < literal.length; at++) {
        const code = literal.charCodeAt(at) & 127;
        let child = children[state]!.get(code);
        if (child === undefined) {
          child = children.length;
          children.push(new Map());
          ends.push([]);
          children[state]!.set(code, child);
        }
        state = child;
      }
      ends[state]!.push(index);
    });
    const next = new Int32Array(children.length * 128);
    const fail = new Int32Array(children.length);
    const queue: number[] = [];
    for (const [code, child] of children[0]!) {
      next[code] = child;
      queue.push(child);
    }
    for (let at = 0; at < queue.length; at++) {
      const state = queue[at]!;
      const fallback = fail[state]!;
      ends[state]!.push(...ends[fallback]!);
      for (let code = 0; code < 128; code++)
        next[state * 128 + code] = next[fallback * 128 + code]!;
      for (const [code, child] of children[state]!) {
        fail[child] = next[fallback * 128 + code]!;
        next[state * 128 + code] = child;
        queue.push(child);
      }
    }
    this.#next = next;
    this.#ends = ends;
  }

  /** Calls `found` with the index of each text that occurs, possibly more than once. */
  find(text: string, found: (index: number) => void): void {
    const next = this.#next;
    const ends = this.#ends;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      let code = text.charCodeAt(at);
      if (code >= 65 && code <= 90) code += 32;
      state = code < 128 ? next[state * 128 + code]! : 0;
      const here = ends[state]!;
      for (let index = 0; index < here.length; index++) found(here[index]!);
    }
  }
}
