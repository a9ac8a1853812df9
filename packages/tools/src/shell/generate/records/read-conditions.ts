import type { Column, Profile } from '../profile-file.ts';
import { isDuration, measurable } from './read-order.ts';
import { readForms } from './read-forms.ts';
import { timeColumn } from './read-groups.ts';
import { readComparison, readPhrases } from './read-hints.ts';
import { literalPattern } from '../quote.ts';
import type { Scan, Taken } from '../scan.ts';
import type { Condition, Moment } from './query.ts';

/** Which lines are asked for. */
export function readConditions(
  scan: Scan,
  profile: Profile,
  sample: string,
  phrases = true,
): Condition[] {
  const conditions: Condition[] = [];
  const add = (condition: Condition | null): void => {
    if (condition) conditions.push(condition);
  };
  const columnOf = (taken: Taken, at = 0): Column =>
    profile.columns[Number(taken.literals.filter(({ kind }) => kind === 'C')[at]!.value)]!;

  for (const condition of readColumnTimes(scan, profile)) conditions.push(condition);
  const dated = timeColumn(profile);
  for (const condition of readTimes(scan)) {
    if (dated === null) scan.gaps.push('It is not clear where the lines have their time.');
    conditions.push({ ...condition, ...dated } as Condition);
  }
  readForms(scan, profile, add);
  readMalformed(scan, profile, add);
  readFieldCounts(scan, add);

  // where region is EU, with status 500, region=EU, status exactly 500, amount greater than 100
  const negation =
    "(is not|are not|isn't|not|other than|!=|is different from|differs from|not equal to|does not equal|without|≠)";
  const prefix =
    '(?:where |whose |(?:failed |failing |ended |answered |responded )?with |having |for which |that have |which have |when |if )?(?:the |an? )?(?:HTTP )?(?:response )?(?:field |column )?';
  const plainWord =
    '(?!(?:the|all|an?|any|each|every|not|no|none|in|on|of|for|from|to|with|and|or|is|are|has|have|that|which|there|above|below|over|under|than|greater|less|more|at|between|empty|missing|null|one|its|their|only|just|as|by|per|valid|wrong|than|higher|lower|longer|shorter|sorted)(?:\\b))[\\p{L}][\\p{L}\\p{N}_-]*';
  const value = `(<[VIQNLKDTBA]\\d+>|${plainWord})`;

  const unit = '(?: (?:ms|milliseconds|millis|seconds|s|bytes|units|euros?|dollars?))?';
  for (const taken of scan.takeAll(
    `${prefix}<C>(?: code| value| column| field)? (?:is |are |was |of |has |value |took )?(?:{over}|{below}|{least_or}|{most_or}|>=|<=) (<[NBRA]\\d+>)${unit}`,
    `${prefix}<C> (?:of |is )?<N>${unit} (?:or more|or less|or higher|or above|or below|or lower)`,
  )) {
    const literal = taken.literals.find(({ kind }) => 'NBRA'.includes(kind))!;
    const sign = signOf(taken.text);
    // A unit that the column itself is in: the number as it was said.
    add({
      kind: 'compare',
      column: columnOf(taken),
      sign,
      value: 'BA'.includes(literal.kind)
        ? (/^[\d.]+/.exec(literal.source.replaceAll(',', ''))?.[0] ?? literal.value)
        : literal.value,
    });
  }

  // "where the path begins with /api"
  for (const taken of scan.takeAll(
    `${prefix}<C>(?: column| field| value| name)? (?:does not |do not |not )?(?:(?:begin|start|end)(?:s|ning|ing)? (?:with|in)|contain(?:s|ing)?|includ(?:es?|ing)) (?:the (?:text|word|string) )?(<[QIVLNP]\\d+>|${plainWord})`,
  )) {
    const literal = scan.literal(taken.groups.at(-1));
    const text =
      literal?.kind === 'V'
        ? literal.value.slice(literal.value.indexOf(':') + 1)
        : (literal?.value ?? scan.plain(taken.groups.at(-1)!));
    const column = columnOf(taken);
    const said = taken.text.replace(/<[^>]*>[^<]*$/, (rest) => rest);
    add({
      kind: 'form',
      column,
      pattern: `${/begin|start/i.test(said) ? '^' : ''}${literalPattern(text)}${/\bend/i.test(said) ? '$' : ''}`,
      not: /\bnot\b/i.test(said),
    });
  }
  // "more than 60 seconds late (delay)"
  for (const taken of scan.takeAll(
    `(?:is |are |was |were |that |which )*(?:{over}|{below}|{least_or}|{most_or}) (<[NBRA]\\d+>)${unit}(?: [a-z]+){0,2} \\((?:the )?<C>(?: column| field)?\\)`,
  ))
    add({
      kind: 'compare',
      column: columnOf(taken),
      sign: signOf(taken.text),
      value: /^[\d.]+/.exec(
        taken.literals.find(({ kind }) => 'NBRA'.includes(kind))!.source.replaceAll(',', ''),
      )![0],
    });
  for (const taken of scan.takeAll(
    `${prefix}<C> (?:code |value )?(?:is |are )?(?:between|from) <N> (?:and|to) <N>(?:,? ?\\(?(?:both )?(?:inclusive|included|(?:both )?ends included)\\)?)?`,
  )) {
    const [low, high] = taken.literals.filter(({ kind }) => kind === 'N');
    add({ kind: 'compare', column: columnOf(taken), sign: '>=', value: low!.value });
    add({ kind: 'compare', column: columnOf(taken), sign: '<=', value: high!.value });
  }
  for (const taken of scan.takeAll(
    `${prefix}<C>(?: column| field| value)? (?:is |are |that is |has |have )?(not |non-)?(?:an )?(?:empty|missing|null|blank|absent|no value|not set|unset)(?: value)?`,
    `${prefix}(?:(?:an? )?(?:empty|missing|null|blank)|no) (?:value (?:in|for) )?<C>(?: column| field| value)?`,
  )) {
    const not = /\b(?:not |non-)/i.test(taken.text) && !/not set/i.test(taken.text);
    add({ kind: 'empty', column: columnOf(taken), not });
  }
  if (
    scan.take(
      '(?:where |with |that have |having |which have )?(?:at least one|any|some)(?: of the)? (?:field|column|value)s? (?:is |are )?(?:empty|missing|blank)',
      '(?:with|having|that have|containing) (?:an |any )?(?:empty|missing|blank) (?:fields?|columns?|values?|cells?)',
    )
  )
    add({ kind: 'anyEmpty' });
  for (const taken of scan.takeAll(
    `${prefix}<C>(?: code| value)? (?:is |are |in |= ?|of )?(?:either |one of )?\\(?<[VNQI]\\d+>(?:, <[VNQI]\\d+>)*,? or <[VNQI]\\d+>\\)?`,
  )) {
    const values = taken.literals
      .filter(({ kind }) => 'VNQI'.includes(kind))
      .map(({ kind, value }) => (kind === 'V' ? value.slice(value.indexOf(':') + 1) : value));
    add({ kind: 'oneOf', column: columnOf(taken), ranges: values.map((value) => [value, value]) });
  }
  for (const taken of scan.takeAll(
    `${prefix}<C>(?: code| value| column| field)? ${negation} (?:to )?(?:exactly )?${value}`,
    `${prefix}<C>(?: code| value)? ?(?:is |are |was |equals |equal to |= ?|has the value |value |set to )(?:exactly |equal to )?${value}`,
    `${prefix}<C>(?: code| value)? of (?:exactly )?(<[VIQNLKBA]\\d+>)`,
    `${prefix}<C>(?: code)? (?:exactly |code )?(<[VNQIKL]\\d+>)`,
  )) {
    const text = scan.plain(taken.groups.at(-1) ?? '');
    const literal = scan.literal(taken.groups.at(-1));
    const given =
      literal?.kind === 'V'
        ? literal.value.slice(literal.value.indexOf(':') + 1)
        : (literal?.value ?? text);
    const named = columnOf(taken);
    // A value that the sample has in another field belongs to that field.
    const own =
      literal?.kind === 'V'
        ? profile.columns[Number(literal.value.slice(0, literal.value.indexOf(':')))]!
        : named;
    const column = named.values.includes(given) ? named : own;
    const family = /^([1-5])xx$/i.exec(given);
    if (!literal && (named.values.length > 0 || named.numeric)) {
      scan.gaps.push(`"${given}" is no value of ${named.name} in the sample.`);
      continue;
    }
    const not = new RegExp(negation, 'i').test(taken.text);
    if (family && !not)
      add({ kind: 'oneOf', column, ranges: [[`${family[1]}00`, `${family[1]}99`]] });
    else add({ kind: 'equals', column, value: given, not });
  }
  // "the cpu metrics": the value stands before the name of its field.
  for (const [at, literal] of scan.literals.entries()) {
    if (literal.kind !== 'V') continue;
    const owner = literal.value.slice(0, literal.value.indexOf(':'));
    for (const [other, { kind, value: index }] of scan.literals.entries())
      if (
        kind === 'C' &&
        index === owner &&
        scan.take(`(?:(?:with|where|for|of|in) )?(?:(?:the|all|a|an) )*<V${at}> <C${other}>`)
      )
        add({
          kind: 'equals',
          column: profile.columns[Number(owner)]!,
          value: literal.value.slice(owner.length + 1),
          not: false,
        });
  }
  for (const taken of scan.takeAll(
    '(?:with |where |having |for |of |that (?:are|were|have) |which (?:are|were|have) |whose )?(not |non-?)?(?:an? )?<V>(?: status| state)?',
    '<V>',
  )) {
    const literal = taken.literals.find(({ kind }) => kind === 'V')!;
    const colon = literal.value.indexOf(':');
    add({
      kind: 'equals',
      column: profile.columns[Number(literal.value.slice(0, colon))]!,
      value: literal.value.slice(colon + 1),
      not: /^(?:.* )?non?t?[ -]/i.test(taken.text.replace(/<.*/, '')),
    });
  }
  for (const taken of scan.takeAll(
    '(?:[a-z]+ ){0,2}?\\(<K>\\)',
    '(not |without |no )?(?:with |where |having |for )?<K>',
  )) {
    const [key, ...rest] = taken.literals[0]!.value.split('=');
    if (rest.join('=') === '') continue;
    const column = profile.columns.find(({ name }) => name === key);
    const not = Boolean(taken.groups[1]);
    if (column) add({ kind: 'equals', column, value: rest.join('='), not });
    else
      add({
        kind: 'text',
        text: taken.literals[0]!.value,
        anyCase: false,
        not,
        pattern: false,
        place: 'anywhere',
      });
  }
  const durations = measurable(profile).filter(isDuration);
  if (durations.length === 1)
    for (const taken of scan.takeAll(
      `(?:that |which )?(?:took|take|lasted|ran|run|lasting|taking|running|needed)(?: for)? (?:{over}|{below}|{least_or}|{most_or}) (<[NA]\\d+>)${unit}(?:,? \\(?<C>\\)?)?`,
      `(?:slower|longer|faster|shorter) than (<[NA]\\d+>)${unit}(?:,? \\(?<C>\\)?)?`,
    )) {
      const literal = taken.literals.find(({ kind }) => 'NA'.includes(kind))!;
      add({
        kind: 'compare',
        column: durations[0]!,
        sign: signOf(taken.text),
        value:
          literal.kind === 'A' && !/ms\b|milli/i.test(taken.text)
            ? String(Number(literal.value) * (/ms$|milli/i.test(durations[0]!.name) ? 1000 : 1))
            : (/^[\d.]+/.exec(literal.source)?.[0] ?? literal.value),
      });
    }
  readStatuses(scan, profile, add);
  for (const taken of scan.takeAll(
    '(?:,? ?(?:and |but )?)?(?:ignor(?:e|ing)|exclud(?:e|ing)|skip(?:ping)?|leav(?:e|ing) out|except|not counting|without)(?: all| the| those)*(?: {lines}| \\w+s)? (?:without|with no|that have no|where there is no|with(?:out)? an? (?:empty|missing)) (?:an? )?<C>',
    '(?:that |which |only those that )(?:have|has) an? <C>',
  ))
    add({ kind: 'empty', column: columnOf(taken), not: true });
  for (const taken of scan.takeAll(
    '(?:that |which )?(?:have|has|with) no <C>',
    '(?:that are |which are )?without (?:an? )?<C>',
  ))
    add({ kind: 'empty', column: columnOf(taken), not: false });
  readComparison(scan, profile, add, phrases);
  readLevels(scan, profile, add);
  readTexts(scan, sample, add);
  if (
    'stamp' in profile &&
    scan.take(
      '(?:,? ?(?:and |but )?)?(?:without|excluding|ignoring|leaving out|but not|not)(?: the| any)? (?:(?:stack ?)?trace(?:back)?|continuation|indented) {lines}',
      '(?:only )?(?:{lines} )?(?:that|which) (?:start|begin)s? with a (?:time ?stamp|date|time)',
    )
  )
    add({ kind: 'stamped' });
  if (phrases && ('level' in profile || profile.form === 'text')) readPhrases(scan, sample, add);
  return conditions;
}

