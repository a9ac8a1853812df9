import type { Answer } from '@datasherpa/agent/plugin';
import { inTable, timeText, worthOf, type AdviceData } from './render-advice.ts';

/** The whole answer as Markdown, for a ticket or a comment of a build. Text of the log stands in code spans. */
export function renderReport(answer: Answer): string {
  const data = answer.data as AdviceData;
  const { application, advice, settings, stages, whatIf, words } = data;
  return `${[
    `# Spark run ${code(application.id)}`,
    '',
    answer.summary,
    ...section('Findings', advice.findings.flatMap(findingLines)),
    ...section(
      `Settings (${settings.platform})`,
      settings.text === '' ? [] : ['```text', settings.text.trimEnd(), '```'],
    ),
    ...section(
      'Changes that were left out',
      advice.refused.map(({ key, value, why }) => `- ${code(`${key}=${value}`)}: ${why}`),
    ),
    ...section(
      `In the words of ${words === null ? '' : code(words.model)}`,
      words === null
        ? []
        : [
            words.explanation,
            ...words.advice.flatMap(({ text, before, after }) => [
              '',
              `- ${text}`,
              ...(before === null || after === null ? [] : ['', ...changeLines(before, after)]),
            ]),
          ],
    ),
    ...section('Stages', stages.length === 0 ? [] : stageTable(stages)),
    ...section('With other numbers of executors', whatIf ? whatIfTable(whatIf) : []),
    ...section(
      'Checked and clean',
      advice.clean.map(({ title, checked }) => `- ${title}: ${checked}`),
    ),
    ...section(
      'Not observable',
      advice.notObservable.map(
        ({ title, why, switchOn }) => `- ${title}: ${why} Switch on: ${switchOn}`,
      ),
    ),
    ...section(
      'Evidence',
      answer.evidence.map(
        ({ id, source, lines, why }) => `- [${id}] ${code(`${source}:${lines[0]}`)} ${why}`,
      ),
    ),
    ...section(
      'Limits',
      [
        ...answer.limits.map(
          ({ what, shown, total, why, howToGetTheRest }) =>
            `${shown} of ${total} ${what}: ${why} ${howToGetTheRest}`,
        ),
        ...answer.degraded.map(({ what, why, effect }) => `${what}: ${why} ${effect}`),
      ].map((line) => `- ${line}`),
    ),
  ].join('\n')}\n`;
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];

function findingLines(finding: AdviceData['advice']['findings'][number]): string[] {
  const { severity, title, explanation, formula, caveat, disproof } = finding;
  const worth = worthOf(finding);
  const { recommendations, codeAdvice } = finding;
  return [
    `- **${severity}**: ${title}${worth === '' ? '' : ` (${worth})`}`,
    // It may have words of the log.
    `  - ${code(explanation)}`,
    ...recommendations.map(
      ({ key, old, new: value, expected }) =>
        `  - set ${code(`${key}=${value}`)}${old === null ? '' : ` (now ${code(old)})`}: ${expected}`,
    ),
    ...codeAdvice.map((advised) => `  - ${advised}`),
    `  - how: ${formula}`,
    `  - but: ${caveat} Wrong if: ${disproof}`,
  ];
}

/** In a block of its own that no line of the program can end. */
const changeLines = (before: string, after: string): string[] => {
  const longest = Math.max(
    2,
    ...(`${before}\n${after}`.match(/`+/g) ?? []).map((run) => run.length),
  );
  const fence = '`'.repeat(longest + 1);
  return [
    `${fence}diff`,
    ...before.split('\n').map((line) => `-${line}`),
    ...after.split('\n').map((line) => `+${line}`),
    fence,
  ];
};

const stageTable = (stages: AdviceData['stages']): string[] => [
  '| stage | name | time | tasks | failed | median | 95 % | longest |',
  '|---|---|---|---|---|---|---|---|',
  ...stages.map(
    ({ id, attempt, name, wallMs, tasks, failedTasks, medianMs, p95Ms, longestMs }) =>
      `| ${id}.${attempt} | ${inTable(code(name))} | ${timeText(wallMs)} | ${tasks} | ${failedTasks} | ${timeText(medianMs)} | ${timeText(p95Ms)} | ${timeText(longestMs)} |`,
  ),
];

const whatIfTable = (whatIf: NonNullable<AdviceData['whatIf']>): string[] => [
  `Executors of ${whatIf.coresEach} cores; the model misses the real run by ${whatIf.modelError === null ? 'what is not known' : `${(whatIf.modelError * 100).toFixed(1)} %`}. Not below ${timeText(whatIf.criticalPathMs)}.`,
  '',
  ...(whatIf.isReliable ? [] : [`**Not reliable.** ${whatIf.caveats[0] ?? ''}`, '']),
  '| executors | time | core-hours | busy |',
  '|---|---|---|---|',
  ...whatIf.points.map(
    ({ executors, wallMs, coreHours, utilization }) =>
      `| ${executors}${executors === whatIf.executors ? ' (this run)' : ''} | ${timeText(wallMs)} | ${coreHours.toFixed(2)} | ${Math.round(utilization * 100)} % |`,
  ),
];

/** As it stands, whatever it holds: a fence longer than any in it. */
function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(line) || line === '' ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
