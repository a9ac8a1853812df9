import type { Column, Profile } from '../profile-file.ts';
import type { Scan } from '../scan.ts';
import type { Condition } from './query.ts';

/** What values are written like, as extended regular expressions that every awk knows. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/whole|integer|digits/i, '^-?[0-9]+$'],
  [/number|numeric/i, '^-?[0-9]+([.][0-9]+)?$'],
  [/YYYY-MM-DD|date/i, '^[0-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'],
  [/e-?mail/i, '^[^@ ]+@[^@ ]+[.][^@ .]+$'],
];
const formWords =
  '(?:whole numbers?|integers?|(?:decimal )?numbers?|numeric|digits(?: only)?|(?:valid )?dates?(?: of the form YYYY-MM-DD| in the form YYYY-MM-DD)?|(?:of|in) the form(?:at)? YYYY-MM-DD|YYYY-MM-DD(?: dates?)?|e-?mail addresses|an e-?mail address)';

/** "whose qty is not a whole number", "with an invalid date". */
export function readForms(scan: Scan, profile: Profile, add: (condition: Condition) => void): void {
  if (profile.columns.length === 0) return;
  for (const taken of scan.takeAll(
    `(?<!\\()(?:where |whose |with |having |that have |if )?(?:the |an? )?<C>(?: column| field| value)? (?:is|are|does|do)(?:n't| not|not)?(?: (?:have|contain|match|look like|an?|valid|in|not))* ?${formWords}`,
    `(?:with |having |that have )?(?:an? )?(?:invalid|malformed|wrong|bad|non-?numeric) <C>(?: values?| fields?)?(?: \\(${formWords}\\))?`,
  )) {
    const column: Column =
      profile.columns[Number(taken.literals.find(({ kind }) => kind === 'C')!.value)]!;
    const text = taken.text.replace(/<[A-Z]\d+>/g, '');
    const named = /invalid|malformed|wrong|bad/i.test(text) && !/number|date|mail|YYYY/i.test(text);
    const pattern = named
      ? column.numeric
        ? forms[1]![1]
        : column.dated || /date|day/i.test(column.name)
          ? forms[2]![1]
          : null
      : forms.find(([word]) => word.test(text))?.[1];
    if (!pattern) {
      scan.gaps.push(`What is a valid value of ${column.name}?`);
      continue;
    }
    add({
      kind: 'form',
      column,
      pattern,
      not: /not|n't|invalid|malformed|wrong|bad|non/i.test(text),
    });
  }
}
