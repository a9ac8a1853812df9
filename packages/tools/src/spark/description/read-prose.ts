import { inDigits, quantitiesIn, type Quantity } from './find-quantities.ts';
import type { DescribedStage } from './job-description.ts';
import { readCount, readDuration, readShare, readSize } from './quantities.ts';

/** What an amount in a sentence can be about: the run, or a stage of it. */
export type ProseFact =
  | { readonly of: 'run'; readonly field: RunField; readonly value: number; readonly text: string }
  | {
      readonly of: 'stage';
      readonly field: StageField;
      readonly value: number;
      readonly text: string;
      readonly stage: number | null;
    };
export type RunField =
  | 'executors'
  | 'leastExecutors'
  | 'executorCores'
  | 'executorMemory'
  | 'memoryOverhead'
  | 'driverMemory'
  | 'shufflePartitions'
  | 'durationMs';
type StageField = Exclude<keyof DescribedStage, 'id' | 'name'> | 'failedShare';

interface Prose {
  readonly facts: readonly ProseFact[];
  /** Amounts that nobody knows what they are about, with the words around them. */
  readonly notUnderstood: readonly string[];
}

type Reading = 'size' | 'duration' | 'share' | 'count';
interface Role {
  readonly as: Reading;
  readonly of: 'run' | 'stage';
  readonly field: RunField | StageField;
  /** Where it stands: what follows, or what stands before it. */
  readonly after?: RegExp;
  readonly before?: RegExp;
  /** Words behind it, and before it, that say that it is something else. */
  readonly unless?: RegExp;
  readonly unlessBefore?: RegExp;
}

const is = String.raw`\s*(?:is|are|was|of|has|have|with|about|around|some|only|up to|at|=|:|\(|-)*\s*`;
const after = (words: string): RegExp => new RegExp(`^\\s*(?:of\\s+)?(?:${words})`, 'i');
const before = (words: string): RegExp => new RegExp(`(?:^|[^a-z])(?:${words})(?:${is})*$`, 'i');
const ofParts =
  /\b(?:files?|rows?|records?|partitions?|tasks?|messages?|objects?|tables?)\b[^,;]*$/i;
/** `120k files` are no bytes. */
const things =
  /^\s*(?:\w+\s+)?(?:files|tasks|partitions|rows|records|executors|columns|keys|events|objects|lines|messages)\b(?!\s*[:=])/i;
/** Between things of one kind: `20 executors x 4 cores x 8g`, `16 GB each`. */
const each = String.raw`each\b|per executor\b|apiece\b|pro executor\b|/executor`;
const machines = String.raw`(?:spark )?executors?\b|execs?\b|(?:core |worker |task )?(?:nodes?|machines?)\b|workers?\b`;

