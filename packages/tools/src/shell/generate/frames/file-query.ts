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
  scan.take(
    'recursively|recursive|including {folders}|and (?:all )?(?:its |their )?{folders}|at any depth|and below|in all {folders}|anywhere',
  );

  if (scan.take('(?:symbolic links?|symlinks?|soft links?)(?! (?:should|must))')) type = 'l';
  const broken =
    type === 'l' &&
    scan.take(
      '(?:that are |which are )?(?:broken|dangling|dead|pointing nowhere)|(?:whose|that point to a|pointing to a) (?:target|file|path)(?: that)? (?:does not exist|is missing|do not exist|no longer exists?)',
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
  const anyCase =
    scan.take(
      '(?:in any case|case[- ]insensitive(?:ly)?|ignoring case|regardless of case|upper or lower case)',
    ) !== null;
  for (const taken of scan.takeAll(
    '(?:with (?:the )?|having (?:the )?|ending (?:in|with) |that end (?:in|with) |whose names? ends? (?:in|with) |of type |all |the |every |each )*(<E>)(?:(?:,| and| or|, and|, or| \\/) (<E>))*(?: (?:extension|ending|suffix|files?|data files?|regular files?|ones?))*',
  ))
    for (const { value } of taken.literals.filter(({ kind }) => kind === 'E'))
      names.push(`*.${value}`);
  const starting = scan.take(
    '(?:whose names? |with names? |with a name |that |which |names? )?(?:start(?:s|ing)?|begin(?:s|ning)?) with (<[QI]\\d+>|[\\w-]+)',
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
  const hidden =
    scan.take(
      '(?:non[- ]hidden|not hidden|(?:ignor(?:e|ing)|exclud(?:e|ing)|except|without|no|skip(?:ping)?|leav(?:e|ing) out|but not|not counting|do not count)(?: the| any)? hidden(?: ones| {files})?|visible)',
    ) !== null;
  if (hidden) tests.push('!', '-name', '.*');
  else if (scan.take('hidden')) tests.push('-name', '.*');
  if (broken) tests.push(raw('-xtype'), 'l');

  // Size, age, emptiness, owner, rights.
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
  const age =
    '(?:that |which |whose )?(?:were |was |are |have been |has been |had been |modification time is |last )*(?:modified|changed|touched|written|updated|created|edited)?(?: last)?';
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
  if (scan.take(`${age} today`)) tests.push('-newermt', raw('"$(date +%F)"'));
  for (const taken of scan.takeAll(`${age} ?(?:newer than|more recent(?:ly)? than|after) <P>`))
    tests.push('-newer', taken.literals[0]!.value);
  const owner = scan.take(
    '(?:owned by|belonging to)(?: the)? (?:user )?(<[IQ]\\d+>|[a-z_][\\w-]*)',
  );
  if (owner) tests.push('-user', scan.literal(owner.groups[1])?.value ?? owner.groups[1]!);
  if (
    scan.take(
      'world[- ]writ(?:e)?able|(?:writ(?:e)?able by (?:everyone|anyone|all|others|the world))',
    )
  )
    tests.push('-perm', '-o+w');
  else if (scan.take('(?:that are |which are )?(?:not executable|non-?executable)'))
    tests.push('!', '-perm', '-u+x');
  else if (scan.take('(?:that are |which are )?executable')) tests.push('-perm', '-u+x');
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
    userland === 'bsd' && typeof word !== 'string' && word.raw === '-xtype'
      ? raw('-type l ! -exec test -e {} \\; -a -type')
      : word,
  );
  const type = query.type === null ? [] : ['-type', query.type];
  return command(
    'find',
    ...roots.map((root) => pathWord(root)),
    ...depth,
    ...type,
    ...tests,
    ...action,
  );
}
