import type { Literal, TaggedRequest } from '../lex-request.ts';
import type { Column, Cut, Profile } from '../profile-file.ts';

/** "quantity times price", "paths without the query string", "the domain of the email": fields that are made of others. */
export function deriveColumns(
  request: TaggedRequest,
  profile: Profile,
): { request: TaggedRequest; profile: Profile } {
  const columns = [...profile.columns];
  const literals: Literal[] = [...request.literals];
  const columnOf = (tag: string): Column => columns[Number(literals[Number(tag)]!.value)]!;
  const add = (column: Column, source: string): string => {
    columns.push(column);
    literals.push({ kind: 'C', source, value: String(columns.length - 1) });
    return `<C${literals.length - 1}>`;
  };
  /** The field is cut wherever the request names it. */
  const cuts = new Map<Column, Column>();
  const cut = (tag: string, how: Cut, source: string): string => {
    const column = columnOf(tag);
    const made = { ...column, cut: how, values: [], aliases: [], dated: false };
    cuts.set(column, made);
    return add(made, source);
  };
  let text = request.text.replaceAll(
    /(?:\b[a-z]+ )?\(?<C(\d+)> (?:times|multiplied by|\*|x|×) (?:the )?<C(\d+)>\)?/gi,
    (whole, a: string, b: string) =>
      add(
        {
          name: 'product',
          at: 0,
          numeric: true,
          values: [],
          product: [columnOf(a), columnOf(b)],
        },
        whole,
      ),
  );
  const number = (tag: string | undefined): number =>
    tag === undefined ? 1 : Number(literals[Number(tag)]!.value);
  for (const [rule, how] of [
    [
      /<C(\d+)>,? \(?(?:without|ignor(?:e|ing)|leaving out|not counting|excluding|stripped of|minus|strip(?:ping)?|drop(?:ping)?|cut(?:ting)? off|remov(?:e|ing))(?: the| its| their| any)* query (?:strings?|parameters?|part)\)?,?/gi,
      () => ({ kind: 'before', text: '?' }),
    ],
    [
      /(?:the |each )?(?:mail )?domains?(?: (?:parts?|names?))?(?: of| in)(?: the| each| every| all)* <C(\d+)>/gi,
      () => ({ kind: 'after', text: '@' }),
    ],
    [
      /(?:the |each )?first (?:<N(\d+)> )?(?:characters?|letters?|digits?|signs?)(?: of| in)(?: the| each| every)* <C(\d+)>/gi,
      (count) => ({ kind: 'start', count }),
    ],
    [
      /(?:the |each )?last (?:<N(\d+)> )?(?:characters?|letters?|digits?|signs?)(?: of| in)(?: the| each| every)* <C(\d+)>/gi,
      (count) => ({ kind: 'end', count }),
    ],
    [
      /<C(\d+)>,?(?: (?:compared|counted|treated|taken))? (?:in|as) lower[- ]?case(?: letters)?/gi,
      () => ({ kind: 'lower' }),
    ],
  ] satisfies readonly (readonly [RegExp, (count: number) => Cut])[])
    text = text.replaceAll(rule, (whole, ...groups: (string | undefined)[]) => {
      const counted = rule.source.includes('<N');
      const tag = counted ? groups[1]! : groups[0]!;
      return cut(tag, how(counted ? number(groups[0]) : 1), whole);
    });
  // The path of a web server's line is meant wherever the words stand.
  const path = columns.find(({ name, at }) => name === 'path' && at === 7);
  if (path && profile.form === 'access' && ![...cuts.keys()].includes(path)) {
    const without =
      /,? ?\(?(?:without|ignor(?:e|ing)|leaving out|not counting|excluding|stripped of|minus|strip(?:ping)?|drop(?:ping)?|cut(?:ting)? off|remov(?:e|ing))(?: the| its| their| any)* query (?:strings?|parameters?|part)\)?/i;
    if (without.test(text)) {
      const made = { ...path, cut: { kind: 'before', text: '?' } as const, aliases: [] };
      cuts.set(path, made);
      columns.push(made);
      text = text.replace(without, (whole) => whole.replaceAll(/\S/g, '·'));
    }
  }
  const cutEverywhere = literals.map((literal) => {
    const made = literal.kind === 'C' ? cuts.get(columns[Number(literal.value)]!) : undefined;
    return made ? { ...literal, value: String(columns.indexOf(made)) } : literal;
  });
  return { request: { text, literals: cutEverywhere }, profile: { ...profile, columns } };
}
