/** A point as it was written, with what filters ask for. */
export interface StoredPoint {
  readonly id: string | number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly vector: Readonly<Record<string, SparseVector | readonly number[]>>;
}

export interface SparseVector {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

export interface Condition {
  readonly must?: Condition | readonly Condition[];
  readonly must_not?: Condition | readonly Condition[];
  readonly should?: Condition | readonly Condition[];
  readonly key?: string;
  readonly match?: Readonly<Partial<Record<'value' | 'any' | 'text_any' | 'phrase', unknown>>>;
  readonly range?: { readonly gte?: number; readonly lte?: number };
  readonly has_vector?: string;
}

const listOf = (conditions: Condition | readonly Condition[] | undefined): readonly Condition[] =>
  conditions === undefined ? [] : ([conditions].flat() as Condition[]);

/** Whether a point passes a filter, for the conditions that this project sends; others are refused, so that no test passes by them. */
export function matches(point: StoredPoint, condition: Condition | null | undefined): boolean {
  if (!condition) return true;
  if (condition.has_vector !== undefined) return condition.has_vector in point.vector;
  if (condition.key !== undefined) return matchesField(point, condition);
  for (const name of Object.keys(condition))
    if (!['must', 'must_not', 'should'].includes(name))
      throw new Error(`The condition ${name} is not imitated.`);
  const should = listOf(condition.should);
  return (
    listOf(condition.must).every((each) => matches(point, each)) &&
    !listOf(condition.must_not).some((each) => matches(point, each)) &&
    (should.length === 0 || should.some((each) => matches(point, each)))
  );
}

function matchesField({ payload }: StoredPoint, { key = '', match, range }: Condition): boolean {
  let value: unknown = payload;
  for (const part of key.split('.')) value = (value as Record<string, unknown> | undefined)?.[part];
  if (range)
    return (
      typeof value === 'number' &&
      value >= (range.gte ?? -Infinity) &&
      value <= (range.lte ?? Infinity)
    );
  if (!match) throw new Error(`The condition on ${key} is not imitated.`);
  if ('value' in match) return value === match.value;
  if ('any' in match) return (match.any as unknown[]).includes(value);
  const words = (typeof value === 'string' ? value : '').split(' ');
  if ('text_any' in match)
    return String(match.text_any)
      .split(' ')
      .some((word) => words.includes(word));
  // A phrase of no words is in no text.
  return match.phrase !== '' && ` ${words.join(' ')} `.includes(` ${String(match.phrase)} `);
}
