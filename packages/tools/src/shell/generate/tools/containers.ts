import { command, pathWord, pipe, raw, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { name, needed, takeName, takeNumber, wishes } from './slots.ts';

/** Docker and Docker Compose. */
export const docker: Frame = {
  name: 'docker',
  build(scan, { request }) {
    if (
      !/\b(?:docker|containers?|compose)\b/i.test(request.text) ||
      /\b(?:pod|kubectl|kubernetes|k8s)s?\b/i.test(request.text)
    )
      return null;
    const compose =
      scan.take(
        '(?:with|using|via|in) docker[- ]compose|docker[- ]compose|(?:the )?compose (?:stack|project|services?)',
      ) !== null;
    scan.takeAll('(?:in|with|using|from|on) docker|docker');
    const base: Word[] = compose ? ['docker', 'compose'] : ['docker'];
    const container = (): string | null =>
      takeName(
        scan,
        `(?:(?:of|from|for|in|into|inside|to) )?(?:the )?(?:running )?(?:container|service) (?:called |named )?(<[IQ]\\d+>|(?!s\\b|that\\b|is\\b|with\\b)[a-z][\\w-]*)`,
        `(?:(?:of|from|for|in|into|inside) )?(?:the )?(<[IQ]\\d+>|[a-z]\\w*) (?:container|service)`,
        '(?:(?:of|from|for|in|into) )?(?:the )?(<[IQ]\\d+>)',
      );
    if (
      scan.take(
        '(?:{show} |tail |follow |stream |watch )*(?:the )?logs?(?: output)?(?: of| from| for)?|(?:{show} )?(?=(?:the )?(?:last|final) <N> (?:log )?lines)',
      )
    ) {
      const last = takeNumber(
        scan,
        '(?:(?:only )?(?:the )?(?:last|final|latest) )<N>(?: (?:log )?{lines})?(?: of)?(?: the)?(?: logs?)?',
      );
      const follow =
        scan.take(
          'follow(?:ing)?|stream|keep (?:following|watching)(?: (?:it|them))?|live|continuously',
        ) !== null || /^(?:follow|stream|tail)/i.test(request.text);
      const since = scan.take(
        '(?:of |from |in |since )*(?:the )?(?:last|past) <A>|since <A>(?: ago)?',
      );
      const stamps = scan.take('(?:with|including) timestamps?') !== null;
      scan.takeAll('logs?|{lines}|output|follow|new');
      return {
        scan,
        command: command(
          ...base,
          'logs',
          ...(follow ? ['-f'] : []),
          ...(last ? ['--tail', last] : []),
          ...(since ? ['--since', shortSpan(since.literals[0]!.value)] : []),
          ...(stamps ? ['-t'] : []),
          ...(compose
            ? [container()].filter((each): each is string => each !== null)
            : [needed(scan, container(), 'CONTAINER')]),
        ),
      };
    }
    if (
      scan.take(
        '(?:{show} )?(?:the |current )*(?:cpu(?: and| &)? memory|memory|cpu|resource|memory and cpu)(?: usage| use| consumption)?(?: of| by)?|stats',
      )
    ) {
      const once =
        scan.take(
          '\\(?(?:once|without streaming|no (?:live )?stream(?:ing)?|a single time|right now|current(?:ly)?|(?:one|one-time|single) snapshot|snapshot)\\)?',
        ) !== null;
      scan.takeAll(
        'all|running|containers?|usage|use|each|every|one-time|snapshot|\\(?no (?:live )?stream(?:ing)?\\)?|cpu|memory',
      );
      return {
        scan,
        command: command(
          'docker',
          'stats',
          ...(once || !/stream|live|watch/i.test(request.text) ? ['--no-stream'] : []),
        ),
      };
    }
    const shell = scan.take(
      '(?:open|start|get) (?:an? )?(?:interactive )?(?:shell|bash|sh)(?: session)?',
    );
    if (shell)
      return {
        scan,
        command: command(
          ...base,
          'exec',
          ...(compose ? [] : ['-it']),
          needed(scan, container(), 'CONTAINER'),
          /bash/i.test(shell.text) ? 'bash' : 'sh',
        ),
      };
    if (
      /\b(?:run|execute)\b[^.]*\b(?:in|inside)\b/i.test(request.text) &&
      scan.take('(?:run|execute)(?: the command)?')
    ) {
      const order = takeName(scan, '(<Q>)');
      return {
        scan,
        command: command(
          ...base,
          'exec',
          needed(scan, container(), 'CONTAINER'),
          ...(order ?? needed(scan, null, 'COMMAND')).split(' '),
        ),
      };
    }
    if (scan.take('copy')) {
      const out =
        scan.take('(?:the file |the folder )?<P>(?= (?:from|out of|of) )') ?? scan.take('<P>');
      const from = /from|out of/i.test(request.text);
      const target = container();
      const to = scan.take('(?:to|into) (?:the )?(?:current {folders}|<P>)|to here|here');
      const there = out?.literals[0]?.value ?? needed(scan, null, 'PATH');
      const other = to?.literals[0]?.value ?? '.';
      scan.takeAll('container|{files}|host|the host');
      return {
        scan,
        command: from
          ? command(
              'docker',
              'cp',
              `${needed(scan, target, 'CONTAINER')}:${there}`,
              pathWord(other),
            )
          : command(
              'docker',
              'cp',
              pathWord(there),
              `${needed(scan, target, 'CONTAINER')}:${other}`,
            ),
      };
    }
    const cleaned =
      /\b(?:dangling|unused|stopped|exited|prune)\b/i.test(request.text) &&
      !/^(?:list|show|which)/i.test(request.text)
        ? scan.take('{delete}|prune|free (?:up )?(?:disk )?space')
        : null;
    if (cleaned) {
      const what =
        scan.take(
          '(?:all )?(?:the )?(?:unused|dangling|stopped|exited)?,? ?(?:and )?(?:unused |dangling |stopped |exited )?(images?|containers?|volumes?|networks?|data|build cache)',
        )?.groups[1] ?? 'system';
      const all =
        scan.take('all|not only dangling ones|including (?:tagged|all) ones') !== null &&
        /image/i.test(what) &&
        /unused/i.test(request.text);
      const unasked = wishes.unasked(scan);
      scan.takeAll(
        '(?:,? ?(?:and |but )?)?(?:no|not(?: the| any)?|without(?: touching)?(?: the| any)?|keep(?:ing)?(?: the| all)?) (?:images?|containers?|volumes?|networks?)(?:,? (?:and|or|nor)(?: no| not| the| any)? (?:images?|containers?|volumes?|networks?))*',
      );
      const span = scan.take(
        '(?:that are )?(?:older than|created more than|more than|unused for(?: more than)?) <A>(?: ago| old)?',
      );
      scan.takeAll(
        'images?|containers?|volumes?|stopped|unused|dangling|exited|no longer used|space',
      );
      const kind = /image/i.test(what)
        ? 'image'
        : /container/i.test(what)
          ? 'container'
          : /volume/i.test(what)
            ? 'volume'
            : /network/i.test(what)
              ? 'network'
              : /cache/i.test(what)
                ? 'builder'
                : 'system';
      const looks: Readonly<Record<string, string>> = {
        image: command('docker', 'images', '-f', 'dangling=true'),
        container: command('docker', 'ps', '-a', '-f', 'status=exited'),
        volume: command('docker', 'volume', 'ls', '-f', 'dangling=true'),
      };
      return {
        scan,
        command: command(
          'docker',
          kind,
          'prune',
          ...(all ? ['-a'] : []),
          ...(unasked ? ['-f'] : []),
          ...(span ? ['--filter', `until=${shortSpan(span.literals[0]!.value)}`] : []),
        ),
        lookFirst: looks[kind] ?? 'docker system df',
      };
    }
    if (scan.take('disk (?:space|usage)(?: (?:used|taken) by)?|how much (?:disk )?space')) {
      scan.takeAll('images?|containers?|volumes?|use|used|by|{show}|and|does|take');
      return { scan, command: 'docker system df' };
    }
    const act = scan.take(
      '(re-?start|stop|start|kill|remove|delete|pause|unpause|bring up|bring down|tear down|launch|shut down|up|down)',
    );
    if (act) {
      const word = act.groups[1]!.toLowerCase().replace('-', '');
      const detached = scan.take('(?:in (?:the )?background|detached)') !== null;
      const volumes =
        scan.take(
          '(?:,? ?(?:and |with |including |also )*)(?:remov\\w+ |delet\\w+ )?(?:its |the |their )?(?:named )?volumes?',
        ) !== null;
      const force =
        scan.take("(?:even if (?:it is|it's) running|forcibly|by force|forced)") !== null;
      const every = scan.take('all (?:running )?(?:containers|services)') !== null;
      const target = every ? null : container();
      scan.takeAll('containers?|services?|stack|running|everything|all');
      if (compose) {
        const verb =
          /up|launch/.test(word) || (word === 'start' && target === null)
            ? 'up'
            : /down|tear|shut/.test(word) ||
                (word === 'stop' && target === null && /everything|stack/.test(request.text))
              ? 'down'
              : word === 'delete' || word === 'remove'
                ? 'rm'
                : word;
        return {
          scan,
          command: command(
            ...base,
            verb,
            ...(verb === 'up' && (detached || !/foreground/.test(request.text)) ? ['-d'] : []),
            ...(verb === 'down' && volumes ? ['-v'] : []),
            ...(target ? [target] : []),
          ),
        };
      }
      const verb = word === 'delete' || word === 'remove' ? 'rm' : word;
      if (every)
        return {
          scan,
          command:
            verb === 'rm'
              ? 'docker container prune'
              : pipe(command('docker', 'ps', '-q'), command('xargs', '-r', 'docker', verb)),
          lookFirst: 'docker ps',
        };
      return {
        scan,
        command: command(
          'docker',
          verb,
          ...(verb === 'rm' && force ? ['-f'] : []),
          ...(verb === 'rm' && volumes ? ['-v'] : []),
          needed(scan, target, 'CONTAINER'),
        ),
        ...(verb === 'rm' && {
          lookFirst: command('docker', 'ps', '-a', '-f', `name=${target ?? ''}`),
        }),
      };
    }
    if (scan.take('{show}|which|what')) {
      const images = scan.take('(?:all )?(?:local )?images?') !== null;
      const volumes = !images && scan.take('volumes?') !== null;
      const networks = !images && !volumes && scan.take('networks?') !== null;
      const stopped =
        scan.take('(?:including |also |and |even )*(?:the )?(?:stopped|exited)(?: ones)?') !== null;
      const dangling = scan.take('dangling|untagged') !== null;
      const bySize = scan.take('(?:,? ?{sorted} )?by size|(?:largest|biggest) first') !== null;
      const image = takeName(
        scan,
        `(?:that |which )?(?:(?:were|are) )?(?:started|made|created|running|use|using)? ?(?:from|of|the) (?:the )?image ${name}`,
      );
      const every = scan.take('all(?: the)?') !== null;
      const ports = scan.take('(?:with|and) (?:their |the )?(?:published )?ports?') !== null;
      scan.takeAll('running|containers?|services?|currently|names?|with|are|sizes?|status');
      if (images)
        return {
          scan,
          command: bySize
            ? pipe(
                command('docker', 'images', '--format', '{{.Size}}\t{{.Repository}}:{{.Tag}}'),
                'sort -rh',
              )
            : command('docker', 'images', ...(dangling ? ['-f', 'dangling=true'] : [])),
        };
      if (volumes)
        return {
          scan,
          command: command('docker', 'volume', 'ls', ...(dangling ? ['-f', 'dangling=true'] : [])),
        };
      if (networks) return { scan, command: 'docker network ls' };
      return {
        scan,
        command: command(
          ...base,
          'ps',
          ...((stopped || every) && !/running/i.test(request.text)
            ? ['-a']
            : stopped
              ? ['-a']
              : []),
          ...(stopped && !every && !/including|also|and/i.test(request.text)
            ? ['-f', 'status=exited']
            : []),
          ...(image ? ['-f', `ancestor=${image}`] : []),
          ...(ports ? ['--format', raw("'table {{.Names}}\\t{{.Ports}}'")] : []),
        ),
      };
    }
    return null;
  },
};

const shortSpan = (seconds: string): string => {
  const value = Number(seconds);
  return value % 3600 === 0
    ? `${value / 3600}h`
    : value % 60 === 0
      ? `${value / 60}m`
      : `${value}s`;
};
