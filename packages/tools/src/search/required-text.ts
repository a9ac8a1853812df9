/**
 * The longest text that every match of a pattern has, or null where none of three characters is certain. Groups are not looked into,
 * and with alternatives outside of a group nothing is certain.
 */
export function requiredText(pattern: string): string | null {
  // Half of a pair of surrogates is no character.
  if (/[\ud800-\udfff]/.test(pattern)) return null;
  let best = '';
  let run = '';
  /** Groups that are open. */
  let depth = 0;
  const end = (): void => {
    if (run.length > best.length) best = run;
    run = '';
  };
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    if (sign === '\\') {
      at += 1;
      const escaped = pattern[at] ?? '';
      // A letter or digit behind a backslash is a class, a border or a code.
      if (/[\p{L}\p{N}]/u.test(escaped)) {
        if (/[pPuxc]/.test(escaped)) return null;
        end();
      } else if (depth === 0) run += escaped;
    } else if (sign === '[') {
      end();
      for (at += 1; at < pattern.length && pattern[at] !== ']'; at++)
        if (pattern[at] === '\\') at += 1;
    } else if (sign === '*' || sign === '?' || sign === '{') {
      run = run.slice(0, -1);
      end();
      if (sign === '{') at = Math.max(at, pattern.indexOf('}', at));
    } else if (sign === '(') {
      end();
      depth += 1;
    } else if (sign === ')') {
      end();
      depth -= 1;
    } else if (sign === '|') {
      if (depth === 0) return null;
    } else if (sign === '+') end();
    else if (sign === '.' || sign === '^' || sign === '$') end();
    else if (depth === 0) run += sign;
  }
  end();
  return best.length >= 3 ? best : null;
}
