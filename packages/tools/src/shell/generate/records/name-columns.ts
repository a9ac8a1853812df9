import type { Literal, TaggedRequest } from '../lex-request.ts';
import type { Column, Profile } from '../profile-file.ts';
import { aliasesOf } from './declare-fields.ts';
import { namePartPlaces } from './part-places.ts';

interface Named {
  readonly request: TaggedRequest;
  readonly profile: Profile;
}

/**
 * Fields that a request itself explains: "its columns are id, date and payer", "component (the word after the level)", "the last
 * field", "request ids (the value after req=)". They are tagged (`<C0>`), and what they are called is a name from then on.
 */
export function nameColumns(request: TaggedRequest, profile: Profile, sample: string): Named {
  const parts = namePartPlaces(withKeys(request, profile), profile, sample);
  return withFollowing(withPlaces(withDefinitions(withDeclared(parts), sample), sample), sample);
}

/** "service (svc=)": the word in front of a key of the lines is another name for it. */
function withKeys(request: TaggedRequest, profile: Profile): TaggedRequest {
  const literals = [...request.literals];
  const text = request.text.replaceAll(
    /\b([a-z][a-z-]*)(?: (?:id|name|code|value))? \(<K(\d+)>\)/gi,
    (whole, word: string, key: string) => {
      const { value } = request.literals[Number(key)]!;
      // With a value behind it, it is a condition.
      if (!value.endsWith('=')) return whole;
      const name = value.slice(0, -1);
      const at = profile.columns.findIndex((column) => column.name === name);
      if (at === -1) return whole;
      literals.push({ kind: 'C', source: word, value: String(at) });
      return `<C${literals.length - 1}>`;
    },
  );
  return { text, literals };
}

const asked =
  /(?<before>(?:\b(?:per|each|every|by|distinct|different|unique|which|what|many|list|all)(?: the| of the| single)*|\b(?:names?|ids?|numbers?|list) of (?:the |all )*) )(?<word>[a-z]{4,})\b/gi;
const noFollower =
  /^(?:the|an?|in|on|at|of|to|for|from|with|by|is|was|were|are|has|have|had|not|no|and|or|after|before|failed|failure|error|as|it|that|this|will|be|been|due|into|over|under|lost)$/i;

/** "per executor" where lines have `executor 2`: a name that lines write in front of a value. */
function withFollowing({ request, profile }: Named, sample: string): Named {
  if (!('level' in profile) && profile.form !== 'text') return { request, profile };
  const columns = [...profile.columns];
  const literals = [...request.literals];
  const text = request.text.replaceAll(asked, (...found: unknown[]) => {
    const whole = found[0] as string;
    const { before, word } = found.at(-1) as { before: string; word: string };
    const stem = word
      .toLowerCase()
      .replace(/(?:ies)$/, 'y')
      .replace(/s$/, '');
    const known = columns.some(({ name, aliases = [] }) =>
      [name, ...aliases].some((each) => each.toLowerCase().replace(/s$/, '') === stem),
    );
    if (
      known ||
      /^(?:line|hour|day|month|minute|time|file|message|level|request|error|record|row|entr|word|log|date|field|column|different|distinct|unique)/.test(
        stem,
      )
    )
      return whole;
    const follows = new RegExp(
      String.raw`(?<![\w.])(${stem}(?:[ :#]|: ))([A-Za-z0-9_"'][\w.:/-]*)`,
      'gi',
    );
    const values = [...sample.matchAll(follows)].filter(([, , value]) => !noFollower.test(value!));
    const telling = values.filter(([, , value]) => /[\d_/-]/.test(value!));
    if (telling.length === 0 && new Set(values.map(([, , value]) => value)).size < 2) return whole;
    const [, written] = telling[0] ?? values[0]!;
    columns.push({
      name: stem,
      at: 0,
      values: [],
      behind: written!,
      numeric: values.every(([, , value]) => /^\d+(?:\.\d+)?$/.test(value!)),
    });
    literals.push({ kind: 'C', source: word, value: String(columns.length - 1) });
    return `${before}<C${literals.length - 1}>`;
  });
  return { request: { text, literals }, profile: { ...profile, columns } };
}

const nameInList = String.raw`(?:[a-z_]\w*|<[IVX]\d+>)`;
const declaration = new RegExp(
  String.raw`(?:(?:,|;|:|\.) ?)?(?:and )?(?:(?:its|the|with|whose|having|in order|these) )*(?:columns|fields)(?: names)?(?: (?:are|being|called|named|in order|are called|are named)|:)*:? (${nameInList}(?:(?:, ?and |, ?| and )${nameInList})+)`,
  'i',
);

