export { allOf } from './condition-matcher.ts';
export { areFacets, chooseFacet } from './choose-facet.ts';
export { ValueCounter, type KindOfLine, type ValueFacet } from './count-values.ts';
export { expandQuery } from './expand-query.ts';
export { lineMatcher, type LineMatcher } from './line-matcher.ts';
export { parseQuery } from './parse-query.ts';
export { prepareWords } from './prepare-words.ts';
export { partsOf, type PartOf, type Query, type QueryPart, type QueryTime } from './query.ts';
export { scanLines, type ScanResult } from './scan-lines.ts';
export { scanText } from './scan-text.ts';
export {
  isAsking,
  valueQuestion,
  valueWishes,
  type ValueQuestion,
  type ValueWish,
} from './value-question.ts';
export { valueKinds, type ValueKind } from './value-text.ts';
export type { LineValue } from './line-values.ts';
