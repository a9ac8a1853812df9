import { createTreeCache, openModules, readDagFile, type PythonParser } from '../airflow/index.ts';
import type { PipelineFacts } from './facts/fact.ts';
import type { SqlDialect, SqlParser } from './lineage/sql-parser.ts';
import { readAirflow } from './sources/read-airflow.ts';
import { readDbtModel, readDbtProperties } from './sources/read-dbt.ts';
import { cellsOf, textOfCells } from './sources/read-notebook.ts';
import { readCrontab, readShell } from './sources/shell/read-shell.ts';
import { readPython } from './sources/read-python.ts';
import { readSql } from './sources/read-sql.ts';
import { readYaml } from './sources/read-yaml.ts';
import type { SourceFile } from './sources/source-file.ts';

export interface SourceParsers {
  readonly sql: SqlParser;
  readonly python: PythonParser;
}

export interface SourcesRead {
  readonly pipelines: readonly PipelineFacts[];
  /** Files in which nothing was found to document, and why; those that a DAG imports are documented with it. */
  readonly without: readonly { readonly path: string; readonly why: string }[];
}

/** Names of files that documents are written for. */
export const isSource = (path: string): boolean =>
  /\.(py|sql|ya?ml|ipynb|cron|crontab)$|(^|\/)crontab$/i.test(path) || isShell(path);
const isShell = (path: string): boolean => /\.(sh|bash|ksh)$/i.test(path);

const maxCharacters = 2_000_000;
/** Of files that others import, so many are kept as trees. */
const keptCharacters = 1_000_000;

/**
 * Facts of every pipeline in the files: Airflow DAGs, Python and PySpark scripts, SQL, dbt models, notebooks, shell scripts,
 * crontabs, Compose and Kubernetes files. Files are
 * read in the order of their paths, so that the same files give the same facts.
 * @param dialect of SQL files; dbt models use it too.
 * @throws the abort reason.
 */
export async function readSources(
  files: readonly SourceFile[],
  parsers: SourceParsers,
  options: {
    readonly dialect: SqlDialect;
    /** Files that no document is asked for, but that others may import. */
    readonly beside?: readonly SourceFile[];
    readonly signal?: AbortSignal;
    readonly onFile?: (done: number, total: number) => void;
  },
): Promise<SourcesRead> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const dbt = sorted.some(({ path }) => /(^|\/)dbt_project\.ya?ml$/.test(path));
  const properties = readDbtProperties(sorted.filter(({ path }) => /\.ya?ml$/.test(path)));
  const modules = openModules(
    [...sorted, ...(options.beside ?? [])].map(({ path, text }) => ({ name: path, text })),
    parsers.python,
    createTreeCache(keptCharacters),
  );
  const pipelines: PipelineFacts[] = [];
  const without: { path: string; why: string }[] = [];

  const imported = new Set<string>();

  const ofFile = async (file: SourceFile): Promise<readonly PipelineFacts[]> => {
    const { path, text } = file;
    const { signal } = options;
    if (path.endsWith('.sql')) {
      const isModel =
        /\{\{-?\s*(ref|source|config)\s*\(/.test(text) || (dbt && /(^|\/)models\//.test(path));
      return [
        isModel
          ? await readDbtModel(file, properties, options.dialect, parsers.sql, signal)
          : await readSql(file, options.dialect, parsers.sql, signal),
      ];
    }
    if (path.endsWith('.py')) {
      const read = readDagFile({ name: path, text }, parsers.python, modules);
      if (read.facts.dags.length > 0) {
        for (const each of read.facts.importedFiles) imported.add(each);
        return readAirflow(read, parsers.sql, signal);
      }
      const script = await readPython({ path, tree: read.tree }, parsers.sql, signal);
      return script.kind === 'spark' || moves(script) ? [script] : [];
    }
    if (isShell(path)) return [await readShell(file, parsers.sql, signal)];
    if (/(^|\/)crontab$|\.cron(tab)?$/.test(path)) return [readCrontab(file)];
    if (path.endsWith('.ipynb')) return notebook(file, parsers, options);
    return /\.ya?ml$/.test(path) ? readYaml(file) : [];
  };

  for (const [at, file] of sorted.entries()) {
    options.signal?.throwIfAborted();
    options.onFile?.(at, sorted.length);
    if (file.text.length > maxCharacters) {
      without.push({
        path: file.path,
        why: `The file has ${file.text.length} characters; up to ${maxCharacters} are read.`,
      });
      continue;
    }
    const found = await ofFile(file);
    pipelines.push(...found);
    if (found.length === 0)
      without.push({
        path: file.path,
        why: 'No DAG, job, script, SQL, dbt model or container of a pipeline was found in it.',
      });
  }
  return {
    pipelines: withoutImportedAgain(pipelines),
    without: without.filter(({ path }) => !imported.has(path)),
  };
}

/** A DAG that two files make, because one imports the other, is documented with the one that it stands in. */
function withoutImportedAgain(pipelines: readonly PipelineFacts[]): PipelineFacts[] {
  const tasksOf = ({ facts }: PipelineFacts): string =>
    JSON.stringify(facts.flatMap(({ kind, value }) => (kind === 'task' ? [value] : [])).toSorted());
  const key = (name: string, file: string): string => JSON.stringify([name, file]);
  const own = new Map(pipelines.map((each) => [key(each.name, each.file), each]));
  return pipelines.filter((each) => {
    const made = each.facts.find(({ kind }) => kind === 'pipeline');
    const other = made && made.file !== each.file ? own.get(key(each.name, made.file)) : undefined;
    return !other || tasksOf(other) !== tasksOf(each);
  });
}

/** Is a Python file a script that moves data, or is called with arguments? Others are parts of a program. */
const moves = ({ facts }: PipelineFacts): boolean =>
  facts.some(({ kind }) => kind === 'reads' || kind === 'writes' || kind === 'parameter');

/** A notebook is one pipeline: its Python and its SQL cells together. */
async function notebook(
  file: SourceFile,
  parsers: SourceParsers,
  options: { readonly signal?: AbortSignal },
): Promise<PipelineFacts[]> {
  const cells = cellsOf(file);
  if (!cells) return [];
  const name = file.path.split('/').at(-1) ?? file.path;
  const python = textOfCells(cells, 'python');
  const sql = textOfCells(cells, 'sql');
  const parts = [
    ...(python.trim() === ''
      ? []
      : [
          await readPython(
            { path: file.path, tree: parsers.python.parse(python) },
            parsers.sql,
            options.signal,
          ),
        ]),
    ...(sql.trim() === ''
      ? []
      : [await readSql({ path: file.path, text: sql }, 'spark', parsers.sql, options.signal)]),
  ];
  const title = cells.find(({ language }) => language === 'markdown');
  const says: PipelineFacts['facts'] =
    title === undefined
      ? []
      : [
          {
            id: 'says/title',
            kind: 'says',
            subject: null,
            value: title.text.trim(),
            attributes: {},
            file: file.path,
            lines: [title.line, title.line],
            confidence: 'certain',
          },
        ];
  const seen = new Set<string>();
  const facts = [...says, ...parts.flatMap((part) => part.facts)].map((fact) => {
    let { id } = fact;
    for (let number = 2; seen.has(id); number += 1) id = `${fact.id}#${number}`;
    seen.add(id);
    return { ...fact, id };
  });
  return facts.length === 0 ? [] : [{ kind: 'notebook', name, file: file.path, facts }];
}
