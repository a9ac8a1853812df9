/** A DAG file that Airflow could not import. */
export interface ImportErrorEntry {
  readonly file: string;
  /** The traceback or message, as Airflow gives it. */
  readonly text: string;
  readonly bundle: string | null;
}

const maxEntries = 1000;
const maxText = 20_000;

/**
 * Import errors as REST (`/api/v1` and `/api/v2` importErrors), the command line (`airflow dags list-import-errors -o json`, or its
 * table) or the banner of the page ("Broken DAG: [path] …") give them. Empty for other texts.
 */
export function parseImportErrors(text: string): ImportErrorEntry[] {
  const json = fromJson(text);
  if (json.length > 0) return json;
  return [...fromBanner(text), ...fromTable(text)].slice(0, maxEntries);
}

function fromJson(text: string): ImportErrorEntry[] {
  const trimmed = text.trim();
  if (
    !/^[[{]/.test(trimmed) ||
    !/"(?:stack_trace|stacktrace|filepath|import_errors)"/.test(trimmed)
  )
    return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(trimmed);
  } catch {
    return [];
  }
  const rows = Array.isArray(parsed) ? (parsed as unknown[]) : listIn(parsed);
  return rows.slice(0, maxEntries).flatMap((row) => {
    if (typeof row !== 'object' || row === null) return [];
    const {
      filename,
      filepath,
      file,
      stack_trace: trace,
      error,
      bundle_name: bundle,
    } = row as Record<string, unknown>;
    const name = [filename, filepath, file].find((value) => typeof value === 'string');
    const message = [trace, error].find((value) => typeof value === 'string');
    return typeof name === 'string' && typeof message === 'string'
      ? [
          {
            file: name.slice(0, 1000),
            text: message.slice(0, maxText),
            bundle: typeof bundle === 'string' ? bundle.slice(0, 200) : null,
          },
        ]
      : [];
  });
}

function listIn(parsed: unknown): unknown[] {
  const { import_errors: many } = parsed as { import_errors?: unknown };
  return Array.isArray(many) ? (many as unknown[]) : [parsed];
}

/** `Broken DAG: [/path/x.py] Traceback …`, one after the other. */
function fromBanner(text: string): ImportErrorEntry[] {
  const parts = text.split(/Broken DAG: \[/).slice(1, maxEntries + 1);
  return parts.flatMap((part) => {
    const end = part.indexOf(']');
    return end < 0 || end > 1000
      ? []
      : [
          {
            file: part.slice(0, end),
            text: part
              .slice(end + 1)
              .trim()
              .slice(0, maxText),
            bundle: null,
          },
        ];
  });
}

/** Rows of the table that the command line prints: `filepath | error`, continued by rows with an empty first cell. */
function fromTable(text: string): ImportErrorEntry[] {
  const lines = text.split('\n');
  const header = lines.findIndex((line) =>
    /^\s*(?:bundle_name\s*\|\s*)?filepath\s*\|\s*error\b/.test(line),
  );
  if (header < 0) return [];
  const withBundle = /bundle_name/.test(lines[header]!);
  const found: { file: string; text: string; bundle: string | null }[] = [];
  for (const line of lines.slice(header + 1)) {
    if (/^[\s=+|-]*$/.test(line)) continue;
    const cells = line.split('|').map((cell) => cell.trim());
    const [bundle, file, error] = withBundle ? cells : [null, ...cells];
    if (error === undefined || error === null) break;
    const last = found.at(-1);
    if (file) found.push({ file, text: error, bundle: bundle || null });
    else if (last) last.text = `${last.text}\n${error}`.slice(0, maxText);
  }
  return found;
}

/** Where and what an import error is. */
export interface ImportErrorPlace {
  /** Exception class; null where the text has none. */
  readonly exception: string | null;
  readonly message: string;
  /** The last frame in the project's own code, else the last one. */
  readonly culprit: {
    readonly file: string;
    readonly line: number;
    readonly inFunction: string | null;
  } | null;
}

const frame = /File "([^"\n]+)", line (\d+)(?:,? in ([^\n]+))?/g;

export function placeOfImportError({ file, text }: ImportErrorEntry): ImportErrorPlace {
  const frames = [...text.matchAll(frame)].map(([, path, line, name]) => ({
    file: path!,
    line: Number(line),
    inFunction: name?.trim() ?? null,
  }));
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const isOwn = (path: string): boolean =>
    path === file ||
    path.endsWith(`/${file}`) ||
    (folder !== '' && path.startsWith(folder) && !isLibrary(path));
  const own =
    frames.findLast(({ file: path }) => isOwn(path)) ??
    frames.findLast(({ file: path }) => !isLibrary(path));
  const last = text
    .split('\n')
    .findLast(
      (line) =>
        /^\s*(?:[\w.]+(?:Error|Exception|Timeout|Warning|Exit|Interrupt|NotFound|Found|Invalid|Cycle\w*)|[A-Z]\w*)\b\s*:?/.test(
          line,
        ) && !/^\s*(?:File|Traceback)/.test(line),
    );
  const named = /^\s*((?:[\w]+\.)*[A-Z]\w*)(?::\s*([\s\S]*))?$/.exec(last ?? '');
  return {
    exception: named?.[1] ?? null,
    message: (named?.[2] ?? last ?? text.split('\n').findLast((line) => line.trim() !== '') ?? '')
      .trim()
      .slice(0, 1000),
    culprit: own ?? frames.at(-1) ?? null,
  };
}

const isLibrary = (path: string): boolean =>
  /(?:site-packages|dist-packages|<frozen|\/lib\/python\d|\/airflow\/(?:models|dag_processing|sdk|serialization)\/)/.test(
    path,
  );
