import {
  maxStages,
  stageWithout,
  type DescribedStage,
  type JobDescription,
} from './job-description.ts';
import { whyNot } from './plausible.ts';
import { readCount, readDuration, readSize } from './quantities.ts';
import { readProse, type ProseFact, type RunField } from './read-prose.ts';
import { tableAt } from './read-table.ts';
import { readStage, type Refuse } from './stage-fields.ts';

type Open = { -readonly [Key in keyof JobDescription]: JobDescription[Key] } & {
  configuration: Record<string, string>;
  stages: OpenStage[];
  symptoms: string[];
  notUsed: { text: string; why: string }[];
  /** What is said of no stage by name. */
  unnamed: OpenStage | null;
};

/**
 * Reads what somebody says about a run: JSON (`configuration`, `cluster`, `stages`, `symptoms`), or text with settings, a table of
 * stages and sentences. What cannot be read stays as a symptom, and amounts that nobody knows what they are about, or that no run can have, are
 * in `notUsed`, so that nothing is lost without a word.
 * @returns no description where not one fact about a run is in it
 */
export function readDescription(text: string): {
  readonly description: JobDescription | null;
  readonly notUsed: JobDescription['notUsed'];
} {
  const found: Open = {
    name: null,
    sparkVersion: null,
    durationMs: null,
    configuration: {},
    executors: null,
    executorCores: null,
    stages: [],
    symptoms: [],
    notUsed: [],
    unnamed: null,
  };
  const value = jsonOf(text);
  if (value) readObject(value, found);
  else readText(text, found);
  takeFromConfiguration(found);
  const isEmpty =
    Object.keys(found.configuration).length === 0 &&
    found.stages.length === 0 &&
    found.durationMs === null &&
    found.executors === null;
  const { unnamed: _, ...description } = found;
  return { description: isEmpty ? null : description, notUsed: found.notUsed };
}

/** The description alone; null where the text is none. */
export const parseDescription = (text: string): JobDescription | null =>
  readDescription(text).description;

type JsonObject = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function jsonOf(text: string): JsonObject | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const value = JSON.parse(text) as unknown;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

function readObject(value: JsonObject, into: Open): void {
  for (const [key, each] of Object.entries(value)) {
    const name = plain(key);
    if (key.startsWith('spark.')) setting(into, key, each);
    else if (/^(?:conf|config|configuration|settings|sparkconf|sparkproperties)$/.test(name))
      readConfiguration(each, into);
    else if (name === 'stages' && Array.isArray(each)) {
      for (const stage of each.slice(0, maxStages)) {
        const read = isObject(stage)
          ? readStage(Object.entries(stage), into.stages.length, refuseFor(into))
          : null;
        if (read) into.stages.push(read);
      }
      tellStagesLeftOut(into, each.length);
    } else if (name === 'cluster' && isObject(each)) readObject(each, into);
    else if (name === 'symptoms' || name === 'problem' || name === 'question')
      into.symptoms.push(...[each].flat().map((symptom) => String(symptom).slice(0, 1000)));
    else if (typeof each === 'string' || typeof each === 'number') {
      if (!fact(into, name, each)) notUsed(into, `${key}: ${each}`, 'the name is not known');
    } else notUsed(into, key, 'the name is not known');
  }
}

function readConfiguration(value: unknown, into: Open): void {
  if (Array.isArray(value)) {
    for (const pair of value) if (Array.isArray(pair)) setting(into, String(pair[0]), pair[1]);
  } else if (isObject(value))
    for (const [key, each] of Object.entries(value)) setting(into, key, each);
  else if (typeof value === 'string') readText(value, into);
}

function setting(into: Open, key: string, value: unknown): void {
  if (/^spark\.[\w.-]{1,200}$/.test(key) && ['string', 'number', 'boolean'].includes(typeof value))
    into.configuration[key] = String(value).trim();
}

