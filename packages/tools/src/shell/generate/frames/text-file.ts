import type { Scan } from '../scan.ts';

/** The one file that a request about text names. */
export const takeFile = (scan: Scan): string | null =>
  scan
    .take(
      '(?:(?:in|of|from|to|for|into|at|inside|within) )?(?:the )?(?:(?:config(?:uration)?|text|log|csv|properties|env|settings|ini|sql|yaml) )?(?:file )?<P>(?: file)?',
    )
    ?.literals.find(({ kind }) => kind === 'P')?.value ?? null;

export const takeInPlace = (scan: Scan): boolean =>
  scan.take(
    '\\(?(?:directly )?in[- ]place\\)?|(?:in )?the file itself|(?:,? ?(?:and )?)?(?:overwrit(?:e|ing)|chang(?:e|ing|es?)|modif(?:y|ying)|edit(?:ing)?|sav(?:e|ing)) (?:the )?(?:file|it|result)(?: in place)?',
  ) !== null;

/** The ending of a copy that is to be kept; null where none was asked for. */
export const backup = (scan: Scan): string | null => {
  const taken = scan.take(
    '(?:,? ?(?:and |but |while )*)(?:keep(?:ing)?|leav(?:e|ing)|mak(?:e|ing)|creat(?:e|ing)|sav(?:e|ing)|with)(?: a| the)*(?: (?:backup|copy|original))+(?: copy| of the (?:original|file|old file)| file)*(?: (?:with the (?:ending|suffix|extension)|ending in|with extension|as|in|to|with|under|named|called))*(?: (<[EPQ]\\d+>))?',
  );
  if (!taken) return null;
  const literal = scan.literal(taken.groups[1]);
  return literal?.kind === 'E'
    ? `.${literal.value}`
    : literal?.kind === 'P'
      ? (/\.(\w+)$/.exec(literal.value)?.[0] ?? '.bak')
      : '.bak';
};
