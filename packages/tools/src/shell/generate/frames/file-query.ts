import { command, pathWord, raw, type Word } from '../quote.ts';
import type { Scan } from '../scan.ts';
import { findSeen, type Surroundings, type Userland } from '../surroundings.ts';

/** Which files are meant: the tests of find. */
export interface FileQuery {
  readonly roots: readonly string[];
  readonly tests: readonly Word[];
  readonly type: 'f' | 'd' | 'l' | null;
  readonly depth: { readonly min?: number; readonly max?: number };
  /** Patterns of names, as they stand in `tests`. */
  readonly names: readonly string[];
  readonly hiddenLeftOut: boolean;
  /** Some test was made of the words: ending, size, age and so on. */
  readonly asked: boolean;
}

/** Reads which files a request is about. */
export function readFileQuery(
  scan: Scan,
  seen: Surroundings,
  defaultType: 'f' | 'd' | null = 'f',
): FileQuery {
  const tests: Word[] = [];
  let depth: FileQuery['depth'] = {};
  const names: string[] = [];
  let type: FileQuery['type'] = defaultType;

  // How deep.
  if (
    scan.take('(?:directly|immediately|only|located directly) (?:in|inside|under|below) (?=<P>)') &&
    scan.take('(?=<P>)')
  )
    depth = { max: 1 };
  if (
    scan.take(
      ',? ?\\(?(?:but )?(?:not (?:in |into |looking (?:in|into) )?(?:any |its |the )?{folders}|without (?:descending into |looking into |sub-?)(?:{folders}|directories)|non-?recursive(?:ly)?|not recursive(?:ly)?|excluding {folders}|ignoring {folders}|top[- ]level only|only (?:at )?the (?:top|first) level|do not recurse|not deeper)(?: of it| below it| below)?\\)?',
      'top[- ]level',
    )
  )
    depth = { max: 1 };
  scan.takeAll(
    'recursively|recursive|including (?:all )?(?:its |the )?{folders}|and (?:all )?(?:its |their )?{folders}|at any depth|at all levels|and below|in all {folders}|anywhere',
    '(?:,? ?(?:and )?)?(?:also )?(?:in|of|inside)(?: all| any| its| their| the)* {folders} (?:too|also|as well)',
    '(?:,? ?(?:and )?)?(?:also|even) (?:in|of|inside)(?: all| any| its| their| the)* {folders}',
    '\\(?(?:,? ?(?:and )?)?(?:also|including|even)(?: the| all)* hidden(?: ones?| {files})?\\)?',
    '(?:,? ?(?:and )?)?hidden (?:ones |{files} )?(?:too|also|as well|included)',
  );
  const levels = scan.take(
    '(?:at most|up to|no more than|not more than|to a depth of|max(?:imum)? depth(?: of)?) (<N>)(?: levels?)?(?: (?:deep|below|down))?',
    '(<N>) levels? (?:deep|below|down)(?: at most)?',
  );
  if (levels) depth = { max: Number(levels.literals[0]!.value) };

  const both = scan.take(
    '(?:empty )?(?:regular )?{files} (?:and|or) (?:empty )?{folders}|(?:empty )?{folders} (?:and|or) (?:empty )?(?:regular )?{files}',
  );
  if (both) {
    type = null;
    tests.push(raw(String.raw`\( -type f -o -type d \)`));
    if (/empty/i.test(both.text)) tests.unshift('-empty');
  }
  if (scan.take('(?:symbolic links?|symlinks?|soft links?)(?! (?:should|must))')) type = 'l';
  const broken =
    type === 'l' &&
    scan.take(
      '(?:that are |which are )?(?:broken|dangling|dead|pointing nowhere)|(?:whose|that point to a|pointing to a) (?:targets?|file|path)(?: that)? (?:does not exist|is missing|are missing|is gone|do not exist|no longer exists?)(?: any ?more)?',
    );
  if (
    type !== 'l' &&
    scan.take('(?:first[- ]level |immediate |direct |top[- ]level )(?:{folders})')
  ) {
    type = 'd';
    depth = { min: 1, max: 1 };
  } else if (
    type !== 'l' &&
    defaultType !== 'd' &&
    !scan.sees('{files}') &&
    scan.take(
      '(?:{folders})(?= (?:that|which|without|with|under|in|below|older|larger|named|directly|immediately)|[.,?]|$)',
    )
  )
    type = 'd';
  for (const taken of scan.takeAll(
    '(?:csv|tsv|json|parquet|avro|orc|log|text|python|sql|gzip|xml|yaml|tmp|temp|temporary)(?: data)? {files}(?: \\(<[EP]\\d+>\\))?',
    '(?:csv|parquet|json|tsv|avro|orc)s(?= |$)',
  )) {
    const word = taken.text.split(' ')[0]!.toLowerCase().replace(/s$/, '');
    names.push(
      `*.${({ text: 'txt', python: 'py', gzip: 'gz', temp: 'tmp', temporary: 'tmp' } as Record<string, string>)[word] ?? word}`,
    );
  }
  scan.takeAll('{files}');

  // Names.
  let nameHasBlank = false;
  const excluded: string[] = [];
  for (const taken of scan.takeAll(
    '(?:except(?: for)?|excluding|but not|ignoring|ignore|not counting|without|other than|leave out|leaving out|skip|skipping|not)(?: the| any| those)?(?: {files})?(?: (?:ending (?:in|with)|named|called|in|with (?:the )?(?:extension|ending)))? (<[EPQ]\\d+>)(?:(?:,| and| or) (<[EPQ]\\d+>))*(?: {files}| {folders})?',
  ))
    for (const { kind, value } of taken.literals)
      excluded.push(kind === 'E' ? `*.${value}` : value);
  for (const taken of scan.takeAll(
    '(?:,? ?(?:and |but )?)(?:nothing|none|not(?: those| the ones| anything)?) (?:below|under|in|inside|within|from) <P>',
  ))
    excluded.push(`${taken.literals[0]!.value.replace(/\/$/, '')}/`);
  const noHiddenFolders =
    scan.take(
      '(?:,? ?(?:and |but )?)(?:nothing|none|not(?: those| anything)?) (?:below|under|in|inside|within) (?:any )?hidden {folders}',
      '(?:without|ignoring|excluding|skipping|leaving out)(?: the| any| all)? hidden {folders}',
    ) !== null;
  const anyCase =
    scan.take(
      '(?:in any case|case[- ]insensitive(?:ly)?|(?:ignoring|regardless of|whatever the|in any)(?: the)? (?:letter |upper (?:or|and) lower )?case|(?:in )?(?:upper (?:or|and) lower|either|any) case)',
    ) !== null;
  scan.takeAll(
    '(?:{files} )?(?:whose|with an?|with the|having the) (?:extension|ending|suffix) (?:is )?(?=<E>)',
  );
  for (const taken of scan.takeAll(
    '(?:with (?:the )?|having (?:the )?|ending (?:in|with) |that end (?:in|with) |whose names? ends? (?:in|with) |of type |all |the |every |each )*(<E>)(?:(?:,| and| or|, and|, or| \\/) (<E>))*(?: (?:extension|ending|suffix|files?|data files?|regular files?|ones?))*',
  ))
    for (const { value } of taken.literals.filter(({ kind }) => kind === 'E'))
      names.push(`*.${value}`);
  const starting = scan.take(
    '\\(?(?:whose (?:file )?names? |with names? |with a name |that |which |names? )?(?:start(?:s|ing)?|begin(?:s|ning)?) with (<[QIP]\\d+>|[\\w.-]+)\\)?',
  );
  if (starting) names.push(`${scan.literal(starting.groups[1])?.value ?? starting.groups[1]}*`);
  const ending = scan.take(
    '(?:whose names? |with names? |with a name |that |which |names? )?end(?:s|ing)? (?:with|in) (<[QI]\\d+>)',
  );
  if (ending) names.push(`*${scan.literal(ending.groups[1])!.value}`);
  const containing = scan.take(
    '(?:whose (?:file )?names? |with names? |with a name |names? )(?:contain(?:s|ing)?|includ(?:es?|ing)|ha(?:s|ve|ving)) (<[QIN]\\d+>)',
    '(?:with|having) (<[QI]\\d+>) in (?:their|the|its) (?:file )?names?',
  );
  if (containing) names.push(`*${scan.literal(containing.groups[1])!.value}*`);
  for (const taken of scan.takeAll(
    '(?:named|called|matching|like|with (?:the )?name) (<[QPI]\\d+>)',
  ))
    names.push(scan.literal(taken.groups[1])!.value);
  if (
    scan.take(
      '(?:whose (?:file )?names? |with names? |with a name |names? )(?:contain(?:s|ing)?|includ(?:es?|ing)|ha(?:s|ve|ving)|with) (?:an? )?(?:spaces?|blanks?)',
      'with (?:spaces|blanks) in (?:their|the|its) (?:file )?names?',
    )
  )
    nameHasBlank = true;
  const quoted = scan.takeAll('<Q> {files}');
  for (const taken of quoted) names.push(taken.literals[0]!.value);

  const age =
    '(?:that |which |whose )?(?:were |was |are |have been |has been |had been |modification time is |last )*(?:modified|changed|touched|written|updated|created|edited)?(?: last)?';
  for (const taken of scan.takeAll(
    `${age} ?(?:newer than|more recent(?:ly)? than|after)(?: the| file| marker| time ?stamp(?: of)?| ·+)* <P>`,
  ))
    tests.push('-newer', taken.literals[0]!.value);

  // Where.
  const roots: string[] = [];
  if (
    scan.take(
      '(?:{under}) (?:the )?(?:current (?:working )?{folders}|working {folders}|present {folders}|this {folders})(?: tree)?',
      '(?:here|in here)(?= |[.,?]|$)',
    )
  )
    roots.push('.');
  for (const taken of scan.takeAll(
    '(?:(?:{under}|and|on|for) )?(?:the )?(?:{folders} )?(?:tree )?<P>(?: {folders}| tree)?',
  )) {
    const path = taken.literals.find(({ kind }) => kind === 'P')!.value;
    const cleaned = path.replace(/(?<=.)\/+$/, '');
    if (/[*?]/.test(cleaned)) {
      const cut = cleaned.lastIndexOf('/');
      if (cut > 0 && !/[*?]/.test(cleaned.slice(0, cut))) roots.push(cleaned.slice(0, cut));
      names.push(cleaned.slice(cut + 1));
    } else if (
      /\.[a-z0-9]{1,8}$/i.test(cleaned) &&
      findSeen(seen, cleaned)?.kind !== 'folder' &&
      !cleaned.includes('/')
    )
      names.push(cleaned);
    else roots.push(cleaned);
  }
  if (names.length > 0) tests.push(...nameTests(names, anyCase));
  if (nameHasBlank) tests.push('-name', '* *');
  for (const name of excluded)
    tests.push(
      '!',
      name.includes('/') ? '-path' : '-name',
      name.includes('/') ? `${name.replace(/\/$/, '')}/*` : name,
    );
  if (noHiddenFolders) tests.push('!', '-path', '*/.*');
  const hidden =
    scan.take(
      '(?:non[- ]hidden|not hidden|(?:ignor(?:e|ing)|exclud(?:e|ing)|except|without|no|skip(?:ping)?|leav(?:e|ing) out|but not|not counting|do not count)(?: the| any)? hidden(?: ones| {files})?|visible)',
    ) !== null;
  if (hidden) tests.push('!', '-name', '.*');
  else if (scan.take('hidden')) tests.push('-name', '.*');
  if (broken) tests.push(raw('-xtype'), 'l');

  // Size, age, emptiness, owner, rights.
  for (const taken of scan.takeAll(
    '(?:that are |which are |whose size is |with a size |of a size |of )?between (<[NB]\\d+>) and (<B>)(?: in size| large)?',
  )) {
    const [low, high] = taken.literals;
    const unit = Number(high!.value) / (Number.parseFloat(high!.source) || 1);
    const least = low!.kind === 'B' ? Number(low!.value) : Number(low!.value) * unit;
    tests.push('-size', `+${least - 1}c`, '-size', `-${Number(high!.value) + 1}c`);
  }
  for (const taken of scan.takeAll(
    '(?:that are |which are |whose size is |of a size |with a size |of size |of )?(?:{over}|{least_or})(?: of)? <B>(?: in size| or larger| big| large)?',
    '(?:that are |which are |of |with )?<B> or (?:more|larger|bigger)',
    '> <B>',
  ))
    tests.push(
      '-size',
      `+${Number(taken.literals[0]!.value) - (/least|or more|or larger|or bigger|minimum|no less/i.test(taken.text) ? 1 : 0)}c`,
    );
  for (const taken of scan.takeAll(
    '(?:that are |which are |whose size is |of a size |of )?(?:{below}|{most_or}) <B>(?: in size)?',
  ))
    tests.push(
      '-size',
      `-${Number(taken.literals[0]!.value) + (/most|no more|up to|maximum/i.test(taken.text) ? 1 : 0)}c`,
    );
  for (const taken of scan.takeAll(
    '(?:of |that are |which are |with a size of |with )?exactly <B>(?: in size| large)?',
  ))
    tests.push('-size', `${taken.literals[0]!.value}c`);
  if (scan.take('(?:that |which )?(?:are |is )?(?:not empty|non-?empty)|(?:not|non-?) ?empty'))
    tests.push('!', '-empty');
  else if (
    scan.take(
      '(?:that |which )?(?:are |is )?empty|zero[- ](?:byte|length|size)d?|(?:of |with )?(?:size (?:zero|0)|no content)',
    )
  )
    tests.push('-empty');
  for (const taken of scan.takeAll(
    `${age} ?(?:older than|more than|over|earlier than|at least|before the last|not(?: been)? (?:modified|changed|touched|updated)(?: in| within| for)?(?: the)?(?: last| past)?(?: more than| at least)?) <A>(?: old| ago| of age)?`,
    "(?:that |which )?(?:haven't|have not|has not|weren't|were not)(?: been)? (?:modified|changed|touched|updated|accessed) (?:in|within|for|during)(?: the)?(?: last| past)? <A>",
    '<A> old or older',
    '<A> or older',
  ))
    tests.push(...ageTest('+', taken.literals.at(-1)!.value, scan));
  for (const taken of scan.takeAll(
    `${age} ?(?:newer than|younger than|less than|within|in|during|not older than|no older than|at most)(?: the)?(?: last| past| previous)? <A>(?: old| ago)?`,
    '(?:from |of )?the (?:last|past) <A>',
  ))
    tests.push(...ageTest('-', taken.literals.at(-1)!.value, scan));
  if (scan.take(`${age} ?(?:in|within|during) the (?:last|past) (?:hour)`))
    tests.push('-mmin', '-60');
  if (scan.take(`${age} ?(?:in|within|during) the (?:last|past) (?:day)`))
    tests.push('-mtime', '-1');
  for (const taken of scan.takeAll(
    `${age} ?(?:since|after|newer than|from|on or after) (?:<D>|<T>)`,
  ))
    tests.push('-newermt', taken.literals[0]!.value);
  for (const taken of scan.takeAll(`${age} ?(?:before|older than|until|earlier than) (?:<D>|<T>)`))
    tests.push('!', '-newermt', taken.literals[0]!.value);
  for (const taken of scan.takeAll(`${age} ?(?:between|from) <D> (?:and|to|until) <D>`)) {
    const [from, to] = taken.literals.map(({ instant, value }) => instant?.day ?? value);
    tests.push('-newermt', from!, '!', '-newermt', raw(`"$(date -d '${to!} + 1 day' +%F)"`));
    scan.assumptions.push(`${to!} belongs to the range.`);
  }
  for (const taken of scan.takeAll(`${age} ?(?:on) <D>`)) {
    const day = taken.literals[0]!.instant?.day ?? taken.literals[0]!.value;
    tests.push('-newermt', day, '!', '-newermt', raw(`"$(date -d '${day} + 1 day' +%F)"`));
  }
  if (scan.take(`${age} yesterday`))
    tests.push(
      '-newermt',
      raw('"$(date -d yesterday +%F)"'),
      '!',
      '-newermt',
      raw('"$(date +%F)"'),
    );
  if (scan.take(`${age} today`)) tests.push('-newermt', raw('"$(date +%F)"'));
  const owner = scan.take(
    '(?:owned by|belonging to)(?: the)? (?:user )?(<[IQ]\\d+>|[a-z_][\\w-]*)',
  );
  if (owner) tests.push('-user', scan.literal(owner.groups[1])?.value ?? owner.groups[1]!);
  const permission = readPermission(scan);
  if (permission) tests.push(...permission);
  else if (scan.take('(?:that are |which are )?(?:not executable|non-?executable)'))
    tests.push('!', '-perm', '-u+x');
  else if (scan.take('(?:that are |which are )?executable')) tests.push('-perm', '-u+x');
  scan.take('(?<=·)·* ?by (?:their|the|its) owners?');
  if (scan.take('(?:with|that have|having) (?:more than one|several|multiple) (?:hard )?links?'))
    tests.push('-links', '+1');
  const mode = scan.take('with (?:mode|permissions?|access mode) <N>');
  if (mode) tests.push('-perm', mode.literals[0]!.source);

  return {
    roots: roots.length > 0 ? roots : [],
    tests,
    type,
    depth,
    names,
    hiddenLeftOut: hidden,
    asked: tests.length > 0,
  };
}

