/** One accepted form of a command line that cannot be run here. */
export interface Form {
  readonly program: string;
  readonly words?: readonly string[];
  readonly options?: readonly { readonly names: readonly string[]; readonly value: string }[];
  readonly any_flag?: readonly (readonly string[])[];
  readonly word_matches?: readonly string[];
}

/** Does one of the simple commands (as argument lists) have one of the forms, and nothing that is forbidden? */
export function matchesForms(
  commands: readonly (readonly string[])[],
  forms: readonly Form[],
  forbid: readonly string[],
): boolean {
  if (
    commands.some((words) => words.some((word) => forbid.some((each) => isForbidden(word, each))))
  )
    return false;
  return forms.some((form) => commands.some((words) => matches(words, form)));
}

function isForbidden(word: string, forbidden: string): boolean {
  if (forbidden.endsWith('=') && word.startsWith(forbidden)) return true;
  if (forbidden.includes('(?')) return new RegExp(forbidden).test(word);
  return word === forbidden;
}

function matches([program = '', ...args]: readonly string[], form: Form): boolean {
  if (program.split('/').at(-1) !== form.program) return false;
  let at = 0;
  for (const word of form.words ?? []) {
    at = args.indexOf(word, at);
    if (at === -1) return false;
    at += 1;
  }
  const hasOption = ({
    names,
    value,
  }: {
    readonly names: readonly string[];
    readonly value: string;
  }): boolean =>
    args.some((word, index) =>
      names.some((name) => {
        const same = (given: string | undefined): boolean =>
          given?.toLowerCase() === value.toLowerCase();
        return (
          (word === name && same(args[index + 1])) ||
          (word.startsWith(`${name}=`) && same(word.slice(name.length + 1))) ||
          (/^-\w$/.test(name) && word.startsWith(name) && same(word.slice(2)))
        );
      }),
    );
  const hasFlag = (flags: readonly string[]): boolean =>
    flags.some((flag) =>
      args.some(
        (word) =>
          word === flag || (/^-\w$/.test(flag) && /^-\w+$/.test(word) && word.includes(flag[1]!)),
      ),
    );
  return (
    (form.options ?? []).every(hasOption) &&
    (form.any_flag ?? []).every(hasFlag) &&
    (form.word_matches ?? []).every((pattern) => args.some((word) => patternOf(pattern).test(word)))
  );
}

/** The data writes "whatever the case" as `(?i)` in front, which this language keeps apart from a pattern. */
const patternOf = (pattern: string): RegExp =>
  pattern.startsWith('(?i)') ? new RegExp(pattern.slice(4), 'i') : new RegExp(pattern);
