import { signFor, signWords } from '../frames/signs.ts';
import { awkText, command } from '../quote.ts';
import type { Scan } from '../scan.ts';

const per =
  '(?:(?:of|from|in|to|at the (?:start|end|beginning) of|before|after|around|behind) (?:each|every|all|the)(?: of the)?(?: {lines}| [a-z]+)?)?';

/** What is done with each line: sed scripts and small filters, in the order in which they run. */
export function readMaps(scan: Scan): string[] {
  const stages: string[] = [];
  const trimmed = scan.take(
    '(?:remov(?:e|ing)|stripp?(?:ing)?|trimm?(?:ing|ed)?|delet(?:e|ing)|cut(?:ting)?(?: off)?|without)(?: (?:all|the|any))* (leading and trailing|trailing and leading|surrounding|leading|trailing)(?: (?:white ?space|blanks|spaces))?' +
      `(?: ${per})?`,
    `(?:with )?(?:all |the |any )*(leading and trailing|trailing and leading|surrounding|leading|trailing) (?:white ?space|blanks|spaces)(?: ${per})? (?:removed|stripped|trimmed|cut off)`,
    `(trim)(?:med|ming)?(?: (?:the |all |each |every )*(?:{lines}|blanks|spaces|white ?space))?(?: ${per})?`,
  );
  if (trimmed) {
    const said = trimmed.groups[1]!.toLowerCase();
    if (!/^trailing$/.test(said)) stages.push(command('sed', 's/^[[:space:]]*//'));
    if (!/^leading$/.test(said)) stages.push(command('sed', 's/[[:space:]]*$//'));
  }
  if (
    scan.take(
      '(?:squeez(?:e|ing)|collaps(?:e|ing)|reduc(?:e|ing)|replac(?:e|ing))(?: (?:all|the|every|each|any))* (?:runs? of|multiple|repeated|several|consecutive|sequences of) (?:blanks|spaces|white ?space)(?: (?:to|into|by|with) (?:a |one |single )+(?:blank|space)?)?',
    )
  )
    stages.push(command('sed', '-E', 's/[[:space:]]+/ /g'));
  const letters = scan.take(
    '(?:(?:convert(?:ed)?|change[d]?|turn(?:ed)?|put|printed?|written|all|everything|letters?) )*(?:in|to|into|as) (?:all )?(lower|upper|small|capital)[- ]?(?:case)?(?: letters?)?',
    '(lower|upper)-?case(?:d)? (?:all|the|every|each)(?: {lines}| letters?)*',
  );
  if (letters)
    stages.push(
      /low|small/i.test(letters.text) ? "tr '[:upper:]' '[:lower:]'" : "tr '[:lower:]' '[:upper:]'",
    );
  const sign = `(?:(?:the|an?|all|every|each|any) )*(${signWords}|<[QI]\\d+>)(?: characters?| signs?)?`;
  const made = `(<N> (?:blanks?|spaces?|dots?|dashes|hyphens|underscores?)|${signWords}|<[QIE]\\d+>)`;
  const passive = `(?:with |so that |where )?${sign} (?:is |are |being )?(?:replaced|substituted|changed) (?:by|with|to|into) (?:an? |the )?(${signWords}|<[QIE]\\d+>)`;
  for (
    let taken =
      scan.take(passive) ??
      scan.takeParts(
        `(?:replac(?:e|ing)|substitut(?:e|ing)|chang(?:e|ing)|turn(?:ing)?) ${sign}`,
        `(?:with|by|to|into) (?:an? |the )?${made}`,
      );
    taken;
    taken = scan.takeParts(
      `(?:replac(?:e|ing)|substitut(?:e|ing)) ${sign}`,
      `(?:with|by|to|into) (?:an? )?${made}`,
    )
  ) {
    const [from, to] = [taken.groups[1]!, taken.groups[2]!].map(
      (said) => repeated(scan, said) ?? signFor(said) ?? scan.literal(said)?.value ?? said,
    );
    stages.push(
      from === '\n'
        ? command('tr', String.raw`\n`, to!)
        : command(
            'sed',
            `s/${from!.replaceAll(/[.*^$[\]\\/]/g, String.raw`\$&`).replace('\t', String.raw`\t`)}/${to!
              .replaceAll(/[\\&/]/g, String.raw`\$&`)
              .replace('\t', String.raw`\t`)
              .replace('\n', String.raw`\n`)}/g`,
          ),
    );
  }
  const quotes = scan.take(
    `(?:,? ?(?:and )?)?(?:with |where |in which |so that )?(?:(?:each|every|all|the)(?: of (?:them|the))?(?: [a-z]+)? )?(?:is |are |be |being |put |printed |written |enclosed |wrapped |surrounded )*(?:in|by|with|into|between) (single|double)[- ]quot(?:es|ation marks)(?: ${per})?`,
    `(?:single|double)[- ](?:quoted?)(?: (?:each|every|all)(?: {lines}| [a-z]+)?)?`,
  );
  if (quotes) stages.push(/single/i.test(quotes.text) ? `sed "s/.*/'&'/"` : `sed 's/.*/"&"/'`);
  const front = scan.take(
    `(?:,? ?(?:and )?)?(?:add|put|prepend|insert|writ|adding|putting|with)(?:e|ing)?(?: the| a)?(?: text| word| prefix| string)? (<[QI]\\d+>) (?:in front of|before|at the (?:start|beginning|front) of|to the (?:start|front|beginning) of) (?:each|every|all)(?: of the)?(?: {lines}| [a-z]+)?`,
    `prefix (?:each|every|all)(?: of the)?(?: {lines}| [a-z]+)? with (<[QI]\\d+>)`,
  );
  if (front)
    stages.push(
      command(
        'sed',
        `s/^/${scan.literal(front.groups.slice(1).find(Boolean))!.value.replaceAll(/[\\&/]/g, String.raw`\$&`)}/`,
      ),
    );
  const end = scan.take(
    `(?:,? ?(?:and )?)?(?:add|put|append|insert|adding|putting|appending|with)(?:ing)?(?: the| a)?(?: text| word| suffix| string)? (<[QI]\\d+>) (?:after|behind|at the end of|to the end of|to) (?:each|every|all)(?: of the)?(?: {lines}| [a-z]+)?`,
  );
  if (end)
    stages.push(
      command(
        'sed',
        `s/$/${scan.literal(end.groups[1])!.value.replaceAll(/[\\&/]/g, String.raw`\$&`)}/`,
      ),
    );
  return stages;
}

