const monthNames = [
  'jan|january|januar|janvier|enero',
  'feb|february|februar|fevrier|febrero',
  'mar|march|marz|mars|marzo',
  'apr|april|avril|abril',
  'may|mai|mayo',
  'jun|june|juni|juin|junio',
  'jul|july|juli|juillet|julio',
  'aug|august|aout|agosto',
  'sep|sept|september|septembre|septiembre',
  'oct|october|okt|oktober|octobre|octubre',
  'nov|november|novembre|noviembre',
  'dec|december|dez|dezember|decembre|diciembre',
];
const anyMonth = `(?:${monthNames.join('|')})`;
const day = 86_400_000;

const clock = '(\\d{1,2})(?:[:.](\\d{2}))?(?::(\\d{2}))?\\s*(am|pm|uhr|h)?';
const between = new RegExp(
  `\\b(?:between|from|zwischen|von|entre|de)\\s+${clock}\\s*(?:and|to|till|until|und|bis|et|a|y|-|–)\\s*${clock}\\b`,
  'i',
);
const bareWindow = /\b(\d{1,2}):(\d{2})\s*(?:-|–|to|and|till|until|bis|und)\s*(\d{1,2}):(\d{2})\b/i;
const since = /\b(?:after|since|from|ab|nach|seit|depuis|desde)\s+(\d{1,2}):(\d{2})(?::\d{2})?\b/i;
const until = /\b(?:before|until|till|vor|bis|avant|hasta)\s+(\d{1,2}):(\d{2})(?::\d{2})?\b/i;
const lastSpan =
  /\b(?:in |of |for )?(?:the )?(?:last|past|letzten?|derniere?s?)\s+(\d+|two|three|five|ten|half an)?\s*(minutes?|mins?|hours?|days?|minuten|stunden?|tage?)\b/i;
