import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDiagnosisCollector, diagnose } from '@datasherpa/tools/diagnosis';
import { readEvents } from '@datasherpa/tools/logs';
import { citesRootLine } from './root-line.ts';
import type { Suite } from './suite.ts';

interface Incident {
  readonly id: string;
  readonly log: string;
  readonly root_cause_category?: string;
  readonly error_class?: string;
  readonly confidence?: string;
  readonly cause_basis?: string;
}

interface Taxonomy {
  readonly causes: readonly { id: string; family: string; aliases?: readonly string[] }[];
}

const confirmedLabels = new Set([
  'confirmed',
  'maintainer_diagnosis',
  'confirmed_by_message',
  'stated or agreed in the thread',
]);

/** Is the first cause the labelled one? Labels are read only after the product has answered. */
export const diagnosis: Suite = async ({ data, limit }) => {
  const read: unknown = JSON.parse(await readFile(join(data, 'incidents.json'), 'utf8'));
  const list = (
    Array.isArray(read) ? read : (read as { incidents: unknown }).incidents
  ) as Incident[];
  const incidents = list.slice(0, limit ?? list.length);
  const place = [join(data, 'taxonomy.json'), join(data, '..', 'taxonomy.json')].find(existsSync);
  const taxonomy = place ? (JSON.parse(await readFile(place, 'utf8')) as Taxonomy) : { causes: [] };
  const idOf = new Map<string, string>();
  const familyOf = new Map<string, string>();
  for (const { id, family, aliases } of taxonomy.causes) {
    for (const name of [id, ...(aliases ?? [])]) idOf.set(name, id);
    familyOf.set(id, family);
  }
  const count = {
    top1: 0,
    family1: 0,
    inconclusive: 0,
    wrong: 0,
    confirmed: 0,
    confirmedRight: 0,
    candidate: 0,
    rootLine: 0,
  };
  const failures: { id: string; why: string }[] = [];
  for (const incident of incidents) {
    const answer = await answerTo(incident.log);
    const label = idOf.get(incident.root_cause_category ?? incident.error_class ?? '') ?? 'unknown';
    const top = answer.causes[0]?.id ?? 'none';
    const found = answer.status === 'found';
    const right = found && (idOf.get(top) ?? top) === label;
    const confirmed = confirmedLabels.has(incident.confidence ?? incident.cause_basis ?? '');
    if (right) count.top1 += 1;
    if (found && familyOf.get(top) === familyOf.get(label)) count.family1 += 1;
    if (!found) count.inconclusive += 1;
    if (!found && top === label) count.candidate += 1;
    if (citesRootLine(answer, (cause) => (idOf.get(cause) ?? cause) === label)) count.rootLine += 1;
    if (found && !right) count.wrong += 1;
    if (confirmed) count.confirmed += 1;
    if (confirmed && right) count.confirmedRight += 1;
    if (!right)
      failures.push({
        id: incident.id,
        why: `${label}: ${answer.status} ${answer.causes.map((cause) => `${cause.id} ${cause.confidence}`).join(', ')}`,
      });
  }
  const share = (part: number, whole: number): number =>
    whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
  const total = incidents.length;
  return {
    n: total,
    scores: {
      top1: share(count.top1, total),
      top1Confirmed: share(count.confirmedRight, count.confirmed),
      family1: share(count.family1, total),
      inconclusive: share(count.inconclusive, total),
      wrongAndConfident: share(count.wrong, total),
      candidateTop1: share(count.candidate, total),
      rootLineFirst2000: share(count.rootLine, total),
      total,
    },
    failures,
  };
};

async function answerTo(log: string) {
  const bytes = new TextEncoder().encode(log);
  const collector = createDiagnosisCollector();
  async function* chunks() {
    yield bytes;
  }
  let lines = 0;
  for await (const { events } of readEvents(chunks(), {
    onReport: (report) => (lines = report.lines),
  }))
    for (const event of events) collector.observe(event);
  return diagnose([{ fileId: 'log', name: 'log', lines, hits: collector.result() }], {
    read: async (_, from, to) => bytes.subarray(from, to),
    sha256: (part) => createHash('sha256').update(part).digest('hex'),
    mentions: async (_, text) => log.toLowerCase().includes(text),
  });
}
