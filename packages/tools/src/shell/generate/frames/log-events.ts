import { awkText, command, literalPattern, pathWord, pipe, type Word } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import { profileFile, type Column, type Profile } from '../profile-file.ts';
import { AwkFields } from '../records/awk-fields.ts';
import { readConditions } from '../records/read-conditions.ts';
import { takeForm } from '../records/read-shape.ts';
import { Scan } from '../scan.ts';
import { filesBehind, type SeenFile } from '../surroundings.ts';
import { tagColumns } from '../tag-columns.ts';

interface Log {
  readonly scan: Scan;
  readonly file: Word;
  readonly profile: Profile;
  readonly sample: SeenFile;
}

/** Questions about what happened in a log, beyond single lines: what began and did not end, how long, traces, kinds of messages. */
export const logEvents: Frame = {
  name: 'log-events',
  build(scan, { seen }) {
    const named = scan.take('(?:(?:in|of|from|for|by) )?(?:the )?(?:log )?(?:file )?<P>(?: file)?');
    if (!named) return null;
    const path = named.literals[0]!.value;
    const sample = filesBehind(seen, path).find(({ head }) => head !== undefined);
    const profile = profileFile(sample);
    if (!sample || !profile || sample.compression) return null;
    const inner = new Scan(
      tagColumns({ text: scan.left, literals: scan.literals }, profile.columns),
    );
    const log: Log = { scan: inner, file: pathWord(path), profile, sample };
    for (const task of [
      unfinished,
      spanOfTime,
      firstAndLast,
      entriesWithTraces,
      fromOrUntil,
      traceOf,
      numberInText,
      kindsOfMessages,
    ]) {
      const made = task(log);
      if (made === null) continue;
      takeForm(inner);
      inner.takeAll('{lines}|{sorted}|each once|{distinct}');
      return { scan: inner, command: made, sampled: true } satisfies Draft;
    }
    return null;
  },
};

/** Keys with one event and without another. */
function unfinished({ scan, profile, file }: Log): string | null {
  const taken = scan.take(
    "(?:that |which )?(?:have |has |had |with |were |was )*(?:an? |the )?<V>(?: (?:<C>|events?|lines?|entries|entry|status|state|records?))?,? (?:but|and|yet)(?: (?:have|has|had|were|was|did|are|is|with))*(?: no| never| not| without| n't)(?: an?| the| any| been| ever)* ?<V>(?: (?:<C>|events?|lines?|entries|entry|status|state|records?))?",
  );
  if (!taken) return null;
  const [first, second] = taken.literals
    .filter(({ kind }) => kind === 'V')
    .map(({ value }) => ({
      column: profile.columns[Number(value.slice(0, value.indexOf(':')))]!,
      value: value.slice(value.indexOf(':') + 1),
    }));
  if (!first || !second || first.column !== second.column) return null;
  const asked = scan.take('(?:the |their |which |what )?<C>(?: (?:numbers?|names?|ids?|values?))?');
  const key: Column | undefined = asked
    ? profile.columns[Number(asked.literals[0]!.value)]
    : undefined;
  if (!key) return null;
  scan.takeAll(
    '(?:{show} )?(?:the |their )?<C>(?: (?:numbers?|names?|ids?|values?))?',
    'were|was|have|which',
  );
  const fields = new AwkFields(profile, false);
  const k = fields.key({ kind: 'column', column: key });
  const event = fields.key({ kind: 'column', column: first.column });
  const program = `${event}==${awkText(first.value)}{open[${k}]} ${event}==${awkText(second.value)}{done[${k}]} END{for(k in open)if(!(k in done))print k}`;
  return pipe(
    command('awk', ...fields.flags, `${fields.prologue}${program}`, file),
    command('sort', ...(key.numeric ? ['-n'] : [])),
  );
}

