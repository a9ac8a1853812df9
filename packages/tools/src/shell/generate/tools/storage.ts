import { command, globWord, pathWord, pipe, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { needed, takeNumber, wishes } from './slots.ts';

/** HDFS. */
export const hdfs: Frame = {
  name: 'hdfs',
  build(scan, { request }) {
    if (
      !/\bhdfs\b|<U\d+>/i.test(request.text) ||
      (!/\bhdfs\b/i.test(request.text) &&
        !scan.literals.some(({ kind, value }) => kind === 'U' && value.startsWith('hdfs:')))
    )
      return null;
    const local = scan.take(
      '(?:from |of |to |into |in )?(?:the )?local(?: {folders}| {files}| file system| disk| path)? ?(?:called )?(<P>)',
    );
    const localFirst = local
      ? scan.literals.indexOf(local.literals.find(({ kind }) => kind === 'P')!)
      : -1;
    scan.takeAll(
      '(?:on|in|to|from|into|onto|of|out of) (?:the )?hdfs(?: {folders}| path| file system)?|(?:the )?hdfs(?: {folders}| {files}| path| file system)?|local(?:ly| {folders}| file system| disk| path)?|(?:using|with) hdfs',
    );
    const paths = (): string[] =>
      scan
        .takeAll(
          '(?:(?:in|of|under|from|to|into|at|for|below|directly under|directly in|on) )?(?:the )?(?:{folders} |{files} |path )?<[PU]\\d+>(?: {folders}| {files})?',
        )
        .flatMap(({ literals }) => literals.map(({ value }) => value));
    const make = (...words: Word[]) => ({ scan, command: command('hdfs', 'dfs', ...words) });
    const shown = (word: string): Word => (/[*?]/.test(word) ? word : pathWord(word));

    if (
      scan.take(
        'upload|copy up|put|load|store|push|copy(?: the)?(?: {files}| {folders})?(?= (?:from )?(?:·|<P))|move',
      ) &&
      (/\bupload|\bput\b|\b(?:to|into|onto) (?:the )?hdfs|from (?:the )?local/i.test(
        request.text,
      ) ||
        local) &&
      !/\bfrom (?:the )?hdfs|\bdownload|to (?:the )?local/i.test(request.text)
    ) {
      const overwrite =
        scan.take(
          '(?:,? ?(?:and )?)?(?:overwrit(?:e|ing)|replac(?:e|ing))(?: it| them| the existing \\w+| what is there| existing files| an existing file)*(?: if (?:it|they) (?:already )?exists?)?',
        ) !== null;
      const given = paths();
      const from = local ? scan.literals[localFirst]!.value : given.shift();
      const to = given.pop();
      scan.takeAll('{files}|{folders}|already exists?|copy|upload');
      return make(
        '-put',
        ...(overwrite ? ['-f'] : []),
        pathWord(needed(scan, from ?? null, 'LOCAL_PATH')),
        needed(scan, to ?? null, 'HDFS_PATH'),
      );
    }
    if (
      /download|\bget\b|fetch|from (?:the )?hdfs|to (?:the )?local/i.test(request.text) &&
      scan.take('download|fetch|get|copy|pull')
    ) {
      const merge =
        scan.take(
          '(?:and )?(?:merg(?:e|ed|ing)|concatenat(?:e|ed|ing)|as (?:one|a single) (?:local )?file|into (?:one|a single)(?: local)? file)(?: (?:the )?(?:parts?|part files?|files?))?(?: called)?',
        ) !== null;
      const given = paths();
      const to = local ? scan.literals[localFirst]!.value : given.length > 1 ? given.pop()! : '.';
      scan.takeAll('{files}|{folders}|all|parts?|part files');
      return make(
        merge ? '-getmerge' : '-get',
        ...given.slice(0, 1).map(shown),
        ...(given.length === 0 ? [needed(scan, null, 'HDFS_PATH')] : []),
        pathWord(to),
      );
    }
    if (scan.take('{delete}')) {
      const recursive = /director|folder|recursive|everything|tree/i.test(request.text);
      const forget =
        scan.take(
          '(?:,? ?(?:and |so that ))?(?:skip(?:ping)? (?:the )?trash|without (?:using |going through )?(?:the )?trash|permanently|bypass(?:ing)? (?:the )?trash|not (?:be )?(?:moved|put) (?:in)?to (?:the )?trash|immediately|for good)',
        ) !== null;
      scan.take(
        '(?:,? ?(?:and |but |so that )*)(?:it |they )?(?:can|could|may|should)(?: still)? be (?:recovered|restored|undeleted|brought back)(?: later)?(?: from (?:the )?trash)?',
        '(?:in)?to (?:the )?trash|so that it (?:lands|goes|ends up) in (?:the )?trash|keeping it in (?:the )?trash|via (?:the )?trash|recoverabl[ey]',
      );
      scan.takeAll(
        'still|recursively|{folders}|{files}|with (?:all )?(?:its|the) contents?|everything|tree|and all (?:its|the) (?:contents|files)',
      );
      const given = paths();
      if (given.length === 0) return make('-ls', needed(scan, null, 'HDFS_PATH'));
      const isFile = /\.\w{2,8}$/.test(given[0]!) && !recursive;
      return {
        ...make(
          '-rm',
          ...(isFile ? [] : ['-r']),
          ...(forget ? ['-skipTrash'] : []),
          ...given.map(shown),
        ),
        lookFirst: command('hdfs', 'dfs', '-ls', ...(isFile ? [] : ['-R']), ...given.map(shown)),
      };
    }
    const human = wishes.human(scan);
    const replication = takeNumber(
      scan,
      '(?:set |change )?(?:the )?replication(?: factor)?(?: of [^<]*<P>)? (?:to |= ?|of )<N>',
      'to <N>(?: replicas| copies)?(?=[^<]*$)',
    );
    if (replication !== null && /replication/i.test(request.text)) {
      scan.takeAll(
        'set|change|replication|factor|replicas|wait(?: until it is done)?|{folders}|{files}|recursively',
      );
      return make(
        '-setrep',
        ...(/wait/i.test(request.text) ? ['-w'] : []),
        replication,
        ...paths(),
      );
    }
    if (
      scan.take(
        'how many (?:{files}|{folders})(?: and (?:{folders}|{files}))?(?: and bytes)?|(?:the )?(?:number|count) of (?:{files}|{folders})(?: and (?:{folders}|{files}))?(?:,? and (?:bytes|the (?:total )?size))?|count(?: the)? (?:{files}|{folders})(?: and (?:{folders}|{files}))?(?: and (?:the )?bytes)?',
      )
    ) {
      const quota = scan.take('quotas?') !== null;
      scan.takeAll('are there|are|{files}|{folders}|bytes|total|size|there');
      return make('-count', ...(quota ? ['-q'] : []), ...(human ? ['-h'] : []), ...paths());
    }
    const space = scan.take(
      '(?:how much )?(?:disk )?(?:space|usage|size|bytes)(?: (?:do|does|is|are))?(?: (?:used|taken)(?: up)? by)?|how (?:large|big)(?: is| are)?|how much(?: (?:data|space))?(?: (?:do|does|is|are))?(?: (?:in|used by|stored in))?',
    );
    if (space) {
      const free =
        scan.take('(?:is )?(?:free|available|left|remaining)(?: capacity| space)?') !== null;
      const total =
        scan.take(
          '(?:the )?(?:total|overall|summary|in total|altogether|as a whole|summed up|one total)(?: of| for)?',
        ) !== null;
      const depth =
        scan.take(
          '(?:of |for )?(?:each|every|all|the)(?: of the)?(?: first[- ]level| immediate| direct)? ?(?:{folders}|{files})(?: directly)?|per (?:{folders})|sub-?directories|(?:the )?{folders}',
        ) !== null;
      scan.takeAll(
        'uses?|used|takes?|take up|occup\\w+|occupies|directly|take|each|every|much|space|size',
      );
      const given = paths();
      if (free || (given.length === 0 && /\b(?:free|capacity)\b/i.test(request.text)))
        return make('-df', ...(human ? ['-h'] : []), ...given);
      return make(
        '-du',
        ...(total || (!depth && /how (?:large|big)|total/i.test(request.text)) ? ['-s'] : []),
        ...(human ? ['-h'] : []),
        ...(given.length > 0 ? given.map(shown) : [needed(scan, null, 'HDFS_PATH')]),
      );
    }
    if (scan.take('creat(?:e|ing)|make|mkdir')) {
      scan.takeAll(
        '{folders}|(?:and |with |including |creating )*(?:all |any |the |its |missing )*parents?(?: {folders})?|if (?:it does not exist|missing|needed)|as needed|where missing|missing',
      );
      return make('-mkdir', '-p', ...paths());
    }
    if (
      scan.take('(?:change|set)(?: the)? (?:permissions?|mode|rights)(?: of)?|chmod|permissions?')
    ) {
      const mode = takeNumber(scan, '(?:to )?<N>');
      const recursive =
        scan.take(
          'recursively|(?:and |with |including )?everything (?:below|under|in)(?: it)?|recursive',
        ) !== null;
      scan.takeAll('set|change|{folders}');
      return make('-chmod', ...(recursive ? ['-R'] : []), needed(scan, mode, 'MODE'), ...paths());
    }
    if (scan.take('move|rename')) return make('-mv', ...paths());
    if (scan.take('copy')) return make('-cp', ...paths());
    if (scan.take('last (?:kilobyte|kb)|(?:the )?(?:end|tail) of'))
      return make('-tail', ...paths());
    const head = scan.take('(?:the )?first <N> {lines}(?: of)?');
    if (head)
      return {
        scan,
        command: pipe(
          command('hdfs', 'dfs', '-cat', ...paths().map(shown)),
          command('head', '-n', head.literals[0]!.value),
        ),
      };
    if (
      /\b(?:print|cat|content|contents|read|lines)\b/i.test(request.text) &&
      scan.take('(?:{show} )?(?:the )?(?:contents? of|text of|lines of)|cat|read|print')
    ) {
      const packed = /\.(?:gz|snappy|seq|bz2)\b/i.test(request.text);
      scan.takeAll('{files}|{lines}|contents?');
      return make(packed ? '-text' : '-cat', ...paths().map(shown));
    }
    if (scan.take('{show}|ls')) {
      const recursive =
        scan.take(
          'recursively|recursive|including (?:all )?{folders}|and everything below|all {files} (?:under|below)|and its {folders}',
        ) !== null;
      const order = scan.take(
        '(?:,? ?{sorted} )?by (?:modification )?(size|time|date)|(?:newest|latest|largest|biggest) first',
      );
      scan.takeAll('{files}|{folders}|contents?(?: of)?|all|everything');
      const given = paths();
      if (given.length === 0) return null;
      return make(
        '-ls',
        ...(recursive ? ['-R'] : []),
        ...(human ? ['-h'] : []),
        ...(order ? [/size|larg|big/i.test(order.text) ? '-S' : '-t'] : []),
        ...given.map(shown),
      );
    }
    return null;
  },
};

/** Object stores: aws s3 and gsutil. */
export const objectStore: Frame = {
  name: 'object-store',
  build(scan, { request }) {
    const addresses = scan.literals
      .filter(({ kind, value }) => kind === 'U' && /^(?:s3a?|gs):/.test(value))
      .map(({ value }) => value);
    if (addresses.length === 0 && !/\b(?:s3|bucket)\b/i.test(request.text)) return null;
    const google =
      addresses.some((address) => address.startsWith('gs:')) ||
      /\b(?:gcs|gsutil|google cloud storage)\b/i.test(request.text);
    scan.takeAll(
      '(?:on|in|from|to) (?:aws )?s3|(?:using |with )(?:the )?(?:aws(?: cli)?|gsutil)|aws|s3|gcs|gsutil',
    );
    const dry =
      scan.take('(?:{show} )?(?:me )?what (?=(?:a )?(?:sync|copy|upload|download|delet|remov))') !==
      null
        ? true
        : wishes.dry(scan);
    if (dry)
      scan.takeAll(
        'would (?:be )?\\w+|without (?:really |actually )?\\w+ing(?: it| them| anything)?|really|actually|what',
      );
    const excluded = scan
      .takeAll(
        '(?:,? ?(?:but |and )?)?(?:ignor(?:e|ing)|exclud(?:e|ing)|except(?: for)?|without|skip(?:ping)?|leav(?:e|ing) out|other than|not)(?: the| any| all)? <[EPQ]\\d+>(?:(?:,| and| or) <[EPQ]\\d+>)*(?: {files})?',
      )
      .flatMap(({ literals }) => literals.map(patternOf));
    const only = scan
      .takeAll(
        '(?:only |just )(?:the |all )?<[EPQ]\\d+>(?: {files})?',
        '(?:all |the )<E>(?: {files})?',
      )
      .flatMap(({ literals }) => literals.map(patternOf));
    const remove =
      scan.take(
        '(?:,? ?(?:and |also )*)(?:delet(?:e|ing)|remov(?:e|ing)) (?:what|everything that|files that|objects that|whatever) (?:is|are) (?:no longer|not)(?: any ?more)? (?:there|in the source|local(?:ly)?|in it)',
        '(?:,? ?(?:and |also )*)(?:delet(?:e|ing)|remov(?:e|ing))(?: {files}| objects| those| everything| anything| what)* (?:in|from|at|on|there|that|which|that are|that is|no longer)(?: the)?(?: (?:target|destination|bucket|there|no longer|not|in|at|are|is|does not|do not|exist|exists|locally|source|the|anymore|any more|missing|present|longer))*',
      ) !== null && /\b(?:sync|mirror)/i.test(request.text);
    const filters: Word[] = google
      ? []
      : [
          ...(only.length > 0
            ? ['--exclude', '*', ...only.flatMap((each) => ['--include', each])]
            : []),
          ...excluded.flatMap((each) => ['--exclude', each]),
        ];
    const quiet: Word[] = dry && !google ? ['--dryrun'] : [];
    const places = (): Word[] =>
      scan
        .takeAll(
          '(?:(?:from|to|into|in|under|of|at|with|between|on|onto|back to|below|and) )?(?:the )?(?:local )?(?:{folders} |{files} |bucket |prefix |object |key )?(<[PU]\\d+>)(?: {folders}| {files}| bucket| prefix)?',
        )
        .map(({ groups }) => scan.literal(groups[1])!.value)
        .map((value) => (value.startsWith('s3a:') ? value.replace('s3a:', 's3:') : value))
        .map((value): Word =>
          /[*?]/.test(value) && !/^\w+:/.test(value) ? globWord(value) : value,
        );
    const current = (): Word[] =>
      scan.take('(?:to|into|in) (?:the )?(?:current {folders}|here)|here') ? ['.'] : [];
    const made = (...words: Word[]) => ({
      scan,
      command: command(
        ...(google
          ? [
              'gsutil',
              ...(words[0] === 'cp' || words[0] === 'rm' || words[0] === 'rsync' ? ['-m'] : []),
            ]
          : ['aws', 's3']),
        ...words,
      ),
    });

    if (scan.take('(?:a )?(?:sync(?:hroni[sz]e)?|mirror)(?:ing)?(?: of)?')) {
      const given = [...places(), ...current()];
      scan.takeAll('copy|{files}|{folders}|upload|transfer|new|changed|only|would|what');
      if (google)
        return made(
          'rsync',
          ...(remove ? ['-d'] : []),
          ...(dry ? ['-n'] : []),
          '-r',
          ...(excluded.length > 0
            ? [
                '-x',
                excluded
                  .map((each) => each.replaceAll('.', String.raw`\.`).replaceAll('*', '.*'))
                  .join('|'),
              ]
            : []),
          ...given,
        );
      return made('sync', ...given, ...filters, ...(remove ? ['--delete'] : []), ...quiet);
    }
    if (scan.take('{delete}')) {
      const recursive =
        /\b(?:all|everything|recursive(?:ly)?|prefix|under|below|director|folder)\b/i.test(
          request.text,
        ) || addresses.some((address) => address.endsWith('/'));
      scan.takeAll('all|everything|objects?|{files}|recursively|{folders}|keys?|prefix');
      const given = places();
      if (given.length === 0) return made('ls', needed(scan, null, 'BUCKET'));
      const words: Word[] = google
        ? ['rm', ...(recursive ? ['-r'] : []), ...given]
        : ['rm', ...given, ...(recursive ? ['--recursive'] : []), ...filters];
      return {
        ...made(...words, ...quiet),
        lookFirst: google ? made('ls', '-r', ...given).command : made(...words, '--dryrun').command,
      };
    }
    const moved = scan.take('move|rename');
    if (moved || scan.take('copy|upload|download|fetch|get(?= (?:the |all |<))|put|transfer')) {
      const folder =
        /\b(?:all|everything|recursive(?:ly)?|(?<!\b(?:current|this|working) )director(?:y|ies)|(?<!\b(?:current|this) )folder|prefix|whole|entire|tree)\b/i.test(
          request.text,
        ) ||
        (addresses.some((address) => address.endsWith('/')) &&
          !/\.\w{1,8}\b/.test(scan.literals.find(({ kind }) => kind === 'P')?.value ?? ''));
      const given = [...places(), ...current()];
      scan.takeAll(
        'all|everything|recursively|{files}|{folders}|objects?|whole|entire|contents?|local(?:ly)?',
      );
      if (given.length === 1)
        given.push(/upload|put/i.test(request.text) ? needed(scan, null, 'BUCKET') : '.');
      if (google) return made(moved ? 'mv' : 'cp', ...(folder && !moved ? ['-r'] : []), ...given);
      return made(
        moved ? 'mv' : 'cp',
        ...given,
        ...(folder || filters.length > 0 ? ['--recursive'] : []),
        ...filters,
        ...quiet,
      );
    }
    const presign = scan.take(
      '(?:creat(?:e|ing) |generate |make |{show} )?(?:an? )?(?:pre-?signed (?:url|link)|temporary (?:download )?(?:url|link)|presign)(?: (?:for|to|of))?',
    );
    if (presign) {
      const span = scan.take(
        '(?:that |which )?(?:is |expires? |stays? )?(?:valid |good |expiring )?(?:for |after |in )<A>',
      );
      return made(
        'presign',
        ...places(),
        ...(span ? ['--expires-in', span.literals[0]!.value] : []),
      );
    }
    const total = scan.take(
      '(?:how (?:large|big|much)(?: (?:is|are|data|space))*|(?:the )?total (?:size|bytes)(?: and (?:the )?(?:number|count) of (?:objects|files))?(?: of)?|(?:the )?sizes?(?: of)?|how many (?:objects|{files}))(?: (?:are|is) (?:there )?(?:in|under|stored))?',
    );
    const human = wishes.human(scan);
    if (total || scan.take('{show}|ls')) {
      const recursive =
        scan.take(
          'recursively|recursive|all (?:the )?(?:objects|{files}|keys)|everything|including sub-?(?:folders|directories|prefixes)',
        ) !== null || total !== null;
      const summary =
        total !== null ||
        scan.take(
          '(?:and |with |plus )?(?:a |the )?(?:summary|total(?: size)?|totals)(?: at the end)?',
        ) !== null;
      scan.takeAll(
        '{files}|{folders}|objects?|contents?|buckets?|keys?|prefix(?:es)?|all|sizes?|total|with|number',
      );
      const given = places();
      if (google)
        return total
          ? made('du', ...(human ? ['-h'] : []), '-s', ...given)
          : made('ls', ...(recursive ? ['-r'] : []), ...given);
      return made(
        'ls',
        ...given,
        ...(recursive ? ['--recursive'] : []),
        ...(human ? ['--human-readable'] : []),
        ...(summary ? ['--summarize'] : []),
      );
    }
    return null;
  },
};

const patternOf = ({ kind, value }: Scan['literals'][number]): string =>
  kind === 'E' ? `*.${value}` : value;
