/** Files that one program wrote one after another into the same log. */
interface LogStream {
  /** Name of the file that is written to now, whether it is there or not. */
  readonly name: string;
  /** Oldest first. */
  readonly files: readonly string[];
  /** What the order rests on where names do not prove it, or null. */
  readonly assumed: string | null;
}

/** What a name says of a place in a stream. */
interface Place {
  readonly stream: string;
  /** Digits of date and time, `20261124` or `202611240530`; empty without one. */
  readonly date: string;
  /** The higher the older where there is no date, the higher the newer within a date; null where there is none. */
  readonly number: number | null;
  /** Whether the number stands before the ending: `app.1.log`. */
  readonly isInside: boolean;
}

const packings = /\.(?:gz|zst|zstd|bz2|xz|lz4|snappy|lzf|zip|Z)$/;
const dated =
  /(?<![\d])((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?:[-_.T]{1,2}([01]\d|2[0-3])(?:[-_.:]?([0-5]\d)(?:[-_.:]?([0-5]\d))?)?)?(?![\d])/;
const counter = /^[-_.](\d{1,4})(?=[-_.]|$)/;

/**
 * Groups names by the stream they belong to, and puts each in the order of time. Known are numbers at the end (logrotate, log4j, Python:
 * `app.log.2` is older than `app.log.1`), dates with or without a counter (`app.log-20261124`, `app-2026-11-24.1.log`,
 * `stderr--2026-11-24--10-00`: counters grow), and numbers before the ending where the unnumbered file is there too. The file without
 * number and date is the newest. Files of different folders are never one stream, and names such as `worker-1.log`, `attempt=2.log` are
 * not rotated ones. Every name is in exactly one stream; streams come in the order of their first name.
 */
export function groupRotatedFiles(names: readonly string[]): LogStream[] {
  const present = new Set(names.map((name) => name.replace(packings, '')));
  const streams = new Map<string, { name: string; place: Place }[]>();
  for (const name of names) {
    const place = placeOf(name.replace(packings, ''), present);
    const stream = streams.get(place.stream);
    if (stream) stream.push({ name, place });
    else streams.set(place.stream, [{ name, place }]);
  }
  return [...streams].map(([name, members]) => ({
    name,
    files: members.toSorted((a, b) => compare(a.place, b.place)).map((member) => member.name),
    assumed:
      members.length > 1 && members.some(({ place }) => place.isInside)
        ? 'numbers before the ending count back in time; some programs count forward'
        : null,
  }));
}

function placeOf(path: string, present: ReadonlySet<string>): Place {
  const cut = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, cut);
  const file = path.slice(cut);
  const date = dated.exec(file);
  if (date) {
    const before = file.slice(0, date.index).replace(/[-_.]+$/, '');
    const rest = file.slice(date.index + date[0].length);
    const count = counter.exec(rest);
    const after = count ? rest.slice(count[0].length) : rest;
    const stream = folder + (before === '' ? after.replace(/^[-_.]+/, '') : before + after);
    const digits = date.slice(1).join('');
    return { stream, date: digits, number: count ? Number(count[1]) : null, isInside: false };
  }
  const none: Place = { stream: path, date: '', number: null, isInside: false };
  const [, base = '', number] = /^(.+)\.(\d{1,3})$/.exec(file) ?? [];
  // `report.1` alone is as likely a version; a log has an ending, or its newest file is there.
  if (number !== undefined && (present.has(folder + base) || /\.[a-z]\w*$/i.test(base)))
    return { ...none, stream: folder + base, number: Number(number) };
  const [, stem = '', inside, ending = ''] = /^(.+)\.(\d{1,3})(\.[a-z]+)$/i.exec(file) ?? [];
  if (inside !== undefined && present.has(folder + stem + ending))
    return { ...none, stream: folder + stem + ending, number: Number(inside), isInside: true };
  return none;
}

function compare(a: Place, b: Place): number {
  const isNewest = (place: Place): boolean => place.date === '' && place.number === null;
  if (isNewest(a) !== isNewest(b)) return isNewest(a) ? 1 : -1;
  // Numbers without a date are newer than any date: what has a date was put away.
  if ((a.date === '') !== (b.date === '')) return a.date === '' ? 1 : -1;
  if (a.date === '') return (b.number ?? 0) - (a.number ?? 0);
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return (a.number ?? 0) - (b.number ?? 0);
}
