import type { Draft, Frame } from '../frame.ts';
import { command, pathWord, quote, raw } from '../quote.ts';

/** Parts of a name that a request writes as a form: a year, a month, a day, digits, anything. */
const parts: Readonly<Record<string, { glob: string; pattern: string }>> = {
  YYYY: { glob: '[0-9][0-9][0-9][0-9]', pattern: '[0-9]{4}' },
  YY: { glob: '[0-9][0-9]', pattern: '[0-9]{2}' },
  MM: { glob: '[0-9][0-9]', pattern: '[0-9]{2}' },
  DD: { glob: '[0-9][0-9]', pattern: '[0-9]{2}' },
  HH: { glob: '[0-9][0-9]', pattern: '[0-9]{2}' },
  '*': { glob: '*', pattern: '[^/]*' },
};
const token = /YYYY|(?<![A-Z])YY(?![A-Z])|MM|DD|HH|\*/g;
const split = (template: string): { text: string; names: string[] } => ({
  text: template,
  names: [...template.matchAll(token)].map(([name]) => name),
});

/** "move in/x_YYYY-MM-DD.csv to in/YYYY/MM/": what stands for a part in the old name stands for it in the new one. */
export const nameTemplates: Frame = {
  name: 'change-files',
  build(scan, { request }): Draft | null {
    const verb = /^(?:please )?(move|rename|copy|put|sort|change|archive)\b/i.exec(
      request.text,
    )?.[1];
    if (!verb) return null;
    const templates = scan.literals.flatMap((literal, at) =>
      literal.kind === 'P' && /YYYY|MM|DD/.test(literal.value)
        ? [{ at, value: literal.value }]
        : [],
    );
    if (templates.length !== 2) return null;
    const [from, to] = templates.map(({ value }) => split(value)) as [
      ReturnType<typeof split>,
      ReturnType<typeof split>,
    ];
    if (to.names.some((name) => !from.names.includes(name)) || /\*/.test(to.text)) return null;
    const same = new Set(from.names.filter((name) => name !== '*'));
    if (same.size < from.names.filter((name) => name !== '*').length) return null;
    scan.take(`(?:move|rename|copy|put|sort|change|archive)`);
    for (const { at } of templates) scan.take(`<P${at}>`);
    const into =
      to.text.endsWith('/') || (!/\.\w{1,8}$/.test(to.text) && scan.sees('{folders}') !== null);
    scan.takeAll(
      '(?:,? ?)?(?:and )?(?:creat(?:e|ing)|mak(?:e|ing))(?: (?:the|those|these|that|any|needed|missing|it|them))*(?: {folders})?(?: (?:as needed|if (?:needed|necessary|missing)|where missing))?',
      '(?:that |which )?(?:is |are )?(?:named|called) (?:after|by|for|like) (?:the )?(?:date|day|month|year)(?: (?:and|or) (?:date|day|month|year))*(?: (?:in|of) (?:its|the|their|each) (?:file )?names?)?',
      '(?:the )?(?:date|day|month|year)(?: (?:in|of) (?:its|the|their) (?:file )?names?)?',
      '(?:for )?(?:every|each|all)(?: [a-z]+)? {files}(?: (?:that|which) (?:has|have|contains?)| with)? (?:such )?(?:an? )?(?:[a-z]+-[a-z]+ )?(?:date)?',
      '(?:(?:every|each|all|the) )*{files}|(?:an? |the )*(?:sub-?)?{folders}(?: of(?: <P>)?)?|(?:in)?to|(?:,? ?)?(?:without|do not|never) overwrit(?:e|ing)(?: anything| any file)?|directly|[a-z]+-digit|such|report|(?:file )?names?',
      '<P>',
    );
    const glob = from.text.replaceAll(token, (name) => parts[name]!.glob);
    const pattern = from.text
      .split(/(YYYY|MM|DD|HH|\*)/)
      .map((part) =>
        parts[part]
          ? `(${parts[part].pattern})`
          : part.replaceAll(/[.+?^${}()|[\]\\#]/g, String.raw`\$&`),
      )
      .join('');
    const made = to.text
      .replaceAll(token, (name) => `\\${from.names.indexOf(name) + 1}`)
      .replace(/\/$/, '');
    const script = quote(`s#^${pattern}$#${made}#`);
    const target = into ? '"$t/"' : '"$t"';
    const folder = into
      ? 'mkdir -p -- "$t" && '
      : to.text.includes('/') &&
          to.text.slice(0, to.text.lastIndexOf('/')) !==
            from.text.slice(0, Math.max(0, from.text.lastIndexOf('/')))
        ? 'mkdir -p -- "${t%/*}" && '
        : '';
    const word = pathWord(glob);
    const files = command(typeof word === 'string' ? raw(word) : word);
    const loop = (body: string): string =>
      `for f in ${files}; do t=$(printf '%s\\n' "$f" | sed -E ${script}); ${body}; done`;
    return {
      scan,
      command: loop(`${folder}${/copy/i.test(verb) ? 'cp -pn' : 'mv -n'} -- "$f" ${target}`),
      lookFirst: loop(`printf '%s -> %s\\n' "$f" "$t"`),
    };
  },
};
