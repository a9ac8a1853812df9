import { command, pathWord, pipe, quote } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { takePacked } from '../records/source.ts';
import { foundIn } from '../records/read-conditions.ts';
import type { Scan } from '../scan.ts';
import { findSeen, type Surroundings } from '../surroundings.ts';
import { findCommand, readFileQuery } from '../selection/index.ts';

/** Which files of a tree contain a text, and how many per part of their paths (`dag_id=…`). */
export const searchFiles: Frame = {
  name: 'search-files',
  build(scan, { seen, request }) {
    const keys = pathKeys(seen);
    const packed = takePacked(scan);
    const tree = scan.sees('{under} (?:the )?(?:current (?:working )?{folders}|<P>)') !== null;
    if (!tree && keys.length === 0) return null;
    const single = scan.sees('<P>')?.literals[0]?.value;
    if (single !== undefined && keys.length === 0 && isOneFile(seen, single)) return null;
    const found = readText(scan, seen);
    if (!found) return null;
    const perFile =
      scan.take(
        '(?:for|in|of) (?:each|every)(?: of the)?(?=(?: <E>| log)? {files})|(?:{per}) file(?= )',
      ) !== null;
    const anyCase =
      scan.take('(?:ignoring case|case[- ]insensitive(?:ly)?|regardless of case)') !== null;
    // Per part of the path.
    let per: string | null = null;
    const described = scan.take(
      '(?:the )?(?:\\w+ )?(?:name |id )?(?:is|stands|comes) in the <K>(?: part of the (?:path|name))?(?: {folders})?(?: name| part)?',
      'taken from the <K>(?: {folders})?',
    );
    for (const key of keys) {
      const stem = key.replace(/_(?:id|name|key)$/, '');
      if (scan.take(`(?:{per}) (?:the )?${stem}(?:s|[_ ]id|[_ ]name)?`)) per = key;
    }
    if (!per && described) per = described.literals[0]!.value.replace(/=.*$/, '');
    const counted =
      scan.take('how many|(?:the )?(?:number|count) of|count(?: of)?(?: the)?') !== null;
    for (const key of keys)
      scan.takeAll(`${key.replace(/_(?:id|name|key)$/, '')}(?:s|[_ ]id|[_ ]name|[_ ]names)?`);
    const onlyNames =
      scan.take(
        '(?:{show} )?(?:only|just) (?:the |their |its )?(?:(?:file |relative |full )?(?:paths?|names?)(?: of the files)?)|(?:file )?(?:paths|names) only|which {files}|(?:{show} )?(?:the )?{files}(?= that| which|[^.]*(?:contain|mention|say))|(?:{show} )?(?:the )?(?:file )?(?:paths|names)',
      ) !== null;
    const descending = scan.take('{descending}') !== null;
    scan.take('{sorted}(?: by (?:count|number))?(?: {descending})?');
    const numbers =
      scan.take(
        '(?:with|and)(?: the)?(?: file (?:names? )?and)?(?: their)? line numbers?|(?:file )?names? and line numbers?',
      ) !== null;
    scan.takeAll(
      'airflow|dags?|tasks?|task log|logs?|attempts?|runs?|failed|lines?|counts?|number|names?|task|exited',
    );
    const query = readFileQuery(scan, seen, 'f');
    const roots = query.roots.length > 0 ? query.roots : ['.'];
    scan.take('source|code');
    const include = query.names.flatMap((name) => ['--include', name]);
    if (
      query.tests.length >
      (query.names.length > 0 ? (query.names.length === 1 ? 2 : query.names.length * 3 + 1) : 0)
    )
      return null;
    const flags = [...(anyCase ? ['-i'] : []), ...(found.pattern ? ['-E'] : ['-F']), ...include];
    const text = found.text.startsWith('-') ? ['-e', found.text] : [found.text];
    const lacking =
      scan.take(
        "(?:that |which )?(?:do not|does not|don't|doesn't|without|not)(?: contain(?:ing)?| mention(?:ing)?| have| includ(?:e|ing)| us(?:e|ing))?(?: it| ·+)?",
      ) !== null;
    // BusyBox's grep takes no --include.
    const inTree = (flag: string): string =>
      seen.userland === 'busybox' && include.length > 0
        ? findCommand(
            query,
            seen.userland,
            '-exec',
            'grep',
            flag,
            ...(anyCase ? ['-i'] : []),
            found.pattern ? '-E' : '-F',
            ...text,
            '{}',
            '+',
          )
        : command(
            'grep',
            `-r${flag.slice(1)}`,
            ...flags,
            ...text,
            ...roots.map((root) => pathWord(root)),
          );
    const listed = inTree(lacking ? '-L' : '-l');
    if (per) {
      const cut = `sed -E ${quote(`s#.*${per}=([^/]+)/.*#\\1#`)}`;
      if (!counted) return { scan, command: pipe(listed, cut, 'sort -u') };
      return {
        scan,
        command: pipe(listed, cut, 'sort', 'uniq -c', descending ? 'sort -k1,1nr -k2' : 'sort -k2'),
      };
    }
    if (perFile && counted) {
      scan.takeAll('(?:{show} )?(?:the )?(?:file )?names?(?: and (?:its|the))?|its|and');
      return {
        scan,
        command: inTree(seen.userland === 'busybox' && include.length > 0 ? '-Hc' : '-c'),
      };
    }
    if (packed && !onlyNames) return null;
    if (
      counted &&
      (lacking ||
        /how many (?:\S+ )?files|number of (?:\S+ )?files|count (?:the )?(?:\S+ )?files/i.test(
          request.text,
        ))
    )
      return { scan, command: pipe(listed, 'wc -l') };
    if (counted)
      return {
        scan,
        command: pipe(
          command('grep', '-rh', ...flags, ...text, ...roots.map((root) => pathWord(root))),
          'wc -l',
        ),
      };
    if (onlyNames)
      scan.takeAll(
        '(?:{show} )?(?:only |just )?(?:the |their )?(?:file )?(?:paths?|names?)',
        'only',
      );
    if (packed && onlyNames)
      return {
        scan,
        command: findCommand(
          query,
          seen.userland,
          '-exec',
          'zgrep',
          '-l',
          ...(anyCase ? ['-i'] : []),
          ...(found.pattern ? ['-E'] : ['-F']),
          '--',
          found.text,
          '{}',
          '+',
        ),
      };
    if (onlyNames || lacking) return { scan, command: listed };
    return {
      scan,
      command: command(
        'grep',
        '-r',
        ...(numbers ? ['-n'] : []),
        ...flags,
        ...text,
        ...roots.map((root) => pathWord(root)),
      ),
    };
  },
};

