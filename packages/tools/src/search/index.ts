export { expandQuery } from './expand-query.ts';
export { lineMatcher } from './line-matcher.ts';
export { prepareWords } from './prepare-words.ts';
export { scanLines } from './scan-lines.ts';
