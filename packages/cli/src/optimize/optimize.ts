import { setFlagsFromString } from 'node:v8';
import type { Answer } from '@datasherpa/agent/plugin';
import { exitCodes } from '../ask.ts';
import { callAboutPaths, type PathsOfRequest } from '../call-about-paths.ts';
import type { GlobalOptions } from '../global-options.ts';
import { openClient } from '../open-client.ts';
import { jsonLine } from '../render/json-line.ts';
import { harmless, renderAnswer } from '../render/render-answer.ts';
import { renderAdvice, type AdviceData } from './render-advice.ts';
import { renderReport } from './render-report.ts';
import { toSarif } from './to-sarif.ts';
import { writePlots } from './write-plots.ts';

const severities = ['critical', 'warning', 'info'] as const;
const levels = {
  critical: 1,
  high: 1,
  warning: 2,
  medium: 2,
  info: 3,
  low: 3,
} as const;
export type FailLevel = keyof typeof levels;

interface Options extends GlobalOptions {
  readonly format: 'text' | 'md' | 'json' | 'sarif' | 'conf';
  /** Exit code 1 where a finding is at least as severe. */
  readonly failOn?: FailLevel;
  /** Folder that drawings are written to. */
  readonly plots?: string;
}

/** `sherpa optimize`: findings, settings and a what-if table; or Markdown, JSON, SARIF, or the settings alone. */
export async function optimize(
  route: string,
  input: Readonly<Record<string, unknown>>,
  paths: PathsOfRequest,
  options: Options,
): Promise<number> {
  // An event log is read in a few large buffers and makes little that lives: V8's usual growth, to the double between two collections,
  // would be a third of the memory of the whole command.
  setFlagsFromString('--heap-growing-percent=50');
  const opened = await openClient(options);
  const { client } = opened;
  try {
    const answer = await callAboutPaths(client, route, input, paths, 'reading the event log');
    process.stdout.write(textOf(answer, options));
    if (options.plots !== undefined)
      await writePlots(client, answer.data as AdviceData, options.plots);
    const { findings } = (answer.data as AdviceData).advice;
    if (options.failOn === undefined) return exitCodes[answer.status];
    const severe = new Set<string>(severities.slice(0, levels[options.failOn]));
    return findings.some(({ severity }) => severe.has(severity)) ? 1 : 0;
  } finally {
    await opened.close();
  }
}

function textOf(answer: Answer, { format, json }: Options): string {
  const data = answer.data as AdviceData;
  if (json || format === 'json') return jsonLine(answer);
  if (format === 'conf') return harmless(data.settings.text);
  if (format === 'sarif') return jsonLine(toSarif(answer));
  if (format === 'md') return renderReport(harmless(answer));
  return `${renderAdvice(harmless(data))}${renderAnswer(harmless(answer))}`;
}