/** The first that fits says what an amount is. */
const roles: readonly Role[] = [
  {
    as: 'size',
    of: 'run',
    field: 'driverMemory',
    before: before('driver(?: memory| heap| ram| with)?'),
  },
  { as: 'size', of: 'run', field: 'driverMemory', after: after('driver') },
  { as: 'size', of: 'run', field: 'memoryOverhead', after: after('(?:memory )?overhead') },
  { as: 'size', of: 'run', field: 'memoryOverhead', before: before('overhead') },
  {
    as: 'size',
    of: 'stage',
    field: 'memorySpilledBytes',
    after: after('(?:in |from |of )?mem(?:ory)?(?: was)? spill|mem(?:ory)? ?/'),
  },
  {
    as: 'size',
    of: 'stage',
    field: 'memorySpilledBytes',
    before: before('spill(?:s|ed|ing)?(?: of| from)? mem(?:ory)?'),
  },
  {
    as: 'size',
    of: 'stage',
    field: 'memorySpilledBytes',
    before: before('spill(?:s|ed|ing)?'),
    after: after('(?:from |in )?mem'),
  },
  {
    as: 'size',
    of: 'stage',
    field: 'diskSpilledBytes',
    after: after('(?:(?:to |on )?disk )?spill|(?:was |were |is |are )?spilled'),
  },
  {
    as: 'size',
    of: 'stage',
    field: 'diskSpilledBytes',
    before: before('spill(?:s|ed|ing)?(?: (?:to|on))?(?: disk)?(?: \\w+)?'),
  },
  {
    as: 'size',
    of: 'stage',
    field: 'diskSpilledBytes',
    before: /spill[^.]*[/,&]\s*$|spill[^.]*and\s*$/i,
    after: after('(?:to |on )?disk'),
  },
  { as: 'size', of: 'stage', field: 'diskSpilledBytes', after: after('(?:to |on )?disk\\b') },
  {
    as: 'size',
    of: 'stage',
    field: 'shuffleWriteBytes',
    after: after('shuffle (?:write|written|output)'),
  },
  {
    as: 'size',
    of: 'stage',
    field: 'shuffleWriteBytes',
    before: before('shuffle (?:writes?|written|output)'),
  },
  {
    as: 'size',
    of: 'stage',
    field: 'shuffleReadBytes',
    after: after('shuffled?\\b|shuffle reads?'),
  },
  {
    as: 'size',
    of: 'stage',
    field: 'shuffleReadBytes',
    before: before('shuffles?(?: reads?)?|shuffling'),
  },
  {
    as: 'size',
    of: 'stage',
    field: 'inputBytes',
    after: after(
      '(?:input|source data|data|parquet|csv|json|orc|(?:is |are )?read\\b|(?:from )?(?:s3|hdfs|gcs|kafka))',
    ),
  },
  {
    as: 'size',
    of: 'stage',
    field: 'inputBytes',
    before: before(
      'reads?|reading|scans?|scanning|input(?: data| size)?|process(?:es|ing)?|loads?',
    ),
  },
  { as: 'size', of: 'stage', field: 'outputBytes', after: after('output|(?:is |are )?written') },
  { as: 'size', of: 'stage', field: 'outputBytes', before: before('writes?|writing|output') },
  {
    as: 'size',
    of: 'run',
    field: 'executorMemory',
    before: before('executor[ -]?(?:memory|mem|heap|ram)'),
  },
  {
    as: 'size',
    of: 'run',
    field: 'executorMemory',
    after: after(`(?:executor )?(?:memory|mem|ram|heap|speicher)\\b|${each}`),
    unless: /used|physical/i,
    unlessBefore: ofParts,
  },
  {
    as: 'size',
    of: 'run',
    field: 'executorMemory',
    before: before('memory|mem|ram|heap|speicher'),
    unless: /per (?:file|partition|task|row)/i,
  },
  {
    as: 'size',
    of: 'run',
    field: 'executorMemory',
    before:
      /(?:executors?|cores?|cpus?|\bc)\b[\s),]*(?:x|\*|×|and|with|&|\+|,|\/|each)[\s,]*(?:x|\*|×|and|with|each)?\s*$/i,
    unless: /per (?:file|partition|task|row)|table|data/i,
  },
  { as: 'size', of: 'run', field: 'executorMemory', before: /executors?\s+(?:with|of|à|a)\s*$/i },

  {
    as: 'count',
    of: 'run',
    field: 'leastExecutors',
    before: /executors?|from|between|allocation/i,
    after: /^\s*(?:to|-|–|and|bis)\s*$/i,
  },
  {
    as: 'count',
    of: 'run',
    field: 'executors',
    after: after(machines),
    unless: /^\s*(?:spark )?executors?\s+(?:per|on each|for each)\b/i,
  },
  {
    as: 'count',
    of: 'run',
    field: 'executors',
    before: before('(?:num |number of )?(?:executors?|workers?|nodes?)'),
    unless: /^\s*(?:[gmt]b?\b|v?cores?\b(?!\s*=))/i,
  },
  { as: 'count', of: 'run', field: 'executors', after: /^\s*[x*×]\s*$/i },
  {
    as: 'count',
    of: 'run',
    field: 'executorCores',
    after: after('(?:executor )?(?:v?cores?|v?cpus?|kernen?|threads?|c)\\b'),
  },
  {
    as: 'count',
    of: 'run',
    field: 'executorCores',
    before: before('(?:cores?|cpus?)(?: per executor| each)?'),
  },
  { as: 'count', of: 'run', field: 'shufflePartitions', after: after('shuffle[ -]partitions?') },
  {
    as: 'count',
    of: 'run',
    field: 'shufflePartitions',
    before: before('(?:shuffle )?partitions?'),
  },
  { as: 'count', of: 'run', field: 'shufflePartitions', after: after('partition(?:s|en)?\\b') },
  {
    as: 'count',
    of: 'stage',
    field: 'failedTasks',
    after: after('(?:tasks? )?(?:that )?(?:failed|fail|failing)\\b|failed tasks?'),
  },
  {
    as: 'count',
    of: 'stage',
    field: 'tasks',
    after: after('(?:small |short |tiny |of the )?tasks?\\b'),
  },
  { as: 'count', of: 'stage', field: 'tasks', before: before('tasks?') },
  { as: 'count', of: 'stage', field: 'tasks', before: /\bothers?\s*$/i },
  { as: 'count', of: 'stage', field: 'tasks', after: /^\s*of (?:them|these|those)\b/i },
  {
    as: 'count',
    of: 'stage',
    field: 'tasks',
    before: /\btasks?\b[^.;]*$/i,
    after: /^\s*of (?:them|these|those)\b/i,
  },

  {
    as: 'share',
    of: 'stage',
    field: 'gcShare',
    before: /\b(?:gc|garbage collection)\b[^.%]{0,40}$/i,
  },
  {
    as: 'share',
    of: 'stage',
    field: 'gcShare',
    after: after('(?:of (?:the |task )?time )?(?:in |is |on |for )?(?:gc|garbage)'),
  },
  {
    as: 'share',
    of: 'stage',
    field: 'failedShare',
    after: /^\s*(?:of (?:the |all |my )?)?tasks?\b[^.,;]{0,20}\b(?:fail|crash|die)/i,
  },

  {
    as: 'duration',
    of: 'stage',
    field: 'medianMs',
    before: before(
      'median(?: task)?(?: time| duration)?|p50|(?:typical|usual|average|most) tasks?(?: takes?| runs?)?',
    ),
  },
  {
    as: 'duration',
    of: 'stage',
    field: 'medianMs',
    before:
      /\btasks? (?:takes?|runs?|lasts?|run for)\s*$|\beach (?:task )?(?:takes?|runs?|lasts?)\s*$|\btasks of\s*$/i,
  },
  {
    as: 'duration',
    of: 'stage',
    field: 'medianMs',
    before:
      /\btasks?\b[^.;]*\b(?:finish|done|end|complete)\w*\b[^.;]{0,12}\b(?:in|within|under|after)\s*$/i,
  },
  { as: 'duration', of: 'stage', field: 'medianMs', after: /^\s*(?:each|per task|median)\b/i },
  {
    as: 'duration',
    of: 'stage',
    field: 'longestMs',
    before: before(
      'max(?:imum)?(?: task)?(?: time)?|(?:longest|slowest|last)(?: task| one)?(?: takes?| took| runs?| ran)?',
    ),
  },
  {
    as: 'duration',
    of: 'stage',
    field: 'medianMs',
    before:
      /^\s*(?:tasks? |others? )?(?:finish|are done|end|complete)\w*\b[^.;]{0,12}\b(?:in|within|under|after)\s*$/i,
  },
  {
    as: 'duration',
    of: 'stage',
    field: 'longestMs',
    before:
      /\b(?:one|1|single)(?: task)?(?: of [\w ]+)? (?:takes?|took|runs?|ran|lasts?|needs?)(?: for)?\s*$/i,
  },
];

