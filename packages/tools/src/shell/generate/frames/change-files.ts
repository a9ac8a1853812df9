import { command, literalPattern, pathWord, raw } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, findSeen, type Surroundings } from '../surroundings.ts';
import { findCommand, readFileQuery } from '../selection/index.ts';

/** Deleting, compressing, moving, copying, renaming, rights: only where a verb asks for it. */
export const changeFiles: Frame = {
  name: 'change-files',
  build(scan, { seen, request }) {
    const { userland } = seen;
    const verb =
      /^(?:please |can you |could you |i want to |i need to |how (?:do|can) i |help me )*\s*(?:recursively |safely )?(\p{L}+(?: up)?)/iu
        .exec(request.text)?.[1]
        ?.toLowerCase() ?? '';
    const start = (pattern: string): boolean => scan.sees(pattern) !== null;
    const dry =
      scan.take(
        '(?:,? ?(?:and|but) )?(?:without (?:really |actually )?(?:delet|remov|mov|chang|copy|renam)\\w+(?: anything| them| it)?|(?:as )?a? ?dry[- ]run|(?:first )?only show what would (?:be|happen)\\w*|just show what would be \\w+)',
      ) !== null;
    scan.take(
      '(?:and )?(?:leave|keep) (?:everything|all|anything|the rest|all the rest|other files)(?: else)?(?: alone| untouched| as (?:it|they) (?:is|are)| in place)?',
      'nothing else',
      "don't touch anything else",
      'do not touch (?:anything else|other files)',
      'and nothing else',
    );

    if (
      !/\b(?:permissions?|lines?|column|prefix from|extension from|section|field)\b/i.test(
        request.text,
      ) &&
      /^(?:delete|remove|erase|clean|purge|wipe|get|drop|prune|rm)/.test(verb) &&
      scan.take('{delete}|rm')
    ) {
      scan.take('(?:then )?(?:delete|remove) (?:them|it)');
      const query = readFileQuery(scan, seen, 'f');
      if (query.roots.length === 0 && query.names.length === 0) return null;
      if (query.type === 'd' && query.tests.includes('-empty')) {
        const look = findCommand(query, userland);
        return {
          scan,
          command: dry ? look : findCommand(query, userland, '-delete'),
          lookFirst: look,
        };
      }
      if (!query.asked) {
        const root = query.roots[0];
        const word = scan.leftover().find((each) => /^[a-z][\w-]*$/i.test(each));
        const inside =
          root === undefined || word === undefined
            ? []
            : filesBehind(seen, root)
                .filter(
                  ({ path }) =>
                    path !== root && !path.slice(root.replace(/\/$/, '').length + 1).includes('/'),
                )
                .map(({ path }) => path.split('/').at(-1)!);
        const fitting =
          word === undefined
            ? []
            : inside.filter((name) =>
                name
                  .toLowerCase()
                  .split(/[^a-z0-9]+/)
                  .some((part) => part.replace(/s$/, '') === word.toLowerCase().replace(/s$/, '')),
              );
        const pattern = fitting.length > 0 ? commonPattern(fitting, inside, [word!]) : null;
        if (pattern !== null && scan.take(word!)) {
          const target = pathWord(`${root!.replace(/\/$/, '')}/${pattern}`);
          return {
            scan,
            command: dry ? command('ls', '-la', '--', target) : command('rm', '--', target),
            lookFirst: command('ls', '-la', '--', target),
          };
        }
        if (
          query.roots.length !== 1 ||
          root === undefined ||
          /^(?:\/|~|\.|\.\.|\/\w+)?$/.test(root)
        )
          return null;
        const folder =
          findSeen(seen, root)?.kind === 'folder' ||
          /director|folder/i.test(request.text) ||
          scan.take('(?:and )?(?:everything|all) (?:in|inside|below|under|within) (?:it|there)') !==
            null;
        if (scan.take('everything|all (?:of )?(?:its |the )?(?:contents?|files)'))
          return {
            scan,
            command: findCommand(
              { ...query, type: null, depth: { min: 1 } },
              userland,
              ...(dry ? [] : ['-delete']),
            ),
            lookFirst: findCommand({ ...query, type: null, depth: { min: 1 } }, userland),
          };
        return {
          scan,
          command: dry
            ? command('find', pathWord(root))
            : folder
              ? command('rm', '-r', '--', pathWord(root))
              : command('rm', '--', pathWord(root)),
          lookFirst: command('ls', '-la', '--', pathWord(root)),
        };
      }
      const look = findCommand(query, userland);
      const named =
        scan.take(
          '(?:,? ?(?:and |but )?)?(?:{show}|printing|listing) (?:(?:the|their) )?(?:names?|paths?|{files}|them|what (?:is|was|gets) deleted)(?: of (?:the|those|all) (?:deleted )?{files})?(?: first| before(?:hand)?| that (?:were|are) deleted| as you go)?',
        ) !== null;
      return {
        scan,
        command: dry
          ? look
          : findCommand(query, userland, ...(named ? ['-print', '-delete'] : ['-delete'])),
        lookFirst: look,
      };
    }

    if (
      /^(?:compress|gzip|zip|gz|pack)/.test(verb) &&
      !/\b(?:tar|archive|tarball|zip file|\.zip)\b/i.test(request.text) &&
      scan.take('(?:compress|gzip|gz|pack)(?: up)?')
    ) {
      scan.takeAll('(?:with|using|by) (?:gzip|gz)|individually|in place|separately');
      const keep =
        scan.take(
          '(?:but |and |while )?(?:keep|keeping|leave|retaining|without (?:deleting|removing))(?: the)?(?: originals?| original files?| uncompressed (?:files?|originals?)| files)',
        ) !== null;
      const best =
        scan.take('(?:with|using|at) (?:the )?(?:best|highest|maximum) compression(?: level)?') !==
        null;
      const query = readFileQuery(scan, seen, 'f');
      if (query.roots.length === 0 && query.names.length === 0) return null;
      const flags = [...(keep ? ['-k'] : []), ...(best ? ['-9'] : [])];
      if (
        !query.asked &&
        query.roots.length >= 1 &&
        query.roots.every((root) => findSeen(seen, root)?.kind !== 'folder' && /\.\w+$/.test(root))
      )
        return { scan, command: command('gzip', ...flags, '--', ...query.roots.map(pathWord)) };
      return {
        scan,
        command: findCommand(query, userland, '-exec', 'gzip', ...flags, '{}', '+'),
        lookFirst: findCommand(query, userland),
      };
    }
    if (
      /^(?:decompress|uncompress|gunzip|unpack|unzip)/.test(verb) &&
      !/\b(?:tar|archive|tarball)\b|<P\d+> (?:into|to)|\.tar|\.tgz|\.zip/i.test(request.text) &&
      scan.take('decompress|uncompress|gunzip|unpack')
    ) {
      scan.takeAll(
        '(?:right )?(?:next to|beside|alongside)(?: the| their| its)* (?:originals?|compressed (?:ones?|files?)|source|packed (?:ones?|files?))',
        'in (?:the same|its own|their own|their) (?:{folders}|place)',
      );
      const keep =
        scan.take(
          '(?:but |and |while )?(?:keep|keeping|leave|retaining)(?: the)?(?: originals?| original files?| compressed (?:files?|originals?|ones?|copies|copy)| <E>)?(?: {files})?',
        ) !== null;
      const query = readFileQuery(scan, seen, 'f');
      if (!query.asked && query.roots.length > 0)
        return {
          scan,
          command: command(
            'gzip',
            '-d',
            ...(keep ? ['-k'] : []),
            '--',
            ...query.roots.map(pathWord),
          ),
        };
      if (query.roots.length === 0) return null;
      return {
        scan,
        command: findCommand(
          query,
          userland,
          '-exec',
          'gzip',
          '-d',
          ...(keep ? ['-k'] : []),
          '{}',
          '+',
        ),
        lookFirst: findCommand(query, userland),
      };
    }

    const fresh = createFolder(scan, verb, seen);
    if (fresh) return fresh;
    if (
      /^(?:move|relocate|archive|put|copy|back|backup)/.test(verb) &&
      !/\btar|s3:|hdfs|gs:|\bscp|\brsync|<U\d+>/i.test(request.text) &&
      start('{move}|{copy}')
    )
      return transfer(scan, seen, userland, /^(?:copy|back)/.test(verb));

    return null;
  },
};

