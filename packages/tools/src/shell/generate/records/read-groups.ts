import type { Column, Profile } from '../profile-file.ts';
import type { Scan } from '../scan.ts';
import type { Key } from './query.ts';

const formats =
  '(?:,? ?\\(?(?:as|in the form|formatted as|in the format|form|format)? ?(?:YYYY-MM-DD[T ]HH(?::MM)?|YYYY-MM-DDTHH|YYYY-MM-DD|HH(?::MM)?)\\)?)?';

/** Where a request finds the time of a line: in the line, or in a field with days. */
export function timeColumn(profile: Profile): { readonly column?: Column } | null {
  if (profile.form === 'access' || ('stamp' in profile && profile.stamp)) return {};
  const dated = profile.columns.filter((column) => column.dated);
  return dated.length === 1 ? { column: dated[0]! } : null;
}

/** "per region", "by hour", "in each city": what lines are put together by. */
export function readGroups(scan: Scan, profile: Profile): Key[] {
  const group: Key[] = [];
  const time = timeColumn(profile);
  if (time) {
    const taken = scan.take(
      `(?:{per}) (hour of (?:the )?day|calendar day|calendar month|clock hour|hour|minute|day|date|month)(?: of (?:the )?day)?${formats}`,
      `(hourly|daily|monthly)(?: {number}| counts?)?`,
    );
    if (taken) {
      const text = taken.text.toLowerCase();
      const unit = /hour/.test(text)
        ? 'hour'
        : /minute/.test(text)
          ? 'minute'
          : /month/.test(text)
            ? 'month'
            : 'day';
      const printed = scan.take(
        `(?:the )?(?:hour|minute|day|date) (?:as|in the form|formatted as|in the format) (?:YYYY-MM-DD[T ]HH(?::MM)?|YYYY-MM-DDTHH|YYYY-MM-DD|HH(?::MM)?)`,
        '\\(?(?:YYYY-MM-DD[T ]HH(?::MM)?|YYYY-MM-DDTHH|YYYY-MM-DD|HH(?::MM)?)\\)?',
      );
      const form = `${text} ${printed?.text.toLowerCase() ?? ''}`;
      const short = /of (?:the )?day|(?<![dt-] ?)\bhh(?::mm)?\b/.test(form) && !/yyyy/.test(form);
      group.push({
        kind: 'time',
        unit,
        full: !short || unit === 'day' || unit === 'month',
        ...time,
      });
      if (time.column)
        scan.take(
          '\\((?:the )?<C>(?: column| field)? (?:is|has|are|in)(?: the)?(?: form)? (?:YYYY-MM-DD|an? (?:ISO )?dates?|dates?)\\)',
          '\\((?:the )?<C>(?: column| field)? (?:is|are|in)[^()]*\\)',
          '\\((?:the )?(?:day|month|hour|date)s? (?:is|are) the first <N> characters of (?:the )?<C>\\)',
          '\\(?(?:column|field|of) <C>\\)?',
          '\\((?:from )?(?:the )?<C>\\)',
        );
    }
  }
  if ('level' in profile && profile.level && scan.take('(?:{per}) (?:log )?(?:levels?|severity)'))
    group.push({ kind: 'level' });
  const column = (tag: string | undefined): Column | undefined => {
    const literal = scan.literal(tag);
    return literal ? profile.columns[Number(literal.value)] : undefined;
  };
  const often = scan.take(
    `how (?:often|many times) (?:does|do|did|has|have)? ?(?:each|every|the)?(?: {distinct})? ?(?:(<C>)|({lines})|(ip(?: address)?))(?: (?:value|name))?(?: (?:occur|appear|come up|show up|been logged))?`,
    '(?:the )?(?:frequency|frequencies|number of occurrences) of (?:each|every|the|all) (?:(<C>)|({lines}))(?: values?)?',
    'how (?:often|many times) (?:each|every) (?:(<C>)|({lines}))(?: values?| name)? (?:occurs|appears|is there)',
  );
  if (often)
    group.push(
      column(often.groups[1])
        ? { kind: 'column', column: column(often.groups[1])! }
        : { kind: 'line' },
    );
  else if (scan.take('(?:{per}) {distinct} {lines}', 'occurrences of each {lines}'))
    group.push({ kind: 'line' });
  for (const taken of scan.takeAll(
    '(?:{per})(?: the| single| different)*(?: {distinct})?(?: values? (?:of|in)(?: the)?)? (<C>)(?: column| field| value| name)?(?:(?: and|,| and per| and by)(?: per| by)? (<C>))?(?= |[.,;:?!)]|$)',
  ))
    for (const tag of taken.groups.slice(1))
      if (column(tag)) group.push({ kind: 'column', column: column(tag)! });
  return group;
}
