import type { FileFacts } from '../facts.ts';
import type { Finding, FindingLevel } from './finding.ts';

/** A diagnostic of ruff, with its code even where the library gives only the name of a preview rule. */
export interface RuffDiagnostic {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly endLine: number;
  readonly fix: Finding['fix'];
}

/** Rules whose findings matter more than for information; everything else of ruff is `info`. */
const levels: Readonly<Record<string, FindingLevel>> = {
  'invalid-syntax': 'error',
  E902: 'error',
  F821: 'error',
  F822: 'error',
  F823: 'error',
  F811: 'warning',
  F502: 'error',
  F632: 'warning',
  F702: 'error',
  F704: 'error',
  F706: 'error',
  F707: 'error',
  AIR003: 'warning',
  AIR301: 'warning',
  AIR302: 'warning',
  AIR303: 'warning',
  S102: 'warning',
  S105: 'info',
  S301: 'warning',
  S307: 'warning',
  S501: 'warning',
  S506: 'warning',
  S602: 'warning',
};

/** What ruff's sentences leave out. */
const hints: Readonly<Record<string, string>> = {
  'invalid-syntax': 'Correct the syntax; Airflow cannot import the file.',
  F821: 'Define or import the name; Airflow fails when it comes to this line.',
  F401: 'Remove the import.',
  AIR003: 'Read it inside a task, or as a template: {{ var.value.name }}.',
  AIR301: 'It fails to import or to run in Airflow 3.',
  AIR302: 'Install the provider package and import it from there.',
  AIR303: 'Change the call to the signature of Airflow 3.',
  AIR304: 'Each parse makes a new version of the DAG; use a constant.',
  AIR311: 'It still works in Airflow 3, and will be removed.',
  AIR312: 'It still works in Airflow 3; install the provider package and import it from there.',
  AIR321: 'It still works in Airflow 3.1, and will be removed.',
};

/** Ruff's findings as ours. Lines that could not be read are said by ruff, more precisely; ours give way. */
export function fromRuff(
  diagnostics: readonly RuffDiagnostic[],
  facts: FileFacts,
  forAirflow3: boolean,
): Finding[] {
  return diagnostics.map(({ code, message, line, endLine, fix }) => ({
    rule: code,
    // Of a shell with a constant command ruff itself says that it seems safe.
    level: message.includes('seems safe') ? 'info' : levelOf(code, line, facts, forAirflow3),
    message: oneLine(message),
    hint: hints[code] ?? (fix ? 'Ruff can fix it.' : 'See the rule in the documentation of ruff.'),
    file: facts.file,
    line,
    endLine,
    dagId: null,
    taskId: null,
    fix,
    migration: /^AIR3(?:0[1-3]|1[12]|21)$/.test(code),
  }));
}

function levelOf(
  code: string,
  line: number,
  { dags }: FileFacts,
  forAirflow3: boolean,
): FindingLevel {
  if (code === 'AIR301' && forAirflow3) return 'error';
  // A date of the DAG that moves starts no run, or many; another argument only makes new versions of the DAG.
  if (code === 'AIR304')
    return dags.some(({ argumentLines }) =>
      ['start_date', 'end_date'].some((name) => argumentLines[name] === line),
    )
      ? 'warning'
      : 'info';
  return levels[code] ?? 'info';
}

/** Ruff's sentences end without a full stop. */
const oneLine = (message: string): string => {
  const line = message.replaceAll(/\s+/g, ' ').trim().replace(/;$/, '').slice(0, 500);
  return /[.!?]$/.test(line) ? line : `${line}.`;
};

/** Same findings of both sides, said once: ruff's where it has a fix, ours where they know the DAG. */
export function mergeFindings(own: readonly Finding[], ruff: readonly Finding[]): Finding[] {
  const syntax = ruff.some(({ rule }) => rule === 'invalid-syntax');
  const moves = new Set(
    own.filter(({ rule }) => rule === 'start-date-moves').map(({ line }) => line),
  );
  const secrets = new Set(
    own.filter(({ rule }) => rule === 'secret-in-code').map(({ line }) => line),
  );
  const kept = ruff.filter(
    ({ rule, line }) =>
      !(rule === 'AIR304' && moves.has(line)) && !(/^S10[5-7]$/.test(rule) && secrets.has(line)),
  );
  return [...own.filter(({ rule }) => !(syntax && rule === 'not-readable')), ...kept].toSorted(
    (a, b) => a.line - b.line || a.rule.localeCompare(b.rule),
  );
}
