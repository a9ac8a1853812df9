import type { Column, Profile } from '../profile-file.ts';
import type { Scan } from '../scan.ts';
import type { Key, Query } from './query.ts';

/** By what, in which direction, and how many. */
export interface Wanted {
  limit: Query['limit'];
  descending: boolean | null;
  /** "the slowest", "the largest": the extreme of something was asked for. */
  extreme: 'most' | 'least' | null;
  by: Key | 'count' | 'line' | null;
  /** "top 3": the largest of what is measured. */
  top?: boolean;
  /** What decides between equals. */
  ties?: Key | 'name';
}

export const measurable = (profile: Profile): Column[] =>
  profile.columns.filter(
    ({ numeric, name }) => numeric && !/(?:^|_)id$|^id$|^status$|^year$|^port$/i.test(name),
  );

export const isDuration = ({ name }: Column): boolean =>
  /dur(?:ation)?$|duration|elapsed|time|took|latency|(?:^|_)ms$|(?:^|_)s$|second|runtime|millis|minutes/i.test(
    name.split('.').at(-1)!,
  );

/** "which city …": one thing is asked for, where the noun is no plural. */
const asksForOne = (scan: Scan): boolean => {
  if (scan.sees('of all|for all|all of them|first')) return false;
  const asked = scan.sees('(?:which|what) (?:(?:single|one) )?(<C>|[a-z]+)');
  const noun = asked?.groups[1] ?? '';
  const word = scan.literal(/^<C\d+>/.exec(noun)?.[0])?.source ?? noun;
  return word !== '' && !/(?:[^su]s)$/i.test(word);
};

/** "ties by name", "equal counts in the order of the name". */
function readTies(
  scan: Scan,
  wanted: Wanted,
  columnOf: (tag: string | undefined) => Column | undefined,
): void {
  const taken = scan.take(
    '(?:,? ?(?:and |with )?)?(?:ties|equal (?:counts?|values?|numbers?|sums?|totals?|ones)|(?:those|ones) with (?:the )?(?:same|equal) (?:count|number|value|sum|total)s?|same counts?)(?: (?:are|being|should be|to be|shall be|must be|broken|sorted|ordered|resolved|arranged|go|in))* (?:by|alphabetically(?: by)?|in (?:the |alphabetical )?order(?: of| by)?|numerically by)(?: the| their| its)?(?: (<C>)| (?:[a-z]+)(?: (?:name|code|address|path|itself))?)?(?: (?:ascending|alphabetically|numerically|in alphabetical order))?',
  );
  if (!taken) return;
  const column = columnOf(taken.groups[1]);
  wanted.ties = column ? { kind: 'column', column } : 'name';
}

const most =
  '(?:largest|highest|biggest|greatest|slowest|longest|heaviest|newest|latest|most recent|most expensive|most)';
const least =
  '(?:smallest|lowest|fewest|fastest|shortest|lightest|oldest|earliest|cheapest|least|quickest)';

/** "largest total first", "the file with the most bytes first", "most attempts first". */
function readFirst(
  scan: Scan,
  wanted: Wanted,
  columnOf: (tag: string | undefined) => Column | undefined,
): void {
  const taken = scan.take(
    `(?:,? ?(?:and )?)?(?:sorted |ordered |the )*(?:(?:[a-z]+|<C>) with (?:the )?)?(?:(${most})|(${least})) (?:(?:of |total |average |mean |number of |count of |amount of )*(<C>)|(?!and\\b|the\\b|or\\b|of\\b)(?:(?:total|average|number of|count of) )?[a-z]+)(?: (?:values?|ones?))? (?:first|on top|at the top)`,
    `(?:,? ?(?:and )?)?(?:sorted |ordered |the )*(?:(?:[a-z]+|<C>) with (?:the )?)?(?:(${most})|(${least})) first`,
  );
  if (!taken) return;
  wanted.descending = taken.groups[1] !== undefined;
  const column = columnOf(taken.groups[3]);
  const early = /oldest|earliest/i.test(taken.text);
  const late = /newest|latest|recent/i.test(taken.text);
  if (column) wanted.by = { kind: 'column', column };
  else if (early || late) wanted.by = 'line';
  else if (
    /(?:frequent|common|often|count|number|attempts|occurrences|hits|requests|lines|rows|entries|events|times|total|sum)/i.test(
      taken.text,
    )
  )
    wanted.by = 'count';
}

