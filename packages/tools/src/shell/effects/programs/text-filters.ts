import type { Call, Rules } from '../call.ts';
import { derived, flowOf, type Flow } from '../flow.ts';
import { followTable } from '../follow-table.ts';
import { decodeBase64, decodeHex, unescapeText } from './decode.ts';

/** Programs that change text in a way that can be computed, so that a script that comes out of them can be read. */
export const filterRules: Rules = {
  base64: (call) => {
    if (!call.invocation.options.some(({ option }) => option?.names.includes('-d')))
      return undefined;
    if (call.tool) followTable(call, call.tool);
    return decoded(call, call.name === 'base64' ? decodeBase64 : () => null);
  },
  xxd: (call) => {
    if (!call.words.some(({ text }) => /^-[a-z]*r/.test(text))) return undefined;
    if (call.tool) followTable(call, call.tool);
    return decoded(call, decodeHex);
  },
  openssl: (call) => {
    if (call.name !== 'openssl') return undefined;
    if (call.words.some(({ text }) => text === '-d')) {
      call.report('read-only', call.span);
      return decoded(
        call,
        call.words.some(({ text }) => text === 'base64' || text === '-base64')
          ? decodeBase64
          : () => null,
      );
    }
    // What is signed or checked is printed, unless a file is named.
    if (
      /^(?:x509|s_client|verify|dgst|ciphers|list|version|crl|asn1parse|sess_id|rand|speed|req)$/.test(
        call.words[0]?.text ?? '',
      )
    ) {
      const writes = call.words.some(({ text }) => /^-(?:out|keyout|CAcreateserial)$/.test(text));
      call.report(writes ? 'create-file' : 'read-only', call.span);
      return derived(call.stdin, []);
    }
    return undefined;
  },
  'ssh-keygen': (call) => filterRules['openssl']!(call),
  uuencode: (call) => (call.name === 'uudecode' ? decoded(call, () => null) : undefined),
  gunzip: (call) => decompressed(call),
  gzip: (call) =>
    call.words.some(({ text }) => /^-[a-z]*d|^--(?:de|un)/.test(text))
      ? decompressed(call)
      : undefined,
  zcat: (call) => decompressed(call),
  rev: (call) =>
    transformed(call, (text) =>
      text.replace(/[^\n]+/g, (line) => Array.from(line).reverse().join('')),
    ),
  tr: (call) => transformed(call, translation(call)),
  tac: (call) => transformed(call, (text) => text.split('\n').reverse().join('\n')),
  head: (call) => transformed(call, null),
};

function decoded(call: Call, decode: (text: string) => string | null): Flow {
  const source = fromFiles(call);
  const text = source.text === null ? null : decode(source.text);
  return {
    ...derived(source, [], 'decoded'),
    text,
    origin: source.origin === 'download' ? 'download' : 'decoded',
  };
}

/** Compressed scripts cannot be seen, whether they come from a file or from a text. */
function decompressed(call: Call): Flow {
  if (call.tool) followTable(call, call.tool);
  const source = fromFiles(call);
  return source.origin === 'literal' || source.origin === 'decoded'
    ? { ...derived(source, []), origin: 'decoded' }
    : derived(source, []);
}

function transformed(call: Call, change: ((text: string) => string) | null): Flow {
  if (call.tool) followTable(call, call.tool);
  const source = fromFiles(call);
  if (source.text === null || !change)
    return derived(
      source,
      call.words.map(({ text }) => text),
    );
  return {
    ...source,
    text: change(source.text),
    verbatim: undefined,
    origin: source.origin === 'literal' ? 'decoded' : source.origin,
  };
}

function fromFiles(call: Call): Flow {
  const files = call.invocation.operands.filter(({ text }) => text !== '-');
  if (files.length === 0 || call.name === 'tr') return call.stdin;
  const [file] = files;
  return (
    call.machine.substituted(file!) ??
    flowOf(
      'file',
      files.map(({ text }) => text),
    )
  );
}

function translation(call: Call): ((text: string) => string) | null {
  const [from, to] = call.invocation.operands.map(({ text }) => expandSet(text));
  const deletes = call.invocation.options.some(({ name }) => name === '-d' || name === '--delete');
  if (!from || call.invocation.options.some(({ name }) => name !== '-d' && name !== '--delete'))
    return null;
  if (deletes)
    return (text) =>
      Array.from(text)
        .filter((character) => !from.includes(character))
        .join('');
  if (!to) return null;
  return (text) =>
    Array.from(text)
      .map((character) => {
        const at = from.lastIndexOf(character);
        return at < 0 ? character : to[Math.min(at, to.length - 1)]!;
      })
      .join('');
}

function expandSet(set: string): string[] {
  const named: Readonly<Record<string, string>> = {
    '[:upper:]': 'A-Z',
    '[:lower:]': 'a-z',
    '[:digit:]': '0-9',
    '[:space:]': ' \\n\\t',
  };
  const written = unescapeText(set.replace(/\[:\w+:\]/g, (name) => named[name] ?? ''));
  const characters: string[] = [];
  for (let at = 0; at < written.length && characters.length < 1000; at++) {
    if (written[at + 1] === '-' && at + 2 < written.length) {
      for (
        let code = written.charCodeAt(at);
        code <= written.charCodeAt(at + 2) && characters.length < 1000;
        code++
      )
        characters.push(String.fromCharCode(code));
      at += 2;
    } else characters.push(written[at]!);
  }
  return characters;
}
