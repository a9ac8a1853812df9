import type { Secret, SecretKind } from './secret.ts';

/**
 * Secrets that can be told by their own form, as their issuers document it. All quantifiers are bounded or begin only at the start of
 * a run of their own characters, so that the time grows with the text and not with its square.
 * Where only a part is secret, it is the group `value` at the end.
 */
const patterns: readonly (readonly [SecretKind, RegExp])[] = [
  ['aws-access-key', /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g],
  ['github-token', /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36,251}/g],
  ['github-token', /(?<![A-Za-z0-9])github_pat_\w{22,251}/g],
  [
    'gitlab-token',
    /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w.-]{20,255}/g,
  ],
  ['slack-token', /(?<![A-Za-z0-9])xox(?:[abceoprs]|e\.xox[bp])-[\w-]{10,255}/g],
  ['slack-token', /(?<![A-Za-z0-9])xapp-\d-[\w-]{20,255}/g],
  ['slack-token', /\/services\/(?<value>T[A-Z0-9]{6,14}\/B[A-Z0-9]{6,14}\/[A-Za-z0-9]{16,64})/g],
  [
    'databricks-token',
    /(?<![A-Za-z0-9])(?:dapi|dkea|dose|dsapi)[a-f0-9]{32}(?:-\d{1,3})?(?![A-Za-z0-9])/g,
  ],
  ['nvidia-key', /(?<![A-Za-z0-9])nvapi-[\w-]{20,255}/g],
  ['openai-key', /(?<![\w-])sk-(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Z])[\w-]{20,255}/g],
  ['token', /(?<![\w-])dbt[cus]_[\w=-]{20,255}/g],
  ['token', /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,64}/g],
  ['token', /(?<![A-Za-z0-9])(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,255}/g],
  ['token', /(?<![A-Za-z0-9])SG\.[\w-]{16,64}\.[\w-]{16,64}/g],
  ['token', /(?<![A-Za-z0-9])hv[sbr]\.[\w-]{24,512}/g],
  ['token', /(?<![A-Za-z0-9])gl(?:sa|c)_[\w+/=-]{32,255}/g],
  [
    'token',
    /(?<![A-Za-z0-9])(?:NRAK-[A-Z0-9]{27}|NRII-[\w-]{32}|lin_api_[A-Za-z0-9]{40}|ntn_[A-Za-z0-9]{40,64})/g,
  ],
  ['token', /(?<![A-Za-z0-9])pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/g],
  ['token', /(?<![\w-])\d{8,10}:AA[\w-]{33}(?![\w-])/g],
  ['token', /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,128}/g],
  ['token', /(?<![A-Za-z0-9])ver:\d{1,2}-hint:[\w-]{1,64}-[A-Za-z0-9+/=_-]{20,4096}/g],
  ['token', /(?<![A-Za-z0-9])AGE-SECRET-KEY-1[A-Z0-9]{58}/g],
  ['registry-token', /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/g],
  ['registry-token', /(?<![A-Za-z0-9])pypi-[\w-]{50,512}/g],
  ['registry-token', /(?<![A-Za-z0-9])dckr_(?:pat|oat)_[\w-]{20,64}/g],
  ['gcp-key', /(?<![A-Za-z0-9])AIza[\w-]{35}(?![\w-])/g],
  ['gcp-key', /(?<![\w-])ya29\.[\w-]{20,2048}/g],
  ['gcp-key', /(?<![A-Za-z0-9])GOCSPX-[\w-]{28}/g],
  // A service account file in base 64: it begins with {"type":"service_account", with or without a space.
  [
    'gcp-key',
    /(?<![A-Za-z0-9+/])eyJ0eXBlIjo(?:gInNlcnZpY2VfYWNjb3VudCI|ic2VydmljZV9hY2NvdW50I)[A-Za-z0-9+/=]{16,16384}/g,
  ],
  ['azure-key', /(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/g],
  ['azure-key', /[?&;]sig=(?<value>[A-Za-z0-9%+/=]{20,128})/g],
  ['token', /[?&]X-(?:Amz|Goog)-(?:Signature|Security-Token)=(?<value>[A-Za-z0-9%+/=]{20,4096})/gi],
  // A PEM file in base 64 that is not a certificate.
  ['private-key', /(?<![A-Za-z0-9+/])LS0tLS1CRUdJTi(?!BDRVJU)[A-Za-z0-9+/=]{64,16384}/g],
  ['jwt', /(?<![\w-])eyJ[\w-]{8,8192}\.[\w-]{2,16384}\.[\w-]{8,8192}/g],
];

export function findTokens(text: string): Secret[] {
  return patterns.flatMap(([kind, pattern]) => {
    const found: Secret[] = [];
    for (const match of text.matchAll(pattern)) {
      const value = match.groups?.['value'] ?? match[0];
      const end = match.index + match[0].length;
      found.push({ start: end - value.length, end, kind });
    }
    return found;
  });
}