/** Names for the columns of a table that has no header. */
function withDeclared({ request, profile }: Named): Named {
  const plain = { request, profile };
  const headless = (profile.form === 'delimited' && !profile.header) || profile.form === 'words';
  const found = headless ? declaration.exec(request.text) : null;
  if (!found) return plain;
  const names = found[1]!.split(/, ?and |, ?| and /).flatMap((name) => {
    const tag = /^<[A-Z](\d+)>$/.exec(name);
    return tag ? request.literals[Number(tag[1])]!.source.split(/, ?/) : [name];
  });
  if (names.length !== profile.columns.length) return plain;
  const columns = profile.columns.map((column, at) => ({ ...column, name: names[at]! }));
  return {
    request: {
      ...request,
      text: request.text.replace(found[0], found[0].replaceAll(/\S/g, '·')),
    },
    profile: { ...profile, columns },
  };
}

const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const unit = String.raw`(?:(?:blank|space|comma|tab|whitespace)[- ]separated )?(?:field|column|word|token)`;
const part = '(?:word|value|number|text|part|id|name|string|digits|integer|token|field|stage)';
const where = String.raw`(?: (?:right|directly|immediately|just|that (?:comes|stands|follows)))?(?: (?:after|behind|following))`;
const place = String.raw`(?:the )?(?:(?<ordinal>${ordinals.join('|')}|last|final) ${unit}(?!s)(?: (?:of|in|on) (?:each|every|the|a) (?:lines?|rows?|entry))?|${unit}(?: number| no\.?)? <N(?<number>\d+)>|<N(?<nth>\d+)> ${unit}(?!s)|${part}${where} (?:the )?(?:log )?(?<level>level)(?: field)?|${part}${where} (?:the )?(?:(?:text|word|string|key) )?<[KQ](?<behind>\d+)>|(?:${part}|what stands) (?:in|between|inside) (?:the )?(?:square |round )?(?<brackets>brackets|parentheses))`;
const noun = String.raw`(?<noun>(?:(?:[a-z][a-z'-]*|<[IL]\d+>) ){0,2}(?:[a-z][a-z'-]*|<I\d+>))`;
const explained = new RegExp(
  String.raw`(?:${noun}(?: ?\(| ?, (?=the )| (?=(?:in|is|are) (?:the )?(?:(?:column|field)s? (?:number |no\.? )?<N|(?:${ordinals.join('|')}|last) (?:column|field))))(?:(?:that is|i\.e\.|which is|it is|this is|in|as|=|being) ?)*)?(?<![\w>-])${place}(?<close>\))?`,
  'gi',
);
const defined = new RegExp(
  String.raw`(?<=^|[.;,(] ?|and )(?:the )?${noun.replace('{0,2}', '{0,1}')} (?:(?:is|are|=|stands in|comes in|in) )?(?:(?:the|in) )*${place.replace('(?:the )?', '').replaceAll('(?<close>', '(?:')}(?=[.;,)]|$)`,
  'gi',
);
/** Words that do not belong to a name. */
const noName =
  /^(?:the|an?|of|in|on|by|per|for|each|every|all|and|or|with|to|from|as|its|their|is|are|was|print|show|list|count|sum|total|average|mean|maximum|minimum|max|min|largest|smallest|highest|lowest|longest|median|number|distinct|different|unique|only|which|what|whose|where|group|sort|sorted|grouped|order|ordered|values?|calculate|compute|find|percentile|whole|complete|lines?|rows?|took|takes|longer|than)$/i;

function withPlaces({ request, profile }: Named, sample: string): Named {
  const columns: Column[] = [...profile.columns];
  const literals: Literal[] = [...request.literals];
  const lines = sample.split(/\r?\n/).filter((line) => line.trim() !== '');
  const text = request.text.replaceAll(explained, (...found: unknown[]) => {
    const whole = found[0] as string;
    const groups = found.at(-1) as Record<string, string | undefined>;
    const words = (groups['noun'] ?? '').split(' ').filter((word) => word !== '');
    const opened = groups['noun'] !== undefined && whole.includes('(');
    const closing = groups['close'] !== undefined && !opened ? ')' : '';
    if (/^messages?$|^texts?$/i.test(words.at(-1) ?? '') && 'message' in profile && profile.message)
      return groups['noun']!;
    let name = words.slice(lastIndexOf(words, (word) => noName.test(word)) + 1).join(' ');
    name = name.replace(/<[A-Z](\d+)>/, (_, at: string) => literals[Number(at)]!.source);
    const made = columnAt(groups, profile, columns, lines, literals);
    if (!made) return whole;
    const at = columns.indexOf(made.old ?? made.column);
    const aliases = [...(made.column.aliases ?? []), ...(name === '' ? [] : namesOf(name))];
    const column = {
      ...made.column,
      aliases,
      ...(made.column.name === '' && name !== '' && { name }),
    };
    if (at === -1) columns.push(column);
    else columns[at] = column;
    literals.push({
      kind: 'C',
      source: whole,
      value: String(at === -1 ? columns.length - 1 : at),
    });
    const kept =
      name === ''
        ? (groups['noun'] ?? '')
        : whole.slice(0, whole.indexOf(words.at(-name.split(' ').length)!));
    const before =
      name === '' && groups['noun'] !== undefined ? whole.slice(0, groups['noun'].length) : kept;
    return `${before}${before === '' || before.endsWith(' ') ? '' : ' '}<C${literals.length - 1}>${closing}`;
  });
  return { request: { text, literals }, profile: { ...profile, columns } };
}

