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
  const named = scan.literals.findIndex(
    ({ kind, value }) =>
      kind === 'P' && /(?:sums?|\.(?:md5|sha1|sha256|sha512|sfv))$|checksums?[^/]*$/i.test(value),
  );
  const list =
    named === -1
      ? (scan.sees(
          `(?:list|file) (?:of|with)(?: the)? (?:${sums}) <P>|(?:${sums}) (?:list|file) <P>`,
        )?.literals[0]?.value ?? null)
      : scan.literals[named]!.value;
  const bad =
    "(?:(?:are |is |were |was |have been )?(?:missing|corrupt(?:ed)?|damaged|changed|broken|altered|modified|wrong|bad|invalid|absent|not there|not (?:ok|right|intact|as listed|found))|(?:do|does|did) ?n(?:o|')t (?:match|exist|agree|verify|pass)|fail(?:s|ed|ing)?|differ(?:s|ing)?|mismatch(?:es|ing)?|(?:have|has|with) (?:a |an )?(?:wrong|different|bad|other|incorrect) (?:check ?sums?|hash(?:es)?|content)|no longer (?:match|exist)(?:es|s)?)";
  const asked =
    scan.sees('check|verify|validate|compare|test|match|confirm|intact') ?? scan.sees(bad);
  if (list === null || !asked || scan.sees('(?:create|make|compute|calculate|generate|write)(?= )'))
    return null;
  const failing =
    scan.take(
      `(?:,? ?(?:and )?)?(?:{show} )?(?:only |just )?(?:the |all )?(?:(?:file )?(?:names?|paths?) of )?(?:the |those )?(?:listed |named )?(?:{files} )?(?:in (?:it|the list) )?(?:that |which )?${bad}(?:,? ?(?:and|or) (?:that |which |those that )?${bad})*(?: (?:it|them|the list|any ?more|there))?`,
    ) !== null;
  scan.takeAll(
    '\\(?(?:[^().]{0,40})?(?:file )?(?:names?|paths?)(?: in (?:it|the list))?(?: (?:are|is))? relative to <P>\\)?',
    `(?:{show}|only|just|check|verify|validate|compare|test|against|match(?:es|ing)?|list(?:s|ed|ing)?|next to (?:it|them)|(?:file )?names?|paths?|quietly|as (?:written|they stand|listed) (?:in|on) the list|(?:in )?(?:sha\\w*|md5\\w*|standard) format|${sums}|<[IN]\\d+>)`,
    '(?:relative|in|of|under|below) (?:to )?<P>',
    '<P>',
  );
  const cut = list.lastIndexOf('/');
  const folder = cut > 0 ? list.slice(0, cut) : null;
  const check = command(tool, '-c', cut > 0 ? list.slice(cut + 1) : list);
  const quiet = failing ? `${check} 2>/dev/null` : check;
  const run = folder === null ? quiet : `(cd ${command(pathWord(folder))} && ${quiet})`;
  return {
    scan,
    command: failing ? pipe(run, `sed -n ${quote('s/: FAILED.*$//p')}`) : run,
  };
}

function make(scan: Scan, tool: string, seen: Parameters<typeof readFileQuery>[1]): Draft | null {
  const verb =
    '(?:creat(?:e|ing)|writ(?:e|ing)|mak(?:e|ing)|sav(?:e|ing)|stor(?:e|ing)|put(?:ting)?|generat(?:e|ing)|comput(?:e|ing)|calculat(?:e|ing))';
  const asked = scan.take(
    `(?:{show}|${verb})?(?: the| a| an)? ?(?:<[IN]\\d+> )?(?:${sums})(?: (?:${sums}))*(?: (?:of|for|from))?(?= )`,
  );
  if (!asked) return null;
  const target =
    readTarget(scan) ??
    scan.take(
      `${verb}(?: (?:an?|the|new|file|list|them|it|result|results|${sums}|called|named|to|into|in|as))* <P>(?: (?:with|containing|that (?:contains|holds)|of))?`,
      '(?:in)?to (?:an? |the )?(?:new )?(?:file |list )?(?:called |named )?<P>(?=[.,;]|$)',
    )?.literals[0]?.value ??
    null;
  const relative =
    scan.take(
      '(?:,? ?)?(?:with )?(?:the )?(?:file )?(?:names?|paths?)(?: in it)? (?:without (?:the |any |their )?(?:{folders}|paths?)|relative to (?:it|that {folders}|the {folders}|<P>)|only)(?: names?| part)?',
    ) !== null;
  const works =
    scan.take(
      '(?:,? ?)?(?:so that|such that|and) (?:<Q>|it|the list|they|a check)(?: (?:works?|can be (?:checked|verified)|runs?))(?: (?:inside|in|within|from))(?: (?:<P>|it|that {folders}|the {folders}))?',
    ) !== null;
  scan.takeAll('(?:,? ?)?in (?:[a-z0-9]+|<I>)(?:sum)? (?:output )?format');
  const sorted = scan.take('{sorted}(?: by (?:name|path))?') !== null;
  scan.takeAll(`(?:${sums})|sums?|digests?|(?:file )?(?:names?|paths?)|list`);
  const query = readFileQuery(scan, seen, 'f');
  if (query.roots.length === 0 && query.names.length === 0) return null;
  const out = target === null ? '' : ` > ${command(pathWord(target))}`;
  const one =
    !query.asked && query.roots.length > 0 && query.roots.every((root) => /\.\w+$/.test(root));
  const root = query.roots[0];
  // The names are to be as they are seen from the folder itself.
  if ((relative || works) && root !== undefined && query.roots.length === 1 && !one) {
    const flat = query.names.length === 1 && query.tests.length === 2;
    const inside = flat
      ? command(tool, '--', pathWord(query.names[0]!))
      : findCommand({ ...query, roots: ['.'] }, seen.userland, '-exec', tool, '{}', '+');
    return { scan, command: `(cd ${command(pathWord(root))} && ${inside})${out}` };
  }
  const made = one
    ? command(tool, ...query.roots.map(pathWord))
    : pipe(findCommand(query, seen.userland, '-exec', tool, '{}', '+'), sorted ? 'sort -k2' : null);
  return { scan, command: made + out };
}