/** `mkdir`, `touch` and `ln -s`. */
function createFolder(scan: Scan, verb: string, seen: Surroundings): Draft | null {
  const pointed = scan.take(
    '(?:let|make|point|switch|change|set|update|redirect|move)(?: the)?(?: (?:symbolic link|symlink|soft link|link))? <P>(?: (?:so that it|to))?(?: (?:points?|refers?|leads?|links?))?(?: (?:to|at))(?: the)?(?: (?:release|version|directory|folder|file))? (<[IPQ]\\d+>)',
  );
  if (
    pointed &&
    (/link|point|refer/i.test(pointed.text) ||
      findSeen(seen, pointed.literals[0]!.value)?.kind === 'link')
  ) {
    scan.takeAll(
      '\\(?(?:with an? )?relative(?: target| link| path)?\\)?',
      '(?:instead of|rather than|and no longer to|not|from) (?:<[IPQ]\\d+>)',
      'atomically',
    );
    return {
      scan,
      command: command(
        'ln',
        '-sfn',
        '--',
        pathWord(scan.literal(pointed.groups[1])!.value),
        pathWord(pointed.literals[0]!.value),
      ),
    };
  }
  if (!/^(?:create|make|touch|mkdir|link|set|add|point)/.test(verb)) return null;
  const linked = scan.take(
    '(?:creat(?:e|ing)|mak(?:e|ing)|set up|add)?(?: an?| the)? ?(?:relative )?(?:symbolic link|symlink|soft link)(?: (?:called|named))? (<[PIQ]\\d+>|[a-z][\\w-]*) (?:that |which )?(?:point(?:s|ing)?|link(?:s|ing)?|refer(?:s|ring)?|lead(?:s|ing)?)? ?(?:to|for)(?: the)?(?: {folders}| {files})? (<P>)',
  );
  if (linked) {
    const name = scan.literal(linked.groups[1])?.value ?? linked.groups[1]!;
    const replaced =
      scan.take(
        '(?:,? ?(?:and |even )?)?(?:replac(?:e|ing)|overwrit(?:e|ing)|updat(?:e|ing))(?: the| an| it)?(?: existing| old)?(?: (?:one|link))?(?: if (?:it|one) (?:already )?exists)?|(?:even )?if it (?:already )?exists',
      ) !== null;
    return {
      scan,
      command: command(
        'ln',
        replaced ? '-sfn' : '-s',
        '--',
        pathWord(scan.literal(linked.groups[2])!.value),
        pathWord(name),
      ),
    };
  }
  const kind = scan.take(
    '(?:create|make|mkdir|touch) (?:an? |the )?(?:new )?(?:empty )?(?:({folders})|({files}))',
  );
  if (!kind) return null;
  const places = scan
    .takeAll('(?:called |named |and )?<P>')
    .flatMap(({ literals }) => literals.map(({ value }) => value));
  if (places.length === 0) return null;
  scan.takeAll(
    '(?:,? ?(?:and |with |including |creating )*)(?:all |any |the |its |missing |needed )*parents?(?: {folders})?(?: (?:too|as needed|if needed|where missing))?',
    'if (?:it does not exist|missing|needed)(?: yet)?',
    'as needed',
  );
  return {
    scan,
    command: kind.groups[1]
      ? command('mkdir', '-p', '--', ...places.map(pathWord))
      : command('touch', '--', ...places.map(pathWord)),
  };
}