const read: Readonly<Record<Reading, (text: string) => number | null>> = {
  size: readSize,
  duration: readDuration,
  share: readShare,
  count: readCount,
};

/** A bare number is read as a count alone: neither as bytes nor as milliseconds. */
const readAs = (quantity: Quantity, reading: Reading): number | null =>
  (quantity.kind === 'count' && reading !== 'count' && /^[\d.,]+$/.test(quantity.text)) ||
  (reading === 'size' && things.test(quantity.after))
    ? null
    : read[reading](quantity.text);

/** Words that say that a duration is that of the run, or of the stage that is spoken of. */
const lasts = before(
  '(?:it |job |run |stage(?: \\d+)? )?(?:takes?|took|taking|runs?|ran|running|lasts?|lasted|needs?|needed|dauert|läuft)(?: for| now| already)?|(?:run ?time|duration|laufzeit|wall(?:[ -]?clock)?(?: time)?|elapsed|job)(?: time)?',
);
const isNoDuration =
  /\b(?:after|timeout|timed out|every|wait(?:s|ing)?|last|past|ago|interval|older|newer)\s*(?:the|of|for|is)?\s*$/i;
/** Nothing but an amount between two commas. */
const isAlone = ({ before: left, after: right }: Quantity): boolean =>
  /(?:^|[,;(])\s*$/.test(left) && /^\s*(?:$|[,;).])/.test(right);

