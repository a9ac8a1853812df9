import { parts, textOf, type PythonSyntax } from './syntax.ts';

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The text of one piece between the quotes of a string, escapes resolved unless the string is raw. */
export function textOfPiece(
  piece: PythonSyntax,
  form: { readonly raw: boolean; readonly formatted: boolean },
): string {
  const text = textOf(piece);
  const unescaped = form.raw ? text : text.replaceAll(escapes, resolveEscape);
  return form.formatted ? unescaped.replaceAll('{{', '{').replaceAll('}}', '}') : unescaped;
}

const escapes =
  /\\(?:\r?\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[\s\S])/g;

function resolveEscape(escape: string): string {
  const rest = escape.slice(1);
  if (rest.startsWith('\n') || rest.startsWith('\r')) return '';
  if (/^[0-7]/.test(rest)) return String.fromCodePoint(Number.parseInt(rest, 8));
  if (/^[xuU][0-9a-fA-F]/.test(rest)) {
    const code = Number.parseInt(rest.slice(1), 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : escape;
  }
  return simpleEscapes[rest] ?? escape;
}

/** `r`, `b`, `f` and so on before the first quote. */
export function stringForm(string: PythonSyntax): {
  raw: boolean;
  formatted: boolean;
  bytes: boolean;
} {
  const start = parts(string).find(({ type }) => type === 'string_start');
  const prefix = start ? textOf(start).toLowerCase() : '';
  return {
    raw: prefix.includes('r'),
    formatted: prefix.includes('f') || prefix.includes('t'),
    bytes: prefix.includes('b'),
  };
}

/** A Python number; null where it is imaginary. */
export function numberOf(text: string): number | null {
  const plain = text.replaceAll('_', '').toLowerCase();
  if (plain.endsWith('j')) return null;
  const value = /^0[0-7]+$/.test(plain)
    ? Number.parseInt(plain, 8)
    : Number(plain.replace(/l$/, ''));
  return Number.isFinite(value) ? value : null;
}
