import { command, pathWord, pipe, raw } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import type { Userland } from '../surroundings.ts';
import { findCommand, readFileQuery, type FileQuery } from './file-query.ts';

type Fact = 'size' | 'time' | 'path' | 'name' | 'mode' | 'owner';

/** Size (bytes), time (seconds since 1970) and path of each file, one line each. */
function withFacts(query: FileQuery, userland: Userland, ...facts: readonly Fact[]): string {
  if (userland === 'gnu') {
    const codes = { size: '%s', time: '%T@', path: '%p', name: '%f', mode: '%m', owner: '%u' };
    return findCommand(
      query,
      userland,
      '-printf',
      `${facts.map((fact) => codes[fact]).join(' ')}\\n`,
    );
  }
  const codes =
    userland === 'bsd'
      ? { size: '%z', time: '%m', path: '%N', name: '%N', mode: '%Lp', owner: '%Su' }
      : { size: '%s', time: '%Y', path: '%n', name: '%n', mode: '%a', owner: '%U' };
  return findCommand(
    query,
    userland,
    '-exec',
    'stat',
    userland === 'bsd' ? '-f' : '-c',
    facts.map((fact) => codes[fact]).join(' '),
    '{}',
    '+',
  );
}

/** Questions about files: which, how many, how large, how old. Changes nothing. */
export const listFiles: Frame = {
  name: 'list-files',
  build(scan, { seen, request }) {
    if (
      !/\b(?:files?|director(?:y|ies)|folders?|sub-?director|links?|symlinks?|parquet|csvs?|logs?|biggest|largest|bytes|space|newest|oldest|latest)\b|<E\d+>/i.test(
        request.text,
      )
    )
      return null;
    const { userland } = seen;
    const target = null;
    const only = scan.take('(?:{show} )?(?:only|just) (?:the )?{number}') !== null;
    const onlyPath =
      scan.take(
        '(?:{show} )?(?:only|just) (?:the |their |its )?(?:(?:file |relative |full |directory )?(?:paths?|names?))|paths? only|names? only',
      ) !== null;
    const total = scan.take(
      "(?:what is |what's )?(?:the )?(?:total|combined|overall|summed|cumulative|sum of(?: the)?) (?:size|sizes|bytes|space|file size|disk space|volume)(?: in bytes)?(?: of| taken(?: up)? by| used by| occupied by)?",
      'how many bytes(?: do| are in| are)?',
      'how much (?:disk space|space|data) (?:do|does|is taken by|is used by|are used by|are|is in)',
      '(?:size|bytes) in total',
      '(?:the )?sum of (?:the )?(?:bytes|sizes|file sizes)(?: of| for)?',
    );
    if (total)
      scan.take(
        'in bytes|take(?: up)?(?: in total)?|occupy|use|have in total|have|in total|together',
      );
    const lines = total
      ? null
      : scan.take(
          '(?:what is )?(?:the )?(?:total )?(?:how many|number of|count(?: of)?)(?: the)? (?:data )?(?:lines|rows|newlines)(?: do| are(?: there)?| in total)?',
          '(?:total )?line count(?: of| in)?',
        );
    if (lines)
      scan.take(
        '(?:have |has |contain |do they have )?(?:in total|altogether|together|overall|all together|combined)',
        'have',
      );
    const perEnding = total
      ? scan.take('(?:{per})(?: file)? (?:extension|ending|suffix|file type)')
      : scan.take('(?:{per})(?: file)? (?:extension|ending|suffix|file type)');
    const perFolder = perEnding
      ? null
      : scan.take(
          '(?:{per})(?: first[- ]level| top[- ]level| immediate| direct)? {folders}',
          '(?:in )?each(?: first[- ]level| immediate)? {folders}',
        );
    const counted =
      !total && !lines
        ? scan.take(
            'how many(?: {files}| {folders})?(?= |$)',
            '(?:the |total )*(?:number|count) of(?: all)?(?= )',
            'count(?: of)?(?: the| all)?(?= )',
          )
        : null;
    if (counted) {
      const mentionsFolders = /director|folder/i.test(counted.text);
      if (mentionsFolders) scan.left = scan.left.replace(/·+/, (dots) => dots);
      scan.take('are there|there are|exist|are|do we have|is there|were there|in total|altogether');
    }
    const ranked = scan.take(
      '(?:the )?<N> ({big}|smallest|least space)(?: {files}| {folders})?',
      '(?:the )?<N> ({new}|oldest|least recent(?:ly)?(?: modified| changed)?)(?: {files}| {folders})?',
      '(?:the )?({big}|smallest) <N>',
      '(?:the )?({new}|oldest) <N>',
      '(?:top|first) <N>(?: {files}| {folders})? by (size|age|modification time|date)',
      '(?:was |were |is )?(?:modified|changed|written|updated) (most recently|last)',
      '(?:is|are|was) (?:the )?({big}|smallest|{new}|oldest)(?: one| file)?(?=[·\\s]*[.,?;]|$| (?:in|under|of|there)\\b)',
      '(?:is|was|has been) (?:modified|changed|written|updated) (most recently|last|least recently)',
      '(?:the )?(?:single )?({big}|smallest|{new}|oldest)(?= {files}| {folders}| <E>|·| file| parquet| csv| log)(?! first)',
    );
    let sort: 'size' | 'time' | 'name' | null = null;
    let descending = true;
    let limit: number | null = null;
    const word =
      ranked?.groups
        .slice(1)
        .find((each) => each !== undefined && !each.startsWith('<'))
        ?.toLowerCase() ?? '';
    if (ranked) {
      sort = /new|recent|latest|oldest|young|last|age|time|date/.test(word) ? 'time' : 'size';
      descending = !/small|oldest|least|age/.test(word);
      const n = ranked.literals.find(({ kind }) => kind === 'N');
      limit = n ? Number(n.value) : 1;
    }
    const sorted = scan.take(
      '(?:{sorted}) by (?:their |the )?(?:file )?(size|modification (?:time|date)|age|time|date|name|path)',
      'by (size|modification time|age|name)',
    );
    if (sorted)
      sort ??= /size/.test(sorted.groups[1]!)
        ? 'size'
        : /name|path/.test(sorted.groups[1]!)
          ? 'name'
          : 'time';
    if (
      scan.take(
        '(?:newest|latest|most recent(?:ly modified)?|largest|biggest|most space|highest) (?:ones? )?first',
      )
    ) {
      sort ??= 'size';
      descending = true;
      if (/newest|latest|most recent/i.test(request.text) && !ranked) sort = 'time';
    } else if (scan.take('(?:oldest|smallest|lowest) (?:ones? )?first')) {
      sort ??= /oldest first/i.test(request.text) ? 'time' : 'size';
      descending = false;
    } else if (scan.take('from (?:the )?(?:newest|latest|youngest) to (?:the )?oldest'))
      sort ??= 'time';
    else if (scan.take('from (?:the )?oldest to (?:the )?(?:newest|latest|youngest)')) {
      sort ??= 'time';
      descending = false;
    } else if (scan.take('from (?:the )?(?:largest|biggest) to (?:the )?smallest')) sort ??= 'size';
    else if (scan.take('{descending}')) {
      descending = true;
      if (sort === null && !perEnding && !perFolder)
        scan.gaps.push('By what should the files be sorted?');
    } else if (scan.take('{ascending}')) {
      descending = false;
      if (sort === null && !perEnding && !perFolder)
        scan.gaps.push('By what should the files be sorted?');
    } else if (sorted && !ranked) descending = false;
    if (scan.take('{sorted}(?: alphabetically)?|alphabetically')) sort ??= 'name';
    const eachFile =
      lines !== null &&
      scan.sees('(?:each|every|per)(?: of the)?(?: <E>)?') !== null &&
      scan.take('(?:of |in |for )?(?:each|every|per)(?: of the)?(?= <E>| {files})') !== null;
    const points =
      scan.take(
        '(?:,? ?(?:and |together with |with )*)(?:where they point(?: to)?|(?:the|their) targets?(?! (?:do|does|is|are))|what they point to)',
      ) !== null;
    const bare =
      scan.take(
        '(?:file )?names? \\(?(?:without|not|no)(?: the)? (?:director(?:y|ies)|paths?|folders?)(?: part)?\\)?|base ?names?(?: only)?',
      ) !== null;
    const facts: Fact[] = bare ? ['name'] : eachFile ? [] : readFacts(scan);
    scan.takeAll('one (?:\\w+ )?per line|in (?:human[- ]readable|bytes)(?: units| form| format)?');

    const query = readFileQuery(
      scan,
      seen,
      perFolder || /\bdirector(?:y|ies) (?:that|which|with|without)\b/i.test(request.text)
        ? 'f'
        : 'f',
    );
    const folders = query.type === 'd';
    if (query.roots.length === 0 && !query.asked && !ranked) return null;
    if (query.roots.length === 0)
      scan.assumptions.push('The current directory is meant: none was named.');
    scan.take('(?:the )?(?:file )?(?:names?|paths?)');
    const draft = (made: string, alternatives: Draft['alternatives'] = []): Draft => ({
      scan,
      command: made,
      alternatives,
    });
    void target;
    // "which directory takes the most space": one is asked for.
    const one =
      /\b(?:which|what|the) (?:[\w-]+ )?(?:sub-?)?(?:director(?:y)|folder)\b(?!s)[^.]*\bmost\b/i.test(
        request.text,
      );
    if (one || /\bmost files\b/i.test(request.text)) {
      const most = scan.take(
        '(?:which |that )?(?:contains?|has|have|holds?|with) (?:the )?(?:most|largest number of|highest number of) {files}',
      );
      if (most && query.roots.length > 0) {
        scan.takeAll('which|{folders}');
        return draft(
          pipe(
            findCommand(query, userland),
            command('sed', 's#/[^/]*$##'),
            'sort',
            'uniq -c',
            'sort -k1,1nr -k2',
            one ? 'head -n 1' : null,
            onlyPath ? command('sed', 's/^ *[0-9]* //') : null,
          ),
        );
      }
    }

    if (folders && (ranked || total || sort === 'size' || /space|size/i.test(request.text)))
      return folderSizes(scan, query, userland, { limit, descending, onlyPath, one });
    if (perFolder && !total && facts.includes('size'))
      return folderSizes(scan, query, userland, {
        limit,
        descending,
        onlyPath: false,
        one,
      });
    if (perEnding) {
      scan.takeAll(
        '(?:{show} )?(?:the )?(?:counts?|number|totals?|sizes?)(?: and (?:the )?(?:extension|ending|suffix))?',
        '(?:the )?(?:extension|ending|suffix)',
      );
      const measure = total ? 's[e]+=$1' : 's[e]++';
      const listed = total
        ? withFacts(query, userland, 'size', 'name')
        : withFacts(query, userland, 'name');
      return draft(
        pipe(
          listed,
          `awk '{n=$0;sub(/.*\\//,"",n);e=(n ~ /.\\./ ? n : "(none)");sub(/.*\\./,"",e);${measure}} END{for(e in s) print s[e], e}'`,
          'sort -k1,1nr -k2',
        ),
      );
    }
    // Every folder of the tree, not only those at the top.
    if (
      perFolder &&
      !total &&
      !/first[- ]level|top[- ]level|immediate|direct\b|directly/i.test(request.text)
    ) {
      scan.takeAll(
        '(?:{show} )?(?:the )?(?:counts?|number)(?: and (?:the )?(?:{folders}|paths?|names?))?',
        '{folders}',
      );
      return draft(
        pipe(
          findCommand(query, userland),
          command('sed', 's#/[^/]*$##'),
          'sort',
          'uniq -c',
          sort === 'name' ? null : 'sort -k1,1nr -k2',
        ),
      );
    }
    if (perFolder) {
      const root = (query.roots[0] ?? '.').replace(/\/+$/, '');
      const depth = root === '.' ? 2 : root.split('/').length + 1;
      const listed = total
        ? withFacts(query, userland, 'size', 'path')
        : findCommand(query, userland);
      const strip = total
        ? `{s=$1;sub(/^[^ ]+ /,"");n=split($0,p,"/");d=(n>${depth} ? p[${depth}] : ".");t[d]+=s}`
        : `{d=(NF>${depth} ? $${depth} : ".");t[d]++}`;
      return draft(
        pipe(
          listed,
          command('awk', ...(total ? [] : ['-F', '/']), `${strip} END{for(d in t) print t[d], d}`),
          'sort -k1,1nr -k2',
        ),
      );
    }
    if (
      total &&
      query.tests.length === 0 &&
      query.roots.length > 0 &&
      /\b(?:disk space|space|disk usage)\b/i.test(request.text)
    ) {
      const human = /human/i.test(request.text);
      scan.takeAll('human[- ]readable|in total|altogether|use[sd]?|take[sn]?|disk usage');
      return draft(
        command(
          'du',
          '-s',
          ...(human ? ['-h'] : userland === 'gnu' ? ['--apparent-size', '-B1'] : ['-k']),
          '--',
          ...query.roots.map((root) => pathWord(root)),
        ),
      );
    }
    if (lines && eachFile) {
      scan.takeAll(
        '(?:,? ?(?:together )?(?:with|and) )?(?:its|the|their)? ?(?:file )?(?:paths?|names?)',
        'together',
      );
      return draft(findCommand(query, userland, '-exec', 'wc', '-l', '{}', raw(String.raw`\;`)));
    }
    if (lines) {
      const cat = findCommand(query, userland, '-exec', 'cat', '{}', '+');
      if (scan.take('(?:not counting|without|excluding|ignoring)(?: the)? {header}s?'))
        return draft(
          pipe(findCommand(query, userland, '-exec', 'awk', 'FNR>1', '{}', '+'), 'wc -l'),
        );
      return draft(pipe(cat, 'wc -l'));
    }
    if (total)
      return draft(
        pipe(withFacts(query, userland, 'size'), 'awk \'{s+=$1} END{printf "%d\\n", s}\''),
      );
    if (points && userland === 'gnu')
      return draft(findCommand(query, userland, '-printf', String.raw`%p -> %l\n`));
    if (counted)
      return draft(
        userland === 'gnu'
          ? pipe(findCommand(query, userland, '-printf', raw(String.raw`'.\n'`)), 'wc -l')
          : pipe(findCommand(query, userland), 'wc -l'),
      );
    void only;
    if (sort === 'size' || sort === 'time') {
      const printed: readonly Fact[] =
        facts.length > 0 ? facts : onlyPath || sort === 'time' ? ['path'] : ['size', 'path'];
      const key = sort === 'size' ? 'size' : 'time';
      const shows = printed.includes(key);
      const inOrder = shows && printed[0] !== key;
      const listed = withFacts(
        query,
        userland,
        ...(shows && !inOrder ? printed : [key as Fact, ...printed.filter((fact) => fact !== key)]),
      );
      const cut = limit === null ? null : `head -n ${limit}`;
      return draft(
        pipe(
          listed,
          `sort -n${descending ? 'r' : ''}`,
          cut,
          shows && !inOrder
            ? null
            : shows
              ? 'awk \'{s=$1;sub(/^[^ ]+ /,"");print $0, s}\''
              : "cut -d ' ' -f 2-",
        ),
      );
    }
    if (facts.length > 0 && !(facts.length === 1 && facts[0] === 'path'))
      return draft(pipe(withFacts(query, userland, ...facts), sort === 'name' ? 'sort' : null));
    if (!query.asked && !/\b(?:find|list|which|files?)\b/i.test(request.text)) return null;
    return draft(pipe(findCommand(query, userland), sort === 'name' ? 'sort' : null));
  },
};

