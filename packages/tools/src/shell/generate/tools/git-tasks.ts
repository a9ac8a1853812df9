import { pathWord } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { taskFrame } from './task.ts';

const branch = String.raw`(?:the )?(?:branch(?:es)? )?(<[IQPXV]\d+>|(?!(?:the|a|an|all|branch|branches)\b)[a-z][\w./-]*)(?: branch)?`;
const commit = String.raw`(?:the )?(?:commits? |tags? |revisions? )?(<[IQNPXV]\d+>|head|[a-z0-9][\w./~^-]*)`;
const file = '(?:the )?(?:file |folder |directory )?(<P>)';

/** git, beyond single commands. */
export const gitTasks: Frame = taskFrame(
  'git',
  /\b(?:git|commits?|commit(?:ted)?|branch(?:es)?|repositor(?:y|ies)|repo|stash|rebase|staged|untracked|uncommitted|tags?|blame|who (?:last )?(?:changed|wrote))\b/i,
  (scan) => {
    scan.takeAll('(?:with|using|in|of|from) git|git|(?:in|of) (?:the|this|my) (?:repo|repository)');
    return [];
  },
  [
    {
      rules: [
        `(?:which|what|{show})(?: the)?(?: names of(?: the)?)? {files} (?:that )?(?:have |has |were |are )?(?:changed|differ|different|modified) (?:between|from)(?: the)?(?: branches| commits| tags)? ${branch} (?:and|to) ${branch}`,
        `(?:which|what|{show})(?: the)?(?: names of(?: the)?)? (?:changed|different|modified) {files} between(?: the)?(?: branches| commits| tags)? ${branch} and ${branch}`,
      ],
      make: (slot, scan) => {
        scan.takeAll(
          '(?:{show} )?(?:only |just )?(?:the )?(?:file )?names(?: only)?|names only|only',
        );
        return ['git', 'diff', '--name-only', slot(1), slot(2)];
      },
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:diff|difference|differences|changes) between(?: the)?(?: branches| commits| tags)? ${branch} and ${branch}`,
      ],
      make: (slot, scan) => {
        const path = scan.take(`(?:in|of|for) ${file}`);
        const stat =
          scan.take(
            '(?:as (?:a )?(?:summary|statistics?)|summary only|(?:number of )?changed lines per file|with --stat)',
          ) !== null;
        return [
          'git',
          'diff',
          ...(stat ? ['--stat'] : []),
          slot(1),
          slot(2),
          ...(path ? ['--', pathWord(path.literals[0]!.value)] : []),
        ];
      },
    },
    {
      rules: [
        `(?:{show} )?(?:all |the )*commits(?: (?:of|from|in|during|within)(?: the)?(?: last| past)? ?(?:<A>|<N> (?:weeks?|days?|months?)))?(?: (?:by|of|from)(?: the)?(?: author| user)? (<[IQ]\\d+>|[a-z][\\w.-]*))(?:,? ?(?:one line each|on one line each|one per line))?`,
      ],
      make: (slot, scan, taken) => {
        scan.take(
          '(?:,? ?)?(?:one line each|on one line each|one (?:commit )?per line|in one line(?: each)?|short)',
        );
        const later = scan.take(
          '(?:of|from|in|during|within|since)(?: the)?(?: last| past)? (?:<A>|<N> (?:weeks?|days?|months?))(?: ago)?',
        );
        const said = `${taken.text} ${later?.text ?? ''}`;
        const literal = [...taken.literals, ...(later?.literals ?? [])].find(({ kind }) =>
          'AN'.includes(kind),
        );
        const days =
          literal === undefined
            ? null
            : literal.kind === 'A'
              ? Math.round(Number(literal.value) / 86_400)
              : Number(literal.value) * (/week/i.test(said) ? 7 : /month/i.test(said) ? 30 : 1);
        return [
          'git',
          'log',
          '--oneline',
          `--author=${slot(1)}`,
          ...(days === null ? [] : [`--since=${days} days ago`]),
        ];
      },
    },
    {
      rules: [
        `who (?:last )?(?:changed|wrote|edited|modified|touched)(?: the)? lines? (<N>)(?: (?:to|through|and|-) (<N>))?(?: (?:of|in))? ${file}(?: last)?`,
        `(?:{show} )?(?:the )?(?:author|blame|last author|last change)(?: of)?(?: the)? lines? (<N>)(?: (?:to|through|and|-) (<N>))?(?: (?:of|in))? ${file}`,
      ],
      make: (slot) => [
        'git',
        'blame',
        '-L',
        `${slot(1)},${slot(2) || slot(1)}`,
        '--',
        pathWord(slot(3)),
      ],
    },
    {
      rules: [
        `(?:restore|reset|revert|bring back)(?: the)? {files} (<P>)(?: to)?(?: the)?(?: (?:state|version|content))?(?: (?:of|from|in|as of|at))(?: the)? (?:(last|latest) commit|${commit})`,
        `(?:discard|undo|throw away)(?: all)?(?: the| my)?(?: (?:local|uncommitted))? changes (?:in|to|of) ${file}`,
      ],
      make: (slot) => {
        const from = slot(3);
        return [
          'git',
          'restore',
          ...(from === '' ? [] : [`--source=${from}`]),
          '--',
          pathWord(slot(1)),
        ];
      },
      look: (slot) => ['git', 'diff', '--', pathWord(slot(1))],
    },
    {
      rules: [
        '(?:{show} )?(?:all |the |my )*uncommitted changes[\\s,·]*(?:including|with|and|also)(?: the)? staged(?: ones| changes)?',
        '(?:{show} )?(?:all |the )*(?:staged and unstaged|unstaged and staged) changes',
      ],
      make: () => ['git', 'diff', 'HEAD'],
    },
    {
      rules: [
        `(?:{show} |which )?(?:the )?(tags|branches) (?:that )?(?:contain|include|have)(?:ing|s)? (?:the )?commit ${commit}`,
      ],
      make: (slot) =>
        slot(1).toLowerCase() === 'tags'
          ? ['git', 'tag', '--contains', slot(2)]
          : ['git', 'branch', '-a', '--contains', slot(2)],
    },
    {
      rules: [
        `(?:delete|remove)(?: the)?(?: (local|remote))? branch ${branch}(?: on| from)?(?: the)?(?: remote)?(?: (origin))?`,
      ],
      make: (slot, scan, taken) => {
        const remote = /remote|origin/i.test(taken.text);
        const force =
          scan.take('(?:even if|although)(?: it is)? not (?:fully )?merged|by force|forcibly') !==
          null;
        return remote
          ? ['git', 'push', slot(3) || 'origin', '--delete', slot(2)]
          : ['git', 'branch', force ? '-D' : '-d', slot(2)];
      },
      look: () => ['git', 'branch', '-a', '-v'],
    },
    {
      rules: [
        '(?:{show} |which )?(?:the )?(?:local |remote )?branches (?:that )?(?:are |have been )?(not )?(?:already |yet )?merged(?: (?:in)?to (?:the )?(?:branch )?([a-z][\\w/-]*))?',
      ],
      make: (slot) => [
        'git',
        'branch',
        slot(1) === '' ? '--merged' : '--no-merged',
        ...(slot(2) === '' ? [] : [slot(2)]),
      ],
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:history|log|commits)(?: of| for| that (?:touched|changed))(?: the)? ${file}[\\s,·]*(?:including|across|with|following)?(?: (?:renames?|its renames?))?`,
      ],
      make: (slot, scan, taken) => {
        const patches =
          scan.take('(?:with|including|and)(?: the| their)? (?:changes|diffs?|patches)') !== null;
        return [
          'git',
          'log',
          ...(patches ? ['-p'] : ['--oneline']),
          ...(/rename/i.test(taken.text) ? ['--follow'] : []),
          '--',
          pathWord(slot(1)),
        ];
      },
    },
    {
      rules: [
        `(?:{show}|print)(?: the)?(?: content of)?(?: the)? ${file} (?:as it was |as of |at |from |in )+(?:the )?${commit}`,
      ],
      make: (slot) => ['git', 'show', `${slot(2)}:${slot(1).replace(/^\.\//, '')}`],
    },
    {
      rules: [
        `cherry-?pick (?:the )?commit ${commit}(?: onto the current branch)?`,
        `(?:apply|take over|bring) (?:the )?commit ${commit} (?:from another branch |to |onto )?(?:the )?current branch`,
      ],
      make: (slot) => ['git', 'cherry-pick', slot(1)],
    },
    {
      rules: [`rebase(?: the)?(?: current)?(?: branch)? (?:on|onto|on top of) ${branch}`],
      make: (slot) => ['git', 'rebase', slot(1)],
    },
    {
      rules: [
        `(?:create|make|add|set)(?: an?| the)?(?: (annotated))? tag (?:called |named )?(<[IQPX]\\d+>|[a-z][\\w.-]*)(?: (?:with|and)(?: the)? message (<Q>))?`,
      ],
      make: (slot) => [
        'git',
        'tag',
        ...(slot(1) !== '' || slot(3) !== ''
          ? ['-a', slot(2), '-m', slot(3) || slot(2)]
          : [slot(2)]),
      ],
    },
    {
      rules: [
        '(?:how many|(?:the )?number of|count(?: the)?) commits (?:are|were|is|has|does|did)?(?: (?:there|made|in))?(?: (?:by|per|of) (?:each|every) author)?',
      ],
      make: (_, scan, taken) => {
        scan.takeAll('have|there|made');
        return /author/i.test(taken.text)
          ? ['git', 'shortlog', '-sn', 'HEAD']
          : ['git', 'rev-list', '--count', 'HEAD'];
      },
    },
  ],
  ['(?:local|remote) branches|commits?|branches'],
);
