import type { Answer } from '@datasherpa/agent/plugin';
import { exitCodes } from '../ask.ts';
import type { GlobalOptions } from '../global-options.ts';
import { openClient } from '../open-client.ts';
import { jsonLine } from '../render/json-line.ts';
import { harmless, renderAnswer } from '../render/render-answer.ts';
import { showProgress } from '../render/show-progress.ts';
import { scopeOfPaths } from '../scope-of-paths.ts';
import { renderAdvice, type AdviceData } from './render-advice.ts';
import { toSarif } from './to-sarif.ts';

const failLevels = ['critical', 'warning', 'info'] as const;

interface Options extends GlobalOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'conf';
  /** Exit code 1 where a finding is at least as severe. */
  readonly failOn?: (typeof failLevels)[number];
}

/** `sherpa optimize`: findings, settings and a what-if table; or JSON, SARIF, or the settings alone. */
export async function optimize(
  route: string,
  input: Readonly<Record<string, unknown>>,
  {
    paths,
    otherPaths,
  }: { paths: readonly string[]; otherPaths: Readonly<Record<string, readonly string[]>> },
  options: Options,
): Promise<number> {
  const opened = await openClient(options);
  const { client } = opened;
  try {
    const scope: Record<string, unknown> = await scopeOfPaths(client, paths);
    for (const [name, others] of Object.entries(otherPaths))
      scope[name] = (await scopeOfPaths(client, others)).uploads;
    const progress = showProgress();
    progress.note('reading the event log');
    const answer = await client
      .callTool(route, { ...input, ...scope })
      .finally(() => progress.end());
    process.stdout.write(textOf(answer, options));
    const { findings } = (answer.data as AdviceData).advice;
    if (options.failOn === undefined) return exitCodes[answer.status];
    const severe = new Set(failLevels.slice(0, failLevels.indexOf(options.failOn) + 1));
    return findings.some(({ severity }) => severe.has(severity)) ? 1 : 0;
  } finally {
    await opened.close();
  }
}

function textOf(answer: Answer, { format, json }: Options): string {
  const data = answer.data as AdviceData;
  if (json || format === 'json') return jsonLine(answer);
  if (format === 'conf') return harmless(data.settings.text);
  if (format === 'sarif') return jsonLine(toSarif(data));
  return `${renderAdvice(harmless(data))}${renderAnswer(harmless(answer))}`;
}
