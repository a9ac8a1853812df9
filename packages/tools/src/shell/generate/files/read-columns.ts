import type { Scan } from '../scan.ts';

export type ColumnWord =
  | 'count'
  | 'size'
  | 'lines'
  | 'time'
  | 'day'
  | 'path'
  | 'name'
  | 'base'
  | 'mode'
  | 'owner'
  | 'group'
  | 'key';

const one =
  '(?:the |its |their |each |an? |file |octal |numeric |access |total |full |relative |last |that |corresponding |resulting )*(?:sizes?(?: in bytes)?|byte sizes?|bytes|(?:number|amount|count) of (?:{files}|{lines}|bytes|entries)|counts?|numbers?|totals?|sums?|modification (?:time|date|day)s?|time ?stamps?|times?|dates?|days?|months?|years?|paths?|base ?names?|file ?names?|names?(?: without (?:the |its )?(?:path|{folders}))?|permissions?|mode|owners?|users?|groups?|extensions?|endings?|{folders}(?: names?| paths?)?)(?: \\(?in (?:bytes|octal(?: form| notation)?|days?)\\)?)?';
// What was taken in between (an example in brackets) does not part them.
const glue =
  '(?:\\s·[·\\s]*)?(?:,| ?and|, and| plus| then| followed by| together with| with| as well as|;)';

/** Which columns are printed, in order. Takes all that only says so ("print count and name", "paths only"). */
export function readColumns(scan: Scan): ColumnWord[] {
  const found: ColumnWord[] = [];
  for (const taken of scan.takeAll(
    `(?:[,;:.(]? ?(?:and |then )?)?(?:(?:{show}|with|including|together with|along with|in the form|as|:|only|just) )+(?:(?:only|just|for each|for every|of each|for all) )*(?:{files} (?:with|and) )?${one}(?:${glue} ${one})*(?: (?:only|on one line|per line))*(?: of (?:each|every|all|the)(?= ))?`,
    `${one}(?:${glue} ${one})+`,
    `${one} only`,
    `(?<=[?.,;:] ?)${one}(?:${glue} ${one})*(?= ?[.?!]?$)`,
  ))
    for (const [word] of taken.text.matchAll(
      /number of lines|amount of lines|count of lines|base ?names?|names? without|file ?names?|(?:director(?:y|ies)|folders?|dirs?)(?: names?| paths?)?|(?<!in )bytes(?! size)|sizes?|counts?|numbers?|amounts?|totals?|sums?|days?|times?(?:tamps?)?|dates?|months?|years?|paths?|names?|permissions?|mode|owners?|users?|groups?|extensions?|endings?/gi,
    )) {
      const column = columnOf(word.toLowerCase());
      if (!found.includes(column)) found.push(column);
    }
  return found;
}

const columnOf = (word: string): ColumnWord =>
  /lines/.test(word)
    ? 'lines'
    : /direct|folder|dir|exten|ending/.test(word)
      ? 'key'
      : /size|bytes/.test(word)
        ? 'size'
        : /count|number|amount|total|sum/.test(word)
          ? 'count'
          : /day|month|year/.test(word)
            ? 'day'
            : /time|date/.test(word)
              ? 'time'
              : /perm|mode/.test(word)
                ? 'mode'
                : /owner|user/.test(word)
                  ? 'owner'
                  : /group/.test(word)
                    ? 'group'
                    : /path/.test(word)
                      ? 'path'
                      : /base|without/.test(word)
                        ? 'base'
                        : 'name';
