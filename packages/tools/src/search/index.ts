export { expandQuery } from './expand-query.ts';
export { prepareWords } from './prepare-words.ts';
export { lineMatcher, scanLines } from './scan-lines.ts';