/** "Status is the blank-separated field 11, frontend field 8." */
function withDefinitions({ request, profile }: Named, sample: string): Named {
  const columns: Column[] = [...profile.columns];
  const lines = sample.split(/\r?\n/).filter((line) => line.trim() !== '');
  const text = request.text.replaceAll(defined, (...found: unknown[]) => {
    const whole = found[0] as string;
    const groups = found.at(-1) as Record<string, string | undefined>;
    const name = groups['noun']!.replace(/^(?:the|and|its) /i, '');
    if (noName.test(name)) return whole;
    const made = columnAt(groups, profile, columns, lines, request.literals);
    if (!made) return whole;
    const at = columns.indexOf(made.old ?? made.column);
    const column = {
      ...made.column,
      name: made.column.name === '' ? name : made.column.name,
      aliases: [...(made.column.aliases ?? []), ...namesOf(name)],
    };
    if (at === -1) columns.push(column);
    else columns[at] = column;
    return whole.replaceAll(/\S/g, '·');
  });
  return {
    request: { text, literals: request.literals },
    profile: { ...profile, columns } as Profile,
  };
}

const lastIndexOf = (words: readonly string[], test: (word: string) => boolean): number => {
  for (let at = words.length - 1; at >= 0; at--) if (test(words[at]!)) return at;
  return -1;
};

/** "request ids": also `request id`, `ids`, `id`. */
const namesOf = (name: string): string[] => {
  const last = name.split(' ').at(-1)!;
  return [name, last, ...aliasesOf(name, [name])];
};

function columnAt(
  groups: Readonly<Record<string, string | undefined>>,
  profile: Profile,
  columns: readonly Column[],
  lines: readonly string[],
  literals: readonly Literal[],
): { column: Column; old?: Column } | null {
  const numericAt = (pick: (line: string) => string | undefined): boolean => {
    const values = lines.map(pick).filter((value): value is string => value !== undefined);
    return (
      values.length > 0 &&
      values.filter((value) => /^-?\d+(?:\.\d+)?$/.test(value)).length > values.length / 2
    );
  };
  const wordAt = (at: number | 'NF'): { column: Column } => ({
    column: {
      name: '',
      at: 0,
      values: [],
      word: { at, brackets: false },
      numeric: numericAt((line) =>
        line
          .trim()
          .split(/\s+/)
          .at(at === 'NF' ? -1 : at - 1),
      ),
    },
  });
  if (groups['behind'] !== undefined) {
    const { value } = literals[Number(groups['behind'])]!;
    const key = value.replace(/=$/, '');
    const old = columns.find(({ name }) => name === key);
    if (old) return { column: old, old };
    if (profile.form === 'delimited' || profile.form.startsWith('json')) return null;
    const found = lines.flatMap((line) => {
      const at = line.indexOf(value);
      return at === -1
        ? []
        : [
            line
              .slice(at + value.length)
              .trim()
              .split(/[\s,;)}\]"]/)[0]!,
          ];
    });
    if (found.length === 0) return null;
    return {
      column: {
        name: '',
        at: 0,
        values: [],
        behind: value,
        numeric: found.every((text) => /^-?\d+(?:\.\d+)?$/.test(text)),
      },
    };
  }
  if (groups['brackets'] !== undefined) {
    if (profile.form === 'delimited' || profile.form.startsWith('json')) return null;
    return {
      column: {
        name: '',
        at: 0,
        values: [],
        numeric: false,
        behind: groups['brackets'] === 'parentheses' ? '(' : '[',
      },
    };
  }
  if (groups['level'] !== undefined) {
    if (!('level' in profile) || !profile.level) return null;
    const at = profile.level.field + 1;
    const old = columns.find(({ word }) => word?.at === at);
    return old ? { column: old, old } : wordAt(at);
  }
  const ordinal = groups['ordinal']?.toLowerCase();
  const given = groups['number'] ?? groups['nth'];
  const at =
    ordinal === 'last' || ordinal === 'final'
      ? 'NF'
      : ordinal === undefined
        ? Number(literals[Number(given)]!.value)
        : ordinals.indexOf(ordinal) + 1;
  if (profile.form.startsWith('json')) return null;
  if (profile.form === 'delimited') {
    const old = columns.find((column) => column.at === (at === 'NF' ? profile.columns.length : at));
    return old ? { column: old, old } : null;
  }
  const old = columns.find(
    ({ at: own, word }) => word?.at === at || (word === undefined && own === at && own > 0),
  );
  return old && profile.form !== 'pairs' ? { column: old, old } : wordAt(at);
}
