import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRedactionSession, findSecrets } from '@datasherpa/tools/redaction';
import type { Suite } from './suite.ts';

interface Line {
  readonly id: string;
  readonly chunks: readonly string[];
  readonly negative?: boolean;
  readonly spans: readonly { start: number; end: number; kind: string; optional?: boolean }[];
}

/** Is every secret masked, and nothing else? Labels are read only after the product has answered. */
export const secrets: Suite = async ({ data, limit }) => {
  const { lines } = JSON.parse(await readFile(join(data, 'secrets.json'), 'utf8')) as {
    lines: Line[];
  };
  const chosen = lines.slice(0, limit ?? lines.length);
  const count = {
    wanted: 0,
    recalled: 0,
    exact: 0,
    masks: 0,
    right: 0,
    negatives: 0,
    flagged: 0,
    returned: 0,
    outside: 0,
    overMasked: 0,
  };
  const failures: { id: string; why: string }[] = [];
  for (const line of chosen) {
    const text = line.chunks.join('');
    const session = createRedactionSession();
    const found = findSecrets(text);
    const back = session.restore(session.redact(text)) === text;
    const covered = (start: number, end: number): boolean =>
      found.some((mask) => mask.start <= start && mask.end >= end);
    const why: string[] = [];
    if (back) count.returned += 1;
    else why.push('the text does not come back');
    for (const span of line.spans.filter(({ optional }) => !optional)) {
      count.wanted += 1;
      if (covered(span.start, span.end)) count.recalled += 1;
      else why.push(`missed ${span.kind} at ${span.start}`);
      if (found.some(({ start, end }) => start === span.start && end === span.end))
        count.exact += 1;
    }
    for (const mask of found) {
      const touches = line.spans.filter(({ start, end }) => start < mask.end && end > mask.start);
      if (touches.every(({ optional }) => optional) && touches.length > 0) continue;
      count.masks += 1;
      if (touches.length > 0) count.right += 1;
      else why.push(`masked ${mask.kind} at ${mask.start}`);
    }
    for (let at = 0; at < text.length; at++) {
      if (line.spans.some(({ start, end }) => at >= start && at < end)) continue;
      count.outside += 1;
      if (covered(at, at + 1)) count.overMasked += 1;
    }
    if (line.negative) {
      count.negatives += 1;
      if (found.length > 0) count.flagged += 1;
    }
    if (why.length > 0) failures.push({ id: line.id, why: why.join('; ') });
  }
  const share = (part: number, whole: number): number =>
    whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
  return {
    n: chosen.length,
    scores: {
      recall: share(count.recalled, count.wanted),
      exact: share(count.exact, count.wanted),
      precision: share(count.right, count.masks),
      negativesFlagged: share(count.flagged, count.negatives),
      overMasked: share(count.overMasked, count.outside),
      roundTrip: share(count.returned, chosen.length),
      total: count.wanted,
    },
    failures,
  };
};
