import {
  isObject,
  listOf,
  numberOf,
  objectOf,
  textOf,
  parseJson,
  type JsonObject,
} from '../events/json.ts';
import type { StreamingProgress, StreamingQuery } from '../model/application.ts';
import type { Open } from './open.ts';

const maxProgress = 1000;

/** Queries of structured streaming, by the id of their run. */
export class Streams {
  readonly all = new Map<string, Open<StreamingQuery> & { progress: StreamingProgress[] }>();

  started(event: JsonObject): void {
    const query = this.#get(event);
    query.name = textOf(event['name']);
    query.startTime = timeOf(textOf(event['timestamp']));
  }

  progressed(event: JsonObject): void {
    const progress = progressOf(event['progress']);
    if (!progress) return;
    const query = this.#get(progress);
    query.name ??= textOf(progress['name']);
    query.progressCount += 1;
    query.progress.push(readProgress(progress));
    if (query.progress.length > maxProgress) query.progress.shift();
  }

  ended(event: JsonObject, time: number | null): void {
    const query = this.#get(event);
    query.endTime = time;
    query.exception = textOf(event['exception']);
  }

  #get(event: JsonObject) {
    const id = textOf(event['id']) ?? '';
    const runId = textOf(event['runId']) ?? id;
    let query = this.all.get(runId);
    if (!query) {
      query = {
        id,
        runId,
        name: null,
        startTime: null,
        endTime: null,
        exception: null,
        progress: [],
        progressCount: 0,
      };
      this.all.set(runId, query);
    }
    return query;
  }
}

/** Spark 2 wrote the progress as JSON in a text. */
function progressOf(value: JsonObject[string]): JsonObject | null {
  if (isObject(value)) return value;
  if (typeof value !== 'string') return null;
  try {
    const parsed = parseJson(value);
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function readProgress(progress: JsonObject): StreamingProgress {
  const states = listOf(progress['stateOperators']).map(objectOf);
  const sources = listOf(progress['sources']).map(objectOf);
  const sum = (key: string): number =>
    states.reduce((total, state) => total + (numberOf(state[key]) ?? 0), 0);
  return {
    batchId: numberOf(progress['batchId']) ?? -1,
    timestamp: textOf(progress['timestamp']) ?? '',
    batchDuration: numberOf(progress['batchDuration']),
    inputRows:
      numberOf(progress['numInputRows']) ??
      sources.reduce((total, source) => total + (numberOf(source['numInputRows']) ?? 0), 0),
    inputRowsPerSecond: rateOf(progress, sources, 'inputRowsPerSecond'),
    processedRowsPerSecond: rateOf(progress, sources, 'processedRowsPerSecond'),
    durations: Object.fromEntries(
      Object.entries(objectOf(progress['durationMs'])).flatMap(([name, value]) => {
        const duration = numberOf(value);
        return duration === null ? [] : [[name, duration] as const];
      }),
    ),
    stateRows: sum('numRowsTotal'),
    stateBytes: sum('memoryUsedBytes'),
    sources: sources.map((source) => ({
      description: textOf(source['description']) ?? '',
      inputRows: numberOf(source['numInputRows']) ?? 0,
    })),
  };
}

/** Of the query where it says so, else the sum over its sources; NaN and infinity stand as texts. */
function rateOf(progress: JsonObject, sources: readonly JsonObject[], key: string): number | null {
  if (typeof progress[key] === 'number') return progress[key];
  const rates = sources.flatMap((source) => (typeof source[key] === 'number' ? source[key] : []));
  return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0);
}

const timeOf = (timestamp: string | null): number | null => {
  const time = timestamp === null ? Number.NaN : Date.parse(timestamp);
  return Number.isNaN(time) ? null : time;
};
