import { nearestPlace, type Place } from './nearest-place.ts';
import type { Fact, FactKind, PipelineFacts, PipelineKind } from './fact.ts';

const maxFacts = 20_000;
const maxValueCharacters = 2000;

/** Facts whose value is a name of the source. */
const named: ReadonlySet<FactKind> = new Set([
  'reads',
  'writes',
  'triggers',
  'waits-for',
  'connection',
  'variable',
  'parameter',
  'setting',
  'says',
  'task',
]);

interface Details {
  readonly subject?: string | null;
  readonly attributes?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly confidence?: Fact['confidence'];
  /** The value is computed at its place, so that no line need hold it. */
  readonly computed?: boolean;
}

/** A docstring as `inspect.cleandoc` of Python gives it: lines after the first lose the indent that they share. */
function withoutIndent(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const indents = rest.flatMap((line) => (line.trim() === '' ? [] : [line.search(/\S/)]));
  const shared = indents.length === 0 ? 0 : Math.min(...indents);
  return [first.trim(), ...rest.map((line) => line.slice(shared).trimEnd())].join('\n').trim();
}

/** Takes facts. */
export type FactSink = Pick<FactList, 'add'>;

/** Collects the facts of one pipeline and gives them ids. At most 20,000; what is beyond is an `unknown` at the end. */
export class FactList {
  readonly #facts: Fact[] = [];
  readonly #ids = new Map<string, number>();
  #left = 0;
  readonly kind: PipelineKind;
  readonly name: string;
  readonly file: string;

  readonly #texts: ReadonlyMap<string, string>;
  readonly #lines = new Map<string, readonly string[]>();

  /**
   * @param texts of files by their paths: in these, a fact whose lines do not hold what it names is moved to the near line that does.
   */
  constructor(
    kind: PipelineKind,
    name: string,
    file: string,
    texts: ReadonlyMap<string, string> = new Map(),
  ) {
    this.kind = kind;
    this.name = name;
    this.file = file;
    this.#texts = texts;
  }

  /** Takes facts that stand in another file; null or undefined is the pipeline's own. */
  inFile(file: string | null | undefined): FactSink {
    return {
      add: (kind, given, stated, details) =>
        this.add(kind, given, { file: file ?? undefined, ...stated }, details),
    };
  }

  #linesOf(file: string): readonly string[] {
    const lines = this.#lines.get(file) ?? this.#texts.get(file)?.split('\n') ?? [];
    this.#lines.set(file, lines);
    return lines;
  }

  add(kind: FactKind, given: string, stated: Place, details: Details = {}): void {
    if (this.#facts.length >= maxFacts) {
      this.#left += 1;
      return;
    }
    const value = kind === 'says' ? withoutIndent(given) : given;
    const file = stated.file ?? this.file;
    const lines = named.has(kind) && !details.computed ? this.#linesOf(file) : [];
    const place =
      lines.length > 0
        ? nearestPlace(lines, kind === 'task' ? value.split('.').at(-1)! : value, stated)
        : stated;
    const subject = details.subject ?? null;
    const name = [kind, ...(subject === null ? [] : [subject]), value].join('/').slice(0, 300);
    const count = (this.#ids.get(name) ?? 0) + 1;
    this.#ids.set(name, count);
    this.#facts.push({
      id: count === 1 ? name : `${name}#${count}`,
      kind,
      subject,
      value: value.slice(0, maxValueCharacters),
      attributes: Object.fromEntries(
        Object.entries(details.attributes ?? {}).flatMap(([key, each]) =>
          each === null || each === undefined
            ? []
            : [[key, String(each).slice(0, maxValueCharacters)]],
        ),
      ),
      file,
      lines: [place.line, place.endLine ?? place.line],
      confidence: details.confidence ?? 'certain',
    });
  }

  finish(): PipelineFacts {
    if (this.#left > 0) {
      const left = this.#left;
      this.#left = 0;
      this.#facts.pop();
      this.add(
        'unknown',
        `${left + 1} more facts of this file`,
        { line: 1 },
        { attributes: { why: `A document holds ${maxFacts} facts.` } },
      );
    }
    return { kind: this.kind, name: this.name, file: this.file, facts: this.#facts };
  }
}
