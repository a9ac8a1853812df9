import { command, literalPattern, pathWord, quote } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, type Surroundings } from '../surroundings.ts';
import { name, valueOf } from '../tools/slots.ts';
import { inPlaceEdit } from './convert.ts';
import { editInPlace, takeFiles } from './edit-files.ts';
import { section, sectionName, setValue } from './set-value.ts';
import { backup, takeFile, takeInPlace } from './text-file.ts';

/** Settings of one section, lines that count, values that are not to be seen, lines added, removed or commented out. */
export const configFiles: Frame = {
  name: 'edit-text',
  build(scan, { seen }) {
    return (
      maskValues(scan) ??
      setValue(scan.copy(), seen) ??
      readSection(scan, seen) ??
      commentOut(scan, seen) ??
      addLine(scan, seen) ??
      deleteLines(scan, seen) ??
      effectiveLines(scan) ??
      null
    );
  },
};

const headOf = (seen: Surroundings, path: string): string | undefined =>
  filesBehind(seen, path).find(({ head }) => head !== undefined)?.head;

/** Keys, one value or all lines of a section. */
function readSection(scan: Scan, seen: Surroundings): Draft | null {
  if (!scan.sees('section|block|\\[[\\w.-]+\\]')) return null;
  const taken = scan.take(
    `(?:the |all )*(keys?|names|settings|lines|entries|values?|contents?)(?: names)?(?: (?:of|in|under|from))? (${section})(?= )`,
  );
  const one = taken
    ? null
    : scan.take(
        `(?:the )?(?:value of )?(?:the )?(?:key |setting )?${name} (?:of|in|from|under) (${section})`,
      );
  const said = taken ?? one;
  const where = said?.groups.find(
    (group, at) => at > 0 && group !== undefined && /section|\[/i.test(group),
  );
  if (!said || where === undefined) return null;
  const sectionSaid = sectionName(scan, where.trim());
  const path = takeFile(scan);
  if (sectionSaid === null || path === null) return null;
  const head = headOf(seen, path);
  if (head !== undefined && !head.includes(`[${sectionSaid}]`)) return null;
  const start = `/^[ \\t]*\\[/{on=($0 ~ /^[ \\t]*\\[${literalPattern(sectionSaid)}\\]/);next}`;
  const kept = 'on && /^[ \\t]*[^#; \\t].*[=:]/';
  const cleaned = 'sub(/^[ \\t]+/,"");';
  scan.takeAll('{show}|without (?:the )?comments?|only');
  const program = one
    ? `${start} on && /^[ \\t]*${literalPattern(valueOf(scan, one.groups[1]!))}[ \\t]*[=:]/{sub(/^[^=:]*[=:][ \\t]*/,"");print}`
    : /^key|^name/i.test(taken!.groups[1]!)
      ? `${start} ${kept}{${cleaned}sub(/[ \\t]*[=:].*/,"");print}`
      : /^value/i.test(taken!.groups[1]!)
        ? `${start} ${kept}{sub(/^[^=:]*[=:][ \\t]*/,"");print}`
        : `${start} on && NF`;
  return { scan, sampled: head !== undefined, command: command('awk', program, pathWord(path)) };
}

/** Secrets replaced by a sign, for reading only. */
function maskValues(scan: Scan): Draft | null {
  const keys =
    '(?:(?:every |each |all |any |the )*(?:keys?|settings?|propert(?:y|ies)|variables?) )?(?:(?:that |which |whose (?:key |name |names )?)?(end(?:s|ing)? (?:in|with)|contain(?:s|ing)?|start(?:s|ing)? with|named?|called) )?(<[QIK]\\d+>|[a-z_][\\w.-]*)(?: or (?:in |with )?(<[QIK]\\d+>|[a-z_][\\w.-]*))?';
  const sign = '(?: (?:with|by|as))? (<[QPI]\\d+>|[x*]+|[a-z]+)';
  const taken = scan.take(
    `(?:with |but )?(?:the )?(?:values?|contents?) (?:of|for) (?:the )?${keys} (?:is |are |being )?(?:replaced|masked|hidden|redacted|shown)${sign}`,
    `(?:mask|hide|redact|replace) (?:the )?(?:values?|contents?) (?:of|for) (?:the )?${keys}${sign}`,
  );
  if (!taken) return null;
  const [, how = '', first, second, replaced = '***'] = taken.groups;
  const path = takeFile(scan);
  if (path === null || first === undefined) return null;
  scan.takeAll('{show}');
  const stars = /<P/.test(replaced) ? scan.literal(replaced)!.source : valueOf(scan, replaced);
  const names = [first, second]
    .filter((each) => each !== undefined)
    .map((each) => literalPattern(valueOf(scan, each)).replaceAll(String.raw`\.`, '[.]'));
  const either = names.length > 1 ? `(${names.join('|')})` : names[0]!;
  const pattern = how.startsWith('end')
    ? `[^#=:]*${either}`
    : how.startsWith('contain')
      ? `[^#=:]*${either}[^=:]*`
      : how.startsWith('start')
        ? `${either}[^=:]*`
        : either;
  return {
    scan,
    command: `sed -E ${quote(`s/^([[:space:]]*(export )?${pattern}[[:space:]]*[=:]).*/\\1${stars.replaceAll(/[\\&/]/g, String.raw`\$&`)}/`)} ${command(pathWord(path))}`,
  };
}

const linesWith =
  '(?:the |every |each |all |any )*{lines} (?:(?:that |which )?(?:start(?:s|ing)?|begin(?:s|ning)?) with|(?:that |which )?(?:set|sets|setting|define|defines)|(?:that |which )?(?:contain|contains|containing|with|mention|mentions|mentioning|match|matches|matching)|for|of)(?: the)?(?: (?:key|text|word|string|setting|pattern|regular expression))? (<[QIKP]\\d+>|[\\w.-]+)';

function commentOut(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(
    `(un)?comment(?: out)? ${linesWith}`,
    `(un)?comment(?: out)? (?:the )?(?:(?:setting|key|property|option|entry|variable|{lines}(?: (?:of|for|with|that sets))?) )?(<[QIK]\\d+>|[\\w.-]+)(?: (?:{lines}|setting|key|property|option|entry|variable))?(?= (?:in|of|from))`,
  );
  if (!taken) return null;
  const kept = backup(scan);
  takeInPlace(scan);
  scan.takeAll(
    '(?:with|by (?:putting|adding|writing|inserting|removing)) (?:an? |the )*(?:#|hash)(?: sign)?(?: (?:directly|right|immediately))?(?: (?:in front|before|at the (?:start|beginning)))?(?: of)?(?: (?:it|them|that line|the line))?',
  );
  const files = takeFiles(scan, seen);
  if (files === null) return null;
  const text = basic(valueOf(scan, taken.groups[2]!).replace(/=$/, ''));
  const start = /start|begin|set|define|setting|key/i.test(taken.text) ? '^[[:space:]]*' : '';
  const script = taken.groups[1]
    ? `/${start === '' ? '' : '^[[:space:]]*#*[[:space:]]*'}${text}/s/^([[:space:]]*)#[[:space:]]*/\\1/`
    : `/${start}${text}/s/^[[:space:]]*[^#[:space:]]/#&/`;
  const extended = taken.groups[1] !== undefined;
  return {
    scan,
    ...editInPlace(seen, files, script, {
      extended,
      kept,
      look: [...(extended ? ['-E'] : []), script],
    }),
  };
}

/** Text that a basic regular expression between slashes takes literally. */
const basic = (text: string): string => text.replaceAll(/[.*^$[\]\\/]/g, String.raw`\$&`);

function addLine(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(
    '(?:add|append|insert|write|put)(?: the| an?)?(?: new)?(?: line| text| setting)? (<[QK]\\d+>)(?: as (?:the |a )?(?:new )?(?:last|first) line)?(?: (?:to|at|as|on|in|into|of))*(?: the)? ?(end|bottom|beginning|start|top|first line|last line)?',
  );
  if (!taken) return null;
  const text = scan.literal(taken.groups[1])!.value;
  scan.take('(?:after|before) <Q>');
  const path = takeFile(scan);
  if (path === null) return null;
  const kept = backup(scan);
  takeInPlace(scan);
  const once =
    scan.take(
      "(?:,? ?(?:but )?)?(?:only )?(?:if|unless) (?:it|that line|the line) (?:is|does|isn't|exists)(?: not| n't)?(?: already)?(?: (?:there|in it|in the file|exist|present|contained))?(?: yet| already)?",
    ) !== null;
  const top = /beginning|start|top|first/i.test(`${taken.groups[2] ?? ''} ${taken.text}`);
  const file = command(pathWord(path));
  if (top) {
    const script = `1i ${text}`;
    return { scan, command: inPlaceEdit(seen.userland, script, path, false, kept ?? '') };
  }
  const backedUp = kept === null ? '' : `cp -p -- ${file} ${file}${kept} && `;
  const added = `printf '%s\\n' ${quote(text)} >> ${file}`;
  return {
    scan,
    command: backedUp + (once ? `grep -qxF -- ${quote(text)} ${file} || ${added}` : added),
  };
}

function deleteLines(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(`(?:delete|remove|drop) ${linesWith}(?= (?:from|in|of))`);
  if (!taken) return null;
  const path = takeFile(scan);
  if (path === null) return null;
  const kept = backup(scan);
  const inPlace = takeInPlace(scan);
  const shown =
    scan.readOnly ||
    scan.take('(?:and )?{show}(?: the)? (?:result|rest|file|remaining {lines})') !== null;
  const text = basic(valueOf(scan, taken.groups[1]!));
  const script = `/${/start|begin|set|define/i.test(taken.text) ? '^[[:space:]]*' : ''}${text}/d`;
  const look = command('sed', script, pathWord(path));
  if (shown && !inPlace) return { scan, command: look };
  return {
    scan,
    command: inPlaceEdit(seen.userland, script, path, false, kept ?? ''),
    lookFirst: look,
  };
}

/** What counts of a configuration: no comments, no blank lines. */
function effectiveLines(scan: Scan): Draft | null {
  const sign =
    '(?:,? ?\\(?(?:those |lines |that |which )*(?:start(?:s|ing)?|begin(?:s|ning)?) with (?:a |an )?(<Q>|#|;|--|\\/\\/|%|!|hash)(?: or (<Q>|#|;|--|\\/\\/|!))?\\)?)?';
  const comments = `(?:comments?|comment(?:ed(?: out)?)? {lines}|{lines} that are comments?)${sign}`;
  const blanks = '(?:blank|empty)(?: {lines}| ones)?';
  const no =
    '(?:without|no|excluding|ignoring|leaving out|not|skip(?:ping)?|remove|strip|delete|drop|omit(?:ting)?|neither)(?: any| all| the)*';
  const taken = scan.take(
    `(?:,? ?(?:and |but )?)?${no} ${blanks},? (?:and|or|nor) (?:${no} )?${comments}`,
    `(?:,? ?(?:and |but )?)?${no} ${comments},? (?:and|or|nor) (?:${no} )?${blanks}`,
    `(?:,? ?(?:and |but )?)?${no} ${comments}`,
  );
  const effective = scan.take(
    '(?:the )?(?:effective|active|significant) (?:{lines}|settings|configuration)',
  );
  if (!taken && !effective) return null;
  scan.takeAll(`(?:: ?)?${no} ${blanks}`, sign.slice(3, -2));
  const path = takeFile(scan);
  if (path === null) return null;
  scan.takeAll('{show}|{lines}|from|contents?');
  const said = taken?.groups.slice(1).filter((group) => group !== undefined) ?? [];
  const signs = said.map((group) => (group === 'hash' ? '#' : valueOf(scan, group)));
  const marks =
    signs.length > 0
      ? signs
      : /\.sql$/i.test(path)
        ? ['--']
        : /\.(?:ini|cfg)$/i.test(path)
          ? ['#', ';']
          : /\.properties$/i.test(path)
            ? ['#', '!']
            : ['#'];
  const alternatives = [
    ...marks.map((mark) => mark.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)),
    ...(effective || /blank|empty/i.test(taken?.text ?? '') ? ['$'] : []),
  ];
  const pattern = `^[[:space:]]*${alternatives.length > 1 ? `(${alternatives.join('|')})` : alternatives[0]!}`;
  return {
    scan,
    command: command('sed', '-E', `/${pattern}/d`, pathWord(path)),
  };
}