function signOf(said: string): '>' | '>=' | '<' | '<=' {
  const text = said.toLowerCase();
  if (
    /at most|or less|or lower|or below|no more|not more|<=|maximum of|up to|less than or equal/.test(
      text,
    )
  )
    return '<=';
  if (
    /at least|or more|or higher|or above|>=|minimum|not less|no less|greater than or equal/.test(
      text,
    )
  )
    return '>=';
  return /\b(?:smaller|less|lower|under|below|shorter|fewer|faster|<)/.test(text) ? '<' : '>';
}

/** "404 responses", "a 5xx status": the number stands before its field. */
function readStatuses(scan: Scan, profile: Profile, add: (condition: Condition) => void): void {
  const column = profile.columns.find(
    ({ name, numeric }) =>
      numeric && /^(?:http_?)?status(?:_?code)?$|^code$|^sc-status$/i.test(name),
  );
  const tags = scan.literals.flatMap(({ kind, value }, at) =>
    'NI'.includes(kind) && /^[1-5](?:xx|\d\d)$/i.test(value) ? [`<${kind}${at}>`] : [],
  );
  if (!column) return;
  const code = tags.length === 0 ? '(?!)' : `(?:${tags.join('|')})`;
  const several = scan.take(
    `(?:that |which )?(?:with |of |having |ended (?:in|with) |got |returned |failed with |answered with |gave )*(?:an? |the )?(?:http )?(?:<C> )?(${code})(?:,| or|, or) (?:an? )?(${code})(?: (?:<C>|responses?|errors?|status(?:es)?|answers?|codes?))*`,
  );
  if (several) {
    const families = several.literals
      .filter(({ kind }) => 'NI'.includes(kind))
      .map(({ value }) => value);
    if (families.every((value) => /^[1-5](?:xx|\d\d)$/i.test(value))) {
      add({
        kind: 'oneOf',
        column,
        ranges: families.map((value) =>
          /xx$/i.test(value) ? [`${value[0]}00`, `${value[0]}99`] : [value, value],
        ),
      });
      return;
    }
  }
  for (const taken of scan.takeAll(
    `(?:that |which )?(?:with |of |having |ended (?:in|with) |got |returned |failed with |answered with |gave )*(?:an? |the )?(?:http )?(?:(not |non-)?(${code}))(?: (?:<C>|responses?|errors?|status(?:es)?|answers?|not found|codes?))+`,
    `(?:that |which )?(?:returned|got|gave|answered with|ended (?:in|with)) (?:an? )?(${code})`,
  )) {
    const literal = taken.literals.find(({ kind }) => 'NI'.includes(kind))!;
    const family = /^([1-5])xx$/i.exec(literal.value);
    if (family) add({ kind: 'oneOf', column, ranges: [[`${family[1]}00`, `${family[1]}99`]] });
    else if (/^[1-5]\d\d$/.test(literal.value))
      add({
        kind: 'equals',
        column,
        value: literal.value,
        not: /\b(?:not |non-)/i.test(taken.text),
      });
  }
  const plural = scan.take('(?:server|client) errors?');
  if (plural)
    add({
      kind: 'oneOf',
      column,
      ranges: [/server/i.test(plural.text) ? ['500', '599'] : ['400', '499']],
    });
}

