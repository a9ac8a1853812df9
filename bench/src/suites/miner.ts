import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTemplateMiner } from '@datasherpa/tools/logs';
import { parseCsv } from './parse-csv.ts';
import type { Suite } from './suite.ts';

/** Grouping accuracy on labelled messages (definitions: Zhu et al. 2019 for GA and PA, Khan et al. 2022 for FGA). */
export const miner: Suite = async ({ data, limit }) => {
  const root = join(data, 'loghub');
  const perSystem: Record<string, { GA: number; FGA: number; PA: number }> = {};
  const failures: { id: string; why: string }[] = [];
  const messages: string[] = [];
  const systems = (await readdir(root, { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  );
  for (const { name } of systems.slice(0, limit ?? systems.length)) {
    const files = await readdir(join(root, name));
    const file = files.find((each) => each.endsWith('_structured.csv'));
    if (!file || !existsSync(join(root, name, file))) continue;
    const rows = parseCsv(await readFile(join(root, name, file), 'utf8'));
    const templateMiner = createTemplateMiner<null>();
    const added = rows.map((row) => templateMiner.add(row['Content'] ?? '', null));
    const texts = new Map(templateMiner.templates().map(({ id, text }) => [id, text]));
    const ids = added.map((id) => templateMiner.resolve(id));
    for (const row of rows) messages.push(row['Content'] ?? '');
    const score = scoreOf(
      ids,
      rows.map((row) => row['EventId'] ?? ''),
      ids.map((id, at) => sameTemplate(texts.get(id) ?? '', rows[at]?.['EventTemplate'] ?? '')),
    );
    perSystem[name] = score;
    if (score.GA < 0.8) failures.push({ id: name, why: `GA ${score.GA}` });
  }
  const mean = (pick: (score: { GA: number; FGA: number }) => number): number =>
    round(
      Object.values(perSystem).reduce((sum, score) => sum + pick(score), 0) /
        Object.keys(perSystem).length,
    );
  return {
    n: messages.length,
    scores: {
      meanGA: mean(({ GA }) => GA),
      meanFGA: mean(({ FGA }) => FGA),
      perSystem,
      linesPerSecond: linesPerSecond(messages),
    },
    failures,
  };
};

const timedLines = 300_000;

/** All systems through one miner, again and again, final merge included: a file as long as real ones. */
function linesPerSecond(messages: readonly string[]): number {
  const templateMiner = createTemplateMiner<null>();
  const started = performance.now();
  let lines = 0;
  while (lines < timedLines && messages.length > 0)
    for (const message of messages) {
      templateMiner.add(message, null);
      lines += 1;
    }
  templateMiner.templates();
  return Math.round((lines / (performance.now() - started)) * 1000);
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

const sameTemplate = (ours: string, truth: string): boolean => {
  const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
  return plain(ours) === plain(truth);
};

function scoreOf(ours: readonly number[], truth: readonly string[], parsed: readonly boolean[]) {
  const groupsOf = <Key>(keys: readonly Key[]): Map<Key, number[]> => {
    const groups = new Map<Key, number[]>();
    keys.forEach((key, at) => groups.set(key, [...(groups.get(key) ?? []), at]));
    return groups;
  };
  const mine = groupsOf(ours);
  const theirs = groupsOf(truth);
  let rightMessages = 0;
  let rightGroups = 0;
  for (const members of mine.values()) {
    const labels = new Set(members.map((at) => truth[at]!));
    if (labels.size !== 1 || theirs.get(truth[members[0]!]!)!.length !== members.length) continue;
    rightMessages += members.length;
    rightGroups += 1;
  }
  const precision = rightGroups / mine.size;
  const recall = rightGroups / theirs.size;
  return {
    GA: round(rightMessages / ours.length),
    FGA: round(precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)),
    PA: round(parsed.filter(Boolean).length / ours.length),
  };
}
