import type { Literal, TaggedRequest } from '../lex-request.ts';
import type { Column, Profile } from '../profile-file.ts';
import { findColumn } from '../tag-columns.ts';

interface Declared {
  readonly request: TaggedRequest;
  readonly profile: Profile;
}

/**
 * Lists of fields that a request gives: "(id, country, MW, fuel; tab separated)", "fields: epoch, elapsed ms, client", "columns
 * 1-5 account, 6-15 name". They name the fields of files without a header; where a file has names itself they add nothing.
 */
export function declareFields(request: TaggedRequest, profile: Profile): Declared {
  return withFixedWidths(withLists({ request, profile }));
}

const item = String.raw`(?!(?:no|with|without|each|all|one|both|tab|comma|semicolon|pipe|space)\b)(?:<[IQXC]\d+>|[\p{L}_][\p{L}\p{N}_]*)(?: (?:<[IN]\d+>|[\p{L}_][\p{L}\p{N}_]*)){0,2}`;
const list = `(${item}(?:, ?(?:and )?${item})+(?:,? and ${item})?|<X\\d+>)`;
const marker = String.raw`(?:fields|columns|keys|values|layout|format|header|it has|each line has|with)(?: names?)?(?: (?:are|is|being|called|named|in order|in this order|the|array))*:? ?`;
const placesOfLists: readonly RegExp[] = [
  new RegExp(
    String.raw`\((?:(?:the )?${marker})?${list}(?=[;)]|, (?:no|with|without|each|all|one) )`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:fields|columns|keys)(?: names?)?(?: (?:are|is|called|named|in order|in this order))*:? ${list}(?=[.;)]|$)`,
    'giu',
  ),
];

function withLists({ request, profile }: Declared): Declared {
  const headless = (profile.form === 'delimited' && !profile.header) || profile.form === 'words';
  let columns = profile.columns;
  let { text } = request;
  const { literals } = request;
  for (const place of placesOfLists)
    text = text.replaceAll(place, (whole, said: string) => {
      const names = said.split(/,? and |, ?/).flatMap((name) => {
        const tag = /^<X(\d+)>$/.exec(name.trim());
        return tag
          ? literals[Number(tag[1])]!.value.split(/,\s?/)
          : [
              name
                .trim()
                .replaceAll(/<[A-Z](\d+)>/g, (_, at: string) => literals[Number(at)]!.value),
            ];
      });
      const known = names.filter(
        (name) =>
          findColumn(profile.columns, name) !== undefined ||
          ('lists' in profile && profile.lists?.some(({ path }) => path === name)),
      );
      const own = profile.columns.length > 0 && known.length === names.length;
      if (own && names.length < 3 && !/fields|columns|keys/i.test(whole)) return whole;
      if (own) return blank(whole);
      if (!headless || names.length > columns.length) return whole;
      if (names.length !== columns.length && !/fields|columns/i.test(whole)) return whole;
      columns = columns.map((column, at) => {
        const name = names[at];
        return name === undefined
          ? column
          : { ...column, name, aliases: [...aliasesOf(name, names), ...(column.aliases ?? [])] };
      });
      return blank(whole);
    });
  // "(semicolons, header id;name;day)" repeats what the file shows.
  if (profile.columns.length > 0)
    text = text.replaceAll(/\(([^()]{3,200})\)/g, (whole, inner: string) => {
      const words = inner
        .replaceAll(/<[A-Z](\d+)>/g, (_, at: string) => literals[Number(at)]!.value)
        .split(/[^\p{L}\p{N}_.]+/u)
        .filter((word) => word !== '');
      const named = words.filter((word) => findColumn(profile.columns, word) !== undefined);
      return named.length >= 2 &&
        words.every((word) => named.includes(word) || describes.test(word)) &&
        words.some((word) => describes.test(word) && word !== 'and')
        ? blank(whole)
        : whole;
    });
  return { request: { text, literals }, profile: { ...profile, columns } as Profile };
}

const describes =
  /^(?:separator|separated|delimited|semicolons?|tabs?|commas?|pipes?|bars?|blanks?|spaces?|headers?|with|a|the|and|is|columns?|fields?|keys?|names?)$/i;
const blank = (text: string): string => text.replaceAll(/[^\s]/g, '·');
const units = /^(?:ms|s|sec|seconds|milliseconds|bytes|kb|mb|gb|mw|kw|percent|pct|eur|usd|km|kg)$/i;

/** "elapsed ms" is also called `elapsed` and `elapsed time`. */
export function aliasesOf(name: string, all: readonly string[]): string[] {
  const words = name.split(/[ _]/);
  const made = new Set<string>();
  if (words.length > 1) {
    const bare = words.filter((word) => !units.test(word)).join(' ');
    if (bare !== '' && bare !== name) made.add(bare);
    const free = (word: string): boolean =>
      all.filter((other) => other.split(/[ _]/).includes(word)).length === 1;
    for (const word of words) if (free(word)) made.add(word);
  }
  if (words.some((word) => /^(?:ms|s|sec|seconds|milliseconds)$/i.test(word)))
    made.add(`${words[0]!} time`);
  return [...made];
}

const range = String.raw`(\d+) ?(?:-|–|to) ?<N(\d+)>`;
const named = String.raw`([\p{L}_][\p{L}\p{N}_]*(?: (?:<[I]\d+>|[\p{L}_]+)){0,2}|<[IC]\d+>)`;

/** "account in columns 1-6", "positions 1-5 account, 6-15 name": fields by their places in the line. */
function withFixedWidths({ request, profile }: Declared): Declared {
  if (profile.form === 'delimited' || profile.form.startsWith('json')) return { request, profile };
  const { literals } = request;
  const places = '(?:columns?|positions?|characters?|chars?|bytes?|places?)';
  if (!new RegExp(`${places} ${range}`, 'iu').test(request.text)) return { request, profile };
  const columns: Column[] = [...profile.columns];
  const add = (name: string, from: number, to: number, rest: string): void => {
    const cents = /cents?|hundredths/i.test(rest);
    const column: Column = {
      name: name.replace(/^(?:the|and|with|has|have|is|records|record) /i, ''),
      at: 0,
      numeric: cents || /amount|balance|total|sum|price|quantity|count|number|cents/i.test(name),
      values: [],
      slice: { from, to, ...(cents && { divide: 100 }) },
      aliases: [],
    };
    columns.push(column);
  };
  let text = request.text.replaceAll(
    new RegExp(
      String.raw`(?:, ?|and |: ?)*${named},? (?:in|at|on|from|is|are|=)? ?(?:the )?${places} ${range}((?: (?:in cents|\([^)]*\)|padded with \w+|left-?aligned|right-?aligned))*)`,
      'giu',
    ),
    (whole, name: string, from: string, tag: string, rest: string) => {
      add(
        name.replaceAll(/<[A-Z](\d+)>/g, (_, at: string) => literals[Number(at)]!.source),
        Number(from),
        Number(literals[Number(tag)]!.value),
        `${rest} ${name}`,
      );
      return blank(whole);
    },
  );
  const first = new RegExp(
    String.raw`${places} ${range} ${named}(?:(?:, ?|and )+(?:${places} )?\d+ ?(?:-|–|to) ?<N\d+> ${named})*`,
    'iu',
  ).exec(text);
  if (first) {
    for (const [, from, tag, name] of first[0].matchAll(new RegExp(`${range} ${named}`, 'giu')))
      add(
        name!
          .replace(/ in cents$/i, '')
          .replaceAll(/<[A-Z](\d+)>/g, (_, at: string) => literals[Number(at)]!.source),
        Number(from),
        Number(literals[Number(tag)]!.value),
        name!,
      );
    text = text.replace(first[0], blank(first[0]));
  }
  text = text.replaceAll(
    /(?:(?:is|are|has|have|in|with) )?(?:an? )?fixed[- ]width(?: (?:records?|fields?|columns?|lines?|file|format))?/gi,
    blank,
  );
  return {
    request: { text, literals: [...literals] as Literal[] },
    profile: { ...profile, columns } as Profile,
  };
}
