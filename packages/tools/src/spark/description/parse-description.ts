import {
  maxStages,
  stageWithout,
  type DescribedStage,
  type JobDescription,
} from './job-description.ts';
import {
  durationPattern,
  readCount,
  readDuration,
  readShare,
  readSize,
  sizePattern,
} from './quantities.ts';
import { fieldOf, readStage } from './stage-fields.ts';

type Open = { -readonly [Key in keyof JobDescription]: JobDescription[Key] } & {
  configuration: Record<string, string>;
  stages: DescribedStage[];
  symptoms: string[];
};

/**
 * Reads what somebody says about a run: JSON (`configuration`, `cluster`, `stages`, `symptoms`), or text with settings, a table of
 * stages and sentences. What cannot be read stays as a symptom, so that nothing is lost without a word.
 * @returns null where not one fact about a run is in it
 */
export function parseDescription(text: string): JobDescription | null {
  const found: Open = {
    name: null,
    sparkVersion: null,
    durationMs: null,
    configuration: {},
    executors: null,
    executorCores: null,
    stages: [],
    symptoms: [],
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
  return isEmpty ? null : found;
}

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
        const read = isObject(stage) ? readStage(Object.entries(stage), into.stages.length) : null;
        if (read) into.stages.push(read);
      }
    } else if (name === 'cluster' && isObject(each)) readObject(each, into);
    else if (name === 'symptoms' || name === 'problem' || name === 'question')
      into.symptoms.push(...[each].flat().map((symptom) => String(symptom).slice(0, 1000)));
    else if (typeof each === 'string' || typeof each === 'number') fact(into, name, each);
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

/** A single fact of JSON, or of a line `key: value`. */
function fact(into: Open, name: string, value: string | number): boolean {
  if (/^(?:name|app|appname|application|job)$/.test(name)) into.name = String(value).slice(0, 300);
  else if (/^(?:spark|sparkversion|version)$/.test(name)) into.sparkVersion = String(value);
  else if (/^(?:duration|durationms|runtime|time|walltime|took|takes)$/.test(name))
    into.durationMs = readDuration(value) ?? into.durationMs;
  else if (/^(?:executors|numexecutors|executorinstances|instances|workers|nodes)$/.test(name))
    into.executors = readCount(value) ?? into.executors;
  else if (/^(?:executorcores|cores|corespercexecutor|coresperexecutor)$/.test(name))
    into.executorCores = readCount(value) ?? into.executorCores;
  else if (/^(?:executormemory|memory)$/.test(name))
    setting(into, 'spark.executor.memory', memoryText(value));
  else if (name === 'drivermemory') setting(into, 'spark.driver.memory', memoryText(value));
  else if (/^shufflepartitions$/.test(name)) setting(into, 'spark.sql.shuffle.partitions', value);
  else return false;
  return true;
}

/** As Spark writes it: `8g`. */
function memoryText(value: string | number): string {
  const bytes = readSize(value);
  return bytes === null ? String(value) : `${Math.max(1, Math.round(bytes / 1024 ** 2))}m`;
}

const flags: Readonly<Record<string, string>> = {
  'num-executors': 'spark.executor.instances',
  'executor-memory': 'spark.executor.memory',
  'executor-cores': 'spark.executor.cores',
  'driver-memory': 'spark.driver.memory',
};

function readText(text: string, into: Open): void {
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const table = tableAt(lines, at);
    if (table) {
      into.stages.push(...table.stages.slice(0, maxStages - into.stages.length));
      at = table.end - 1;
    } else readLine(lines[at]!, into);
  }
}

function readLine(line: string, into: Open): void {
  if (line.trim() === '') return;
  let rest = line.slice(0, maxLine);
  rest = rest.replaceAll(
    /(?:--conf\s+)?["']?(spark\.[\w.-]+)\s*(?:=|:|\s)\s*["']?([^\s"',]+)["']?/g,
    (_, key: string, value: string) => {
      setting(into, key, value);
      return ' ';
    },
  );
  rest = rest.replaceAll(
    /--(num-executors|executor-memory|executor-cores|driver-memory)[=\s]+(\S+)/g,
    (_, flag: string, value: string) => {
      setting(into, flags[flag]!, value);
      return ' ';
    },
  );
  const pair = /^\s*[-*]?\s*([A-Za-z][\w ]{1,30}?)\s*[:=]\s*(.{1,200})$/.exec(rest);
  if (pair && fact(into, plain(pair[1]!), pair[2]!.trim())) return;
  if (readSentence(rest, into) || rest.trim() === '') return;
  if (into.symptoms.length < 50) into.symptoms.push(rest.trim().slice(0, 1000));
}

/** Sentences are short; patterns with several amounts are slow on long lines. */
const maxLine = 1000;

const duration = `(?:${durationPattern}\\s*)+`;