const fields: readonly (readonly [RegExp, RunField])[] = [
  [/^(?:duration|durationms|runtime|time|walltime|took|takes|elapsed)$/, 'durationMs'],
  [/^(?:executors|numexecutors|executorinstances|instances|workers|nodes)$/, 'executors'],
  [/^(?:executorcores|cores|coresperexecutor)$/, 'executorCores'],
  [/^(?:executormemory|memory|heap)$/, 'executorMemory'],
  [/^(?:executormemoryoverhead|memoryoverhead|overhead)$/, 'memoryOverhead'],
  [/^drivermemory$/, 'driverMemory'],
  [/^(?:shufflepartitions|partitions)$/, 'shufflePartitions'],
];

/** A single fact of JSON, or of a line `key: value`. @returns false where its name says nothing */
function fact(into: Open, name: string, value: string | number): boolean {
  if (/^(?:name|app|appname|application|job)$/.test(name)) into.name = String(value).slice(0, 300);
  else if (/^(?:spark|sparkversion|version)$/.test(name)) into.sparkVersion = String(value);
  else {
    const field = fields.find(([names]) => names.test(name))?.[1];
    if (field === undefined) return false;
    const amount =
      field === 'durationMs'
        ? readDuration(value)
        : /memory/i.test(field)
          ? readSize(value)
          : readCount(value);
    const text = `${name}: ${value}`;
    if (amount === null) notUsed(into, text, 'it is no such amount');
    else runFact(into, field, amount, text);
  }
  return true;
}

