import { text, type LibraryFunction } from './value.ts';

const maxPattern = 100;
const maxSubject = 300;
const maxRepeats = 3;

/**
 * A pattern that Python and JavaScript read alike and that no text can make slow: literals, classes, `\\w \\d \\s`, `+ * ?`, `^ $`;
 * no groups, no look-around, and few repeats. Null for all others.
 */
function simplePattern(pattern: string): RegExp | null {
  if (pattern.length > maxPattern) return null;
  const pieces = String.raw`\[\^?(?:\\[wdsWDS.\-/_]|[^\\\[\]])+\]|\\[wdsWDSb.\-/_+*?$]|[\w \-/:,;@#&=%~!'"<>]|[.^$]`;
  if (!new RegExp(`^(?:(?:${pieces})[+*?]?)*$`).test(pattern)) return null;
  if ((pattern.match(/[+*]/g)?.length ?? 0) > maxRepeats) return null;
  try {
    return new RegExp(pattern, 'g');
  } catch {
    return null;
  }
}

/** `re.sub` with simple patterns on short ASCII texts, as names of tasks are made with. */
export const regularExpressions: Readonly<Record<string, LibraryFunction>> = {
  're.sub': ({ positional: [pattern, by, subject, ...more], keywords }) => {
    if (pattern?.kind !== 'text' || by?.kind !== 'text' || subject?.kind !== 'text') return null;
    if (more.length > 0 || keywords.size > 0 || by.value.includes('\\')) return null;
    const found = isShort(subject.value) ? simplePattern(pattern.value) : null;
    return found && text(subject.value.replaceAll(found, () => by.value));
  },
};

const isShort = (subject: string): boolean =>
  /^[\p{ASCII}]*$/u.test(subject) && subject.length <= maxSubject;
