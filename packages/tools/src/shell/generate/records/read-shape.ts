import type { Scan } from '../scan.ts';

/** How the result is to be shown. */
export interface Wishes {
  /** What stands between fields, where it was said. */
  readonly separator: string | null;
  /** Names were written with commas and no blanks: `order_id,name`. */
  readonly commas: boolean;
  readonly noHeader: boolean;
  readonly keepHeader: boolean;
  readonly keepOrder: boolean;
}

/** Words about form that several families share. Takes them, so that they do not count as not understood. */
export function takeForm(scan: Scan): void {
  const only = scan.take(
    '(?:and )?(?:{show} )?(?:only|just) (?:the |one |a |this |that )?(?:plain )?(?:{number}|numbers)(?: itself)?(?: of {lines})?',
    '{show} (?:the|a) (?:single )?(?:number|figure)(?= only|[.]|$)',
    '(?:just|only) (?:a|one) number',
  );
  if (only) scan.take('only', 'alone');
  scan.take(
    '(?:,? ?(?:and )?)?(?:{show} )?(?:one|1|each) (?:\\w+ ){0,2}?(?:per|on its own|on a separate|on each|on one|on an own) line|(?:as )?one (?:\\w+ ){0,2}?per line|one line (?:each|for each|per (?:\\w+|<C>))|each on (?:its|a) own line|as a (?:plain )?list|line by line',
  );
  scan.take(
    '(?:,? ?(?:but )?)?(?:ignor(?:e|ing)|without|regardless of|leaving out)(?: the)?(?: leading)? (?:time ?stamps?|times?|dates?)(?: and (?:the )?(?:levels?|threads?))?(?= |[.,;]|$)',
  );
  scan.take(
    '(?:and )?(?:{show} )?(?:only|just) (?:the |those )?(?:matching )?(?=(?:{lines})(?: |[.,]|$))',
  );
  scan.take('nothing else', 'no other output', 'without (?:any )?other (?:text|output)');
}

/** Reads header, separator and the like. */
export function readShape(scan: Scan): Wishes {
  // What is said in brackets behind the name of a file describes the file, not the result.
  scan.take(
    '(?<=·)[\\s·]*\\(?(?:[;,] ?)?(?:tab|comma|semicolon|pipe|bar|space|blank|colon)[- ](?:separated|delimited)(?:,? (?:and )?(?:with|has|no|without)(?: an?| no)? {header}(?: (?:line|row))?)?\\)',
  );
  const commas = /,/.test(scan.sees('<X>')?.literals[0]?.source ?? '');
  const asTable = scan.take(
    '(?:convert(?:ed)? |turn(?:ed)? |transform(?:ed)? |export(?:ed)? )?(?:to|into|as) (csv|tsv)(?: format| file)?(?: with(?: the)? columns?)?',
  );
  if (asTable) scan.takeAll('convert|turn|transform|export|columns?|fields?');
  scan.take(
    'leav(?:e|ing)(?: the)?(?: <C>)?(?: field| value| column)? (?:empty|blank) (?:when|if|where) (?:there is no|it has no|the) (?:\\w+|<C>)(?: is (?:missing|null|absent|empty))?',
  );
  const noHeader =
    scan.take(
      '\\(?(?:without|with no|no|leave out|leaving out|omit(?:ting)?|minus|but not)(?: the| an?| any)?(?: output)? {header}\\)?',
    ) !== null;
  const keepHeader =
    scan.take(
      '{show} (?:the )?{header}(?: line| row)? first',
      '(?:,? ?)(?:preceded by|after|starting with|beginning with|headed by)(?: an?| the)? {header}(?: line| row)?(?: (?:with|of) (?:these|the|those) (?:column )?names)?',
      '(?:,? ?)(?:the )?{header}(?: line| row)?(?: is)? (?:included|kept|stays)(?: on top| first)?',
    ) !== null ||
    scan.take(
      '(?:the )?{header} (?:line |row )?and(?: then)? (?=(?:the |all |only |its )?(?:<N> )?(?:rows|lines|data|last|first|·))',
    ) !== null ||
    scan.take(
      '(?:and |but |while )?(?:keep(?:ing)?|with|including|preserv(?:e|ing)|leav(?:e|ing))(?: the| an?| its)? {header}(?: (?:line |row )?(?:first|on top|at the top|in place|as (?:the )?first line|intact))?',
    ) !== null;
  scan.take(
    '\\(?(?:it |which |that |the file |they |file |there )?(?:has|have|with|having|is|skip|skipping|ignore|ignoring|after|not counting|excluding|except)(?: an?| the)? {header}(?: (?:line|row))?\\)?',
    'not (?:counting|including) the {header}',
  );
  scan.take(
    '\\((?:the )?(?:fields?|values?)(?: can be| may be| are| is)? quoted\\)|(?:fields|values) (?:can|may) be (?:quoted|in quotes)|(?:some )?(?:fields|values) (?:contain|have) commas',
  );
  scan.take(
    '(?:which |that |it |file )?(?:is|are) (?:separated|delimited) by (?:vertical )?(?:bars?|pipes?|tabs?|commas?|semicolons?|blanks?|spaces?)',
  );
  const separated = scan.take(
    '(?:each |all )?(?:on (?:one|a single|the same) line,? ?)?(?:separated by|delimited by|joined by|with) (?:an? )?(?:single )?(spaces?|blanks?|commas?|tabs?|semicolons?|pipes?)(?: in between| as separator)?',
    '(?:as |in )?(tab|comma|space|semicolon|pipe)[- ](?:separated|delimited)(?! (?:fields|columns))(?: values| form| format| output| lines| list)?',
    'as (tab|comma|space|semicolon|pipe)[- ](?:separated|delimited) (?:fields|columns|rows)',
    'on (?:one|a single) line',
  );
  const keepOrder =
    scan.take(
      '(?:,? ?(?:and |but |while )?)?(?:without changing|keep(?:ing)?|preserv(?:e|ing)|in)(?: the| their)?(?: original| given| file| same)? order(?: (?:of|in)(?: the)? (?:first )?(?:the )?(?:file|{lines}|appearance|occurrence))?(?!ed| of| by)',
      '(?:,? ?(?:and |but )?)?keep(?:ing)?(?: only)? the first (?:occurrence|one)(?: of each| only)?',
      'in (?:the )?order of (?:first )?(?:appearance|occurrence)',
    ) !== null;
  return {
    separator: separated?.groups[1]
      ? separatorOf(separated.groups[1])
      : separated?.groups[2]
        ? separatorOf(separated.groups[2])
        : asTable
          ? /tsv/i.test(asTable.text)
            ? '\t'
            : ','
          : null,
    commas,
    noHeader,
    keepHeader,
    keepOrder,
  };
}

const separatorOf = (word: string): string =>
  /^tab/i.test(word)
    ? '\t'
    : /^comma/i.test(word)
      ? ','
      : /^semi/i.test(word)
        ? ';'
        : /^pipe/i.test(word)
          ? '|'
          : ' ';
