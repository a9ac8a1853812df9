import { findSecrets, type FindOptions } from './find-secrets.ts';
import type { SecretKind } from './secret.ts';

/** Replaces secrets by placeholders and puts them back. One session belongs to one owner; it holds the secrets and must not be stored. */
export interface RedactionSession {
  /** The text with `<aws-access-key-1>` and the like in the place of secrets. The same secret gets the same placeholder. */
  redact(text: string): string;
  /** The text with the secrets in the place of placeholders that this session gave. Others stay. */
  restore(text: string): string;
  /** Restores a text that comes in parts: a placeholder may be cut anywhere. */
  restorer(): { push(part: string): string; end(): string };
  /** How many different values of each kind were replaced so far; never the values. */
  report(): RedactionReport;
}

type RedactionReport = Partial<Readonly<Record<SecretKind, number>>>;

const placeholder = /<[a-z][a-z-]{1,30}-\d{1,9}>/g;
/** The start of a placeholder at the end of a text. */
const unfinished = /<(?:[a-z][a-z-]{0,31}(?:\d{1,9})?)?$/;

export function createRedactionSession(options: FindOptions = {}): RedactionSession {
  const placeholderOf = new Map<string, string>();
  const secretOf = new Map<string, string>();
  const counts = new Map<SecretKind, number>();

  const name = (secret: string, kind: SecretKind): string => {
    const known = placeholderOf.get(secret);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = `<${kind}-${count}>`;
    placeholderOf.set(secret, made);
    secretOf.set(made, secret);
    return made;
  };
  const restore = (text: string): string =>
    secretOf.size === 0 ? text : text.replaceAll(placeholder, (each) => secretOf.get(each) ?? each);

  return {
    restore,
    report: () => Object.fromEntries(counts),
    redact(text) {
      let redacted = '';
      let from = 0;
      for (const { start, end, kind } of findSecrets(text, options)) {
        redacted += text.slice(from, start) + name(text.slice(start, end), kind);
        from = end;
      }
      return redacted + text.slice(from);
    },
    restorer() {
      let pending = '';
      return {
        push(part) {
          pending += part;
          const cut = unfinished.exec(pending.slice(-48))?.[0].length ?? 0;
          const ready = pending.slice(0, pending.length - cut);
          pending = pending.slice(pending.length - cut);
          return restore(ready);
        },
        end: () => restore(pending),
      };
    },
  };
}
