/** What a secret is; the name of its placeholder. */
export type SecretKind =
  | 'api-key'
  | 'aws-access-key'
  | 'aws-secret-key'
  | 'azure-key'
  | 'card-number'
  | 'cookie'
  | 'database-password'
  | 'databricks-token'
  | 'email'
  | 'gcp-key'
  | 'github-token'
  | 'gitlab-token'
  | 'ip-address'
  | 'jwt'
  | 'national-id'
  | 'nvidia-key'
  | 'openai-key'
  | 'password'
  | 'phone'
  | 'private-key'
  | 'registry-token'
  | 'slack-token'
  | 'social-security-number'
  | 'text'
  | 'token'
  | 'url-password';

/** Where a secret stands: exactly the value, without quotes, name, user or host. Offsets are UTF-16, `end` exclusive. */
export interface Secret {
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind;
}