/** "writable by everybody", "that the group can read", "with write permission for others". */
function readPermission(scan: Scan): Word[] | null {
  const who =
    '(everyone|everybody|anyone|anybody|all|others?|the world|the group|group|owner|their owner|the owner|its owner|other users)(?: \\((?:others?|world|group|owner|everyone)\\))?';
  const right = '(read|writ|execut)(?:e?able|e|ing|ion)?';
  const taken = scan.take(
    `(?:that |which )?(?:are |is )?(not )?(?:world|group|owner|other)[- ]${right}`,
    `(?:that |which )?(?:are |is )?(not )?${right} (?:by|for) ${who}`,
    `(?:that |which )?(?:have|has|with|having|grant(?:ing)?|give)(?: the)?( no)? ${right}(?: permissions?| access| rights?)? (?:for|to|by) ${who}`,
  );
  if (!taken) return null;
  const letter =
    /\bread/i.test(taken.text) || /-read/i.test(taken.text)
      ? 'r'
      : /writ/i.test(taken.text)
        ? 'w'
        : 'x';
  const whom = /group/i.test(taken.text) ? 'g' : /owner/i.test(taken.text) ? 'u' : 'o';
  const negative = taken.groups[1] !== undefined && /no/i.test(taken.groups[1]);
  scan.take('\\(others?\\)');
  return [...(negative ? ['!'] : []), '-perm', `-${whom}=${letter}`];
}

