import type { Frame } from '../frame.ts';
import { command, pathWord, quote, raw } from '../quote.ts';
import { findCommand, findLoop, readFileQuery } from '../selection/index.ts';
import { filesBehind, findSeen } from '../surroundings.ts';

/** A copy of each file beside it, under its name with something behind it. */
export const copiesBeside: Frame = {
  name: 'change-files',
  build(scan, { seen, request }) {
    if (!/\b(?:cop(?:y|ies)|back ?ups?|duplicates?)\b/i.test(request.text)) return null;
    const suffix = String.raw`(<[EQI]\d+>|[._-][a-z]\w*)`;
    const said = scan.take(
      `(?:,? ?(?:and )?)?(?:with|by|under)? ?(?:(?:the|an?|same|name|file ?name|plus|ending|suffix|extension|additional|extra) )*${suffix} (?:is |being )?(?:appended|added|attached|put)(?: (?:to|at|behind|after)(?: (?:the|its|their|end|of|full|each|whole|original|file))*(?: ?names?)?)?`,
      `(?:,? ?(?:and )?)?(?:append|add|attach)(?:ing)?(?: the)?(?: suffix| ending| extension)? ${suffix}(?: (?:to|at|behind)(?: (?:the|its|their|end|of|full|each|file))*(?: ?names?)?)?`,
      `(?:with|under|having)(?: (?:the|an?|their|same|full|file|names?|additional|extra|plus))* (?:suffix|ending|extension|plus) ${suffix}`,
      `(?:called|named|as|under) (?:like )?(?:it|them|the (?:original|file)|(?:the same |its |their )names?)(?: but)? (?:with|plus|and) ${suffix}(?: (?:at the end|behind|added|appended))?`,
    );
    if (!said) return null;
    if (
      !scan.take(
        '(?:make|create|take|keep|save)?(?: an?)? ?(?:back ?up|safety)?(?: an?)? ?(?:cop(?:y|ies)|back ?ups?|duplicates?)(?: of)?',
      )
    )
      return null;
    const literal = scan.literal(said.groups.slice(1).find((group) => group !== undefined));
    const text = literal
      ? literal.kind === 'E'
        ? `.${literal.value}`
        : literal.value
      : said.groups.slice(1).find(Boolean)!;
    scan.takeAll(
      '(?:right )?(?:next to|beside|alongside)(?: the| its| their| each)* (?:originals?|files?|source)|in the same {folders}|of|make|create|each|every',
    );
    const query = readFileQuery(scan, seen, 'f');
    if (query.roots.length === 0 && query.names.length === 0) return null;
    const body = `cp -pn -- "$f" "$f"${quote(text)}`;
    const one =
      !query.asked &&
      query.roots.length === 1 &&
      findSeen(seen, query.roots[0]!)?.kind !== 'folder';
    if (one)
      return {
        scan,
        command: command(
          'cp',
          '-pn',
          '--',
          pathWord(query.roots[0]!),
          pathWord(`${query.roots[0]!}${text}`),
        ),
      };
    const root = (query.roots[0] ?? '.').replace(/(?<=.)\/$/, '');
    const flat =
      query.names.length === 1 &&
      query.tests.length === 2 &&
      query.roots.length <= 1 &&
      (query.depth.max === 1 ||
        !filesBehind(seen, root).some(({ path }) =>
          (root === '.' ? path : path.slice(root.length + 1)).includes('/'),
        ));
    if (flat) {
      const words = pathWord(root === '.' ? query.names[0]! : `${root}/${query.names[0]!}`);
      return {
        scan,
        command: `for f in ${command(typeof words === 'string' ? raw(words) : words)}; do ${body}; done`,
      };
    }
    return {
      scan,
      command: findLoop(query, seen.userland, body),
      lookFirst: findCommand(query, seen.userland),
    };
  },
};