/** "malformed rows": not as many fields as the first line has. */
function readMalformed(scan: Scan, profile: Profile, add: (condition: Condition) => void): void {
  if (profile.form !== 'delimited') return;
  const taken = scan.take(
    '(?:malformed|ragged|broken|misshapen|incomplete) {lines}(?: \\((?:not|other than|wrong number of) (?:<N> )?(?:fields|columns)\\))?',
    '{lines} (?:that are |which are |of [^ ]+ are |are )?(?:malformed|ragged)(?: \\((?:not|other than|wrong number of) (?:<N> )?(?:fields|columns)\\))?',
    '(?:with|having|that have) (?:the |a )?wrong number of (?:fields|columns)',
    'malformed(?: \\((?:not|other than) <N> (?:fields|columns)\\))',
  );
  if (taken)
    add({
      kind: 'fields',
      count: Number(
        taken.literals.find(({ kind }) => kind === 'N')?.value ?? profile.columns.length,
      ),
      not: true,
    });
}

function readFieldCounts(scan: Scan, add: (condition: Condition) => void): void {
  const delimited = '(?:comma[- ]separated |tab[- ]separated |semicolon[- ]separated )?';
  const should = scan.take(
    `should have (?:exactly )?<N> ${delimited}(?:fields|columns|values)(?: (?:on|in|per) (?:every|each|all)? ?{lines})?`,
    `(?:must|has to|have to|are expected to|is expected to) have (?:exactly )?<N> ${delimited}(?:fields|columns|values)(?: (?:on|in|per) (?:every|each|all)? ?{lines})?`,
  );
  if (should) {
    scan.take(
      "(?:of |for )?(?:each|every|all|the|any)? ?(?:{lines})? ?(?:that|which|where) (?:does not|do not|doesn't|don't|is not so|are not so)",
      '(?:of |for )?(?:each|every|all|the|any)? ?(?:bad|malformed|wrong|broken|offending|violating) {lines}',
      '(?:the )?{lines} (?:that|which) (?:violate|break) (?:this|that|it)',
    );
    add({
      kind: 'fields',
      count: Number(should.literals.find(({ kind }) => kind === 'N')!.value),
      not: true,
    });
    return;
  }
  const wrong = scan.take(
    `(?:that |which |whose |where |with )?(?:do not have|does not have|don't have|doesn't have|not having|other than|not|different from|have not)(?: exactly)? <N> ${delimited}(?:fields|columns|values)`,
    `(?:whose |where )?(?:the )?number of (?:fields|columns) (?:is not|differs from|is different from|is other than) <N>`,
  );
  if (wrong) {
    add({
      kind: 'fields',
      count: Number(wrong.literals.find(({ kind }) => kind === 'N')!.value),
      not: true,
    });
    return;
  }
  const right = scan.take(
    `(?:that |which )?(?:with|having|have|has) (?:exactly )?<N> ${delimited}(?:fields|columns|values)`,
  );
  if (right)
    add({
      kind: 'fields',
      count: Number(right.literals.find(({ kind }) => kind === 'N')!.value),
      not: false,
    });
}

