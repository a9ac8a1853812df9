import { command, pathWord, pipe, quote, raw, wordText } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import type { Surroundings } from '../surroundings.ts';
import { takeForm } from '../records/read-shape.ts';
import { findCommand, readFileQuery } from '../selection/index.ts';

/** Questions about sets of files: partitions, manifests, what is missing, the newest ones that are kept. */
export const partitions: Frame = {
  name: 'partitions',
  build(scan, { seen }) {
    return (
      keepNewest(scan, seen) ??
      notListed(scan, seen) ??
      withoutMarker(scan) ??
      missingDays(scan, seen) ??
      partitionValues(scan)
    );
  },
};

const key = '(?:\\(?<K>\\)?)';
const paths =
  '(?:{show} )?(?:only |just )?(?:the |their |its )*(?:{folders} |file |missing )?(?:paths?|names?|dates?|days?|values?)';

/** The newest stay, the others go. */
function keepNewest(scan: Scan, seen: Surroundings): Draft | null {
  const taken = scan.take(
    '(?:keep|leave|retain)(?: only| just)?(?: the)? (?:<N> (?:{new})|(?:{new}) <N>|last <N>|newest one)',
    'delete (?:all|everything)(?: but| except)(?: for)?(?: the)? (?:<N> (?:{new})|(?:{new}) <N>)',
  );
  if (!taken) return null;
  const count = Number(taken.literals[0]?.value ?? 1);
  const deletes =
    /^delete/i.test(taken.text) ||
    scan.take(
      '(?:,? ?(?:and |then )*)(?:{delete}) (?:all |the |every )*(?:older|other|others|remaining|rest|oldest)(?: ones| {files}| backups| of them)?',
    ) !== null;
  if (!deletes) return null;
  scan.takeAll(
    '\\(?by (?:their |the )?(?:modification )?(?:time|date|age)s?\\)?',
    'backups?|dumps?|{files}|ones',
  );
  const query = readFileQuery(scan, seen, 'f');
  if (query.roots.length !== 1 || seen.userland !== 'gnu') return null;
  const flat = { ...query, depth: { max: 1, ...query.depth } };
  const old = pipe(
    findCommand(flat, 'gnu', '-printf', String.raw`%T@ %p\0`),
    'sort -z -rn',
    `tail -z -n +${count + 1}`,
    "cut -z -d ' ' -f 2-",
  );
  return { scan, command: `${old} | xargs -0 -r rm --`, lookFirst: `${old} | tr '\\0' '\\n'` };
}

/** A list of paths against what is there. */
function notListed(scan: Scan, seen: Surroundings): Draft | null {
  const missing = scan.take(
    "(?:which |what )?(?:{files}|paths|entries|names) (?:that are |which are )?(?:listed|named|mentioned|contained) in (?:the )?(?:file |list |manifest )?(<P>)(?: that| which)? (?:do not|don't|does not|no longer) exist(?: on disk)?",
    '(?:which |what )?(?:{files}|paths|entries|names) (?:that are |which are )?(?:listed|named|mentioned|contained) in (?:the )?(?:file |list |manifest )?(<P>)(?: that| which)? (?:are|is) (?:missing|not there|absent)(?: on disk)?',
    '(?:{files}|paths|entries) (?:missing|absent) (?:on disk )?(?:that|which) are listed in (<P>)',
  );
  if (missing) {
    scan.take(paths);
    const list = wordText(pathWord(missing.literals[0]!.value));
    return {
      scan,
      command: `while IFS= read -r path; do [ -e "$path" ] || printf '%s\\n' "$path"; done < ${list}`,
    };
  }
  const extra = scan.take(
    '(?:which |what )?{files} (?:in|under|below) (<P>)(?: that| which)?(?: are| is)? (?:not (?:listed|named|mentioned|contained)|missing) in (?:the )?(?:file |list |manifest )?(<P>)',
  );
  if (!extra) return null;
  scan.take(paths);
  const [folder, list] = extra.literals.map(({ value }) => value) as [string, string];
  const found = `find ${wordText(pathWord(folder.replace(/\/$/, '')))} -type f`;
  return {
    scan,
    command:
      seen.userland === 'busybox'
        ? `${found} | sort | grep -vxFf ${wordText(pathWord(list))}`
        : `comm -23 <(${found} | sort) <(sort ${wordText(pathWord(list))})`,
  };
}