export function readOrder(scan: Scan, profile: Profile): Wanted {
  const columnOf = (tag: string | undefined): Column | undefined => {
    const literal = scan.literal(tag);
    return literal ? profile.columns[Number(literal.value)] : undefined;
  };
  const wanted: Wanted = { limit: null, descending: null, extreme: null, by: null };
  const number = (literals: readonly { kind: string; value: string }[]): string | undefined =>
    literals.find(({ kind }) => kind === 'N')?.value;
  readTies(scan, wanted, columnOf);
  readFirst(scan, wanted, columnOf);
  const frequent = scan.take(
    '(?:the )?(?:top )?(?:<N> )?(?:most|least) (?:frequent|common|often|popular|used|active)(?:ly)?(?: occurring| used| seen| logged| requested)?(?: ones?)?(?: first| at the top)?',
    'top <N>(?= (?:<C>|[a-z]+) by (?:number|count|frequency))',
    '(?:with|having|that have|has|have|contains?|shows?|sees?|saw|causes?|caused|produced?|logs?|logged|sent|received|made|got|gets) (?:the )?(?:most|highest number of|largest number of)(?= )',
    'most frequently|most often',
  );
  if (frequent) {
    wanted.by = 'count';
    wanted.descending = !/least/i.test(frequent.text);
    const n = number(frequent.literals);
    if (n) wanted.limit = { count: Number(n), end: 'first' };
    else if (
      /^the most/i.test(frequent.text) &&
      !scan.sees('first|at the top') &&
      !/ first$/i.test(frequent.text)
    )
      wanted.limit = { count: 1, end: 'first' };
    else if (
      /^(?:with|having|that have|ha|contain|show|see|saw|cause|produce|log|sent|receive|made|g[eo]t)/i.test(
        frequent.text,
      ) &&
      asksForOne(scan)
    )
      wanted.limit ??= { count: 1, end: 'first' };
    else if (/often$/i.test(frequent.text) && asksForOne(scan))
      wanted.limit ??= { count: 1, end: 'first' };
    scan.take('{descending}');
  }
  if (scan.take('{descending}')) wanted.descending = true;
  else if (scan.take('{ascending}')) wanted.descending = false;
  const sorted = scan.take(
    '(?:,? ?(?:and )?(?:{sorted}))[\\s·]{0,80}(?:numerically |alphabetically )?(?:by|on|in order of|according to)(?: the| their| its)? (?:(<C>)(?: column| field| value| name)?|(count|number|total|sum|frequency|average|mean|timestamp|time|name|hour|day|date|revenue|level)(?: of (?:{lines}|<C>|requests|occurrences))?) ?(descending(?: order)?|ascending(?: order)?|desc|asc|numerically|alphabetically)?',
    '(?:in|by) (?:alphabetical|numerical|numeric|chronological) order(?: of (<C>))?',
    '(?:in|by) (?:order of |ascending |descending )(?:order of )?(<C>)',
  );
  if (sorted) {
    const column = columnOf(/<C\d+>/.exec(sorted.text)?.[0]);
    const word = sorted.groups[2]?.toLowerCase();
    wanted.by =
      column && !/(?:count|number|total|sum) of/.test(sorted.text)
        ? { kind: 'column', column }
        : word && /count|number|frequency|total|sum|average|mean|revenue/.test(word)
          ? 'count'
          : 'line';
    if (/\bdesc/i.test(sorted.text)) wanted.descending = true;
    else wanted.descending ??= false;
  } else if (scan.take('{sorted}(?: alphabetically| numerically)?|alphabetically|numerically')) {
    wanted.by ??= 'line';
    wanted.descending ??= false;
  }
  if (scan.take('numerically')) wanted.by ??= 'line';
  if (scan.take('descending(?: order)?|desc|reversed')) wanted.descending = true;
  else if (scan.take('ascending(?: order)?')) wanted.descending ??= false;
  const durations = measurable(profile).filter(isDuration);
  const superlative = scan.take(
    '(?:took|take|takes|ran|runs?) (?:the )?(longest)',
    '(?:the )?(?:top )?(?:<N> )?(slowest|longest[- ]running|longest|fastest|shortest|quickest)(?: running)?(?= |[.,?]|$)',
    '(?:the )?<N> ({big}|smallest|lowest|least)(?= )',
    '(?:the )?({big}|smallest|lowest)(?= (?:single )?(?:{lines}|order|sale|row))',
    '(?:with|has|have|having) (?:the )?(highest|largest|biggest|lowest|smallest|greatest|most)(?= )',
  );
  const topped =
    superlative && number(superlative.literals)
      ? null
      : scan.take(
          '(?:the )?(?:first|top|last|bottom) <N>(?: (?:data )?{lines})?',
          '(?:limit(?:ed)? to|only the first|at most|not more than|no more than) <N>(?: {lines})?',
          '(?:the )?(?:very )?(?:first|last)(?= <[LQV]\\d+>| (?:data )?{lines}| one)',
          '(?<=which |what )<N>(?= )',
        );
  if (topped)
    wanted.limit = {
      count: Number(number(topped.literals) ?? 1),
      end: /last|bottom/i.test(topped.text) ? 'last' : 'first',
    };
  if (topped && /\btop\b/i.test(topped.text)) {
    wanted.top = true;
    wanted.descending ??= true;
  }
  if (superlative) {
    wanted.extreme = /fast|short|quick|small|low|least/i.test(
      superlative.groups.slice(1).find(Boolean) ?? '',
    )
      ? 'least'
      : 'most';
    const n = number(superlative.literals);
    if (n) wanted.limit = { count: Number(n), end: 'first' };
    else {
      const before = scan.take('(?:the )?<N>(?= [a-z]+ ·)');
      if (before) wanted.limit = { count: Number(before.literals[0]!.value), end: 'first' };
      wanted.limit ??= { count: 1, end: 'first' };
    }
    if (/slow|long|fast|short|quick/i.test(superlative.text) && durations.length > 0)
      wanted.by ??= { kind: 'column', column: durations[0]! };
    wanted.descending ??= wanted.extreme === 'most';
    scan.take('{descending}|{ascending}');
  }
  return wanted;
}
