import { createRequire } from 'node:module';
import type * as Library from '@astral-sh/ruff-wasm-nodejs';
import type { RuffDiagnostic } from '../../airflow/index.ts';

/** In preview mode ruff's library gives names instead of codes. */
const previewCodes: Readonly<Record<string, string>> = {
  'airflow-variable-get-outside-task': 'AIR003',
  'airflow3-dag-dynamic-value': 'AIR304',
  'airflow31-moved': 'AIR321',
};

interface Diagnostic {
  readonly code: string | null;
  readonly message: string;
  readonly start_location: Location;
  readonly end_location: Location;
  readonly fix: {
    readonly message: string | null;
    readonly edits: readonly {
      readonly content: string | null;
      readonly location: Location;
      readonly end_location: Location;
    }[];
  } | null;
}

interface Location {
  readonly row: number;
  readonly column: number;
}

interface RuffWorkspace {
  check(source: string): unknown;
}

interface Ruff {
  readonly stable: RuffWorkspace;
  readonly preview: RuffWorkspace;
}

let loaded: Ruff | undefined;

/** The rules of ruff that matter for DAGs: AIR, F, E9, S, and of the preview rules those about Airflow. Loads 10 MB at the first call. */
export function runRuff(source: string): RuffDiagnostic[] {
  loaded ??= load();
  const stable = loaded.stable.check(source) as Diagnostic[];
  // A file with syntax errors gives only those, twice the same.
  if (stable.some(({ code }) => code === 'invalid-syntax')) return stable.map(toDiagnostic);
  const preview = (loaded.preview.check(source) as Diagnostic[]).filter(
    ({ code }) => code !== null && Object.hasOwn(previewCodes, code),
  );
  return [...stable, ...preview].map(toDiagnostic);
}

function load(): Ruff {
  const require = createRequire(import.meta.url);
  const { PositionEncoding, Workspace } = require('@astral-sh/ruff-wasm-nodejs') as typeof Library;
  const settings = { 'target-version': 'py310' };
  // AIR001 is a matter of taste, S101 of tests.
  const lint = { select: ['AIR', 'F', 'E9', 'S'], ignore: ['AIR001', 'S101'] };
  return {
    stable: new Workspace({ ...settings, lint }, PositionEncoding.Utf16),
    preview: new Workspace(
      { ...settings, lint: { preview: true, select: ['AIR003', 'AIR304', 'AIR321'] } },
      PositionEncoding.Utf16,
    ),
  };
}

function toDiagnostic({
  code,
  message,
  start_location,
  end_location,
  fix,
}: Diagnostic): RuffDiagnostic {
  const name = code ?? 'invalid-syntax';
  return {
    code: previewCodes[name] ?? name,
    message,
    line: start_location.row,
    endLine: end_location.row,
    fix: fix && {
      message: fix.message ?? 'Apply the fix.',
      edits: fix.edits.map(({ content, location, end_location: end }) => ({
        line: location.row,
        column: location.column,
        endLine: end.row,
        endColumn: end.column,
        text: content ?? '',
      })),
    },
  };
}
