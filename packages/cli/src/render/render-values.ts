import { styleText } from 'node:util';

interface FacetShape {
  readonly name: string;
  readonly unit: string | null;
  readonly distinct: number;
  readonly orMore: boolean;
  readonly top: readonly { readonly text: string; readonly total: number }[];
  readonly numbers: {
    readonly least: { readonly text: string };
    readonly greatest: { readonly text: string };
  } | null;
}

const maxFacets = 6;
const maxTop = 3;
const maxText = 48;

/** A line for each of the first values of a search that differ: `rhost  47 different: 10.0.0.1 (80), …`. */
export function renderValues(data: unknown): string[] {
  const { values } = (data ?? {}) as { values?: { facets?: readonly FacetShape[] } };
  if (!Array.isArray(values?.facets)) return [];
  const shown = (values.facets as readonly FacetShape[])
    .filter(({ distinct }) => distinct > 1)
    .slice(0, maxFacets);
  if (shown.length === 0) return [];
  return [
    '',
    styleText('bold', 'Values'),
    ...shown.map(({ name, distinct, orMore, top, numbers }) => {
      const range = numbers
        ? `, ${short(numbers.least.text)} to ${short(numbers.greatest.text)}`
        : '';
      const most = top
        .slice(0, maxTop)
        .map(({ text, total }) => `${short(text)} (${total.toLocaleString('en')})`);
      return `  ${styleText('cyan', short(name))} ${orMore ? 'more than ' : ''}${distinct.toLocaleString('en')} different${range}: ${most.join(', ')}${distinct > maxTop ? ', …' : ''}`;
    }),
  ];
}

const short = (text: string): string =>
  text.length > maxText ? `${text.slice(0, maxText - 1)}…` : text;
