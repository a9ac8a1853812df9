import { command, pathWord } from '../quote.ts';
import type { Frame } from '../frame.ts';

/** Names of the settings of a file: `key = value`, `key: value`, `export KEY=value`; comments are none. */
const keysOf = (path: string): string =>
  `<(${command('sed', '-nE', String.raw`/^[[:space:]]*[#;]/d; s/^[[:space:]]*(export[[:space:]]+)?([^=:#[:space:]]+)[[:space:]]*[=:].*/\2/p`, pathWord(path))} | sort -u)`;

/** Which settings of one file the other lacks, or both have. */
export const keyLists: Frame = {
  name: 'compare-files',
  build(scan) {
    const what =
      '(?:the )?(?:keys?|settings?|properties|property|variables?|parameters?|options?|config(?:uration)? keys?|names?)';
    const state =
      '(?:(?:that |which )?(?:are |is )?(?:set|defined|present|given|used|exist|there|configured)? ?)?';
    const taken = scan.take(
      `(?:which|what|list|show|print|find)?(?: the| all)* ?${what} ${state}(?:in|of|from) <P>,? (?:but|and|that|which)(?: are| is)? (?:not|missing|absent)(?: (?:set|defined|present|given|there))? ?(?:in|from) <P>`,
      `(?:which|what) ${what} (?:of|from|in) <P> (?:are|is) (?:missing|absent|not set|not defined|not present|not)(?: (?:in|from)) <P>`,
      `${what} (?:missing|absent) (?:in|from) <P> (?:that (?:are|exist) in|compared (?:to|with)|but (?:set|present|defined) in) <P>`,
    );
    const both = taken
      ? null
      : scan.take(
          `(?:which|what|list|show|print|find)?(?: the| all)* ?${what} ${state}(?:in|of) both(?: of)? <P> and <P>`,
          `(?:which|what|list|show|print|find)?(?: the| all)* ?${what} (?:that )?<P> and <P> (?:have in common|share)`,
        );
    const found = taken ?? both;
    if (!found) return null;
    const paths = found.literals.filter(({ kind }) => kind === 'P').map(({ value }) => value);
    if (paths.length !== 2 || paths.some((path) => /\.(?:csv|tsv|json|jsonl|log)$/.test(path)))
      return null;
    const [one, other] = /^(?:the )?\w+ (?:missing|absent)/i.test(found.text)
      ? [paths[1]!, paths[0]!]
      : [paths[0]!, paths[1]!];
    scan.takeAll(
      "(?:,? ?;? ?)?(?:comments?(?: lines)?|lines that (?:start|begin) with (?:a )?(?:#|hash)|blank lines)(?: and (?:comments?|blank)(?: lines)?)? (?:do not|does not|don't) count",
      '(?:ignor(?:e|ing)|without|skip(?:ping)?|not counting)(?: the| all)? comments?(?: lines)?(?: and blank lines)?',
      '(?:,? ?(?:and )?)?(?:{show} )?(?:only )?(?:the )?(?:keys|names)(?: only)?(?:, (?:not|without) (?:their|the) values)?',
      '{sorted}(?: alphabetically| by name)?|one per line',
      '{show}|only',
    );
    return { scan, command: `comm ${both ? '-12' : '-23'} ${keysOf(one)} ${keysOf(other)}` };
  },
};
