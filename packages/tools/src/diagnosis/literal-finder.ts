/** Any character outside of ASCII, and any that no text has: the walk begins anew behind it. */
const otherClass = 0;

/**
 * Finds which of many texts occur, in one walk (Aho and Corasick, CACM 18(6), 1975). ASCII without case; other characters end a
 * match. The table is kept small, with a column for each character that the texts have and two bytes a state where that is
 * enough: what the walk costs is mostly waiting for memory.
 */
export class LiteralFinder {
  /** Column of the table by character code, for ASCII. */
  readonly #classes = new Uint8Array(128);
  readonly #shift: number;
  /** Next state by state and column. */
  readonly #next: Uint16Array | Int32Array;
  /** States from this one on are those where texts end. */
  readonly #firstEnd: number;
  /** Texts that end in a state, as indexes, from `#firstEnd` on. */
  readonly #ends: readonly (readonly number[])[];

  constructor(literals: readonly string[]) {
    const { children, ends } = trieOf(literals);
    const codes = [...new Set(children.flatMap((next) => [...next.keys()]))];
    this.#shift = Math.ceil(Math.log2(codes.length + 1));
    codes.forEach((code, at) => {
      this.#classes[code] = at + 1;
      if (code >= 97 && code <= 122) this.#classes[code - 32] = at + 1;
    });
    const width = 1 << this.#shift;
    const next = new Int32Array(children.length * width);
    const fail = new Int32Array(children.length);
    const queue = [...children[0]!.values()];
    for (const [code, child] of children[0]!) next[this.#classes[code]!] = child;
    for (let at = 0; at < queue.length; at++) {
      const state = queue[at]!;
      const fallback = fail[state]!;
      ends[state]!.push(...ends[fallback]!);
      next.copyWithin(state * width, fallback * width, (fallback + 1) * width);
      for (const [code, child] of children[state]!) {
        const column = this.#classes[code]!;
        fail[child] = next[fallback * width + column]!;
        next[state * width + column] = child;
        queue.push(child);
      }
    }
    // States where nothing ends come first, so that one comparison tells them from the others; among them those near the start,
    // where a walk mostly is, so that they share memory.
    const inRows = [0, ...queue];
    const order = [
      ...inRows.filter((state) => ends[state]!.length === 0),
      ...inRows.filter((state) => ends[state]!.length > 0),
    ];
    const numberOf = new Int32Array(order.length);
    order.forEach((state, number) => (numberOf[state] = number));
    this.#next =
      order.length <= 0xffff ? new Uint16Array(next.length) : new Int32Array(next.length);
    for (const [number, state] of order.entries())
      for (let column = 0; column < width; column++)
        this.#next[number * width + column] = numberOf[next[state * width + column]!]!;
    this.#ends = order.map((state) => ends[state]!).filter((texts) => texts.length > 0);
    this.#firstEnd = order.length - this.#ends.length;
  }

  /** Calls `found` with the index of each text that occurs, possibly more than once. */
  find(text: string, found: (index: number) => void): void {
    const next = this.#next;
    const classes = this.#classes;
    const shift = this.#shift;
    const firstEnd = this.#firstEnd;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      state = next[(state << shift) + (code < 128 ? classes[code]! : otherClass)]!;
      if (state >= firstEnd) for (const index of this.#ends[state - firstEnd]!) found(index);
    }
  }
}

/** Characters that lead from a state to the next, and the texts that end in a state; the first state is the start. */
function trieOf(literals: readonly string[]) {
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
  return { children, ends };
}