/** "size in bytes and path": what is printed of each file, in order. */
function readFacts(scan: Scan): Fact[] {
  const one =
    '(?:the |its |their |each )*(?:file )?(?:size|sizes|byte sizes?|bytes|modification (?:time|date)|path|paths|names?|base names?|file names?|permissions|mode|owner)(?: in (?:bytes|octal(?: form)?))?';
  const taken = scan.take(
    `(?:{show}|with|and|:) (?:{files} with )?(?:their |the |its )?${one}(?:(?:,| and|, and) ${one})*`,
    `${one} and ${one}`,
    'with (?:their |the )?(?:byte )?sizes?',
  );
  if (!taken) return [];
  const facts: Fact[] = [];
  for (const [word] of taken.text.matchAll(
    /size|(?<!in )bytes(?! size)|time|date|path|base name|name|permissions|mode|owner/gi,
  )) {
    const fact = /size|bytes/i.test(word)
      ? 'size'
      : /time|date/i.test(word)
        ? 'time'
        : /base name/i.test(word)
          ? 'name'
          : /perm|mode/i.test(word)
            ? 'mode'
            : /owner/i.test(word)
              ? 'owner'
              : 'path';
    if (!facts.includes(fact)) facts.push(fact);
  }
  if (!facts.includes('path') && !facts.includes('name')) facts.push('path');
  return facts;
}

