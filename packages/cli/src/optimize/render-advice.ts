import { styleText } from 'node:util';

/** What the command line shows of the tool's output. */
export interface AdviceData {
  readonly application: { readonly id: string; readonly attemptId: string | null };
  readonly read: { readonly files: readonly { readonly name: string }[] };
  readonly stages: readonly {
    readonly id: number;
    readonly attempt: number;
    readonly name: string;
    readonly wallMs: number;
    readonly tasks: number;
    readonly failedTasks: number;
    readonly medianMs: number;
    readonly p95Ms: number;
    readonly longestMs: number;
  }[];
  readonly advice: {
    readonly findings: readonly {
      readonly rule: string;
      readonly title: string;
      readonly severity: 'critical' | 'warning' | 'info';
      readonly threshold: string;
      readonly formula: string;
      readonly explanation: string;
      readonly caveat: string;
      readonly disproof: string;
      readonly savedMs: number | null;
      readonly savedCoreHours: number | null;
      readonly method: string;
      readonly codeAdvice: readonly string[];
      readonly stages: readonly { readonly id: number; readonly attempt: number }[];
      readonly recommendations: readonly {
        readonly key: string;
        readonly old: string | null;
        readonly new: string;
        readonly expected: string;
      }[];
    }[];
    readonly refused: readonly {
      readonly key: string;
      readonly value: string;
      readonly why: string;
    }[];
    readonly clean: readonly { readonly title: string; readonly checked: string }[];
    readonly notObservable: readonly {
      readonly title: string;
      readonly why: string;
      readonly switchOn: string;
    }[];
  };
  readonly settings: { readonly platform: string; readonly text: string };
  readonly words: {
    readonly model: string;
    readonly explanation: string;
    readonly advice: readonly {
      readonly text: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
  } | null;
  readonly whatIf: {
    readonly executors: number;
    readonly coresEach: number;
    readonly modelError: number | null;
    readonly isReliable: boolean;
    readonly criticalPathMs: number;
    readonly points: readonly {
      readonly executors: number;
      readonly wallMs: number;
      readonly coreHours: number;
      readonly utilization: number;
    }[];
    readonly caveats: readonly string[];
  } | null;
}

const colors = { critical: 'red', warning: 'yellow', info: 'dim' } as const;
export const timeText = (ms: number): string =>
  ms < 1000
    ? `${Math.round(ms)} ms`
    : ms < 120_000
      ? `${(ms / 1000).toFixed(1)} s`
      : `${(ms / 60_000).toFixed(1)} min`;

/** A text in a cell of a table. */
export const inTable = (text: string): string => text.replaceAll('|', '\\|');

/** What a finding can give back at most. */
export const worthOf = ({
  savedMs,
  savedCoreHours,
  method,
}: Pick<
  AdviceData['advice']['findings'][number],
  'savedMs' | 'savedCoreHours' | 'method'
>): string =>
  [
    ...(savedMs !== null && savedMs >= 1 ? [`up to ${timeText(savedMs)}, ${method}`] : []),
    ...(savedCoreHours !== null && savedCoreHours >= 0.01
      ? [`${savedCoreHours.toFixed(2)} core-hours`]
      : []),
  ].join('; ');

/** Findings with their numbers, the settings, the what-if table, and what was looked at besides. */
export function renderAdvice({ advice, settings, whatIf, words }: AdviceData): string {
  const lines: string[] = [];
  for (const finding of advice.findings) {
    const { severity, title, explanation, formula, caveat, disproof, codeAdvice } = finding;
    const worth = worthOf(finding);
    lines.push(
      `${styleText(colors[severity], severity.padEnd(8))} ${styleText('bold', title)}${worth === '' ? '' : ` (${worth})`}`,
    );
    lines.push(`         ${explanation}`);
    if (severity !== 'info') {
      lines.push(...codeAdvice.map((advised) => `         → ${advised}`));
      lines.push(
        styleText('dim', `         how: ${formula}`),
        styleText('dim', `         but: ${caveat} Wrong if: ${disproof}`),
      );
    }
  }
  if (settings.text !== '')
    lines.push('', styleText('bold', `Settings (${settings.platform})`), settings.text.trimEnd());
  if (words) {
    lines.push('', styleText('bold', `In the words of ${words.model}`), words.explanation);
    for (const { text, before, after } of words.advice) {
      lines.push(`  → ${text}`);
      if (before !== null && after !== null)
        lines.push(
          ...before.split('\n').map((line) => styleText('red', `    - ${line}`)),
          ...after.split('\n').map((line) => styleText('green', `    + ${line}`)),
        );
    }
  }
  if (whatIf) lines.push('', ...whatIfLines(whatIf));
  for (const { title, why, switchOn } of advice.notObservable)
    lines.push('', styleText('dim', `Not observable: ${title}. ${why} Switch on: ${switchOn}`));
  lines.push('');
  return `${lines.join('\n')}\n`;
}

/** The table, or what makes it worth nothing and then the table, dim. */
function whatIfLines(whatIf: NonNullable<AdviceData['whatIf']>): string[] {
  const { coresEach, executors: own, modelError, isReliable, points, criticalPathMs } = whatIf;
  const error = modelError === null ? 'not known' : `${(modelError * 100).toFixed(1)} %`;
  const [worst, ...others] = isReliable ? [undefined, ...whatIf.caveats] : whatIf.caveats;
  const rows = points.map(
    ({ executors, wallMs, coreHours, utilization }) =>
      `  ${String(executors).padStart(5)}  ${timeText(wallMs).padStart(10)}  ${coreHours.toFixed(2).padStart(8)} core-hours  ${String(Math.round(utilization * 100)).padStart(3)} % busy${executors === own ? '  ← this run' : ''}`,
  );
  return [
    styleText(
      'bold',
      `With other numbers of executors (${coresEach} ${coresEach === 1 ? 'core' : 'cores'} each; model error at the real size ${error})`,
    ),
    ...(worst === undefined ? [] : [styleText('yellow', `  Not reliable. ${worst}`)]),
    ...(isReliable ? rows : rows.map((row) => styleText('dim', row))),
    styleText('dim', `  Not below ${timeText(criticalPathMs)}. ${others.join(' ')}`),
  ];
}
