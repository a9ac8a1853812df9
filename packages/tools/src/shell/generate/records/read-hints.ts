import type { Column, Profile } from '../profile-file.ts';
import type { Scan } from '../scan.ts';
import { emptyWords } from '../word-classes.ts';
import type { Condition } from './query.ts';
import { measurable } from './read-order.ts';

/** Verbs and adjectives that say which field is compared without naming it. */
const kinds: readonly (readonly [RegExp, RegExp])[] = [
  [
    /cost|expensive|cheap|worth|paid|charged|earned/i,
    /price|cost|fare|amount|fee|total|revenue|value|salary|charge/i,
  ],
  [/heav|weigh|light/i, /weight|kg|mass|gram/i],
  [/longer|shorter|far|took|take|last/i, /dur|time|elapsed|second|ms$|minutes|distance|length|km/i],
  [/larger|bigger|smaller/i, /bytes|size|mb$|kb$/i],
  [/old|young/i, /age|years/i],
];

const plainComparison =
  '(?:of|with|for|is|are|was|were|amounting to) (?:{over}|{below}|{least_or}|{most_or}) (<N>)(?= |[.,;?]|$)(?! (?:{lines}|{files}|fields?|columns?|characters?|words?|days?|hours?|times))';

/** "that cost more than 10": the field is the only one of that kind. */
export function readComparison(
  scan: Scan,
  profile: Profile,
  add: (condition: Condition) => void,
  plainToo = true,
): void {
  const numeric = measurable(profile);
  if (numeric.length === 0) return;
  const verbs =
    '(?:that |which |who )?(?:cost|costs|costing|were worth|are worth|weigh(?:s|ed|ing)?|took|lasted|paid|earn(?:s|ed)?|charged)(?: is| are)?';
  for (const taken of scan.takeAll(
    `${verbs} (?:{over}|{below}|{least_or}|{most_or}) (<[NBA]\\d+>)(?: [a-z]+)?`,
    ...(plainToo ? [plainComparison] : []),
    '(?:heavier|lighter|cheaper|more expensive|older|younger|bigger|larger|smaller) than (<N>)(?: [a-z]+)?',
  )) {
    const pair = kinds.find(([verb]) => verb.test(taken.text));
    const plain = /^(?:of|with|for|is|are|was|were|amounting)/i.test(taken.text);
    const fitting: Column[] =
      plain || !pair ? numeric : numeric.filter(({ name }) => pair[1].test(name));
    const literal = taken.literals.find(({ kind }) => 'NBA'.includes(kind))!;
    if (fitting.length !== 1) {
      scan.gaps.push(`Which field is meant by "${scan.plain(taken.text).trim()}"?`);
      continue;
    }
    scan.assumptions.push(`${fitting[0]!.name} is compared.`);
    add({
      kind: 'compare',
      column: fitting[0]!,
      sign: /at least|or more|minimum/i.test(taken.text)
        ? '>='
        : /at most|or less|up to/i.test(taken.text)
          ? '<='
          : /less|lighter|cheaper|younger|smaller|below|under|shorter|fewer/i.test(taken.text)
            ? '<'
            : '>',
      value: literal.kind === 'N' ? literal.value : (/^[\d.]+/.exec(literal.source)?.[0] ?? ''),
    });
  }
}

/** Words of requests that are no quotation of a log although its lines may have them. */
const asking =
  /^(?:lines?|files?|logs?|each|every|count|number|first|last|level|message|time|day|hour|per|with|without|where|which|from|between|until|after|before|following|starting|sorted|order|only|just|most|frequent|highest|largest|error|warn|info|debug|task|tasks|request|requests|name|names|word|words|value|values|text|user|host|source|distinct|different|unique|whole|complete|how|many|often|entries|all|any|not|more|than|less|average|total|sum|maximum|minimum|percent|second|seconds|ms|date|record|records|reason|written|writes?|according|mentioned|appear|happened|runs?|jobs?|before|attempts?|percentage|stack|trace|traces|client|process|program|class|query|string|everything|continuation|complete|together|address|addresses|exceptions?|classes|java|python|fully|qualified|colon|followed|ending|types?|kinds?|status|code|codes|user|users|service|services|component|components|thread|threads|logger|host|hosts|port|ports|total|sizes?|bytes)$/i;