function readLevels(scan: Scan, profile: Profile, add: (condition: Condition) => void): void {
  for (const { literals } of scan.takeAll(
    '(?:that |which )?(?:contain|have|are|are at|with|at)?(?:s|ing)? ?neither <L> nor <L>',
    '(?:without|excluding|except|not|no|ignoring|leaving out|that are not|other than)(?: the| any| all)* <L>(?:(?:,| or| and| nor|, or|, and) <L>)*(?: {lines})?',
  ))
    add({ kind: 'level', levels: literals.map(({ value }) => value), not: true });
  const found = scan.takeAll(
    '(not |non-?|without |except |excluding |other than )?(?:at |of |with |having |whose |the )*(?:log )?(?:level |severity )?(?:is |= ?)?(not )?<L>(?:(?:,| or| and|, or|, and) <L>)*(?:[- ]level)?(?: (?:{lines}|events?))?',
  );
  const plain =
    profile.form === 'log' || profile.form === 'pairs'
      ? scan.takeAll(
          '(error|warning|fatal|critical|debug|info)(?:[- ]level)? (?:lines|messages|entries|log lines|events|level)',
          '(errors|warnings)',
        )
      : [];
  const names = plain.map(({ groups }) =>
    (groups[1] ?? '')
      .toUpperCase()
      .replace(/S$/, '')
      .replace(/^WARNING$/, 'WARN'),
  );
  for (const { groups, literals } of found)
    add({
      kind: 'level',
      levels: literals.map(({ value }) => value),
      not: Boolean(groups[1] ?? groups[2]),
    });
  if (names.length > 0) add({ kind: 'level', levels: names, not: false });
}

