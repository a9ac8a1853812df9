/** What a value in one of the small languages of options means; '' where there is nothing to add. */
export function explainValue(tool: string, option: string, value: string): string {
  if (/^g?sort$/.test(tool) && /^(?:-k|--key)$/.test(option)) return sortKey(value);
  if (/^g?find$/.test(tool)) return findValue(option, value);
  if (tool === 'chmod' && option === 'MODE') return mode(value);
  if (/^g?date$/.test(tool) && value.startsWith('+')) return dateFormat(value);
  if (tool === 'cut' && /^-[fcb]$/.test(option))
    return list(value, option === '-f' ? 'field' : option === '-c' ? 'character' : 'byte');
  if (/^(?:head|tail)$/.test(tool) && /^-[nc]$/.test(option)) return count(tool, option, value);
  if (tool.endsWith('sed') && (option === 'SCRIPT' || option === '-e')) return sedScript(value);
  if (tool.endsWith('awk') && option === 'PROGRAM') return awkProgram(value);
  return '';
}

const orders: Readonly<Record<string, string>> = {
  n: 'by number',
  g: 'by number, also 1e3',
  h: 'by size such as 2K',
  r: 'reversed',
  f: 'without regard to case',
  M: 'by month',
  V: 'by version',
  b: 'ignoring blanks',
  d: 'as in a dictionary',
  R: 'at random',
};

function sortKey(value: string): string {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(value);
  if (!match) return '';
  const [, from = '', fromCharacter, first = '', to, toCharacter, second = ''] = match;
  const start = `field ${from}${fromCharacter ? `, character ${fromCharacter}` : ''}`;
  const end =
    to === undefined
      ? 'to the end of the line'
      : to === from && !toCharacter
        ? 'only'
        : `to field ${to}${toCharacter ? `, character ${toCharacter}` : ''}`;
  const order = [...new Set(first + second)]
    .map((letter) => orders[letter])
    .filter(Boolean)
    .join(', ');
  return `${start} ${end}${order ? `, ${order}` : ''}`;
}

function findValue(option: string, value: string): string {
  const signed = (text: string, more: string, less: string, same: string): string =>
    text.startsWith('+')
      ? `${more} ${text.slice(1)}`
      : text.startsWith('-')
        ? `${less} ${text.slice(1)}`
        : `${same} ${text}`;
  if (/^-[acm]time$/.test(option))
    return `${signed(value, 'more than', 'less than', '')} days ago`.trim();
  if (/^-[acm]min$/.test(option))
    return `${signed(value, 'more than', 'less than', '')} minutes ago`.trim();
  if (option === '-type') {
    const kinds: Readonly<Record<string, string>> = {
      f: 'a file',
      d: 'a folder',
      l: 'a link',
      b: 'a block device',
      c: 'a character device',
      p: 'a pipe',
      s: 'a socket',
    };
    return value
      .split(',')
      .map((letter) => kinds[letter] ?? letter)
      .join(' or ');
  }
  if (option === '-size') {
    const units: Readonly<Record<string, string>> = {
      c: 'bytes',
      w: 'words of 2 bytes',
      b: 'blocks of 512 bytes',
      k: 'KiB',
      M: 'MiB',
      G: 'GiB',
    };
    const match = /^([+-]?\d+)([cwbkMG]?)$/.exec(value);
    return match
      ? `${signed(match[1]!, 'more than', 'less than', '')} ${units[match[2] || 'b']}`.trim()
      : '';
  }
  return '';
}

function mode(value: string): string {
  const digits = /^0?([0-7]?)([0-7])([0-7])([0-7])$/.exec(value);
  if (!digits) return '';
  const rights = (digit: string): string => {
    const bits = Number(digit);
    const names = [bits & 4 ? 'read' : '', bits & 2 ? 'write' : '', bits & 1 ? 'run' : ''].filter(
      Boolean,
    );
    return names.join(', ') || 'nothing';
  };
  return `owner: ${rights(digits[2]!)}; group: ${rights(digits[3]!)}; others: ${rights(digits[4]!)}`;
}

