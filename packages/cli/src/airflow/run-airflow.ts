import type { Answer } from '@datasherpa/agent/plugin';
import type { Finding } from '@datasherpa/tools/airflow';
import { exitCodes } from '../ask.ts';
import { callAboutPaths } from '../call-about-paths.ts';
import type { GlobalOptions } from '../global-options.ts';
import { openClient } from '../open-client.ts';
import { jsonLine } from '../render/json-line.ts';
import { harmless, renderAnswer } from '../render/render-answer.ts';
import { visibleText } from '../render/visible-text.ts';
import { placesInRepository } from './places-in-repository.ts';
import { renderDags, type DagView } from './render-dags.ts';
import { renderFindings } from './render-findings.ts';

interface Options extends GlobalOptions {
  readonly format?: string;
  readonly failOn?: string;
}

interface Data {
  readonly findings?: readonly Finding[];
  readonly files?: readonly { readonly findings?: readonly Finding[] }[];
  readonly report?: string;
  readonly dags?: readonly DagView[];
  readonly explanations?: readonly { readonly text: string }[];
  readonly problems?: readonly { readonly file: string; readonly why: string }[];
}

const order = ['error', 'warning', 'info'];

/**
 * `sherpa airflow …`: calls a tool about the paths and prints its answer as Markdown, JSON, SARIF or annotations for GitHub. Exit
 * code 1 where a finding reaches `failOn`.
 */
export async function runAirflow(
  route: string,
  input: Readonly<Record<string, unknown>>,
  paths: readonly string[],
  options: Options,
): Promise<number> {
  const opened = await openClient(options);
  try {
    const needsPaths = input['schedule'] === undefined && input['dagId'] === undefined;
    const about = { paths: needsPaths ? paths : [] };
    const answer = await callAboutPaths(opened.client, route, input, about, 'reading the files');
    const data = answer.data as Data;
    for (const { file, why } of (data.problems ?? []).slice(0, 20))
      process.stderr.write(`${visibleText(`${file}: ${why}`)}\n`);
    for (const { shown, total, what, why } of answer.limits)
      process.stderr.write(`${visibleText(`${shown} of ${total} ${what}: ${why}`)}\n`);
    process.stdout.write(await written(answer, data, paths, options));
    return gate(data, options.failOn) ? 1 : exitCodes[answer.status];
  } finally {
    await opened.close();
  }
}

async function written(
  answer: Answer,
  data: Data,
  paths: readonly string[],
  options: Options,
): Promise<string> {
  if (options.json || options.format === 'json') return jsonLine(answer);
  const findings = findingsIn(data);
  if (findings && (options.format === 'sarif' || options.format === 'github')) {
    const { findingsAsGithub, findingsAsSarif } = await import('@datasherpa/tools/airflow');
    const placeOf = await placesInRepository(paths);
    const placed = findings.map((each) => ({ ...each, file: placeOf(each.file) }));
    if (options.format === 'github') return harmless(findingsAsGithub(placed));
    return jsonLine(findingsAsSarif(placed, '0.1.0'));
  }
  if (data.report !== undefined) return harmless(data.report);
  if (data.findings) return harmless(`${renderFindings(data.findings)}${answer.summary}\n`);
  if (data.explanations && data.explanations.length > 0)
    return harmless(`${data.explanations.map(({ text }) => text).join('\n\n')}\n`);
  const dags = data.dags ? renderDags(data.dags) : '';
  return harmless(`${dags}${renderAnswer(answer)}`);
}

const findingsIn = ({ findings, files }: Data): readonly Finding[] | null =>
  findings ??
  (files?.some((file) => file.findings) ? files.flatMap((file) => file.findings ?? []) : null);

function gate(data: Data, failOn: string | undefined): boolean {
  const least = order.indexOf(failOn ?? 'never');
  return least >= 0 && (findingsIn(data) ?? []).some(({ level }) => order.indexOf(level) <= least);
}
