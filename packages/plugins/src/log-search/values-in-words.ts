import { inCodeSpan } from '@datasherpa/tools/diagnosis';
import type { FoundValues } from '@datasherpa/tools/ingestion';

type ValueAnswer = NonNullable<FoundValues['answer']>;
type Facet = NonNullable<ValueAnswer['facet']>;

const maxName = 60;
const maxValue = 120;
const maxNamed = 8;

const nameOf = (name: string): string => inCodeSpan(name, maxName);
const valueOf = (text: string, { unit }: Pick<Facet, 'unit'>): string =>
  inCodeSpan(unit === null || /[\p{L}%]/u.test(text) ? text : `${text} ${unit}`, maxValue);
const linesOf = (count: number): string => `${count} ${count === 1 ? 'line' : 'lines'}`;

/** What was asked of values, as sentences with a blank behind them; '' where nothing was. */
export function valuesInWords({ answer, facets, read, of }: FoundValues): string {
  if (!answer) return '';
  const { facet, others } = answer;
  if (!facet) {
    const names = [...new Set(facets.map(({ name }) => nameOf(name)))].slice(0, maxNamed);
    return names.length === 0
      ? 'These lines have no values that could be counted. '
      : `No value in these lines fits the question; there are ${names.join(', ')}. `;
  }
  const sentences = [answered(answer, facet)];
  if (facet.missed > 0)
    sentences.push(`There are so many values that a count may be up to ${facet.missed} too low.`);
  if (read < of) sentences.push(`Values were counted in ${read} of ${linesOf(of)}.`);
  if (others.length > 0) sentences.push(`The question also fits ${others.map(nameOf).join(', ')}.`);
  return `${sentences.join(' ')} `;
}

function answered({ wish, value, beside, evidence }: ValueAnswer, facet: Facet): string {
  const name = nameOf(facet.name);
  const cited = evidence.map(({ id }) => `[${id}]`).join(' ');
  const distinct = `${facet.orMore ? 'at least ' : ''}${facet.distinct} different ${facet.distinct === 1 ? 'value' : 'values'}`;
  const share = (count: number): string =>
    `${count} of ${linesOf(facet.lines)} (${((100 * count) / facet.lines).toFixed(1)} %)`;
  const { numbers } = facet;
  if (value && (wish === 'most frequent' || wish === 'least frequent'))
    return `The ${wish} ${name} is ${valueOf(value.text, facet)}, in ${share(value.total)} ${cited}; ${facet.distinct === 1 ? 'there is no other' : `there are ${distinct}`}.`;
  if (value && wish === 'different')
    return `${name} has ${distinct} in ${linesOf(facet.lines)}; the most frequent is ${valueOf(value.text, facet)}, in ${share(value.total)} ${cited}.`;
  if (numbers && value && (wish === 'greatest' || wish === 'least')) {
    const others = beside.map((each) => `${nameOf(each.name)} ${inCodeSpan(each.text, maxValue)}`);
    const other = wish === 'greatest' ? numbers.least : numbers.greatest;
    return `The ${wish} ${name} is ${valueOf(value.text, facet)}${others.length > 0 ? `, with ${others.join(', ')}` : ''} ${cited}. The ${wish === 'greatest' ? 'least' : 'greatest'} of ${numbers.count} is ${valueOf(other.text, facet)}, the mean ${meanOf(facet)}.`;
  }
  if (numbers)
    return `The mean of ${numbers.count} values of ${name} is ${meanOf(facet)}, from ${valueOf(numbers.least.text, facet)} to ${valueOf(numbers.greatest.text, facet)} ${cited}.`;
  return `${name} has ${distinct}.`;
}

const meanOf = ({ numbers }: Facet): string =>
  [digits(numbers!.mean), numbers!.meanUnit ?? ''].filter(Boolean).join(' ');

const digits = (value: number): string => String(Number(value.toPrecision(5)));