/** In which order the lines come, and whether the same line comes again. */
export function readOrdering(
  scan: Scan,
  numericLines: boolean,
): { stages: string[]; once: boolean } {
  const anyCase =
    scan.take(
      '(?:,? ?(?:and )?)?(?:ignoring|without regard to|regardless of|irrespective of|disregarding|whatever the|no matter the)(?: the)? (?:letter |upper (?:or|and) lower )?case(?: of letters)?|case[- ]insensitive(?:ly)?',
    ) !== null;
  const key = anyCase ? 'tolower($0)' : '$0';
  const keepsOrder =
    scan.take(
      '(?:,? ?(?:but |and |while )?)?(?:without sorting(?: (?:it|them|the (?:file|lines)))?|(?:keep(?:ing)?|preserv(?:e|ing)|retain(?:ing)?)(?: the)?(?: original| first| file)? (?:order|sequence)(?: of(?: the| their)?(?: first)?(?: {lines}| occurrences?| appearance)?)?|in(?: the| their)?(?: original| file)? order(?: of(?: the| their)? first (?:appearance|occurrence)s?)?|keep(?:ing)?(?: only)? the first(?: (?:occurrence|one|appearance))?(?: of each(?: (?:one|{lines}))?)?)(?: and the original order)?',
    ) !== null;
  const once =
    scan.take(
      '(?:remov(?:e|ing)|delet(?:e|ing)|dropp?(?:ing)?|throw(?:ing)? (?:away|out)|eliminat(?:e|ing)|without|no|leav(?:e|ing) out|skip(?:ping)?|ignor(?:e|ing)|weed(?:ing)? out)(?: (?:all|the|any|of))* (?:duplicates?|duplicated|repeated|repeats?|repetitions|double[ds]?)(?: {lines}| ones)?',
      '(?:each|every)(?: (?:distinct|different|of them|[a-z]+))?(?: only)? once|only once|(?:with ?out|no) (?:duplicates|repetitions|repeats)|de-?duplicated?(?: (?:the )?{lines})?',
      '(?:the |all )*{distinct}(?: {lines})?',
    ) !== null;
  scan.takeAll('(?:each|every)(?: only)? once|only once');
  const sorted = scan.take(
    '(?:,? ?(?:and )?)?(?:{sorted})(?:(?: in)? (numerically|by number|as numbers|numeric(?:al)? order|by (?:their )?(?:numeric )?value|alphabetically|alphabetical order|by (?:the )?length|by (?:line )?length))?(?: in)?(?: (descending|reverse|ascending|increasing|decreasing)(?: order)?)?',
    '(?:,? ?)?(?:in )?(alphabetical(?:ly)?|numerical(?:ly)?|ascending|descending)(?: order)?',
  );
  const falls =
    scan.take(
      '(?:,? ?)?(?:{descending}|(?:largest|highest|longest|last) first|from z to a|z first)',
    ) !== null || /descending|reverse|decreasing/i.test(sorted?.text ?? '');
  if (sorted) scan.take('{ascending}|(?:smallest|lowest|shortest) first');
  if (sorted || (falls && !keepsOrder)) {
    const said = sorted?.text ?? '';
    if (/length/i.test(said))
      return {
        once,
        stages: [
          'awk \'{print length($0) "\\t" $0}\'',
          `sort -s -n${falls ? 'r' : ''}`,
          'cut -f 2-',
          ...(once ? [`awk '!seen[${key}]++'`] : []),
        ],
      };
    const numeric = /numer|number|value/i.test(said) || numericLines;
    return {
      once,
      stages: [
        `sort${anyCase ? ' -f' : ''}${numeric ? ' -n' : ''}${falls ? ' -r' : ''}${once ? ' -u' : ''}`,
      ],
    };
  }
  const reversed = scan.take(
    '(?:in )?(?:the )?reverse(?:d)?(?: line)? order(?: of (?:the )?{lines})?|(?:the )?last line first|(?:from )?(?:the )?bottom to (?:the )?top|upside down|backwards|reverse (?:the )?(?:order of )?(?:the )?{lines}',
  );
  const mixed = scan.take(
    '(?:in )?(?:a )?random(?:ized)? order|shuffled?(?: the)?(?: {lines})?|randomly (?:ordered|mixed)',
  );
  return {
    once,
    stages: [
      ...(once
        ? [
            keepsOrder || reversed || mixed
              ? `awk '!seen[${key}]++'`
              : `sort${anyCase ? ' -f' : ''} -u`,
          ]
        : []),
      ...(reversed ? ['tac'] : []),
      ...(mixed ? ['shuf'] : []),
    ],
  };
}

