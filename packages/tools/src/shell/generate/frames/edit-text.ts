import { command, literalPattern, pathWord, pipe, type Word } from '../quote.ts';
import type { Draft, Frame, FrameContext } from '../frame.ts';
import { profileFile } from '../profile-file.ts';
import type { Scan } from '../scan.ts';
import { filesBehind, findSeen, type Surroundings } from '../surroundings.ts';
import { name, takeName, valueOf } from '../tools/slots.ts';
import { inPlaceEdit } from './convert.ts';
import { findCommand, readFileQuery } from '../selection/index.ts';
import { backup, takeFile, takeInPlace } from './text-file.ts';
import { readTarget } from './records.ts';

/** Lines by their place, text replaced, settings set, files put together or taken apart. */
export const editText: Frame = {
  name: 'edit-text',
  build(scan, context) {
    const { seen } = context;
    return (
      getValue(scan, seen) ??
      replaceText(scan, context) ??
      takeApart(scan, seen) ??
      putTogether(scan, seen) ??
      byPlace(scan, seen) ??
      tidy(scan, seen) ??
      null
    );
  },
};

/** The value of one setting. */
function getValue(scan: Scan, seen: Surroundings): Draft | null {
  if (scan.sees('set|change|update|switch|replace')) return null;
  const taken = scan.take(
    `(?:what is |what's )?(?:the )?(?:current )?value of (?:the )?(?:setting |property |key |parameter |option |variable )?${name} (?:in|from) <P>`,
  );
  if (!taken) return null;
  const key = valueOf(scan, taken.groups[1]!);
  const path = taken.literals.at(-1)!.value;
  const head = filesBehind(seen, path).find((file) => file.head !== undefined)?.head;
  if (head !== undefined && !new RegExp(`^\\s*${literalPattern(key)}\\s*[=:]`, 'm').test(head))
    return null;
  scan.takeAll('(?:{show} )?(?:only|just) (?:the )?value', '{show}');
  return {
    scan,
    sampled: head !== undefined,
    command: command(
      'sed',
      '-nE',
      `s/^[[:space:]]*${literalPattern(key)}[[:space:]]*[=:][[:space:]]*//p`,
      pathWord(path),
    ),
  };
}