/** Amounts that belong to no fact and mislead nobody: of exit codes, versions, and how often something happened. */
const isAside = ({ before: left, after: right, kind }: Quantity): boolean =>
  kind === 'count' &&
  (/(?:\bstage|exit code|exit status|spark|version|scala|python|java|code|step|error|line|port|job|id|#)\s*[:=]?\s*$/i.test(
    left,
  ) ||
    /^\s*(?:times?\b|x\s*(?:slower|faster))/i.test(right));

/** Facts of one sentence; a sentence about several stages is taken apart where each of them is named. */
export function readProse(sentence: string): Prose {
  const parts = inDigits(sentence).split(
    (sentence.match(/\bstage\s+#?\d/gi)?.length ?? 0) > 1 ? /(?=\bstage\s+#?\d)/i : /(?!)/,
  );
  const facts: ProseFact[] = [];
  const notUnderstood: string[] = [];
  for (const part of parts) {
    const named = /\bstage\s+#?(\d{1,9})/i.exec(part)?.[1];
    const stage = named === undefined ? null : Number(named);
    for (const quantity of quantitiesIn(part)) {
      if (isAside(quantity)) continue;
      const fact = quantity.isNegative ? null : factOf(quantity, stage);
      if (fact) facts.push(...others(fact, quantity));
      else notUnderstood.push(inWords(quantity));
    }
  }
  return { facts, notUnderstood };
}

function factOf(quantity: Quantity, stage: number | null): ProseFact | null {
  const { text } = quantity;
  // In `executors=20 cores=4` what follows names the next one.
  const isNamed = /[a-z]\s*[:=]\s*$/i.test(quantity.before);
  for (const role of roles) {
    if (isNamed && role.after) continue;
    const value = readAs(quantity, role.as);
    if (value === null || (role.after && !role.after.test(quantity.after))) continue;
    if (role.before && !role.before.test(quantity.before)) continue;
    if (role.unless?.test(quantity.after) || role.unlessBefore?.test(quantity.before)) continue;
    // Partitions of a stage that is named are its tasks.
    if (role.field === 'shufflePartitions' && stage !== null)
      return { of: 'stage', field: 'tasks', value, text, stage };
    return role.of === 'run'
      ? { of: 'run', field: role.field as RunField, value, text }
      : { of: 'stage', field: role.field as StageField, value, text, stage };
  }
  const durationMs = readAs(quantity, 'duration');
  if (durationMs === null || isNoDuration.test(quantity.before)) return null;
  const isSaid = lasts.test(quantity.before);
  if (!isSaid && !(quantity.kind === 'duration' && isAlone(quantity))) return null;
  return stage === null
    ? { of: 'run', field: 'durationMs', value: durationMs, text }
    : { of: 'stage', field: 'durationMs', value: durationMs, text, stage };
}

/** `the other 199` are all but one. */
const others = (fact: ProseFact, { before: left, after: right }: Quantity): ProseFact[] =>
  fact.field === 'tasks' && (/\bothers?\s*$/i.test(left) || /^\s*others?\b/i.test(right))
    ? [{ ...fact, value: fact.value + 1 } as ProseFact]
    : [fact];

/** An amount with a word or two on each side. */
const inWords = ({ before: left, text, after: right, isNegative }: Quantity): string =>
  `${/(?:[\w'-]+\s+){0,2}$/.exec(left.replace(/-$/, ''))?.[0] ?? ''}${isNegative ? '-' : ''}${text}${/^(?:\s+[\w'-]+){0,2}/.exec(right)?.[0] ?? ''}`.trim();
