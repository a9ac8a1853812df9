import { command, pathWord, pipe, quote } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { findCommand, readFileQuery } from '../selection/index.ts';
import { readTarget } from './records.ts';

const sums = String.raw`check ?sums?|hash(?:es|sums?)?|md5(?:sums?)?|sha-?(?:1|256|512)?(?:sums?)?`;

/** Check sums: made for files, or compared with a list of them. */
export const checksums: Frame = {
  name: 'checksums',
  build(scan, { seen, request }) {
    if (
      !new RegExp(String.raw`\b(?:${sums})\b|SUMS\b|\.(?:md5|sha1|sha256)\b|checksum`, 'i').test(
        scan.plain(request.text),
      )
    )
      return null;
    const tool = toolOf(scan.plain(request.text));
    return verify(scan, tool) ?? make(scan, tool, seen);
  },
};

const toolOf = (request: string): string =>
  /sha-?512/i.test(request)
    ? 'sha512sum'
    : /sha-?1(?!\d)/i.test(request)
      ? 'sha1sum'
      : /md5/i.test(request)
        ? 'md5sum'
        : 'sha256sum';

/** The list stands beside the files that it names, so it is read from its own folder. */
function verify(scan: Scan, tool: string): Draft | null {
  const asked = scan.take(
    `(?:check|verify|validate|compare|test)(?: the)?(?: {files})?(?: (?:in|of|under|below) <P>)? (?:against|with|by|using|from)(?: the)?(?: (?:${sums}|list|file)s?)*(?: (?:in|from|of))?(?: the)?(?: (?:list|file))? <P>`,
    `(?:check|verify|validate)(?: the)? (?:${sums})(?: (?:in|of|from|file|list))* <P>`,
    `(?:which|what) {files}(?: (?:in|of|under) <P>)? (?:do not match|don't match|fail|differ from|are not as in|mismatch)(?: the)?(?: (?:${sums}|list|file)s?)*(?: (?:in|from|of))? <P>`,
  );
  if (!asked) return null;
  const list = asked.literals.at(-1)!.value;
  scan.takeAll(
    '\\(?(?:its|the|their|all) (?:file )?(?:names?|paths?)(?: in it)? (?:are|is) relative to <P>\\)?',
    '(?:relative|in|of|under) (?:to )?<P>',
    '<P>',
  );
  const failing = scan.take(
    '(?:,? ?(?:and )?)?(?:{show} |list )?(?:only )?(?:the )?(?:(?:file )?(?:names?|paths?) of )?(?:the )?(?:{files} )?(?:that |which )?(?:(?:are |is )?(?:missing|corrupt(?:ed)?|damaged|changed|broken)|do(?:es)? not match|fail(?:s|ed)?|differ|mismatch)(?:,? ?(?:and|or) (?:that |which |those that )?(?:(?:are |is )?(?:missing|corrupt(?:ed)?|damaged|changed|broken)|do(?:es)? not match|fail(?:s|ed)?|differ|mismatch))*',
  );
  scan.takeAll('{show}|only|(?:the )?(?:file )?names?|quietly');
  const cut = list.lastIndexOf('/');
  const folder = cut > 0 ? list.slice(0, cut) : null;
  const check = command(tool, '-c', cut > 0 ? list.slice(cut + 1) : list);
  const quiet = failing ? `${check} 2>/dev/null` : check;
  const run = folder === null ? quiet : `(cd ${command(pathWord(folder))} && ${quiet})`;
  return {
    scan,
    command: failing
      ? pipe(run, `sed -nE ${quote(String.raw`s/: FAILED( open or read)?$//p`)}`)
      : run,
  };
}

function make(scan: Scan, tool: string, seen: Parameters<typeof readFileQuery>[1]): Draft | null {
  if (
    !scan.take(
      `(?:{show}|create|make|compute|calculate|generate|write|save)?(?: the| a| an)? ?(?:<[IN]\\d+> )?(?:${sums})(?: (?:${sums}))*(?: (?:of|for|from))?`,
    )
  )
    return null;
  const target = readTarget(scan);
  const sorted = scan.take('{sorted}(?: by (?:name|path))?') !== null;
  scan.takeAll(`(?:${sums})|digests?|(?:file )?(?:names?|paths?)|list`);
  const query = readFileQuery(scan, seen, 'f');
  if (query.roots.length === 0 && query.names.length === 0) return null;
  const one =
    !query.asked && query.roots.length > 0 && query.roots.every((root) => /\.\w+$/.test(root));
  const made = one
    ? command(tool, ...query.roots.map(pathWord))
    : pipe(findCommand(query, seen.userland, '-exec', tool, '{}', '+'), sorted ? 'sort -k2' : null);
  return { scan, command: target === null ? made : `${made} > ${command(pathWord(target))}` };
}