/** Seconds between the first and the last line, or between two lines that are named. */
function spanOfTime({ scan, profile, file }: Log): string | null {
  const stamp = 'stamp' in profile ? profile.stamp : null;
  if (!stamp) return null;
  const taken = scan.take(
    'how (?:many (seconds|minutes|hours)|much time|long)(?: (?:are|is|passed|lie|lies|pass|elapsed|were there|are there|is there|did it take))*(?: (?:between|from))(?: the)? first(?: {lines}| <L> {lines}| timestamp)?(?: (?:and|to))(?: the)? last(?: {lines}| timestamp)?',
    '(?:the )?(?:time span|duration|elapsed time|time difference)(?: in (seconds|minutes|hours))?(?: covered)?(?: (?:between|from|of)(?: the)? first(?: {lines})? (?:and|to)(?: the)? last(?: {lines})?)',
  );
  if (!taken) return null;
  const unit = /minutes/i.test(taken.text) ? 60 : /hours/i.test(taken.text) ? 3600 : 1;
  scan.takeAll('in (?:seconds|minutes|hours)');
  const cut = stamp.before === 0 ? 'substr($0,1,19)' : `substr($0,${stamp.before + 1},19)`;
  const seconds =
    'function s(t, y,m,d){y=substr(t,1,4)+0;m=substr(t,6,2)+0;d=substr(t,9,2)+0;if(m<3){y--;m+=12}return (365*y+int(y/4)-int(y/100)+int(y/400)+int((153*m-457)/5)+d)*86400+substr(t,12,2)*3600+substr(t,15,2)*60+substr(t,18,2)} ';
  return command(
    'awk',
    `${seconds}substr($0,${stamp.before + 1},4) ~ /^[0-9]+$/{t=${cut};if(!a)a=t} END{print ${unit === 1 ? 's(t)-s(a)' : `(s(t)-s(a))/${unit}`}}`,
    file,
  );
}

/** The first and the last line, or their times. */
function firstAndLast({ scan, profile, file }: Log): string | null {
  const taken = scan.take(
    '(?:the )?(?:(times?|timestamps?)(?: stamps?)? of )?(?:the )?first and(?: of)?(?: the)?(?: very)? last(?: {lines}| (times?|timestamps?))(?: of)?',
  );
  if (!taken) return null;
  if (!(taken.groups[1] ?? taken.groups[2])) return command('sed', '-n', '1p;$p', file);
  const fields = new AwkFields(profile, false);
  const key = fields.key({ kind: 'stamp' });
  const start = fields.stamped ?? '';
  return command('awk', `${start}{t=${key};if(!n++)print t} END{if(n>1)print t}`, file);
}

const traceWords =
  '(?:their|its|the|a|an|any|all)?(?: (?:full|whole|complete|entire))? ?(?:stack ?traces?|tracebacks?|continuation {lines}|traces?|{lines} (?:that )?(?:follow|belong)(?:ing|s)?(?: to (?:it|them))?)';

/** A line with a time, and what stands below it without one. */
function entriesWithTraces({ scan, profile, file }: Log): string | null {
  const fields = new AwkFields(profile, false);
  const start = fields.stamped;
  if (start === null) return null;
  const only = scan.take(
    `(?:that |which )?(?:is|are|was|were|has|have|having|with)?(?: directly| immediately)? ?(?:followed by|accompanied by|caused) ${traceWords},?`,
    `(?:that |which )(?:has|have) ${traceWords},?`,
  );
  const all = scan.take(
    `(?:,? ?(?:together |along )?(?:with|and|including|plus)) ${traceWords}`,
    `(?:complete |whole |full |entire )?(?:{lines}|events?) with ${traceWords}`,
  );
  if (!only && !all) return null;
  scan.takeAll(
    '\\(?(?:(?:all|with) )?(?:(?:the|its|their) )?continuation {lines}[^().]*\\)?',
    '\\(?(?:all )?(?:the )?(?:{lines} )?(?:up )?(?:to|until) the next {lines}[^().]*\\)?',
  );
  const place = scan.take('(?:the |only the )?(first|last)(?= <L>| {lines}| error| ·)');
  const conditions = readConditions(scan, profile, '');
  scan.takeAll('(?:the |all |every |each )*(?:events?|{lines})');
  if (conditions.length === 0) return null;
  const test = conditions.map((condition) => fields.condition(condition)).join(' && ');
  if (!only && !place) return command('awk', `${fields.prologue}${start}{on=(${test})} on`, file);
  const last = place?.groups[1]?.toLowerCase() === 'last';
  const first = place !== null && !last;
  const done = first ? 'print b;d=1;exit' : last ? 'r=b' : 'print b';
  const flush = `if(!d&&n>${only ? 1 : 0}){${done}}`;
  return command(
    'awk',
    `${fields.prologue}${start}{${flush};n=0;if(${test}){b=$0;n=1}next} n{b=b "\\n" $0;n++} END{${flush}${last ? ';if(r!="")print r' : ''}}`,
    file,
  );
}