function replaceText(scan: Scan, { seen, request }: FrameContext): Draft | null {
  if (/\b(?:file ?names?|names of the files)\b/i.test(request.text)) return null;
  const taken = scan.take(
    `(?:replace|substitute|change|swap|turn)(?: (?:all|every|each|any))?(?: the)?(?: (?:occurrences?|instances?|mentions?))?(?: of)?(?: the)?(?: (?:word|text|string|host ?name|name|path|url|line|phrase))? ${name} (?:with|by|to|into)(?: the)?(?: (?:word|text|string))? (<[NQIPUKLE]\\d+>|[\\w.]+)`,
    '(?:remove|delete|strip)(?: (?:all|every|each))?(?: the)?(?: (?:occurrences?|instances?))?(?: of)?(?: the)?(?: (?:word|text|string|prefix|suffix))? (<Q>) (?=from|in )',
  );
  if (!taken) return null;
  const from = valueOf(scan, taken.groups[1]!);
  const to = taken.groups[2] === undefined ? '' : valueOf(scan, taken.groups[2]);
  const whole = scan.take('(?:as |only )?(?:a )?whole words?(?: only)?') !== null;
  const anyCase =
    scan.take('(?:ignoring case|case[- ]insensitive(?:ly)?|regardless of case|in any case)') !==
    null;
  const first =
    scan.take(
      '(?:only )?(?:the )?first (?:occurrence|one)(?: (?:in|of|on) (?:each|every|a) line)?(?: only)?',
    ) !== null;
  const kept = backup(scan);
  const inPlace = takeInPlace(scan);
  scan.takeAll('everywhere|all occurrences|every occurrence|throughout|occurrences|all|each|every');
  const script = `s/${whole ? String.raw`\b` : ''}${basicPattern(from)}${whole ? String.raw`\b` : ''}/${to.replaceAll(/[\\&/]/g, String.raw`\$&`)}/${first ? '' : 'g'}${anyCase ? 'I' : ''}`;
  const single = scan.sees('<P>');
  const seenPath = single ? findSeen(seen, single.literals[0]!.value) : undefined;
  const many =
    scan.sees('<E>|{files}') !== null &&
    (single === null ||
      seenPath?.kind === 'folder' ||
      /[*?]/.test(single.literals[0]!.value) ||
      scan.sees('<E>') !== null);
  if (many) {
    const query = readFileQuery(scan, seen, 'f');
    if (query.roots.length === 0 && query.names.length === 0) return null;
    const edit: Word[] =
      seen.userland === 'bsd'
        ? ['sed', '-i', kept ?? '', script]
        : ['sed', `-i${kept ?? ''}`, script];
    const roots = query.roots.length > 0 ? query.roots : ['.'];
    const include = query.names.flatMap((each) => ['--include', each]);
    // Only files that have the text are written, so that the times of the others stay.
    const simple =
      query.tests.length === (query.names.length === 1 ? 2 : 0) &&
      query.depth.max === undefined &&
      seen.userland !== 'busybox';
    const look = command(
      'grep',
      '-rnF',
      ...(anyCase ? ['-i'] : []),
      ...include,
      '--',
      from,
      ...roots.map((root) => pathWord(root)),
    );
    if (simple && seen.userland === 'gnu')
      return {
        scan,
        command: pipe(
          command(
            'grep',
            '-rlZF',
            ...(anyCase ? ['-i'] : []),
            ...include,
            '--',
            from,
            ...roots.map((root) => pathWord(root)),
          ),
          command('xargs', '-0', '-r', ...edit),
        ),
        lookFirst: look,
      };
    return {
      scan,
      command: findCommand(query, seen.userland, '-exec', ...edit, '{}', '+'),
      lookFirst: look,
    };
  }
  const target = readTarget(scan);
  const path = takeFile(scan);
  if (path === null) return null;
  const printed =
    target === null &&
    !inPlace &&
    kept === null &&
    scan.take(
      '(?:and )?(?:{show})(?: the)?(?: (?:result|file|output|lines?))?(?: (?:to|on) (?:standard output|stdout|the screen))?|without changing the file|to (?:stdout|standard output)|(?:leav(?:e|ing)|but leave|not chang(?:e|ing)) the file (?:as it is|unchanged|itself)?',
    ) !== null;
  const shown = command('sed', script, pathWord(path));
  if (target !== null) return { scan, command: `${shown} > ${command(pathWord(target))}` };
  if (printed) return { scan, command: shown };
  if (!inPlace && kept === null)
    scan.assumptions.push(
      'The file itself is changed; the look-first form only prints the result.',
    );
  return {
    scan,
    command: inPlaceEdit(seen.userland, script, path, false, kept ?? ''),
    lookFirst: shown,
  };
}

/** Text that a basic regular expression between slashes takes literally. */
const basicPattern = (text: string): string => text.replaceAll(/[.*^$[\]\\/]/g, String.raw`\$&`);