const isOneFile = (seen: Surroundings, path: string): boolean => {
  const found = findSeen(seen, path);
  return found ? found.kind === 'file' : /\.\w{1,8}$/.test(path) && !/[*?]/.test(path);
};

/** Names of `key=value` folders, as Hive partitions and Airflow logs have them. */
function pathKeys(seen: Surroundings): string[] {
  const keys = new Set<string>();
  for (const { path } of seen.files.slice(0, 2000))
    for (const [, key] of path.matchAll(/(?:^|\/)([a-z][\w]*)=[^/]+(?=\/|$)/gi)) keys.add(key!);
  return [...keys];
}

/** The text that is looked for: in quotes, a name, or words that the files have. */
function readText(scan: Scan, seen: Surroundings): { text: string; pattern: boolean } | null {
  const verb =
    '(?:that |which |where |whose content |whose contents )?(?:it |the file |they )?(?:say|says|contain|contains|containing|mention|mentions|mentioning|include|includes|including|have|has|with|match|matches|matching|reference|references|referencing|use|uses|using|import|imports|importing|call|calls|for|of)(?: that)?(?: the)?(?: (?:word|text|string|phrase|line|message|table|pattern|regular expression|regex|import))?';
  const sign = scan.take(
    '(?:that |which )?(?:contain|contains|containing|have|has|having|with|use|uses)(?: an?| any)? (tabs?(?: characters?)?|carriage returns?|CRLF(?: line ends?| line endings)?|windows line (?:ends|endings)|non-?ascii(?: characters?| bytes?)?|trailing (?:blanks|spaces|white ?space))',
  );
  if (sign)
    return {
      text: /tab/i.test(sign.text)
        ? '\t'
        : /carriage|crlf|windows/i.test(sign.text)
          ? '\r$'
          : /ascii/i.test(sign.text)
            ? '[^ -~\t]'
            : '[[:space:]]+$',
      pattern: true,
    };
  const quoted = scan.take(`${verb} (<[QI]\\d+>)`, '<Q>');
  if (quoted)
    return {
      text: scan.literal(/<[QI]\d+>/.exec(quoted.text)![0])!.value,
      pattern: /regex|regular expression/.test(quoted.text),
    };
  const heads = seen.files.flatMap(({ head }) => (head === undefined ? [] : [head])).join('\n');
  const phrase = scan.sees(
    `(?:${verb}) (?:the |an? )?([^.;:?!,()]+)`,
    '(?:exited|failed|ended|finished|returned|died) with [^.;:?!,()]+',
  );
  if (!phrase) return null;
  const words = (phrase.groups[1] ?? phrase.text).trim().split(' ');
  for (let start = 0; start < Math.min(3, words.length - 1); start++)
    for (let length = words.length - start; length >= 2; length--) {
      const part = words.slice(start, start + length).join(' ');
      const found = foundIn(heads, scan.plain(part));
      if (found === null || found.split(' ').length < 2) continue;
      const taken = scan.take(
        `(?:${verb} (?:the |an? )?)?${part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`,
      );
      if (taken) return { text: found, pattern: false };
    }
  const level = scan.take('(?:with|containing|that contain|having)? ?<L>');
  return level ? { text: level.literals[0]!.value, pattern: false } : null;
}
