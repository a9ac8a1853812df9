import type { Fact } from '../facts/fact.ts';
import type { Block, Part, Reference, Statement, TableRow } from './document.ts';

/** Small makers that every section uses. */

export const code = (text: string): Part => ({ code: text });

export const referenceOf = ({ file, lines }: Fact): Reference => ({ file, lines });

/** A statement about one fact. */
export const tells = (fact: Fact, ...parts: readonly Part[]): Statement => ({
  parts,
  facts: [fact.id],
  reference: referenceOf(fact),
});

/** Fixed text of ours. */
export const own = (...parts: readonly Part[]): Statement => ({
  parts,
  facts: [],
  reference: null,
});

export const row = (fact: Fact, ...cells: readonly (readonly Part[])[]): TableRow => ({
  cells,
  facts: [fact.id],
  reference: referenceOf(fact),
});

/** A table with a last column for the place; nothing where there is no row. */
export const table = (header: readonly string[], rows: readonly TableRow[]): Block[] =>
  rows.length === 0 ? [] : [{ kind: 'table', header, rows }];

export const list = (items: readonly Statement[]): Block[] =>
  items.length === 0 ? [] : [{ kind: 'list', items }];

export const text = (...parts: readonly Part[]): Block => ({
  kind: 'text',
  statement: own(...parts),
});

/** A cell with a value of the source, or a dash. */
export const valueCell = (value: string | undefined): readonly Part[] =>
  value === undefined || value === '' ? ['-'] : [code(value)];

/** How sure a fact is, in a word; nothing where it is certain. */
export const sureness = ({ confidence }: Fact): string =>
  confidence === 'certain' ? 'certain' : confidence;
