import type { StreamingQuery } from '../../model/application.ts';
import { clean, outcomeOf } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import type { SparkRule } from '../rule.ts';
import { quantile } from '../stage-figures.ts';
import { percentText, rounded, timeText } from '../units.ts';

const minBatches = 5;
/** A query that falls behind has no pause between its batches. */
const busyShare = 0.9;
/** What waits at the source makes each batch larger than the one before. */
const growth = 1.3;

export const streaming: SparkRule = {
  id: 'streaming-lag',
  title: 'Streaming',
  look(run) {
    const { streams } = run.application;
    if (streams.length === 0) return clean('The run has no streaming query.');
    return outcomeOf(
      streams.flatMap((query) => lagOf(query) ?? []),
      `${streams.length} streaming ${streams.length === 1 ? 'query keeps' : 'queries keep'} up with their sources.`,
    );
  },
};

/**
 * Spark's two rates are no measure: the rate of input is counted since the end of the last look at the source, which for a query that
 * keeps up is some milliseconds.
 */
function lagOf({ progress, name, id }: StreamingQuery) {
  const batches = progress.filter(({ inputRows }) => inputRows > 0);
  const times = batches.map(({ timestamp }) => Date.parse(timestamp));
  if (batches.length < minBatches || times.some(Number.isNaN)) return null;
  const lengths = batches.map(
    ({ batchDuration, durations }) => batchDuration ?? durations['triggerExecution'] ?? 0,
  );
  const span = times.at(-1)! + lengths.at(-1)! - times[0]!;
  const busy = span > 0 ? lengths.reduce((sum, each) => sum + each, 0) / span : 0;
  const third = Math.max(2, Math.floor(batches.length / 3));
  const middle = (part: typeof batches): number =>
    quantile(
      part.map(({ inputRows }) => inputRows).toSorted((a, b) => a - b),
      0.5,
    );
  const before = middle(batches.slice(0, third));
  const after = middle(batches.slice(-third));
  if (busy < busyShare || after < growth * before) return null;
  const last = batches.at(-1)!;
  const [longest] = Object.entries(last.durations)
    .filter(([step]) => step !== 'triggerExecution')
    .toSorted((a, b) => b[1] - a[1]);
  return makeFinding({
    rule: 'streaming-lag',
    title: `The query ${name ?? id} falls behind its source`,
    severity: 'warning',
    measures: [
      { name: 'batches', value: batches.length, unit: 'count' },
      { name: 'rows of a batch at first', value: before, unit: 'rows' },
      { name: 'rows of a batch at last', value: after, unit: 'rows' },
      { name: 'share of the time in which a batch runs', value: busy, unit: 'ratio' },
      { name: 'longest step of the last batch', value: longest?.[1] ?? 0, unit: 'ms' },
    ],
    threshold: `At least ${minBatches} batches with rows, hardly a pause between them (${percentText(busyShare)} of the time), and ${growth} times as many rows in the last third of them as in the first.`,
    formula: `${rounded(after)} rows / ${rounded(before)} rows = ${rounded(after / Math.max(1, before))}; batches run for ${percentText(busy)} of ${timeText(span)}`,
    method: 'measured',
    explanation: `The longest step of the last batch is ${longest?.[0] ?? 'not known'} (${timeText(longest?.[1] ?? 0)}).`,
    caveat:
      'After a pause a query is behind for a while and catches up. Where batches have a bound, they do not grow, and only the offsets of the source tell.',
    disproof: 'The offsets of the source do not grow away from those of the query.',
    codeAdvice: [
      'Give each batch a bound (maxOffsetsPerTrigger), more partitions of the source, or less state.',
    ],
  });
}