const dateLetters: Readonly<Record<string, string>> = {
  Y: 'year',
  m: 'month',
  d: 'day',
  H: 'hour',
  M: 'minute',
  S: 'second',
  F: 'year-month-day',
  T: 'hour:minute:second',
  s: 'seconds since 1970',
  N: 'nanoseconds',
  Z: 'time zone',
  z: 'offset of the zone',
  a: 'short day name',
  A: 'day name',
  b: 'short month name',
  B: 'month name',
  j: 'day of the year',
  y: 'year without century',
  e: 'day without zero',
  u: 'day of the week',
  V: 'week',
  D: 'month/day/year',
  R: 'hour:minute',
};

function dateFormat(value: string): string {
  const parts = [...value.matchAll(/%[-_^0:]*([a-zA-Z])/g)].map(
    ([written, letter]) => `${written} ${dateLetters[letter!] ?? 'see the manual'}`,
  );
  return parts.slice(0, 8).join(', ');
}

function list(value: string, unit: string): string {
  if (!/^[\d,-]+$/.test(value)) return '';
  return value
    .split(',')
    .map((part) =>
      part.includes('-')
        ? `${unit}s ${part.replace(/^-/, '1-').replace(/-$/, ' to the last').replace('-', ' to ')}`
        : `${unit} ${part}`,
    )
    .join(', ');
}

function count(tool: string, option: string, value: string): string {
  const unit = option === '-n' ? 'lines' : 'bytes';
  const number = value.replace(/^[+-]/, '');
  if (tool === 'tail' && value.startsWith('+'))
    return `everything from ${unit.slice(0, -1)} ${number} on`;
  if (tool === 'head' && value.startsWith('-')) return `all but the last ${number} ${unit}`;
  return `${tool === 'head' ? 'the first' : 'the last'} ${number} ${unit}`;
}

function sedScript(value: string): string {
  const substitution =
    /^(?:(\S*?))s([/|#,@!:])((?:\\.|(?!\2).)*)\2((?:\\.|(?!\2).)*)\2([gpiIme0-9]*)/.exec(value);
  if (substitution && !value.includes(';')) {
    const [, , , , replacement = '', flags = ''] = substitution;
    return `replaces what matches${replacement === '' ? ' by nothing' : ''}, ${flags.includes('g') ? 'everywhere in a line' : 'the first time in a line'}`;
  }
  const range = /^(\d+)(?:,(\d+|\$))?([pdq])$/.exec(value);
  if (range)
    return `${range[3] === 'p' ? 'prints' : range[3] === 'd' ? 'deletes' : 'ends after'} line${range[2] ? 's' : ''} ${range[1]}${range[2] ? ` to ${range[2] === '$' ? 'the last' : range[2]}` : ''}`;
  const matching = /^\/(?:\\.|[^/])*\/(?:,\/(?:\\.|[^/])*\/)?([pd])$/.exec(value);
  if (matching) return `${matching[1] === 'p' ? 'prints' : 'deletes'} lines that match`;
  return '';
}

function awkProgram(value: string): string {
  const parts: string[] = [];
  if (/\bBEGIN\b/.test(value)) parts.push('BEGIN before the first line');
  if (/\bEND\b/.test(value)) parts.push('END after the last line');
  const fields = [...new Set([...value.matchAll(/\$(\d+|NF)\b/g)].map(([, field]) => field))].slice(
    0,
    6,
  );
  if (fields.length > 0)
    parts.push(
      fields
        .map((field) =>
          field === '0'
            ? '$0 the whole line'
            : field === 'NF'
              ? '$NF the last field'
              : `$${field} field ${field}`,
        )
        .join(', '),
    );
  if (/\bNR\b/.test(value)) parts.push('NR number of the line');
  if (/\bNF\b/.test(value.replaceAll('$NF', ''))) parts.push('NF number of fields');
  if (/\[[^\]]+\]\s*(?:\+\+|\+=)/.test(value)) parts.push('counts or sums for each key');
  return parts.join('; ');
}
