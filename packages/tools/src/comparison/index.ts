export { compareRuns, type ComparedFile } from './compare-runs.ts';
export type { ComparedRuns } from './compared-runs.ts';
export { profileOf, type FileProfile } from './file-profile.ts';