/** As Spark writes it: `8192m`. */
const memoryText = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024 ** 2))}m`;

const flags: Readonly<Record<string, string>> = {
  'num-executors': 'spark.executor.instances',
  'executor-memory': 'spark.executor.memory',
  'executor-cores': 'spark.executor.cores',
  'driver-memory': 'spark.driver.memory',
};

function readText(text: string, into: Open): void {
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const table = tableAt(lines, at, refuseFor(into));
    if (table) {
      into.stages.push(...table.stages.slice(0, maxStages - into.stages.length));
      tellStagesLeftOut(into, table.stages.length);
      at = table.end - 1;
    } else readLine(lines[at]!, into);
  }
}

function readLine(line: string, into: Open): void {
  if (line.trim() === '') return;
  if (line.length > maxLine)
    notUsed(
      into,
      line.slice(maxLine, maxLine + 40),
      `only ${maxLine} characters of a line are read`,
    );
  let rest = line.slice(0, maxLine);
  rest = rest.replaceAll(
    /(?:--conf\s+)?["']?(spark\.[\w.-]*\w)\s*(?:=|:|\s)\s*["']?([^\s"',;]*[^\s"',;.)])["']?/g,
    (_, key: string, value: string) => {
      setting(into, key, value);
      return ' ';
    },
  );
  rest = rest.replaceAll(
    /--(num-executors|executor-memory|executor-cores|driver-memory)[=\s]+([^\s,;]+)/g,
    (_, flag: string, value: string) => {
      setting(into, flags[flag]!, value);
      return ' ';
    },
  );
  if (rest.trim() === '') return;
  const pair = /^\s*[-*]?\s*([A-Za-z][\w ]{1,30}?)\s*[:=]\s*([^:=]{1,200}|[\d:\s]+)$/.exec(rest);
  if (pair && isFactLine(pair[2]!) && fact(into, plain(pair[1]!), pair[2]!.trim())) return;
  let isFact = false;
  // A point between digits ends no sentence.
  for (const sentence of rest.split(/[.;!?](?=\s|$)/))
    if (readSentence(sentence, into)) isFact = true;
  if (isFact) return;
  if (into.symptoms.length < maxSymptoms) into.symptoms.push(rest.trim().slice(0, 1000));
  else if (into.symptoms.length === maxSymptoms) {
    into.symptoms.push('…');
    notUsed(into, rest, `only ${maxSymptoms} sentences without a fact are kept`);
  }
}

/** `executors: 10`, and not `job: it has 10 executors and 4 cores`. */
const isFactLine = (value: string): boolean =>
  (value.match(/\d+(?:[.:]\d+)*/g)?.length ?? 0) <= 3 && !/[a-z]{12,}|,\s/i.test(value);

/** Sentences are short; patterns with several amounts are slow on long lines. */
const maxLine = 1000;
const maxNotUsed = 50;
const maxSymptoms = 50;

/** Numbers in a sentence. @returns whether there was a fact */
function readSentence(text: string, into: Open): boolean {
  const { facts, notUnderstood } = readProse(text);
  for (const fact of facts)
    if (fact.of === 'run') runFact(into, fact.field, fact.value, fact.text);
    else stageFact(into, fact);
  for (const words of notUnderstood) notUsed(into, words, 'it is not clear what it is about');
  return facts.length > 0;
}

function runFact(into: Open, field: RunField, value: number, text: string): void {
  const why = whyNot(field, value);
  if (why !== null) notUsed(into, text, why);
  else if (field === 'executors' || field === 'executorCores' || field === 'durationMs')
    into[field] = value;
  else if (field === 'leastExecutors') {
    setting(into, 'spark.dynamicAllocation.enabled', true);
    setting(into, 'spark.dynamicAllocation.minExecutors', value);
  } else if (field === 'shufflePartitions') setting(into, keyOf[field], value);
  else setting(into, keyOf[field], memoryText(value));
}

const keyOf = {
  executorMemory: 'spark.executor.memory',
  memoryOverhead: 'spark.executor.memoryOverhead',
  driverMemory: 'spark.driver.memory',
  shufflePartitions: 'spark.sql.shuffle.partitions',
} as const;

/** What is said of no stage by name is said of one that has none: all of it together. */
function stageFact(into: Open, fact: ProseFact & { readonly of: 'stage' }): void {
  const why = whyNot(fact.field, fact.value);
  if (why !== null) {
    notUsed(into, fact.text, why);
    return;
  }
  if (fact.field === 'failedShare') {
    const tasks = (fact.stage === null ? into.unnamed : stageOf(into, fact.stage))?.tasks ?? null;
    if (tasks === null) notUsed(into, fact.text, 'the number of tasks is not said before it');
    else openStage(into, fact.stage)!.failedTasks = Math.round(tasks * fact.value);
    return;
  }
  const stage = openStage(into, fact.stage);
  if (stage === null) notUsed(into, fact.text, `at most ${maxStages} stages are read`);
  else stage[fact.field] = fact.value;
}

type OpenStage = { -readonly [Key in keyof DescribedStage]: DescribedStage[Key] };

const stageOf = (into: Open, id: number): OpenStage | undefined =>
  into.stages.find((stage) => stage.id === id);

function openStage(into: Open, id: number | null): OpenStage | null {
  const known = id === null ? into.unnamed : stageOf(into, id);
  if (known) return known;
  if (into.stages.length >= maxStages) return null;
  const stage = { ...stageWithout, id: id ?? into.stages.length };
  if (id === null) into.unnamed = stage;
  into.stages.push(stage);
  return stage;
}

const refuseFor =
  (into: Open): Refuse =>
  (field, text, value) => {
    const why = value === null ? 'it is no such amount' : whyNot(field, value);
    if (why !== null) notUsed(into, text, why);
    return why === null;
  };

function tellStagesLeftOut(into: Open, asked: number): void {
  if (into.stages.length >= maxStages && asked > 0)
    notUsed(into, `${asked} stages`, `at most ${maxStages} stages are read`);
}

function notUsed(into: Open, text: string, why: string): void {
  const words = text.trim().slice(0, 100);
  if (into.notUsed.length < maxNotUsed) into.notUsed.push({ text: words, why });
}

/** Executors and cores may stand in the configuration, and the other way round. */
function takeFromConfiguration(found: Open): void {
  const { configuration } = found;
  const isDynamic = configuration['spark.dynamicAllocation.enabled'] === 'true';
  const taken = (field: RunField, key: string): number | null => {
    const value = readCount(configuration[key]);
    if (value === null) return null;
    const why = whyNot(field, value);
    if (why !== null) notUsed(found, `${key}=${configuration[key]}`, why);
    return why === null ? value : null;
  };
  found.executors ??= taken('executors', 'spark.executor.instances');
  found.executorCores ??= taken('executorCores', 'spark.executor.cores');
  if (found.executors !== null)
    configuration[
      isDynamic ? 'spark.dynamicAllocation.maxExecutors' : 'spark.executor.instances'
    ] ??= String(found.executors);
  if (found.executorCores !== null)
    configuration['spark.executor.cores'] ??= String(found.executorCores);
}