/** "containers were killed" looks for `Killing` and `container`: words that only some lines have, in whatever form. */
function readStems(
  scan: Scan,
  lines: readonly string[],
  add: (condition: Condition) => void,
): void {
  const stemOf = (word: string): string =>
    word
      .toLowerCase()
      .replace(/(?:ing|ed|es|s|e)$/, '')
      .replace(/([a-z])\1$/, '$1');
  const found: { word: string; text: string }[] = [];
  for (const word of scan.leftover()) {
    if (!/^[a-z]{4,}$/i.test(word) || asking.test(word) || emptyWords.has(word.toLowerCase()))
      continue;
    const stem = stemOf(word);
    if (stem.length < 4) continue;
    const written = lines.flatMap((line) => {
      const match = new RegExp(String.raw`(?<![\w.])${stem}\w*`, 'i').exec(line);
      return match && stemOf(match[0]).startsWith(stem) && match[0].length <= stem.length + 4
        ? [match[0]]
        : [];
    });
    if (written.length === 0 || written.length === lines.length) continue;
    if (new Set(written).size === 1) found.push({ word, text: written[0]! });
  }
  const together = lines.filter((line) => found.every(({ text }) => line.includes(text)));
  if (found.length === 0 || together.length === 0) return;
  for (const { word, text } of found) {
    scan.takeAll(`(?:(?:were|was|are|is|got|been) )?(?:the )?${word}`);
    add({ kind: 'text', text, anyCase: false, not: false, pattern: false, place: 'anywhere' });
  }
  scan.assumptions.push(
    `Lines with ${found.map(({ text }) => `"${text}"`).join(' and ')} are meant, as the file writes it.`,
  );
}

/** Two or more words that lines of the sample have, and not all lines: "failed password attempts" looks for `Failed password`. */
export function readPhrases(scan: Scan, sample: string, add: (condition: Condition) => void): void {
  const lines = sample.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) return;
  const small = lines.map((line) => line.toLowerCase());
  for (const [run] of scan.left.matchAll(/[\p{L}][\p{L}\p{N}'-]*(?: [\p{L}][\p{L}\p{N}'-]*)+/gu)) {
    const words = run.split(' ');
    let found = false;
    for (let start = 0; start < words.length - 1 && !found; start++)
      for (let length = Math.min(6, words.length - start); length >= 2 && !found; length--) {
        const part = words.slice(start, start + length);
        const content = part.filter(
          (word) => !emptyWords.has(word.toLowerCase()) && !asking.test(word),
        );
        if (content.length === 0 || (content.length === 1 && content[0]!.length < 5)) continue;
        if (asking.test(part[0]!) || asking.test(part.at(-1)!)) continue;
        if (emptyWords.has(part[0]!.toLowerCase()) || emptyWords.has(part.at(-1)!.toLowerCase()))
          continue;
        const phrase = part.join(' ').toLowerCase();
        const having = small.filter((line) => line.includes(phrase)).length;
        if (having === 0 || having === lines.length) continue;
        const line = lines[small.findIndex((each) => each.includes(phrase))]!;
        const at = line.toLowerCase().indexOf(phrase);
        const text = line.slice(at, at + phrase.length);
        if (!scan.take(part.map((word) => word.replaceAll(/[-']/g, String.raw`\$&`)).join(' ')))
          continue;
        add({
          kind: 'text',
          text,
          anyCase: false,
          not: false,
          pattern: false,
          place: 'anywhere',
        });
        scan.assumptions.push(`Lines with "${text}" are meant, as the file writes it.`);
        found = true;
      }
    if (found) return;
  }
  readStems(scan, lines, add);
  // One rare word, written as a name: OOMKilled, SQLTimeoutException.
  for (const word of scan.leftover()) {
    if (!/^[A-Z][a-z]*[A-Z]\w*$/.test(word)) continue;
    const having = lines.filter((line) => line.includes(word)).length;
    if (having === 0 || having === lines.length) continue;
    if (scan.take(`(?:(?:with|for|because of|by|due to) )?(?:the )?(?:reason )?${word}`))
      add({
        kind: 'text',
        text: word,
        anyCase: false,
        not: false,
        pattern: false,
        place: 'anywhere',
      });
  }
}