function nameTests(names: readonly string[], anyCase = false): Word[] {
  const unique = [...new Set(names)];
  const test = anyCase ? '-iname' : '-name';
  if (unique.length === 1) return [test, unique[0]!];
  return [
    raw(String.raw`\(`),
    ...unique.flatMap((name, at): Word[] => (at === 0 ? [test, name] : ['-o', test, name])),
    raw(String.raw`\)`),
  ];
}

function ageTest(sign: '+' | '-', seconds: string, scan: Scan): Word[] {
  const value = Number(seconds);
  if (value % 86_400 === 0) {
    if (sign === '+')
      scan.assumptions.push(
        `Age counts in whole days: -mtime +${value / 86_400} means at least ${value / 86_400 + 1} full days.`,
      );
    return ['-mtime', `${sign}${value / 86_400}`];
  }
  return ['-mmin', `${sign}${Math.max(1, Math.round(value / 60))}`];
}

/** The start of a find command; what is done with the files follows. */
export function findCommand(
  query: FileQuery,
  userland: Userland,
  ...action: readonly Word[]
): string {
  const roots = query.roots.length > 0 ? query.roots : ['.'];
  const depth = [
    ...(query.depth.min === undefined ? [] : ['-mindepth', String(query.depth.min)]),
    ...(query.depth.max === undefined ? [] : ['-maxdepth', String(query.depth.max)]),
  ];
  // BSD's find has no depth options of old; today's has. BusyBox has -maxdepth, and -mindepth since 1.2x.
  const tests = query.tests.map((word) =>
    userland !== 'gnu' && typeof word !== 'string' && word.raw === '-xtype'
      ? raw(`-exec sh -c '[ ! -e "$1" ]' sh {} \\; -a -type`)
      : word,
  );
  const type = query.type === null ? [] : ['-type', query.type];
  // Not every BusyBox has -delete.
  const done =
    userland === 'busybox'
      ? action.flatMap((word): Word[] =>
          word === '-delete'
            ? ['-exec', ...(query.type === 'd' ? ['rmdir'] : ['rm', '-f']), '--', '{}', '+']
            : [word],
        )
      : action;
  return command(
    'find',
    ...roots.map((root) => pathWord(root)),
    ...depth,
    ...type,
    ...tests,
    ...done,
    // A test by -exec counts as an action, so that nothing is printed unless asked for.
    ...(done.length === 0 &&
    tests.some((word) => typeof word !== 'string' && word.raw.startsWith('-exec'))
      ? ['-print']
      : []),
  );
}