function transfer(
  scan: Parameters<Frame['build']>[0],
  seen: Parameters<Frame['build']>[1]['seen'],
  userland: 'gnu' | 'bsd' | 'busybox',
  copy: boolean,
) {
  scan.take('{move}|{copy}');
  const create =
    scan.take(
      '(?:,? ?(?:and |by )?)(?:creat(?:e|ing)|mak(?:e|ing))(?: (?:that|the|this|it|target|destination))*(?: {folders})?(?: first)?(?: if (?:needed|necessary|it does not exist|missing|it is missing))?',
      'creating (?:it|that {folders})',
      '(?:that|which) (?:does not exist|may not exist|is not there)(?: yet)?',
    ) !== null;
  const keepTree =
    scan.take(
      '(?:,? ?(?:and )?)?(?:keep(?:ing)?|preserv(?:e|ing)|with|in|under|retain(?:ing)?)(?: the| their)?(?: same)? (?:sub-?)?(?:directory|folder) (?:structure|tree|layout)(?: (?:below|under|in) (?:it|there|that))?(?: \\(<P>[./…]*(?: and so on)?\\))?',
    ) !== null;
  const keepTimes =
    scan.take(
      '(?:,? ?(?:and )?)?(?:keep(?:ing)?|preserv(?:e|ing))(?: the| their| its)?(?: (?:modification )?(?:times?|timestamps?|dates?|permissions|modes?|owners?|attributes|metadata),?(?: and)?)+',
    ) !== null;
  scan.take(
    "(?:,? ?(?:and |but )?)?(?:do not|don't|never|without) overwrit(?:e|ing)(?: anything| existing (?:files|ones)| any file)?",
  );
  const target = scan.take(
    '(?:in)?to (?:(?:the|an?) )?(?:(?:new|separate|existing|own) )*(?:{folders} )?(?:called |named )?<P>(?: {folders})?',
    '(?:in)?to (?:the |a )?(?:new )?(?:{folders} )?(?:called |named )?(<[IQ]\\d+>|(?!(?:the|a|an|one|new|separate|own|{folders})\\b)[a-z][\\w-]*)(?: {folders})?',
  );
  if (!target) return null;
  const to = target.literals.at(-1)?.value ?? target.groups[1]!;
  // A file of an archive is no folder to move things into.
  if (/\.(?:tar(?:\.\w+)?|tgz|zip|gz)$/i.test(to)) return null;
  // "the orders files of the year 2024": what the names have in common is looked up.
  const parts: string[] = [];
  const year = scan.take('(?:of|from|for)(?: the)?(?: year)? <N>|<N>(?= {files}| <E>)');
  if (year) parts.push(year.literals[0]!.value);
  const month = scan.take('(?:of|from|for) (<D>|<I>)');
  if (month) parts.push(month.literals[0]!.value);
  const query = readFileQuery(scan, seen, 'f');
  const from = query.roots[0];
  const behind =
    from === undefined ? [] : filesBehind(seen, from).filter(({ path }) => path !== from);
  const names = behind.map(({ path }) => path.split('/').at(-1)!);
  for (const word of scan.leftover().filter((each) => /^[\p{L}\d_-]+$/u.test(each))) {
    const stem = word.replace(/s$/i, '').toLowerCase();
    if (
      names.some((name) =>
        name
          .toLowerCase()
          .split(/[^a-z0-9]+/)
          .some((part) => part.replace(/s$/, '') === stem),
      ) &&
      scan.take(word.replaceAll(/[.*+?^${}()|[\]\\]/g, ''))
    )
      parts.unshift(word);
  }
  const mover = copy ? ['cp', ...(keepTimes ? ['-p'] : []), '-n'] : ['mv', '-n'];
  const made =
    create || !findSeen(seen, to) ? `${command('mkdir', '-p', '--', pathWord(to))} && ` : '';
  const fileTarget =
    /\.\w{1,8}$/.test(to) && !to.endsWith('/') && findSeen(seen, to)?.kind !== 'folder';
  if (parts.length > 0 && from !== undefined) {
    const fitting = names.filter((name) =>
      parts.every((part) => name.toLowerCase().includes(part.toLowerCase().replace(/s$/, ''))),
    );
    if (fitting.length === 0) return null;
    const pattern = commonPattern(fitting, names, parts);
    if (pattern === null) return null;
    scan.assumptions.push(
      `${fitting.length} ${fitting.length === 1 ? 'file fits' : 'files fit'} what is there now: ${fitting.slice(0, 3).join(', ')}.`,
    );
    return {
      scan,
      command: `${made}${command(...mover, '--', pathWord(`${from.replace(/\/$/, '')}/${pattern}`), pathWord(`${to.replace(/\/$/, '')}/`))}`,
    };
  }
  if (!query.asked && query.roots.length >= 1) {
    const single = query.roots.length === 1 && findSeen(seen, query.roots[0]!)?.kind !== 'folder';
    const flags = copy && !single ? ['-R'] : [];
    const all =
      !single &&
      query.roots.length === 1 &&
      scan.take('everything|all(?: of)?(?: its)?(?: the)? contents?(?: of)?') !== null;
    if (fileTarget && single)
      return { scan, command: command(...mover, '--', pathWord(query.roots[0]!), pathWord(to)) };
    return {
      scan,
      command: `${made}${command(...mover, ...flags, '--', ...query.roots.map((root) => pathWord(all ? `${root.replace(/\/$/, '')}/*` : root)), pathWord(`${to.replace(/\/$/, '')}/`))}`,
    };
  }
  if (query.roots.length === 0) return null;
  if (keepTree)
    return copy && userland === 'gnu'
      ? {
          scan,
          command: `${made}${findCommand(query, userland, '-exec', 'cp', '--parents', ...(keepTimes ? ['-p'] : []), '-t', pathWord(to), '--', '{}', '+')}`,
          lookFirst: findCommand(query, userland),
        }
      : null;
  // Flat and by name only: a pattern of the shell says it best.
  const flat =
    query.names.length === 1 &&
    query.tests.length === 2 &&
    (query.depth.max === 1 ||
      !behind.some(({ path }) => path.slice(from!.replace(/\/$/, '').length + 1).includes('/')));
  if (flat)
    return {
      scan,
      command: `${made}${command(...mover, '--', pathWord(`${from!.replace(/\/$/, '')}/${query.names[0]!}`), pathWord(`${to.replace(/\/$/, '')}/`))}`,
    };
  return {
    scan,
    command: `${made}${findCommand(query, userland, '-exec', ...mover, ...(userland === 'gnu' ? ['-t', pathWord(to), '--', '{}', '+'] : ['--', '{}', pathWord(`${to}/`), raw(String.raw`\;`)]))}`,
    lookFirst: findCommand(query, userland),
  };
}

/** A pattern of the shell that fits these names and no other name that is there. */
function commonPattern(
  fitting: readonly string[],
  all: readonly string[],
  parts: readonly string[],
): string | null {
  const start = commonStart(fitting);
  const end = commonStart(fitting.map(backwards));
  const suffix = backwards(end);
  const first = fitting[0]!;
  const candidates =
    fitting.length === 1
      ? [first]
      : [
          `${start}*${suffix.length + start.length < first.length ? suffix : ''}`,
          `${start}*`,
          `*${parts.at(-1)!}*`,
        ];
  for (const candidate of candidates) {
    const pattern = new RegExp(`^${literalPattern(candidate).replaceAll(String.raw`\*`, '.*')}$`);
    if (all.every((name) => pattern.test(name) === fitting.includes(name)))
      return shorter(candidate, parts);
  }
  return null;
}

/** What the names have in common by chance (`2024-12-3`) is cut back to what was asked for (`2024`). */
function shorter(candidate: string, parts: readonly string[]): string {
  const cuts = parts.flatMap((part) => {
    const match = new RegExp(`^(.*${literalPattern(part)}[-_]?)[\\d-]*\\*`, 'i').exec(candidate);
    return match ? [match] : [];
  });
  const longest = cuts.sort((a, b) => b[1]!.length - a[1]!.length)[0];
  return longest ? `${longest[1]!}*${candidate.slice(longest[0].length)}` : candidate;
}

const backwards = (text: string): string => text.split('').reverse().join('');

const commonStart = (names: readonly string[]): string => {
  let length = 0;
  while (length < names[0]!.length && names.every((name) => name[length] === names[0]![length]))
    length += 1;
  return names[0]!.slice(0, length);
};
