export { causesWithoutRule } from './causes-without-rule.ts';
export {
  createDiagnosisCollector,
  type CollectedHits,
  type DiagnosisCollector,
} from './collect-hits.ts';
export { diagnose, type DiagnosedFile, type DiagnosisTools } from './diagnose.ts';
export type { Cause, Diagnosis, Evidence, Limit } from './diagnosis.ts';
export { fingerprintOf } from './fingerprint.ts';
export { decisivePlace } from './fingerprint-place.ts';
export { inCodeSpan } from './in-code-span.ts';
export { lookCommandsOf, type LookCommand } from './look/fill-look-commands.ts';
export { innerLevelOf } from './inner-level.ts';
export { PatternCaller } from './pattern-caller.ts';
export { mentionsText } from './mentions.ts';
export { quoteLine, verifyEvidence, type ReadBytes, type Sha256 } from './quote-evidence.ts';
export type { Pattern, Rule, Strength } from './rule.ts';
export type { Retry } from './retry.ts';
export { rules, rulesFingerprint } from './rules.ts';