function takeApart(scan: Scan, seen: Surroundings): Draft | null {
  const perValue = scan.sees('split [^.]*(?:{per}|one file (?:per|for each)) ') !== null;
  if (!scan.take('split(?: up)?|cut up|break up|divide')) return null;
  const path = takeFile(scan);
  if (path === null) return null;
  const profile = profileFile(filesBehind(seen, path).find((file) => file.head !== undefined));
  const lines = scan.take(
    '(?:(?:in)?to )?(?:{files}|pieces|parts|chunks)?(?: (?:of|with|each with|having))?(?: at most)? ?<N> (?:data )?{lines}(?: each| per file| at most)*',
  );
  const size = lines
    ? null
    : scan.take(
        '(?:(?:in)?to )?(?:{files}|pieces|parts|chunks)?(?: (?:of|with))?(?: at most)? ?<B>(?: {files}| each| pieces| chunks| parts)*',
      );
  const parts =
    lines || size
      ? null
      : scan.take('(?:in)?to <N> (?:equal(?:ly sized)? )?(?:{files}|parts|pieces|chunks)');
  const header =
    scan.take(
      '(?:,? ?(?:and |with |each with |but )*)(?:keep(?:ing)?|repeat(?:ing)?|preserv(?:e|ing)|including|with|having|the)?(?: the)? {header} (?:in|at|on)(?: the (?:top|start) of)? (?:each|every|all)(?: of them| (?:part|piece|file|chunk)s?| one)*',
      '(?:,? ?(?:and )?)?(?:each|every|all)(?: (?:part|piece|file|chunk|one)s?)?(?: (?:must|should|shall|has to|is to|to))? (?:start|begin|have|contain|keep|get|include|carry)(?:s|ning|ing)?(?: with)?(?: the| a)? {header}',
    ) !== null;
  scan.take(
    '(?:the )?data {lines}(?: of)?',
    '\\(?(?:without|excluding|not counting)(?: the)? {header}\\)?',
  );
  scan.take('\\(?(?:without|excluding|not counting)(?: the)? {header}\\)?');
  // "named part_00.csv, part_01.csv, …": what stands before the number.
  const example = scan.take(
    '(?:named|called|as|to) (<P>)(?:,? (?:and )?<P>)*(?:,? ?(?:and so on|etc\\.?|\\.\\.\\.|…))?',
  );
  const exampleStem = example && /^(.*?)0*[01a]*\.\w+$/.exec(example.literals[0]!.value)?.[1];
  scan.takeAll('\\.\\.\\.|<P>(?=,? \\.\\.\\.)|in (?:the )?current (?:working )?{folders}');
  const prefix =
    exampleStem ??
    takeName(
      scan,
      '(?:with|using)(?: the)? prefix (<[IPQ]\\d+>|[\\w./-]+)',
      '(?:named|called|to|into|as) (<P>)',
      '(?:named|called)(?: like)? (<[IQ]\\d+>|[a-z][\\w.-]*_)',
    ) ??
    `${path.replace(/\.[^./]+$/, '')}_`;
  scan.takeAll(
    '{files}|parts?|pieces|chunks|each|numbered|without breaking (?:a |any )?lines?|named|called',
  );
  if (perValue || (!lines && !size && !parts)) return null;
  const suffix =
    seen.userland === 'gnu'
      ? ['-d', `--additional-suffix=${/\.[^./]+$/.exec(path)?.[0] ?? ''}`]
      : [];
  if (header && lines) {
    if (profile?.form !== 'delimited' && profile !== null) return null;
    const program = `NR==1{h=$0;next} (NR-2)%${lines.literals[0]!.value}==0{if(f)close(f);f=sprintf("%s%02d%s",p,n++,e);print h > f} {print > f}`;
    return {
      scan,
      command: command(
        'awk',
        '-v',
        `p=${prefix}`,
        '-v',
        `e=${/\.[^./]+$/.exec(path)?.[0] ?? ''}`,
        program,
        pathWord(path),
      ),
    };
  }
  return {
    scan,
    command: command(
      'split',
      ...(lines
        ? ['-l', lines.literals[0]!.value]
        : size
          ? [
              /without breaking|whole lines/i.test(scan.plain(scan.left)) ? '-C' : '-C',
              size.literals[0]!.value,
            ]
          : ['-n', `l/${parts!.literals[0]!.value}`]),
      ...suffix,
      pathWord(path),
      prefix,
    ),
  };
}

function putTogether(scan: Scan, seen: Surroundings): Draft | null {
  const verb = scan.take(
    'concatenate|merge|combine|join together|put together|append together|stack',
  );
  if (!verb) return null;
  const once =
    scan.take(
      '(?:,? ?(?:and |but |with |while )*)(?:keep(?:ing)?|having|writ(?:e|ing)|the|with|only|print(?:ing)?)?(?: only)?(?: (?:one|a single|the))?(?: first)? {header}s? ?(?:line )?(?:only )?(?:once|one time|from the first (?:file|one)(?: only)?|of the first (?:file|one)(?: only)?|at the top)|(?:with|keep(?:ing)?|and)(?: only)? (?:one|a single) {header}|(?:,? ?(?:and |but )*)?keep(?:ing)? only the (?:first|very first) {header}',
    ) !== null;
  scan.take('in (?:the )?current (?:working )?{folders}');
  const target =
    readTarget(scan) ??
    scan.take('(?:in)?to(?: (?:one|a single))?(?: file)?(?: called| named)? <P>')?.literals[0]
      ?.value ??
    null;
  const sorted =
    scan.take(
      '(?:,? ?)?in (?:the )?(?:order of (?:their )?(?:file ?)?(?:names?|dates?)|(?:file ?)?name order|alphabetical order|chronological order)',
    ) !== null;
  void sorted;
  const query = readFileQuery(scan, seen, 'f');
  const paths = [...query.roots, ...(query.roots.length === 0 ? query.names : [])];
  if (paths.length === 0) return null;
  scan.takeAll('all|the|contents?|one|single|together');
  const folder = paths.length === 1 && findSeen(seen, paths[0]!)?.kind === 'folder';
  const words =
    query.roots.length === 1 &&
    query.names.length === 1 &&
    (folder || query.roots[0] !== query.names[0])
      ? [`${query.roots[0]!.replace(/\/$/, '')}/${query.names[0]!}`]
      : paths;
  const behind = words
    .flatMap((each) => filesBehind(seen, each))
    .filter((file) => file.path !== target);
  if (query.tests.length > 2 || (folder && query.names.length === 0)) return null;
  const profile = profileFile(behind.find(({ head }) => head !== undefined));
  const hasHeader = profile?.form === 'delimited' && profile.header;
  const packed = behind.some(({ compression }) => compression === 'gzip');
  const out = target === null ? '' : ` > ${command(pathWord(target))}`;
  if (once || hasHeader) {
    if (!once) scan.assumptions.push('The files have a header each; it is kept once.');
    if (packed) scan.gaps.push('Compressed files have to be unpacked first.');
    return {
      scan,
      sampled: profile !== null,
      command: command('awk', 'NR==1 || FNR>1', ...words.map(pathWord)) + out,
    };
  }
  return {
    scan,
    command:
      command(
        ...(packed ? (['zcat', '-f'] as const) : (['cat'] as const)),
        ...words.map(pathWord),
      ) + out,
  };
}

