import { takeOneFile } from '../frames/one-file.ts';
import type { Frame } from '../frame.ts';
import { command, pathWord } from '../quote.ts';
import { filesBehind } from '../surroundings.ts';

/** How many times a word or a text stands in a file; twice in a line counts twice. */
export const occurrences: Frame = {
  name: 'text-facts',
  build(scan, { seen }) {
    const text = String.raw`((?:(?:word|text|string|term|sign|character) )?<[QILN]\d+>|(?:word|term|string) [\w-]+)`;
    const taken =
      scan.take(
        `(?:how many times|how often)(?: (?:does|is|do|was))?(?: the)? ${text}(?: (?:occur|appear|come up|turn up|stand|found|used|mentioned|there|is|stands|occurs|appears))*`,
        `(?:how many|(?:the )?(?:number|count) of|count)(?: the| all)*(?: (?:occurrences?|appearances?|instances?|mentions?)) of (?:the )?${text}`,
      ) ?? null;
    if (!taken) return null;
    const said = taken.groups[1]!;
    const literal = taken.literals[0];
    const value = literal?.value ?? said.replace(/^(?:word|term|string) /i, '');
    const anyCase =
      scan.take(
        '(?:,? ?)?\\(?(?:ignoring|without regard to|regardless of|in any|any|disregarding)(?: the)?(?: (?:upper (?:and|or) lower|letter))? ?case\\)?|case[- ]insensitive(?:ly)?|upper or lower case',
      ) !== null;
    const word =
      /^(?:word|term)/i.test(said) ||
      scan.take('(?:as |only )?(?:a )?whole words?(?: only)?') !== null;
    scan.takeAll('(?:in )?total|altogether|{show}|only|(?:just )?(?:the |that )?number|overall');
    const path = takeOneFile(scan);
    if (path === null || /[*?]/.test(path)) return null;
    const packed = filesBehind(seen, path).some(({ compression }) => compression === 'gzip');
    const grep = command(
      packed ? 'zgrep' : 'grep',
      `-o${anyCase ? 'i' : ''}${word ? 'w' : ''}F`,
      '--',
      value,
      pathWord(path),
    );
    return { scan, command: `${grep} | wc -l` };
  },
};