/** Everything from a line on, or up to one. */
function fromOrUntil({ scan, profile, sample, file }: Log): string | null {
  const taken = scan.take(
    '(?:everything|all(?: {lines})?|the {lines}|the rest|the part)?[\\s·]*(from|starting (?:at|with)|after|behind|following|until|up to|before|to)(?: and including)?(?: the)? (first|last) (?:{lines} )?(?=<[LQ]\\d+>|(?:with|that|containing|contain))',
  );
  if (!taken) return null;
  const word = taken.groups[1]!.toLowerCase();
  const conditions = readConditions(scan, profile, sample.head ?? '');
  const end = scan.take(
    '(?:up )?(?:to|until) the (?:very )?end(?: of (?:the |this )?(?:file|log))?|on(?:wards)?',
  );
  if (conditions.length === 0 || taken.groups[2]!.toLowerCase() === 'last') return null;
  scan.takeAll('{lines}|everything|all');
  void end;
  const fields = new AwkFields(profile, false);
  const test = conditions.map((condition) => fields.condition(condition)).join(' && ');
  const excluded =
    scan.take(
      '(?:,? ?)?(?:but )?(?:without|excluding|not including|exclusive of) (?:that|this|the|it)(?: {lines}| itself)*',
    ) !== null;
  const included =
    scan.take(
      '(?:,? ?)?(?:including|inclusive of|and including|with) (?:that|this|it)(?: {lines}| itself)*|inclusive|included',
    ) !== null;
  const program = /^(?:from|start)/.test(word)
    ? excluded
      ? `on; ${test}{on=1}`
      : `${test}{on=1} on`
    : /^(?:after|behind|following)/.test(word)
      ? included
        ? `${test}{on=1} on`
        : `on; ${test}{on=1}`
      : word.startsWith('before') || excluded
        ? `${test}{exit} 1`
        : `1; ${test}{exit}`;
  return command('awk', `${fields.prologue}${program}`, file);
}

/** The lines of a stack trace. */
function traceOf({ scan, sample, file }: Log): string | null {
  const taken = scan.take(
    '(?:the |all |every |each )*(?:full |whole |complete )?stack ?traces?(?: of)?(?: the| all| every| each)?(?: (<[IQ]\\d+>|[a-z]\\w*(?:exception|error)s?|exceptions?))?',
  );
  if (!taken || !/^(?:\s+at |Traceback|\tat |Caused by:)/m.test(sample.head ?? '')) return null;
  const said = scan.literal(taken.groups[1])?.value ?? taken.groups[1];
  scan.take(
    '[:,]? ?(?:from|starting (?:at|with)) (?:the )?exception {lines} (?:to|until|through|up to) (?:the )?(?:last )?{lines} (?:that )?(?:start|begin)s? with (?:a )?tab',
    '[:,]? ?from the exception {lines}(?: to (?:its|the) (?:last|end)(?: {lines})?)?',
  );
  scan.takeAll('with (?:its|the) (?:first|exception) {lines}|every|all|whole');
  const name =
    said === undefined || /^exceptions?$/i.test(said) ? '(Exception|Error)' : literalPattern(said);
  return command(
    'awk',
    `/^[^ \\t].*${name}/ && !/^[0-9[]/{on=1;print;next} on && /^([ \\t]|Caused by:)/{print;next} {on=0}`,
    file,
  );
}

