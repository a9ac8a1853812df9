import { pathWord, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import { takeName } from './slots.ts';
import { taskFrame, thing } from './task.ts';

const image = '(<[IQPU]\\d+>|[a-z][\\w./-]*(?::<[NI]\\d+>|:[\\w.-]+|: ?<N>)?)';
const plain = (text: string, raw: (tag: string) => string): string =>
  text.replaceAll(/<[A-Z]\d+>/g, raw);

/** docker, beyond logs and single states. */
export const dockerTasks: Frame = taskFrame(
  'docker',
  /\b(?:docker|containers?|images?|dockerfile)\b/i,
  (scan) => {
    scan.takeAll('(?:in|with|using|from|on) docker');
    return [];
  },
  [
    {
      rules: [
        `(?:run|start|launch)(?: an?| the)?(?: new)?(?: container)?(?: (?:from|of|with|using))?(?: the)?(?: docker)? image ${image}`,
      ],
      make: (_, scan, taken) => {
        const background = scan.take('in (?:the )?background|detached|as a daemon') !== null;
        const named = takeName(scan, `(?:named|called|with (?:the )?name) ${thing}`);
        const ports = scan
          .takeAll(
            '(?:with |and |publish(?:ing)? )?(?:the )?port <N>(?: (?:published|exposed|mapped|open))?(?: (?:to|on|as)(?: (?:the )?(?:host |local )?port)? <N>)?',
          )
          .flatMap(({ literals }) => {
            const [inner, outer] = literals.filter(({ kind }) => kind === 'N');
            return ['-p', `${outer?.value ?? inner!.value}:${inner!.value}`];
          });
        const variables = scan
          .takeAll('(?:with |and )?(?:the )?(?:environment )?variables? <K>|<K>')
          .flatMap(({ literals }) => ['-e', literals.at(-1)!.value]);
        const mounted = scan
          .takeAll(
            '(?:and |with )?(?:the )?(?:mount(?:ing|ed)?|{folders})? ?(?:the )?(?:{folders} )?<P> (?:mounted )?(?:at|to|as|under|on) <P>',
          )
          .flatMap(({ literals }) => [
            '-v',
            literals
              .filter(({ kind }) => kind === 'P')
              .map(({ value }) => value)
              .join(':'),
          ]);
        const gone =
          scan.take(
            '(?:,? ?(?:and )?)?(?:remove|delet)\\w* (?:it|the container) (?:afterwards|when (?:it )?(?:stops|ends|exits|is done)|on exit)|removed? (?:when done|after it stops)',
          ) !== null;
        const words: Word[] = [
          'docker',
          'run',
          ...(background ? ['-d'] : []),
          ...(gone ? ['--rm'] : []),
          ...(named ? ['--name', named] : []),
          ...ports,
          ...mounted,
          ...variables,
          plain(taken.groups[1]!, (tag) => scan.literal(tag)!.value).replaceAll(' ', ''),
        ];
        scan.takeAll('published|exposed|variables?|environment|with|and');
        return words;
      },
    },
    {
      rules: [
        `stop and (?:then )?(?:remove|delete)(?: the)? container (?:called |named )?${thing}`,
      ],
      make: (slot) => `docker stop ${slot(1)} && docker rm ${slot(1)}`,
      look: (slot) => ['docker', 'ps', '-a', '--filter', `name=${slot(1)}`],
    },
    {
      rules: [
        `build(?: the| an?)?(?: docker)?(?: image)?(?: (?:called|named|tagged))? ${image}(?: from| with| using)?(?: the)?(?: dockerfile)?(?: (?:in|from|of|at))?(?: the)?(?: {folders})?(?: (<P>))?`,
        `build (?:the )?dockerfile in (<P>) as(?: the)?(?: image)? ${image}`,
      ],
      make: (_, scan, taken) => {
        const [first, second] = taken.groups.slice(1);
        const value = (text: string | undefined): string =>
          plain(text ?? '', (tag) => scan.literal(tag)!.value).replaceAll(' ', '');
        const pathFirst = first?.startsWith('<P') === true && second !== undefined;
        const place = value(pathFirst ? first : second) || '.';
        const fresh = scan.take('(?:without|not using) (?:the |any )?cache') !== null;
        return [
          'docker',
          'build',
          ...(fresh ? ['--no-cache'] : []),
          '-t',
          value(pathFirst ? second : first),
          pathWord(place),
        ];
      },
    },
    {
      rules: [
        `(?:{show} )?(?:the )?environment variables? (?:of|in|from) (?:the )?(?:running )?container (?:called |named )?${thing}`,
      ],
      make: (slot) => ['docker', 'exec', slot(1), 'env'],
    },
    {
      rules: [
        '(?:{show} )?(?:the )?(?:running |all )?containers,? (?:with |and )?(?:only )?(?:their |the )?names?(?:,| and) (?:their |the )?(status|image|ports?)(?: only)?',
      ],
      make: (slot, scan) => {
        const all = scan.take('(?:also|including)(?: the)? stopped(?: ones)?') !== null;
        const field = { status: 'Status', image: 'Image', port: 'Ports' }[
          slot(1).toLowerCase().replace(/s$/, '').replace('statu', 'status')
        ];
        scan.takeAll('only');
        return [
          'docker',
          'ps',
          ...(all ? ['-a'] : []),
          '--format',
          `table {{.Names}}\t{{.${field ?? 'Status'}}}`,
        ];
      },
    },
    {
      rules: [
        '(?:how much )?(?:{show} )?(?:how much )?(?:disk )?space(?: (?:does|is|that))? ?(?:docker)?(?: uses?| used by docker| takes?)?',
      ],
      make: (_, scan) => {
        scan.takeAll('docker|uses?|disk|space');
        return ['docker', 'system', 'df'];
      },
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:ip|ip address) of (?:the )?container (?:called |named )?${thing}`,
      ],
      make: (slot) => [
        'docker',
        'inspect',
        '-f',
        '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
        slot(1),
      ],
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:cpu and memory|resource|memory|cpu)(?: usage| use)? of (?:all |the |running )*containers?(?: (?:called |named )?${thing})?(?: once)?`,
      ],
      make: (slot) => ['docker', 'stats', '--no-stream', ...(slot(1) === '' ? [] : [slot(1)])],
    },
    {
      rules: ['(?:remove|delete|prune)(?: all)?(?: the)? (?:unused|dangling|untagged) images'],
      make: (_, scan, taken) => [
        'docker',
        'image',
        'prune',
        ...(/unused/i.test(taken.text) ? ['-a'] : []),
        ...(scan.take('without (?:asking|a question|confirmation|a prompt)') ? ['-f'] : []),
      ],
    },
    {
      rules: [
        `(?:save|export)(?: the)?(?: docker)? image ${image} (?:to|as|into)(?: the)?(?: file)? (<P>)`,
      ],
      make: (slot, scan, taken) => [
        'docker',
        'save',
        '-o',
        pathWord(slot(2)),
        plain(taken.groups[1]!, (tag) => scan.literal(tag)!.value).replaceAll(' ', ''),
      ],
    },
    {
      rules: [`(?:tag)(?: the)?(?: docker)? image ${image} (?:as|with) ${image}`],
      make: (_, scan, taken) => [
        'docker',
        'tag',
        ...taken.groups
          .slice(1, 3)
          .map((each) => plain(each!, (tag) => scan.literal(tag)!.value).replaceAll(' ', '')),
      ],
    },
    {
      rules: [`(push|pull)(?: the)?(?: docker)? image ${image}`],
      make: (slot, scan, taken) => [
        'docker',
        slot(1).toLowerCase(),
        plain(taken.groups[2]!, (tag) => scan.literal(tag)!.value).replaceAll(' ', ''),
      ],
    },
  ],
);