/** How it ends: the first lines only, all in one line, or their number. */
export function readEnding(scan: Scan): string[] {
  const stages: string[] = [];
  const cut = scan.take(
    '(?:only |just )?(?:the )?(first|top|last|bottom) <N>(?: (?:of (?:them|these)|{lines}|ones))?',
    '(?:only |just )?(?:the )?<N> (first|last)(?: (?:of (?:them|these)|{lines}|ones))?',
    '(?:only |just )?(?:the )?(very first|very last) (?:{lines}|one)',
  );
  if (cut) {
    const n = cut.literals[0]?.value ?? '1';
    stages.push(`${/last|bottom/i.test(cut.text) ? 'tail' : 'head'} -n ${n}`);
  }
  const joined = scan.takeParts(
    '(?:,? ?(?:all )?)?(?:join (?:the |all )*{lines}|(?:as|in|on|into|onto|to|joined (?:into|in)|put (?:in|on|into)) (?:one|a single|a)(?: single| long)? ?(?:([a-z]+)-? ?(?:separated|delimited) )?{lines})',
  );
  const separator = scan.take(
    `(?:,? ?)?(?:in which |where |with )?(?:(?:the |all |each |them |these )*(?:[a-z]+ )?(?:are |is |being )?)?(?:separated|joined|delimited|divided|connected) (?:from each other )?(?:by|with|using) (?:an? |the )?(?:sign |character |text )?(${signWords}(?: and (?:an? )?(?:blanks?|spaces?))?|<Q>)`,
    `(?:,? ?)?with (?:an? )?(${signWords}|<Q>) (?:between|in between)(?: (?:them|the|each|two|of|{lines}))*`,
    `joined (?:in|on)to (?:one|a single) {lines} (?:by|with) (${signWords}|<Q>)`,
    '(comma|semicolon|tab|space|blank|pipe|colon)-? ?(?:separated|delimited|joined)(?: (?:list|{lines}|values|string))?',
  );
  if (joined || (separator && /list|string|one|single/i.test(separator.text))) {
    const said = [...(separator?.groups ?? []).slice(1), joined?.groups[1]].find(
      (group) => group !== undefined,
    );
    const spaced = / and /i.test(said ?? '');
    const given = said?.replace(/ and .*/i, '');
    const sign =
      given === undefined
        ? ' '
        : `${signFor(given.toLowerCase()) ?? scan.literal(given)?.value ?? ' '}${spaced ? ' ' : ''}`;
    stages.push(
      sign.length === 1 && sign !== '\n'
        ? command('paste', '-s', '-d', sign === '\t' ? String.raw`\t` : sign, '-')
        : `awk '{printf "%s%s",(NR>1?${awkText(sign)}:""),$0} END{print ""}'`,
    );
  }
  return stages;
}

/** "4 spaces" */
function repeated(scan: Scan, said: string): string | null {
  const found = /^(<N\d+>) (.+)$/.exec(said);
  const sign = found && signFor(found[2]!);
  return sign ? sign.repeat(Math.min(100, Number(scan.literal(found[1])!.value))) : null;
}