/** Folders that lack a file such as `_SUCCESS`. */
function withoutMarker(scan: Scan): Draft | null {
  const taken = scan.take(
    '(?:which |what )?(?:partition )?(?:{folders}|partitions) (?:directly |immediately )?(?:under|in|below|of) (<P>)(?: that| which)? (?:have|has|contain|with)?(?: no| not(?: any| an?)?|out an?|out)(?: file)?(?: called| named)? (<[IPQ]\\d+>|_[a-z]+)(?: marker)?(?: {files}| file)?',
    "(?:which |what )?(?:partition )?(?:{folders}|partitions) (?:directly |immediately )?(?:under|in|below|of) (<P>)(?: that| which)? (?:do not|don't|does not) (?:have|contain) (?:an? |any )?(?:file )?(<[IPQ]\\d+>|_[a-z]+)(?: marker)?(?: {files}| file)?",
    '(?:partition )?(?:{folders}|partitions) without (?:an? )?(<[IPQ]\\d+>|_[a-z]+)(?: marker)?(?: file)? (?:directly )?(?:under|in|below) (<P>)',
  );
  if (!taken) return null;
  scan.take(paths);
  scan.takeAll('{sorted}');
  const marker = taken.groups
    .slice(1)
    .map((group) => (group === undefined ? null : (scan.literal(group)?.value ?? group)))
    .filter((each): each is string => each !== null);
  const root =
    taken.literals.find(({ kind, value }) => kind === 'P' && value !== marker.at(-1))?.value ??
    taken.literals[0]!.value;
  const name = marker.find((each) => each !== root)!;
  return {
    scan,
    command: `for d in ${wordText(raw(`${wordText(pathWord(root.replace(/\/$/, '')))}/*/`))}; do [ -e "$d"${quote(name)} ] || printf '%s\\n' "\${d%/}"; done`,
  };
}

/** Days of a range for which there is no `dt=…` folder. */
function missingDays(scan: Scan, seen: Surroundings): Draft | null {
  const range = scan.take(
    '(?:which |what )?(?:days?|dates?) (?:between|from) (<D>) (?:and|to) (<D>)(?: \\(?inclusive\\)?)?',
    '(?:between|from) (<D>) (?:and|to) (<D>)',
  );
  if (!range) return null;
  const taken = scan.take(
    `(?:that |which )?(?:have|has|are|is|with)?(?: no| missing| without(?: an?)?|out an?) (?:partitions?|{folders}|${key})(?: {folders}| partitions?)?`,
  );
  const named = taken?.literals.find(({ kind }) => kind === 'K') ?? scan.take(key)?.literals[0];
  const root = scan.take('(?:under|in|below|of|from) (<P>)')?.literals[0]?.value;
  if (!taken && !scan.take('missing')) return null;
  if (!named || root === undefined) return null;
  scan.takeAll(paths, 'missing|which|partitions?|{folders}|directory');
  const [from, to] = range.literals.map(({ instant }) => instant?.day ?? '') as [string, string];
  const name = named.value.replace(/=.*$/, '');
  const folder = wordText(pathWord(root.replace(/\/$/, '')));
  if (seen.userland !== 'gnu') scan.gaps.push('Counting on by days needs the date command of GNU.');
  return {
    scan,
    command: `d=${from}; while [[ ! $d > ${to} ]]; do [ -d ${folder}/${name}="$d" ] || echo "$d"; d=$(date -u -d "$d + 1 day" +%F); done`,
  };
}

/** What stands behind `dt=` in the names of folders, and how many lines each partition has. */
function partitionValues(scan: Scan): Draft | null {
  const lines = scan.take(
    '(?:how many|(?:the )?number of|count)(?: of)?(?: the)? (?:{lines})(?: do| are(?: there)?| has)?(?: (?:in|of))?(?: the)?(?: part)?(?: {files})? ?(?:of |in )?(?:each|every|per) partition',
    '(?:{lines} (?:per|of each|in each) partition)',
  );
  if (lines) {
    const root = scan.take('(?:under|in|below|of) (<P>)')?.literals[0]?.value;
    if (root === undefined) return null;
    scan.takeAll(
      '(?:{show} )?(?:the )?partitions?(?: name)? and (?:the )?(?:count|number)(?: of lines)?',
      'have|has|contain|partitions?|part {files}',
    );
    return {
      scan,
      command: `for d in ${wordText(raw(`${wordText(pathWord(root.replace(/\/$/, '')))}/*/`))}; do p=\${d%/}; printf '%s %s\\n' "\${p##*/}" "$(find "$d" -type f ! -name '_*' -exec cat {} + | wc -l)"; done`,
    };
  }
  const values = scan.take(
    `(?:the )?(?:partition )?(?:dates|days|values|partitions?|partition values?)(?: of)? ${key}`,
  );
  const root = values && scan.take('(?:under|in|below|of) (<P>)')?.literals[0]?.value;
  if (!values || root === null || root === undefined) return null;
  takeForm(scan);
  scan.takeAll(
    '(?:{show} )?(?:only|just) (?:the )?(?:dates?|values?|days?)',
    '{sorted}|{distinct}|each once|partitions?',
  );
  const name = values.literals.find(({ kind }) => kind === 'K')!.value.replace(/=.*$/, '');
  return {
    scan,
    command: pipe(
      command('find', pathWord(root.replace(/\/$/, '')), '-type', 'd', '-name', `${name}=*`),
      command('sed', `s/.*${name}=//`),
      'sort -u',
    ),
  };
}
