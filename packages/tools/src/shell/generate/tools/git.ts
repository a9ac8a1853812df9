import { command, pathWord, pipe, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { needed, takeName, takeNumber, wishes } from './slots.ts';

/** git. */
export const git: Frame = {
  name: 'git',
  build(scan, { request }) {
    if (
      !/\b(?:git|commits?|branch(?:es)?|repositor(?:y|ies)|repo|stash|rebase|staged|untracked|blame|tags?)\b/i.test(
        request.text,
      ) ||
      /\bkafka|\bdocker|\bdbt\b/i.test(request.text)
    )
      return null;
    scan.takeAll('(?:with|using|in|of|from) git|git|(?:in|of) (?:the|this|my) (?:repo|repository)');
    const branch = (): string | null =>
      takeName(
        scan,
        `(?:(?:of|on|to|from|in|into|onto|against) )?(?:the )?(?:local |remote )?branch (?:called |named )?(<[IQP]\\d+>|(?!es\\b|that\\b|is\\b|and\\b|with\\b)[a-z][\\w/-]*)`,
        `(?:(?:of|on|to|from|in|into|onto) )?(?:the )?(<[IQP]\\d+>|main|master|develop)(?: branch)?`,
      );
    const made = (...words: Word[]) => ({ scan, command: command('git', ...words) });
    const file = (): string | null =>
      scan.take(
        '(?:(?:of|in|to|for|on|touching|that (?:touch|change|changed|touched)|changes? to) )*(?:the )?(?:file |folder |directory )?<P>',
      )?.literals[0]?.value ?? null;

    if (
      scan.take(
        'who (?:last )?(?:changed|wrote|edited|modified)(?: each)?(?: lines?)?|blame|last author of each line',
      )
    ) {
      const lines = scan.take(
        '(?:of |in )?lines? <N> (?:to|through|and|-) <N>|(?:of |in )?line <N>',
      );
      const path = file();
      scan.takeAll('{lines}|each|of|last|in');
      const [from, to] = lines?.literals.map(({ value }) => value) ?? [];
      return made(
        'blame',
        ...(from ? ['-L', `${from},${to ?? from}`] : []),
        '--',
        pathWord(needed(scan, path, 'FILE')),
      );
    }
    if (
      scan.take(
        'undo|revert|take back|reset|go back|uncommit|throw away|discard|restore|drop|unstage',
      )
    ) {
      const verb = /^(?:please )?(\w+)/i.exec(request.text)?.[1]?.toLowerCase() ?? '';
      const last = scan.take('(?:the |my )?(?:last|latest|most recent) (?:<N> )?commits?');
      const keep =
        scan.take(
          '(?:,? ?(?:and |but |while )*)(?:keep(?:ing)?|leav(?:e|ing)|retain(?:ing)?|preserv(?:e|ing)|without losing)(?: the| my| all| its)?(?: (?:changes?|work|edits|files|modifications|it))*(?: (?:staged|in the working (?:tree|directory)|uncommitted|unstaged|in the index))?',
        ) !== null;
      const count = last?.literals[0]?.value ?? '1';
      const path = file();
      const hash = takeName(scan, '(?:of )?(?:the )?(?:commit )?(<I>)');
      scan.takeAll(
        'changes?|commits?|local|uncommitted|all|unstaged|staged|from the (?:index|staging area)|{files}|git|edits',
      );
      if (last && (keep || /undo|uncommit/.test(verb)))
        return made('reset', '--soft', `HEAD~${count}`);
      if (verb === 'revert' || hash)
        return made('revert', '--no-edit', hash ?? (last ? 'HEAD' : needed(scan, null, 'COMMIT')));
      if (verb === 'unstage') return made('restore', '--staged', '--', pathWord(path ?? '.'));
      if (path)
        return {
          ...made('restore', '--', pathWord(path)),
          lookFirst: command('git', 'diff', '--', pathWord(path)),
        };
      if (/stash/i.test(request.text)) return made('stash', 'drop');
      return { ...made('restore', '.'), lookFirst: 'git diff' };
    }
    if (scan.take('stash(?: away)?')) {
      const untracked =
        scan.take(
          '(?:,? ?(?:and |with |including |also )*)(?:the )?untracked(?: {files}| ones)?',
        ) !== null;
      const message = takeName(scan, '(?:with|under)(?: the)? (?:message|name) (<Q>)');
      const list = scan.take('list|show') !== null;
      scan.takeAll('changes?|my|all|work|entries');
      return list
        ? made('stash', 'list')
        : made('stash', 'push', ...(untracked ? ['-u'] : []), ...(message ? ['-m', message] : []));
    }
    if (scan.take('untracked') && /delete|remove|clean/i.test(request.text)) {
      const dry = wishes.dry(scan);
      scan.takeAll('{delete}|{files}|{folders}|all|and');
      const folders = /director|folder/i.test(request.text);
      const flags = folders ? 'd' : '';
      return {
        ...made('clean', dry ? `-n${flags}` : `-f${flags}`),
        lookFirst: `git clean -n${flags}`,
      };
    }
    if (
      /\bbranch(?:es)?\b/i.test(request.text) &&
      !/\bcommits?\b|\bdiff|\bdiffer/i.test(request.text)
    ) {
      if (scan.take('creat(?:e|ing)|new|make|switch|check ?out|start')) {
        const fresh = /creat|new|make|start/i.test(request.text);
        scan.takeAll('(?:and )?(?:switch|check ?out|change)(?: to)?(?: it)?|a new|new|creat\\w+');
        const from = takeName(
          scan,
          `(?:from|based on|off|starting (?:at|from)) (?:the )?(?:branch )?(<[IQP]\\d+>|[a-z][\\w/-]*)`,
        );
        const target = branch();
        return made(
          'switch',
          ...(fresh ? ['-c'] : []),
          needed(scan, target, 'BRANCH'),
          ...(from ? [from] : []),
        );
      }
      if (scan.take('{delete}')) {
        const merged = scan.take(
          '(?:all )?(?:local )?(?:branches )?(?:that |which )?(?:are |have been |were )?(?:already )?merged(?: into (?:the )?(<[IQP]\\d+>|\\w+))?',
        );
        if (merged) {
          scan.takeAll('local|all|branches|already|branch');
          const base = merged.groups[1] ?? 'main';
          return {
            scan,
            command: pipe(
              command('git', 'branch', '--merged', base),
              command('grep', '-vE', `^[*+]|^ *${base}$`),
              'xargs -r git branch -d',
            ),
            lookFirst: command('git', 'branch', '--merged', base),
          };
        }
        const remote =
          scan.take('(?:on|from|in)(?: the)? (?:remote|origin|server)|remote') !== null;
        const force =
          scan.take(
            "(?:even if (?:it is |it's )?(?:not|un)[ -]?merged|forcibly|by force|not merged)",
          ) !== null;
        const target = branch();
        scan.takeAll('local|branch|also');
        return remote
          ? made('push', 'origin', '--delete', needed(scan, target, 'BRANCH'))
          : made('branch', force ? '-D' : '-d', needed(scan, target, 'BRANCH'));
      }
      if (scan.take('rename')) {
        const to = takeName(scan, `to (<[IQP]\\d+>|[a-z][\\w/-]*)`);
        scan.takeAll('current|branch|the');
        return made('branch', '-m', needed(scan, to, 'BRANCH'));
      }
      if (scan.take('{show}|which|what')) {
        const merged = scan.take(
          '(?:that |which )?(?:are |have been |were )?(not (?:yet )?)?(?:already )?merged(?: into (?:the )?(<[IQP]\\d+>|\\w+))?',
        );
        const remote = scan.take('remote|on the remote|of the remote') !== null;
        const recent =
          scan.take(
            '(?:,? ?{sorted} )?by (?:the )?(?:last commit|commit date|date|activity|most recent commit|last commit date)(?: date)?(?: {descending})?|(?:newest|most recent(?:ly used)?|latest) first',
          ) !== null;
        const every = scan.take('all(?: the)?') !== null;
        const current = scan.take('(?:the )?current') !== null;
        scan.takeAll('branch(?:es)?|local|am i on|on|and');
        if (current) return made('branch', '--show-current');
        return made(
          'branch',
          ...(remote ? ['-r'] : every ? ['-a'] : []),
          ...(merged
            ? [
                merged.groups[1] ? '--no-merged' : '--merged',
                ...(merged.groups[2] ? [merged.groups[2]] : []),
              ]
            : []),
          ...(recent ? ['--sort=-committerdate'] : []),
        );
      }
    }
    if (
      scan.take(
        '(?:what )?(?:is |are )?(?:the )?(?:differences?|diff|changes?)(?: (?:between|of|in|since|that are|that i have|which are))?|compare|what (?:has |have |did )?changed?|differ',
      )
    ) {
      const staged =
        scan.take(
          '(?:that are |which are )?(?:staged|in the index)(?: (?:for commit|changes?))?',
        ) !== null;
      const names =
        scan.take(
          '(?:{show} )?(?:only|just) (?:the )?(?:names?(?: of the)?(?: changed)? ?(?:{files})?|which {files}|{files}|changed {files})|which {files}|names? only|(?:changed )?file names|(?:the )?names of (?:the |all )?(?:changed )?{files}(?: (?:that|which))?',
        ) !== null;
      const stat =
        scan.take(
          '(?:as |with )?(?:an? |the )?(?:summary|statistics?|stat|number of lines)(?: (?:per|by|of each) file)?',
        ) !== null;
      const two = scan.take(
        `(?:between |of |the )*(?:branch(?:es)? |tags? |commits? )?(<[IQP]\\d+>|main|master|develop|HEAD) (?:and|to|with|against|\\.\\.) (?:the )?(?:branch |tag |commit )?(<[IQP]\\d+>|main|master|develop|HEAD)`,
      );
      const one = two
        ? null
        : takeName(
            scan,
            `(?:against|with|to|from|since|compared to) (?:the )?(?:branch |tag |commit )?(<[IQ]\\d+>|main|master|develop|HEAD)`,
          );
      const path = file();
      const last = scan.take('(?:in |of |by )?the last (?:<N> )?commits?');
      scan.takeAll(
        'commits?|unstaged|uncommitted|local|branches|{files}|changes?|changed|working (?:tree|copy|directory)',
      );
      const flags: Word[] = [
        ...(staged ? ['--staged'] : []),
        ...(names ? ['--name-only'] : []),
        ...(stat ? ['--stat'] : []),
      ];
      const [a, b] = two
        ? [two.groups[1]!, two.groups[2]!].map((each) => scan.literal(each)?.value ?? each)
        : [];
      return made(
        'diff',
        ...flags,
        ...(two
          ? [`${a}..${b}`]
          : one
            ? [one]
            : last
              ? [`HEAD~${last.literals[0]?.value ?? 1}`]
              : []),
        ...(path ? ['--', pathWord(path)] : []),
      );
    }
    if (/\bcommits?\b|\blog\b|\bhistory\b/i.test(request.text)) {
      const counted = scan.take('how many|(?:the )?(?:number|count) of|count(?: the)?') !== null;
      const perAuthor =
        scan.take(
          '(?:{per}) (?:author|person|user|committer|developer|contributor)|who (?:made|has|wrote) (?:the )?most',
        ) !== null;
      scan.take('{show}|which|what|git log');
      const count = takeNumber(
        scan,
        '(?:the )?(?:last|latest|most recent|newest) <N>(?= commits?| )',
      );
      const since = scan.take(
        '(?:since|after|from|of|in|within|during|made in)(?: the)?(?: last| past)? (<[AD]\\d+>|week|month|yesterday)',
      );
      const author = takeName(
        scan,
        '(?:by|of|from|made by|authored by|written by)(?: the)?(?: author| user)? (<[QI]\\d+>|[A-Za-z][\\w.@-]+)(?= |[.,?]|$)',
      );
      const until = scan.take('(?:until|before|up to) (<D>)');
      const between = scan.take(
        `(?:that are |which are )?(?:in|on) (?:the )?(?:branch )?(<[IQ]\\d+>|main|master|develop) (?:but|and) not (?:in|on) (?:the )?(?:branch )?(<[IQ]\\d+>|main|master|develop)`,
      );
      const grep = takeName(
        scan,
        '(?:whose message |with (?:a )?message |that |which |messages? )*(?:contain(?:s|ing)?|mention(?:s|ing)?|match(?:es|ing)?) (<[QI]\\d+>)',
      );
      const pickaxe =
        grep === null
          ? takeName(
              scan,
              '(?:that |which )?(?:added|removed|added or removed|introduced|deleted)(?: the)?(?: (?:string|text|line|word|code))? (<[QI]\\d+>)',
            )
          : null;
      const path = file();
      const oneLine =
        scan.take(
          '(?:each )?(?:on |in |as )?(?:one|a single) line(?: each| per commit)?|one per line|compact(?:ly)?|short(?: form)?',
        ) !== null;
      const graph = scan.take('(?:as |with )?(?:a |the )?graph') !== null;
      const patch =
        scan.take('(?:with|including|and)(?: the| their)* (?:diffs?|patch(?:es)?|changes)') !==
        null;
      const files =
        scan.take(
          '(?:with|including|and)(?: the| their)* (?:changed )?(?:names of changed )?(?:{files}|file names)',
        ) !== null;
      const merges =
        scan.take('(?:without|no|excluding|ignoring|except)(?: the)? merges?(?: commits?)?') !==
        null;
      scan.takeAll('commits?|history|of|log|touched|changed|made|that|messages?|author');
      const span = since ? (scan.literal(since.groups[1]) ?? null) : null;
      const range = between
        ? `${scan.literal(between.groups[2])?.value ?? between.groups[2]}..${scan.literal(between.groups[1])?.value ?? between.groups[1]}`
        : null;
      const when: Word[] = [
        ...(since
          ? [
              `--since=${span ? (span.kind === 'A' ? `${span.source} ago` : span.value) : /week/i.test(since.text) ? '1 week ago' : /month/i.test(since.text) ? '1 month ago' : 'yesterday'}`,
            ]
          : []),
        ...(until ? [`--until=${until.literals[0]!.value}`] : []),
      ];
      const filters: Word[] = [
        ...when,
        ...(author ? [`--author=${author}`] : []),
        ...(grep ? [`--grep=${grep}`] : []),
        ...(pickaxe ? ['-S', pickaxe] : []),
        ...(merges ? ['--no-merges'] : []),
      ];
      if (perAuthor)
        return made(
          'shortlog',
          '-sn',
          ...filters,
          ...(range ? [range] : ['HEAD']),
          ...(path ? ['--', pathWord(path)] : []),
        );
      if (counted)
        return made(
          'rev-list',
          '--count',
          ...filters,
          range ?? 'HEAD',
          ...(path ? ['--', pathWord(path)] : []),
        );
      return made(
        'log',
        ...(count ? ['-n', count] : []),
        ...(oneLine || (!patch && !files && !graph) ? ['--oneline'] : []),
        ...(graph ? ['--graph', '--oneline'] : []),
        ...(patch ? ['-p'] : []),
        ...(files ? ['--name-only'] : []),
        ...filters,
        ...(range ? [range] : []),
        ...(path ? ['--', pathWord(path)] : []),
      );
    }
    return null;
  },
};
