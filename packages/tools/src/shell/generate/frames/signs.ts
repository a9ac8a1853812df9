const signOf: readonly (readonly [RegExp, string])[] = [
  [/^commas?$/, ','],
  [/^semi-?colons?$/, ';'],
  [/^(?:tabs?|tabulators?)$/, '\t'],
  [/^(?:spaces?|blanks?)$/, ' '],
  [/^(?:pipes?|bars?|vertical bars?)$/, '|'],
  [/^colons?$/, ':'],
  [/^(?:dots?|points?|periods?|full stops?)$/, '.'],
  [/^(?:underscores?)$/, '_'],
  [/^(?:hyphens?|dash(?:es)?|minus(?: signs?)?)$/, '-'],
  [/^(?:slash(?:es)?)$/, '/'],
  [/^(?:double quotes?|quotation marks?)$/, '"'],
  [/^(?:single quotes?|apostrophes?)$/, "'"],
  [/^(?:new ?lines?|line breaks?)$/, '\n'],
];
/** Signs that have a name. */
export const signWords =
  'commas?|semi-?colons?|tabs?|spaces?|blanks?|pipes?|(?:vertical )?bars?|colons?|dots?|points?|periods?|underscores?|hyphens?|dash(?:es)?|slash(?:es)?|double quotes?|quotation marks?|single quotes?|new ?lines?|line breaks?';
/** The sign that a word stands for. */
export const signFor = (said: string): string | undefined =>
  signOf.find(([match]) => match.test(said.toLowerCase().trim()))?.[1];