/** How much space folders take. */
function folderSizes(
  scan: Scan,
  query: FileQuery,
  userland: Userland,
  {
    limit,
    descending,
    onlyPath,
    one,
  }: { limit: number | null; descending: boolean; onlyPath: boolean; one: boolean },
): Draft {
  scan.takeAll(
    '(?:,? ?)?(?:including|with|counting) (?:everything|all|all files|the files|their contents|its contents)(?: (?:that is |which is )?(?:in|below|inside|under|beneath) (?:it|them))?',
  );
  scan.takeAll(
    '(?:which|use[sd]?|using|take[sn]?(?: up)?|occup(?:y|ies)|by)? ?(?:the )?(?:most|disk)? ?(?:disk )?(?:space|usage|size|sizes)',
    'use[sd]?|take[sn]?|most|biggest|largest',
  );
  const onlyNames =
    onlyPath ||
    scan.take(
      '(?:{show} )?(?:only|just) (?:the )?(?:directory |folder )?(?:paths?|names?)|names only|paths only',
    ) !== null;
  const roots = query.roots.length > 0 ? query.roots : ['.'];
  const du = userland === 'gnu' ? ['du', '-s', '--apparent-size', '-B1'] : ['du', '-sk'];
  const listed = command(...du, '--', ...roots.map((root) => raw(`${command(pathWord(root))}/*/`)));
  const fixed = userland === 'gnu' ? listed : listed.replace(' -- ', ' ');
  return {
    scan,
    command: pipe(
      fixed,
      `sort -n${descending ? 'r' : ''}`,
      limit === null && !one ? null : `head -n ${limit ?? 1}`,
      onlyNames ? 'cut -f 2' : null,
    ),
  };
}