/** Numbers in a sentence. */
function readSentence(text: string, into: Open): boolean {
  let found = false;
  const take = (pattern: RegExp, use: (match: RegExpExecArray) => void): void => {
    const match = pattern.exec(text);
    if (!match) return;
    use(match);
    found = true;
  };
  take(/(\d[\d,]*)\s*(?:executors?|workers?)\b/i, (match) => {
    into.executors = readCount(match[1]) ?? into.executors;
  });
  take(/(\d+)\s*(?:v?cores?|cpus?)\b/i, (match) => {
    into.executorCores = readCount(match[1]) ?? into.executorCores;
  });
  take(
    new RegExp(
      `(?:x|with|each|,)\\s*${sizePattern}(?:\\s*(?:of\\s*)?(?:memory|ram|heap|each|per executor))?\\s*(?:,|$|\\.|and)`,
      'i',
    ),
    (match) => {
      if (into.executors !== null)
        setting(into, 'spark.executor.memory', memoryText(`${match[1]}${match[2]}`));
    },
  );
  take(/(\d[\d,]*)\s*shuffle partitions/i, (match) =>
    setting(into, 'spark.sql.shuffle.partitions', match[1]!.replaceAll(',', '')),
  );
  take(
    new RegExp(
      `\\b(?:takes?|took|runs? (?:for )?|ran (?:for )?|duration(?: of)?)\\s*(${duration})`,
      'i',
    ),
    (match) => {
      if (!/\btasks?\b/i.test(text)) into.durationMs = readDuration(match[1]) ?? into.durationMs;
    },
  );
  const stage = {
    ...stageWithout,
    id: Number(/\bstage\s+(\d{1,9})/i.exec(text)?.[1] ?? into.stages.length),
  } as {
    -readonly [Key in keyof DescribedStage]: DescribedStage[Key];
  };
  const before = JSON.stringify(stage);
  take(
    new RegExp(
      `${sizePattern}\\s*(?:of\\s*)?shuffle(?: read)?\\b(?!\\s*(?:write|partitions))`,
      'i',
    ),
    (match) => {
      stage.shuffleReadBytes = readSize(`${match[1]}${match[2]}`);
    },
  );
  take(new RegExp(`${sizePattern}\\s*(?:mem(?:ory)?)\\b`, 'i'), (match) => {
    if (/spill/i.test(text)) stage.memorySpilledBytes = readSize(`${match[1]}${match[2]}`);
  });
  take(new RegExp(`${sizePattern}\\s*(?:(?:to|on)\\s*)?disk`, 'i'), (match) => {
    if (/spill/i.test(text)) stage.diskSpilledBytes = readSize(`${match[1]}${match[2]}`);
  });
  take(/\bgc\b[^.%]{0,40}?(\d{1,3}(?:\.\d+)?\s*%)/i, (match) => {
    stage.gcShare = readShare(match[1]);
  });
  take(
    new RegExp(
      `one task[^.]*?(${duration})[^.]*?other\\s+(\\d[\\d,]*)[^.]*?(?:in|under|within)\\s+(${duration}|one\\b)`,
      'i',
    ),
    (match) => {
      // Groups of the durations stand between ours.
      stage.longestMs = readDuration(match[1]);
      stage.tasks = (readCount(match[4]) ?? 0) + 1;
      stage.medianMs = /^one/i.test(match[5]!) ? 60_000 : readDuration(match[5]);
      stage.durationMs = stage.longestMs;
    },
  );
  if (JSON.stringify(stage) !== before && into.stages.length < maxStages) into.stages.push(stage);
  return found;
}

/** A table of stages: Markdown, tabs, commas, or columns set apart by two blanks; its first row names the columns. */
function tableAt(
  lines: readonly string[],
  at: number,
): { readonly stages: DescribedStage[]; readonly end: number } | null {
  const header = cellsOf(lines[at]!);
  if (header.length < 3 || header.filter((cell) => fieldOf(cell) !== null).length < 2) return null;
  const stages: DescribedStage[] = [];
  let end = at + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end]!;
    if (/^[\s|:+-]*$/.test(line) && line.trim() !== '') continue;
    const cells = cellsOf(line);
    if (cells.length < 2 || !/\d/.test(line)) break;
    const stage = readStage(
      header.map((name, column) => [name, cells[column] ?? ''] as const),
      stages.length,
    );
    if (stage) stages.push(stage);
  }
  return stages.length === 0 ? null : { stages, end };
}

function cellsOf(line: string): string[] {
  const separator = line.includes('|')
    ? /\s*\|\s*/
    : line.includes('\t')
      ? /\t/
      : / {2,}/.test(line.trim())
        ? / {2,}/
        : /\s*,\s*/;
  return line
    .trim()
    .replaceAll(/^\||\|$/g, '')
    .split(separator)
    .map((cell) => cell.trim());
}

/** Executors and cores may stand in the configuration, and the other way round. */
function takeFromConfiguration(found: Open): void {
  const { configuration } = found;
  found.executors ??= readCount(configuration['spark.executor.instances']);
  found.executorCores ??= readCount(configuration['spark.executor.cores']);
  if (found.executors !== null)
    configuration['spark.executor.instances'] ??= String(found.executors);
  if (found.executorCores !== null)
    configuration['spark.executor.cores'] ??= String(found.executorCores);
}