/** "in N ms": a number in the words of a message. */
function numberInText({ scan, sample, file }: Log): string | null {
  const words = scan.sees('\\(?(<Q>)\\)?')?.literals[0]?.value;
  const shape = words !== undefined && /(?:^|\s)N(?=\s|$)/.test(words) ? words : null;
  const compared = scan.sees(
    '(?:took|take|takes|lasted|waited|spent|with|of|needed|required)?(?: for)?(?: {over}| {below}| {least_or}| {most_or}) (<[NAB]\\d+>)(?: (?:ms|milliseconds|seconds|s|rows|records|bytes))?',
  );
  if (!compared) return null;
  const literal = compared.literals.find(({ kind }) => 'NAB'.includes(kind))!;
  const unit =
    /(ms|milliseconds|seconds|s|rows|records|bytes|MB|GB)$/i.exec(compared.text)?.[1] ??
    /[a-z]+$/i.exec(literal.source)?.[0];
  const before =
    shape === null
      ? /took (?=\d)/.test(sample.head ?? '')
        ? 'took '
        : ''
      : shape.slice(0, shape.indexOf('N'));
  const after =
    shape === null
      ? unit === undefined
        ? null
        : ` ${unit === 'milliseconds' ? 'ms' : unit}`
      : shape.slice(shape.indexOf('N') + 1);
  if (
    after === null ||
    !new RegExp(`${literalPattern(before)}\\d+(?:\\.\\d+)?${literalPattern(after)}`).test(
      sample.head ?? '',
    )
  )
    return null;
  scan.take(
    '(?:where |in which |that |which |whose )?(?:[a-z]+ )?(?:took|take|takes|lasted|waited|spent|with|of|needed|required)?(?: for)?(?: {over}| {below}| {least_or}| {most_or}) (<[NAB]\\d+>)(?: (?:ms|milliseconds|seconds|s|rows|records|bytes))?(?: \\(<Q>\\))?',
  );
  scan.take('\\(?<Q>\\)?');
  const level = scan.take('<L>(?: {lines})?')?.literals[0]?.value;
  const text = compared.text.toLowerCase();
  const sign = /at least|no less|minimum/.test(text)
    ? '>='
    : /at most|no more|up to|maximum/.test(text)
      ? '<='
      : /\b(?:smaller|less|lower|under|below|shorter|fewer|faster)\b/.test(text)
        ? '<'
        : '>';
  const number = /^[\d.]+/.exec(literal.source.replaceAll(',', ''))![0];
  const pattern = `${awkPattern(before)}[0-9]+([.][0-9]+)?${awkPattern(after)}`;
  const value =
    before === '' ? 'substr($0,RSTART,RLENGTH)+0' : `substr($0,RSTART+${before.length},RLENGTH)+0`;
  return command(
    'awk',
    `${level === undefined ? '' : `/${level}/ && `}match($0,/${pattern}/) && ${value}${sign}${number}`,
    file,
  );
}

const awkPattern = (text: string): string =>
  literalPattern(text).replaceAll(/\\([.()[\]{}|])/g, '[$1]');

/** Messages that differ in their numbers only are one. */
function kindsOfMessages({ scan, profile, sample, file }: Log): string | null {
  const taken = scan.take(
    '(?:,? ?(?:and |but )?)?(?:treat(?:ing)?|count(?:ing)?|consider(?:ing)?|regard(?:ing)?)(?: {lines})?(?: that differ only in| with)?(?: different)? (?:numbers|digits|ids)(?: only)? as(?: the| being)? (?:same|one|equal|identical)(?: {lines}| one)?(?:[:,;] ?| by | and )?(?:(?:replac(?:e|ing)|mask(?:ing)?)(?: every| all| each)?(?: runs? of)? (?:numbers?|digits?)(?: (?:by|with) (<[QI]\\d+>|[a-z#]))?)?',
    '(?:,? ?(?:after |with |and )?)?(?:replac(?:e|ing)|mask(?:ing)?)(?: every| all| each)?(?: runs? of)? (?:numbers?|digits?)(?: (?:by|with) (<[QI]\\d+>|[a-z#]))?(?: first)?',
    '(?:,? ?)ignoring(?: the| all)? (?:numbers|digits)(?: in (?:them|it))?',
  );
  if (!taken) return null;
  const said = taken.groups[1] ?? taken.groups[2];
  const sign = said === undefined ? 'N' : (scan.literal(said)?.value ?? said);
  const count = scan.take('(?:{count}|how often|how many)(?: the| of| each)*');
  const conditions = readConditions(scan, profile, sample.head ?? '');
  const n =
    scan.take('(?:the )?(?:top |first )?<N>(?: most frequent| most common)?')?.literals[0]?.value ??
    null;
  scan.takeAll(
    '(?:{show} )?(?:the )?(?:counts?|number) and (?:the )?(?:messages?|texts?|{lines})',
    '{descending}|(?:the )?(?:different |distinct |most frequent |most common )*messages?|most frequent|{distinct}|{lines}',
    'group(?:ed)?|together',
  );
  const fields = new AwkFields(profile, false);
  const message = fields.key({ kind: 'message' });
  const tests = conditions.map((condition) => fields.condition(condition)).join(' && ');
  const program = `${tests}{m=${message};gsub(/[0-9]+/,${awkText(sign)},m);${count ? 'n[m]++} END{for(m in n)print n[m], m}' : 'print m}'}`;
  return pipe(
    command('awk', ...fields.flags, `${fields.prologue}${program}`, file),
    count ? 'sort -k1,1nr -k2' : 'sort -u',
    n === null ? null : command('head', '-n', n),
  );
}