function readTexts(scan: Scan, sample: string, add: (condition: Condition) => void): void {
  const anyCase =
    scan.take(
      '(?:ignoring case|case[- ]insensitive(?:ly)?|regardless of case|in any case|ignore case|whatever the case|upper or lower case)',
    ) !== null;
  const not = "(?:that |which )?(?:do not|does not|don't|doesn't|not|without|excluding|except|no)";
  const contain =
    '(?:containing|contains?|mention(?:s|ing)?|match(?:es|ing)?|includ(?:es?|ing)|says?|saying|have|has|having|with)(?: that)?(?: the)?(?: (?:word|text|string|phrase|pattern|message|regex|substring|regular expression))?';
  for (const taken of scan.takeAll(
    `${not} (?:${contain} )?(?:those )?(?:${contain} )?<Q>(?: (?:or|and) <Q>)*`,
    `(?:${contain}|with)? ?neither <Q> nor <Q>`,
    `(?:that |which |lines? )?(?:start(?:s|ing)? with|begin(?:s|ning)? with|end(?:s|ing)? (?:with|in)) <Q>`,
    `(?:that |which )?(?:${contain}|for|of|about) <Q>(?: or <Q>)*`,
    '(?:the )?(?:word|text|string|phrase|pattern) <Q>',
    '<Q>',
  )) {
    const negative = new RegExp(`^(?:${not})|neither`, 'i').test(taken.text);
    for (const literal of taken.literals) {
      const pattern =
        /regex|regular expression|pattern/i.test(taken.text) && /[.*+\\[(|^$]/.test(literal.value);
      add({
        kind: 'text',
        text: literal.value,
        anyCase,
        not: negative,
        pattern,
        place: /start|begin/i.test(taken.text)
          ? 'start'
          : /\bend/i.test(taken.text)
            ? 'end'
            : 'anywhere',
      });
    }
  }
  // Words without quotes are a pattern where the sample has exactly them.
  const said = scan.sees(
    '(?:that |which )?(?:say|says|saying|mention|mentions|mentioning|contain|contains|containing|report|reports|reporting)(?: that)?(?: the| an?)? ([^.;:?!,()]+)',
  );
  if (said) {
    const words = scan.plain(said.groups[1]!).trim().split(' ');
    for (let length = words.length; length >= 1; length--) {
      const phrase = words.slice(0, length).join(' ');
      const found = length > 1 || phrase.length > 3 ? foundIn(sample, phrase) : null;
      if (found === null) continue;
      const tagged = said.groups[1]!.trim()
        .split(/\s+/)
        .slice(0, length)
        .join(' ')
        .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      scan.take(
        `(?:that |which )?(?:say|says|saying|mention|mentions|mentioning|contain|contains|containing|report|reports|reporting)(?: that)?(?: the| an?)? ${tagged}`,
      );
      add({ kind: 'text', text: found, anyCase, not: false, pattern: false, place: 'anywhere' });
      break;
    }
  }
}

/** The words as the sample writes them; only whole words. */
export function foundIn(sample: string, phrase: string): string | null {
  const at = sample.toLowerCase().indexOf(phrase.toLowerCase());
  if (at === -1) return null;
  const found = sample.slice(at, at + phrase.length);
  return /[\p{L}\p{N}]$/u.test(found) && /^[\p{L}\p{N}]/u.test(sample.slice(at + phrase.length))
    ? null
    : found;
}

/** "started on or after 2025-08-02", where a field is named or is the only one with days. */
function readColumnTimes(scan: Scan, profile: Profile): Condition[] {
  const dated = profile.columns.filter((column) => column.dated);
  if (dated.length === 0 || profile.form === 'log' || profile.form === 'access') return [];
  const made: Condition[] = [];
  for (const taken of scan.takeAll(
    '(?:where |whose |with |that |which |having )?(?:the |an? )?<C>(?: is| was| of| are| lies| falls)? ?(?:from|between|in|within) (<[DT]\\d+>) (?:to|and|until|till|through|up to|-|–)(?: and including)? (<[DT]\\d+>)(?:,? ?\\(?(?:both )?(inclusive|included|ends included|exclusive|excluded)\\)?)?',
  )) {
    const column = profile.columns[Number(taken.literals[0]!.value)]!;
    const [from, to] = taken.literals.slice(1).map(({ instant }) => instant);
    if (!column.dated || !from || !to) {
      scan.gaps.push(`${column.name} has no days in the sample.`);
      continue;
    }
    const inclusive = !/exclu/i.test(taken.groups[3] ?? '');
    made.push({ kind: 'time', from: { ...from, inclusive }, to: { ...to, inclusive }, column });
  }
  for (const taken of scan.takeAll(
    '(?:where |whose |with |that |which |having )?(?:the |an? )?<C>(?: is| was| of| are)? ?(on or after|on or before|since|after|later than|from|before|until|up to|earlier than|not before|not after|on)(?: the)? (<[DT]\\d+>)(?: on| onwards?)?',
  )) {
    const column = profile.columns[Number(taken.literals[0]!.value)]!;
    const instant = taken.literals.at(-1)!.instant;
    if (!column.dated || !instant) {
      scan.gaps.push(`${column.name} has no days in the sample.`);
      continue;
    }
    const word = taken.groups[1]!.toLowerCase();
    const inclusive = !/^(?:after|later than|before|earlier than|until|up to)$/.test(word);
    const moment: Moment = { ...instant, inclusive };
    made.push(
      word === 'on'
        ? { kind: 'time', from: moment, to: moment, column }
        : /before|until|up to|earlier|not after/.test(word) && word !== 'not before'
          ? { kind: 'time', to: moment, column }
          : { kind: 'time', from: moment, column },
    );
  }
  return made;
}

function readTimes(scan: Scan): Condition[] {
  const moment =
    '(?:<[DT]\\d+>(?: (?:at |on )?<[DT]\\d+>)?)(?:,? \\(?(?:inclusive|exclusive|included|excluded)\\)?)?';
  const on = '(?:,? on (<D>))?';
  const read = (
    text: string | undefined,
    day: string | undefined,
    inclusive: boolean,
  ): Moment | undefined => {
    const instants = (text?.match(/<[DT]\d+>/g) ?? []).map(
      (tag) => scan.literal(tag)!.instant ?? {},
    );
    if (instants.length === 0) return undefined;
    const joined = Object.assign({}, ...instants) as { day?: string; time?: string };
    const ownDay = joined.day ?? day;
    const stated = /inclusive|included/i.test(text!)
      ? true
      : /exclusive|excluded/i.test(text!)
        ? false
        : inclusive;
    return {
      ...(ownDay !== undefined && { day: ownDay }),
      ...(joined.time !== undefined && { time: joined.time }),
      inclusive: stated,
    };
  };
  const dayOf = (tag: string | undefined): string | undefined => scan.literal(tag)?.instant?.day;
  const hours = scan.sees(`(?:between|from) (<N>) (?:and|to|until) (<T>)${on}`);
  if (hours) {
    const [first, last] = hours.literals.filter(({ kind }) => kind === 'N' || kind === 'T');
    const end = Number(last!.instant?.time?.slice(0, 2));
    const start =
      Number(first!.value) +
      (end > 12 && Number(first!.value) < 12 && Number(first!.value) + 12 < end ? 12 : 0);
    if (start < end && scan.take(`(?:between|from) (<N>) (?:and|to|until) (<T>)${on}`)) {
      const day = dayOf(hours.groups[3]);
      const at = (hour: number, inclusive: boolean): Moment => ({
        ...(day !== undefined && { day }),
        time: `${String(hour).padStart(2, '0')}:00`,
        inclusive,
      });
      scan.assumptions.push('The end of the time range does not belong to it.');
      return [{ kind: 'time', from: at(start, true), to: at(end, false) }];
    }
  }
  const stamped =
    '(?:(?:with|whose|having|where|that have|in) )?(?:(?:an?|the|their|its) )?(?:(?:time ?stamps?|times?|dates?|days?)(?: (?:is|are|lies|lie|falls|fall|of))? )?';
  const range = scan.take(
    `${stamped}(?:from|between|since|starting at|starting from) (${moment}),? (?:and|to|until|till|up to|through)(?: but not including|,? excluding| and including)? (?:before )?(${moment})${on}`,
    `on (<D>) (?:from|between) (${moment}) (?:and|to|until|till) (${moment})`,
    `(?:at or after|from) (${moment}) (?:and|but) before (${moment})${on}`,
  );
  if (range) {
    const leading = /^on /i.test(range.text);
    const [fromText, toText] = leading
      ? [range.groups[2], range.groups[3]]
      : [range.groups[1], range.groups[2]];
    const day =
      dayOf(leading ? range.groups[1] : range.groups[3]) ??
      scan.literal(/<D\d+>/.exec(fromText ?? '')?.[0])?.instant?.day ??
      (/<T/.test(fromText ?? '')
        ? scan.literal(/<D\d+>/.exec(toText ?? '')?.[0])?.instant?.day
        : undefined);
    const toTime = /<T/.test(toText ?? '');
    const both =
      scan.take('\\(?(?:both )?(?:ends )?(?:inclusive|included)\\)?') !== null ||
      /and including/i.test(range.text);
    if (/not including|excluding/i.test(range.text)) scan.take('exclusive');
    const from = read(fromText, day, true);
    const to = read(toText, day, (both || !toTime) && !/not including|excluding/i.test(range.text));
    if (from && to && !/clusive|cluded|before/i.test(toText ?? '') && toTime && !both)
      scan.assumptions.push('The end of the time range does not belong to it.');
    return [{ kind: 'time', ...(from && { from: from }), ...(to && { to: to }) }];
  }
  const after = scan.take(
    `${stamped}(?:on or after|since|from|after|at or after|later than|newer than|not before) (${moment})${on}(?: on| onwards?)?`,
  );
  const before = scan.take(
    `${stamped}(?:on or before|before|until|till|up to|earlier than|older than|not after) (${moment})${on}`,
  );
  if (after || before) {
    const from =
      after &&
      read(after.groups[1], dayOf(after.groups[2]), !/^(?:after|later|newer)/i.test(after.text));
    const to =
      before &&
      read(before.groups[1], dayOf(before.groups[2]), /^(?:on or|not after)/i.test(before.text));
    return [{ kind: 'time', ...(from && { from }), ...(to && { to }) }];
  }
  const hour = scan.take(
    `(?:in|during|within) the hour (?:of |starting at |beginning at )?(<T>|<N>)${on}`,
  );
  if (hour) {
    const literal = hour.literals[0]!;
    const start = literal.instant?.time?.slice(0, 2) ?? literal.value.padStart(2, '0');
    const day = dayOf(hour.groups[2]);
    const made = { ...(day !== undefined && { day }), time: start, inclusive: true };
    return [{ kind: 'time', from: made, to: made }];
  }
  const one = scan.take('(?:on|of|for|dated|from) <D>(?: only)?', 'at <T>');
  if (one) {
    const made = read(one.text, undefined, true)!;
    return [{ kind: 'time', from: made, to: made }];
  }
  return [];
}
