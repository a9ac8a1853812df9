export { findSecrets, type FindOptions } from './find-secrets.ts';
export { createRedactionSession, type RedactionSession } from './redaction-session.ts';
export type { Secret, SecretKind } from './secret.ts';
