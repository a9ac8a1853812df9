import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scoreExplanation, scoreParsing, scoreRisk, type RiskCase } from './shell/analysis.ts';
import { scoreCommands, type Case as AskedCase } from './shell/commands.ts';
import type { Fixture } from './shell/fixture.ts';
import type { Suite } from './suite.ts';

interface Case {
  readonly id: string;
  readonly gold?: string;
  readonly alternatives?: readonly string[];
  readonly known_wrong?: readonly string[];
}

/** Are commands made, parsed, rated and explained rightly? */
export const shell: Suite = async ({ data, limit }) => {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(data, name), 'utf8'));
  const { cases, fixtures } = (await read('cases.json')) as {
    cases: (Case & AskedCase)[];
    fixtures: Record<string, Fixture>;
  };
  const { commands } = (await read('risk.json')) as { commands: RiskCase[] };
  const chosen = cases.slice(0, limit ?? cases.length);
  const risky = commands.slice(0, limit ?? commands.length);
  const failures: { id: string; why: string }[] = [];
  const golds = chosen.flatMap(({ id, gold }) => (gold ? [{ id, command: gold }] : []));
  const others = chosen.flatMap(({ id, alternatives = [], known_wrong = [] }) =>
    [...alternatives, ...known_wrong].map((command) => ({ id, command })),
  );
  const broken = risky.filter(({ reasons }) => reasons.includes('unparseable'));
  const sound = risky.filter(({ reasons }) => !reasons.includes('unparseable'));
  return {
    n: chosen.length + risky.length,
    scores: {
      ...(await scoreCommands(chosen, fixtures, failures)),
      parse: scoreParsing([...golds, ...others, ...sound], broken, failures),
      risk: scoreRisk(risky, failures),
      explainedFlags: scoreExplanation(golds, failures),
    },
    failures,
  };
};