function byPlace(scan: Scan, seen: Surroundings): Draft | null {
  const range = scan.take(
    '{lines} <N> (?:to|through|until|-|–|and) <N>(?: (?:inclusive|included))?',
    '{lines} (?:from )?<N> (?:to|through) (?:the )?(?:end|last(?: line)?)',
  );
  const single = range
    ? null
    : scan.take(
        '(?:the )?{lines} (?:number )?<N>',
        '(?:the )?<N> {lines}(?= of| in|$)(?=.{0,30}<P)',
        '(?:the )?<N>(?:st|nd|rd|th) {lines}',
      );
  const ordinal =
    single &&
    !/^(?:the )?<N\d+> (?:lines|rows)/i.test(single.text) &&
    (/^(?:the )?(?:line|row)/i.test(single.text) ||
      /\d(?:st|nd|rd|th)/.test(single.literals[0]?.source ?? ''))
      ? single.literals[0]!.value
      : null;
  const every =
    range || single
      ? null
      : scan.take(
          'every <N>(?:st|nd|rd|th)? {lines}',
          'every (second|third|fourth|fifth|tenth) {lines}',
        );
  const random =
    range || single || every
      ? null
      : scan.take(
          '(?:an? )?random (?:sample of )?<N>(?: {lines})?',
          '<N> random(?:ly chosen)? {lines}',
          '(?:an? )?(?:random )?sample of <N> (?:random )?{lines}',
        );
  const marks =
    range || single || every || random
      ? null
      : scan.take(
          '(?:everything|all(?: {lines})?|(?:the )?{lines}|(?:the )?(?:text|blocks?|part|section|content))?[\\s·]*(?:from|between|starting (?:at|with|from))(?: the)?(?: (?:lines?|markers?|marker lines?|first line)(?: (?:that says|containing|with|of))?)? (<[QI]\\d+>) (?:to|and|until|through|up to)(?: the)?(?: (?:lines?|marker)(?: (?:that says|containing|with))?)? (<[QI]\\d+>)',
        );
  const reverse =
    range || single || every || random || marks
      ? null
      : scan.take(
          'in (?:the )?reverse(?:d)?(?: line)? order|(?:from )?(?:the )?(?:last|bottom)(?: line)? (?:first|to (?:the )?(?:first|top)(?: line)?)|backwards|reverse(?:d)?(?: the)?(?: order of(?: the)?)?(?: {lines})?(?! (?:order )?by)',
        );
  const longest =
    range || single || every || random || marks
      ? null
      : scan.take(
          '(?:the )?(?:length|number of characters) of the longest {lines}',
          '(?:the )?longest {lines}(?: and (?:its|the) length)?',
        );
  const except =
    range || single || every || random || marks || longest
      ? null
      : scan.take(
          '(?:all {lines} )?(?:but|except|without|skip(?:ping)?)(?: for)? the (first|last)(?: <N>)?(?: {lines})?',
          '(?:skip|drop|omit) the (first|last)(?: <N>)? {lines}',
        );
  if (!range && ordinal === null && !every && !random && !marks && !longest && !except && !reverse)
    return null;
  const target = readTarget(scan);
  const path = takeFile(scan);
  if (path === null) return null;
  const out = target === null ? '' : ` > ${command(pathWord(target))}`;
  const file = pathWord(path);
  const packed = filesBehind(seen, path).some(({ compression }) => compression === 'gzip');
  const before = packed ? command('zcat', '-f', file) : null;
  const on: Word[] = packed ? [] : [file];
  scan.takeAll('{show}|only|{lines}|included|inclusive');
  let made: string;
  if (reverse) {
    if (scan.sees('sorted|sort|by <')) return null;
    made = command(
      seen.userland === 'bsd' ? 'tail' : 'tac',
      ...(seen.userland === 'bsd' ? ['-r'] : []),
      ...on,
    );
  } else if (range) {
    const [from, to] = range.literals.filter(({ kind }) => kind === 'N').map(({ value }) => value);
    made = command('sed', '-n', to === undefined ? `${from},$p` : `${from},${to}p`, ...on);
  } else if (ordinal !== null) made = command('sed', '-n', `${ordinal}{p;q;}`, ...on);
  else if (every) {
    const n =
      every.literals[0]?.value ??
      String(
        ({ second: 2, third: 3, fourth: 4, fifth: 5, tenth: 10 } as Record<string, number>)[
          every.groups[1]!.toLowerCase()
        ],
      );
    made = command('awk', `NR%${n}==0`, ...on);
  } else if (random) {
    const profile = profileFile(filesBehind(seen, path).find((each) => each.head !== undefined));
    const headed = profile?.form === 'delimited' && profile.header;
    if (headed && !scan.take('(?:,? ?(?:without|excluding|not counting) the {header})'))
      scan.assumptions.push('The header is left out of the sample.');
    made = headed
      ? pipe(command('tail', '-n', '+2', ...on), command('shuf', '-n', random.literals[0]!.value))
      : command('shuf', '-n', random.literals[0]!.value, ...on);
  } else if (marks) {
    const [from, to] = [marks.groups[1]!, marks.groups[2]!].map((tag) =>
      literalPattern(valueOf(scan, tag)),
    );
    const outside =
      scan.take(
        '(?:,? ?(?:but )?)?(?:without|excluding|exclusive of|not including|but not)(?: the| these| those| both| two| <N>)*(?: marker)?(?: (?:{lines}|markers?|themselves))*',
      ) !== null;
    scan.takeAll(
      '(?:both )?(?:inclusive|included|including (?:both|these|the)(?: {lines}| markers?)?)',
    );
    made = outside
      ? command('awk', `/${to}/{on=0} on; /${from}/{on=1}`, ...on)
      : command('awk', `/${from}/{on=1} on; /${to}/{on=0}`, ...on);
  } else if (except) {
    const n = Number(except.literals[0]?.value ?? 1);
    made = except.groups.some((group) => group?.toLowerCase() === 'first')
      ? command('tail', '-n', `+${n + 1}`, ...on)
      : command('head', '-n', `-${n}`, ...on);
  } else {
    const onlyLength = /(?:length|characters) of the longest/i.test(longest!.text);
    const withLength =
      /length/i.test(longest!.text) ||
      scan.take('(?:,? ?(?:and|with) )?(?:its|the)? ?(?:length|number of characters)') !== null;
    made = command(
      'awk',
      `length($0)>n{n=length($0);s=$0} END{print ${onlyLength ? 'n' : withLength ? 'n, s' : 's'}}`,
      ...on,
    );
  }
  return { scan, command: pipe(before, made) + out };
}