const isoDay = /\b(?:on |of |am |le )?(\d{4}-\d{2}-\d{2})\b/;
const monthDay = new RegExp(
  `\\b(?:on |of |am |le |el )?(?:the )?(?:(${anyMonth})\\.? (\\d{1,2})(?:st|nd|rd|th)?|(\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of |de )?(${anyMonth}))(?:,? (\\d{4}))?\\b`,
  'i',
);
const monthOnly = new RegExp(
  `\\b(?:in|of|for|during|only|just|and|what about|im|nur|und|en)\\s+(${anyMonth})(?: (\\d{4}))?\\b(?!\\s*\\d)`,
  'i',
);
const relativeDay =
  /\b(the day before yesterday|vorgestern|yesterday|gestern|hier|ayer|today|heute|aujourd'hui|hoy|the day before(?: that)?|the (?:next|following) day|the day after(?: that)?)\b/i;

/**
 * Times that a request names, as conditions of the query language, and the request without them: times of day (of the newest day of
 * the logs), days and months (the latest that is not in the future where no year is written), spans, and days beside a known one.
 * @param known the time, that of the newest line (for days without a year), and the times of the search before (for "the day before that").
 */
export function timesIn(
  text: string,
  { now, newest, last }: { now: number; newest: number; last: readonly string[] },
): { times: readonly string[]; without: string } {
  const plain = text.normalize('NFD').replace(/\p{Diacritic}/gu, '');
  const cut = (found: RegExpExecArray) =>
    `${plain.slice(0, found.index)} ${plain.slice(found.index + found[0].length)}`;
  const days = (from: number, to: number) => [
    `after:${iso(from)}`,
    `before:${iso(to - day)}T23:59:59`,
  ];

  const iso1 = isoDay.exec(plain);
  if (iso1) {
    const start = Date.parse(`${iso1[1]!}T00:00:00Z`);
    if (!Number.isNaN(start)) return { times: days(start, start + day), without: cut(iso1) };
  }
  const dated = monthDay.exec(plain);
  if (dated) {
    const month = monthOf(dated[1] ?? dated[4]!);
    const start = latest(newest, dated[5], month, Number(dated[2] ?? dated[3]));
    if (start !== null) return { times: days(start, start + day), without: cut(dated) };
  }
  const month = monthOnly.exec(plain);
  if (month) {
    const start = latest(newest, month[2], monthOf(month[1]!), 1);
    if (start !== null) {
      const first = new Date(start);
      const next = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
      return { times: days(start, next), without: cut(month) };
    }
  }
  const relative = relativeDay.exec(plain);
  if (relative) {
    const start = dayBeside(relative[1]!.toLowerCase(), now, last);
    if (start !== null) return { times: days(start, start + day), without: cut(relative) };
  }
  const window = between.exec(plain);
  if (window) {
    const [from, to] = [clockAt(window.slice(1, 5)), clockAt(window.slice(5, 9))];
    if (from !== null && to !== null)
      return { times: [`after:${from}`, `before:${to}`], without: cut(window) };
  }
  const bare = bareWindow.exec(plain);
  if (bare) {
    const [from, to] = [clockAt(bare.slice(1, 3)), clockAt(bare.slice(3, 5))];
    if (from !== null && to !== null)
      return { times: [`after:${from}`, `before:${to}`], without: cut(bare) };
  }
  const span = lastSpan.exec(plain);
  if (span) {
    const count = { two: 2, three: 3, five: 5, ten: 10 }[span[1] ?? ''] ?? Number(span[1] ?? 1);
    const unit = span[2]![0]!.toLowerCase();
    if (Number.isFinite(count))
      return {
        times: [`after:-${count}${unit === 's' ? 'h' : unit === 't' ? 'd' : unit}`],
        without: cut(span),
      };
  }
  const times: string[] = [];
  let without = plain;
  for (const [key, pattern] of [
    ['after', since],
    ['before', until],
  ] as const) {
    const found = pattern.exec(without);
    if (!found) continue;
    times.push(`${key}:${found[1]!.padStart(2, '0')}:${found[2]!}`);
    without = `${without.slice(0, found.index)} ${without.slice(found.index + found[0].length)}`;
  }
  return times.length > 0 ? { times, without } : { times, without: text };
}

const iso = (epoch: number): string => new Date(epoch).toISOString().slice(0, 10);

const monthOf = (name: string): number =>
  monthNames.findIndex((names) => names.split('|').includes(name.toLowerCase()));

/** The start of a day; without a year the latest one that has come. */
function latest(now: number, year: string | undefined, month: number, date: number): number | null {
  if (month < 0 || date < 1 || date > 31) return null;
  if (year !== undefined) return Date.UTC(Number(year), month, date);
  const thisYear = new Date(now).getUTCFullYear();
  const start = Date.UTC(thisYear, month, date);
  return start <= now ? start : Date.UTC(thisYear - 1, month, date);
}

function dayBeside(word: string, now: number, last: readonly string[]): number | null {
  const today = Math.floor(now / day) * day;
  if (/^(?:today|heute|aujourd'hui|hoy)$/.test(word)) return today;
  if (/^(?:yesterday|gestern|hier|ayer)$/.test(word)) return today - day;
  if (/yesterday|vorgestern/.test(word)) return today - 2 * day;
  const known = last.map((each) => /^after:(\d{4}-\d{2}-\d{2})/.exec(each)?.[1]).find(Boolean);
  if (known === undefined) return null;
  const start = Date.parse(`${known}T00:00:00Z`);
  return /before/.test(word) ? start - day : start + day;
}

function clockAt([hour, minute, , half]: readonly (string | undefined)[]): string | null {
  const at = Number(hour) + (half?.toLowerCase() === 'pm' && Number(hour) < 12 ? 12 : 0);
  return at > 23 || Number(minute ?? 0) > 59
    ? null
    : `${String(at).padStart(2, '0')}:${minute ?? '00'}`;
}
