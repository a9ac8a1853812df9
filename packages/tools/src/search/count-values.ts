import { FrequentValues, type ValueRoom } from './frequent-values.ts';
import { valuesOfLine, type LineValue } from './line-values.ts';
import { slotsOfTemplate, type TemplateSlots } from './template-slots.ts';
import type { ValueKind } from './value-text.ts';

/** The kind of line that a value stands in. */
export interface KindOfLine {
  readonly id: string;
  readonly text: string;
}

interface Extreme<Place> {
  readonly amount: number;
  readonly text: string;
  readonly place: Place;
  /** What else the line says. */
  readonly beside: readonly LineValue[];
}

/** What values under one name are, over all lines that have it. */
export interface ValueFacet<Place> {
  readonly name: string;
  readonly kind: ValueKind;
  /** The word behind the values. */
  readonly unit: string | null;
  readonly lines: number;
  readonly distinct: { readonly count: number; readonly orMore: boolean };
  /** Counts of values are at most so much too low. */
  readonly missed: number;
  readonly top: readonly { readonly text: string; readonly count: number; readonly first: Place }[];
  readonly rarest: { readonly text: string; readonly count: number; readonly first: Place };
  readonly numbers: {
    readonly least: Extreme<Place>;
    readonly greatest: Extreme<Place>;
    /** In milliseconds, bytes, or as the numbers are. */
    readonly mean: number;
    readonly count: number;
  } | null;
  /** The kinds of lines that have it, most frequent names first; at most five. */
  readonly kinds: readonly KindOfLine[];
}

interface Facet<Place> {
  readonly name: string;
  readonly kind: ValueKind;
  readonly unit: string | null;
  readonly values: FrequentValues<Place>;
  readonly kinds: Map<string, KindOfLine>;
  lines: number;
  least: Extreme<Place> | null;
  greatest: Extreme<Place> | null;
  sum: number;
  amounts: number;
}

const maxFacets = 100;
const maxValues = 200_000;
const maxTop = 10;
const maxKinds = 5;
/** What is measured is another thing in each kind of line: seconds to start, seconds to stop. */
const isMeasure = (kind: ValueKind): boolean => kind === 'duration' || kind === 'size';

/** Counts the values of lines by their names, in bounded memory; the same lines in the same order give the same facets. */
export class ValueCounter<Place> {
  readonly #room: ValueRoom = { left: maxValues };
  readonly #facets = new Map<string, Facet<Place>>();
  readonly #slots = new Map<string, TemplateSlots>();
  /** The kind of a slot is that of its first value: a hash of digits only is still one. */
  readonly #kinds = new Map<string, ValueKind>();
  #lines = 0;
  #namesLeftOut = 0;

  add(line: string, kind: KindOfLine | null, place: Place, more: readonly LineValue[] = []): void {
    this.#lines += 1;
    const values = [...more, ...valuesOfLine(line, kind && this.#slotsOf(kind))];
    for (const value of values) this.#count(value, kind, place, values);
  }

  get lines(): number {
    return this.#lines;
  }

  /** Values whose name came when there was no more room for names. */
  get namesLeftOut(): number {
    return this.#namesLeftOut;
  }

  /** What most lines have comes first. */
  facets(): ValueFacet<Place>[] {
    return [...this.#facets.values()]
      .toSorted((a, b) => b.lines - a.lines)
      .map(({ name, kind, unit, values, kinds, lines, least, greatest, sum, amounts }) => ({
        name,
        kind,
        unit,
        lines,
        distinct: values.distinct,
        missed: values.missed,
        top: values.top(maxTop),
        rarest: values.top(1, 'rare')[0]!,
        numbers:
          least && greatest ? { least, greatest, mean: sum / amounts, count: amounts } : null,
        kinds: [...kinds.values()],
      }));
  }

  #slotsOf(kind: KindOfLine): TemplateSlots {
    let slots = this.#slots.get(kind.id);
    if (!slots) this.#slots.set(kind.id, (slots = slotsOfTemplate(kind.text)));
    return slots;
  }

  #count(
    value: LineValue,
    line: KindOfLine | null,
    place: Place,
    beside: readonly LineValue[],
  ): void {
    const where = value.keyed ? value.name : `${value.name}\n${line?.id ?? ''}`;
    let kind = this.#kinds.get(where);
    if (!kind) {
      if (this.#kinds.size < maxFacets * 4) this.#kinds.set(where, value.kind);
      kind = value.kind;
    }
    const key =
      value.keyed || !isMeasure(kind) ? `${value.name}\n${value.keyed ? '' : kind}` : where;
    let facet = this.#facets.get(key);
    if (!facet) {
      if (this.#facets.size >= maxFacets) {
        this.#namesLeftOut += 1;
        return;
      }
      facet = {
        name: value.name,
        kind,
        unit: value.unit,
        values: new FrequentValues(this.#room),
        kinds: new Map(),
        lines: 0,
        least: null,
        greatest: null,
        sum: 0,
        amounts: 0,
      };
      this.#facets.set(key, facet);
    }
    facet.lines += 1;
    facet.values.add(value.text, place);
    if (line && facet.kinds.size < maxKinds) facet.kinds.set(line.id, line);
    const { amount } = value;
    if (amount === null || facet.kind === 'id') return;
    facet.amounts += 1;
    facet.sum += amount;
    const { text } = value;
    if (!facet.least || amount < facet.least.amount) facet.least = { amount, text, place, beside };
    if (!facet.greatest || amount > facet.greatest.amount)
      facet.greatest = { amount, text, place, beside };
  }
}