function tidy(scan: Scan, seen: Surroundings): Draft | null {
  const blank = scan.take(
    '(?:remove|delete|drop|strip|skip|without|omit)(?: all| the| any)* (?:blank|empty) {lines}',
    '(?:that are|which are) not (?:blank|empty)|non-?(?:blank|empty) {lines}',
  );
  const trailing = blank
    ? null
    : scan.take(
        '(?:remove|delete|strip|trim)(?: all| the| any)* (?:trailing|ending) (?:white ?space|blanks|spaces)(?: (?:from|at the end of|of|in) (?:each|every|all) {lines})?',
      );
  const lower =
    blank || trailing
      ? null
      : scan.take(
          '(?:convert|change|turn|put|make)?(?: (?:everything|all|text|letters))* ?(?:in)?to (lower|upper)[- ]?case',
          '(lower|upper)[- ]?case',
        );
  const comments =
    blank || trailing || lower
      ? null
      : scan.take(
          '(?:without|remove|strip|delete|skip|drop|ignoring|excluding)(?: all| the| any)* (?:comments?|comment {lines}|{lines} (?:that )?(?:start|begin)(?:ning|ing|s)? with (?:a |an )?(?:#|hash|<Q>))(?: and (?:blank|empty) {lines})?',
        );
  const numbered =
    blank || trailing || lower || comments
      ? null
      : scan.take(
          '(?:number (?:the|all|each|every) {lines}|(?:with|add(?:ing)?) (?:the )?line numbers(?: to (?:each|every|all) {lines})?(?= )(?!.*(?:contain|match|mention|ERROR|WARN)))',
        );
  const joined =
    blank || trailing || lower || comments || numbered
      ? null
      : scan.take(
          '(?:join|put|merge)(?: (?:all|the))* {lines}(?: (?:in|into|of|from) (?:<P> )?(?:in)?to)?(?: (?:on|onto|into|to))? ?(?:one|a single) line(?:,? ?(?:separated|joined) by (?:an? )?(commas?|spaces?|blanks?|semicolons?|<Q>))?',
        );
  if (!blank && !trailing && !lower && !comments && !numbered && !joined) return null;
  const kept = backup(scan);
  const inPlace = takeInPlace(scan);
  const target = readTarget(scan);
  const path = joined?.literals.find(({ kind }) => kind === 'P')?.value ?? takeFile(scan);
  if (path === null) return null;
  scan.takeAll('{show}|{lines}|from|(?:and )?(?:the )?result|contents?');
  const out = target === null ? '' : ` > ${command(pathWord(target))}`;
  const script = blank
    ? '/^[[:space:]]*$/d'
    : trailing
      ? 's/[[:space:]]*$//'
      : comments
        ? /blank|empty/i.test(comments.text)
          ? String.raw`/^[[:space:]]*(#|$)/d`
          : String.raw`/^[[:space:]]*#/d`
        : null;
  if (script !== null) {
    const extended = script.includes('(');
    const shown = command('sed', ...(extended ? ['-E'] : []), script, pathWord(path));
    return inPlace || kept !== null
      ? {
          scan,
          command: inPlaceEdit(seen.userland, script, path, extended, kept ?? ''),
          lookFirst: shown,
        }
      : { scan, command: shown + out };
  }
  if (lower) {
    const up = /upper/i.test(lower.text);
    return {
      scan,
      command: `tr ${up ? "'[:lower:]' '[:upper:]'" : "'[:upper:]' '[:lower:]'"} < ${command(pathWord(path))}${out}`,
    };
  }
  if (joined) {
    const word = joined.groups.slice(1).find((group) => group !== undefined);
    const sign =
      word === undefined
        ? ' '
        : /comma/i.test(word)
          ? ','
          : /semi/i.test(word)
            ? ';'
            : /tab/i.test(word)
              ? String.raw`\t`
              : /pipe|bar/i.test(word)
                ? '|'
                : (scan.literal(word)?.value ?? ' ');
    const profile = profileFile(filesBehind(seen, path).find(({ head }) => head !== undefined));
    if (profile?.form === 'delimited') return null;
    const once =
      scan.take(
        '{distinct}(?: values| ids| names| {lines})?|(?:each )?(?:only )?once|without duplicates',
      ) !== null;
    const sorted =
      scan.take('{sorted}(?: numerically| alphabetically)?') !== null ||
      /\bsort|ordered/i.test(joined.text);
    const uniq = once || /\b(?:unique|distinct|different)\b/i.test(joined.text);
    const numeric = profile?.form === 'list' && profile.columns[0]?.numeric === true;
    scan.takeAll('ids?|values?|names?|numbers?');
    if (!uniq && !sorted)
      return { scan, command: command('paste', '-s', '-d', sign, pathWord(path)) + out };
    return {
      scan,
      command:
        pipe(
          command('sort', ...(numeric ? ['-n'] : []), ...(uniq ? ['-u'] : []), pathWord(path)),
          command('paste', '-s', '-d', sign, '-'),
        ) + out,
    };
  }
  return { scan, command: command('cat', '-n', pathWord(path)) + out };
}
