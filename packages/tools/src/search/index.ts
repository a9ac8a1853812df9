export { allOf } from './condition-matcher.ts';
export { expandQuery } from './expand-query.ts';
export { lineMatcher, type LineMatcher } from './line-matcher.ts';
export { parseQuery } from './parse-query.ts';
export { prepareWords } from './prepare-words.ts';
export { partsOf, type PartOf, type Query, type QueryPart, type QueryTime } from './query.ts';
export { scanLines, type ScanResult } from './scan-lines.ts';
export { scanText } from './scan-text.ts';
