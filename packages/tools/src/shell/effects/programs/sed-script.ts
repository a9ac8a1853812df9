export interface SedEffects {
  /** Shell commands, '' where one is the text that is edited. */
  readonly commands: readonly string[];
  readonly writes: readonly string[];
}

/** Finds what reaches out of a sed script: the `e` command, the `e` and `w` flags of `s`, and `w`, `W`. */
export function readSedScript(script: string): SedEffects {
  const commands: string[] = [];
  const writes: string[] = [];
  const text = script.slice(0, 20_000);
  let at = 0;
  const rest = (): string => {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end;
    return line;
  };
  /** Skips up to the next delimiter that is not escaped or in brackets. */
  const skipTo = (delimiter: string): void => {
    let inBrackets = false;
    for (; at < text.length; at++) {
      if (text[at] === '\\') at += 1;
      else if (inBrackets) inBrackets = text[at] !== ']';
      else if (text[at] === '[' && delimiter !== '[') inBrackets = text.indexOf(']', at + 2) > 0;
      else if (text[at] === delimiter) {
        at += 1;
        return;
      }
    }
  };
  const skipPlain = (delimiter: string): void => {
    for (; at < text.length; at++) {
      if (text[at] === '\\') at += 1;
      else if (text[at] === delimiter) {
        at += 1;
        return;
      }
    }
  };
  while (at < text.length) {
    const character = text[at]!;
    if (/[\s;{}!,$\d~+]/.test(character)) {
      at += 1;
      continue;
    }
    at += 1;
    if (character === '/') {
      skipTo('/');
      while (/[IM]/.test(text[at] ?? '')) at += 1;
    } else if (character === '\\') {
      const delimiter = text[at++] ?? '/';
      skipTo(delimiter);
    } else if (character === 's') {
      const delimiter = text[at++] ?? '/';
      skipTo(delimiter);
      skipPlain(delimiter);
      while (/[gpiImMe0-9w]/.test(text[at] ?? '')) {
        const flag = text[at++]!;
        if (flag === 'e') commands.push('');
        if (flag === 'w') {
          writes.push(rest().trim());
          break;
        }
      }
    } else if (character === 'y') {
      const delimiter = text[at++] ?? '/';
      skipPlain(delimiter);
      skipPlain(delimiter);
    } else if (character === 'e') commands.push(rest().trim());
    else if (character === 'w' || character === 'W') writes.push(rest().trim());
    else if (/[aicrR:btT#]/.test(character)) {
      if (/[:btT]/.test(character)) while (at < text.length && !/[;\n}]/.test(text[at]!)) at += 1;
      else rest();
    }
  }
  return { commands, writes };
}
