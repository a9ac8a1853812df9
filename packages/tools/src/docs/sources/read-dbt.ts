import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { FactList } from '../facts/fact-list.ts';
import type { PipelineFacts } from '../facts/fact.ts';
import { lineageOfSql } from '../lineage/lineage-of-sql.ts';
import type { SqlDialect, SqlParser } from '../lineage/sql-parser.ts';
import { headComment } from './comments.ts';
import { addStatement } from './read-sql.ts';
import type { SourceFile } from './source-file.ts';

/** What the YAML files of a dbt project say of its models: descriptions, columns, tests. */
export interface DbtProperties {
  readonly models: ReadonlyMap<string, DbtModel>;
}

interface Said {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

interface DbtModel {
  readonly description: Said | null;
  readonly columns: readonly { readonly name: string; readonly description: Said | null }[];
  readonly tests: readonly Said[];
}

const maxYamlCharacters = 2_000_000;

/** Reads `models:` and `sources:` of a dbt properties file; a file that is not one adds nothing. */
export function readDbtProperties(files: readonly SourceFile[]): DbtProperties {
  const models = new Map<string, DbtModel>();
  for (const { path, text } of files) {
    if (text.length > maxYamlCharacters) continue;
    const lines = new LineCounter();
    // Aliases are not followed: a few lines of them can stand for gigabytes.
    const document = parseDocument(text, { lineCounter: lines, strict: false, logLevel: 'silent' });
    const lineOf = (node: unknown): number =>
      isScalar(node) || isMap(node) || isSeq(node) ? lines.linePos(node.range?.[0] ?? 0).line : 1;
    const said = (node: unknown): Said | null =>
      isScalar(node) &&
      node.value !== null &&
      typeof node.value !== 'object' &&
      String(node.value as string).trim() !== ''
        ? { text: String(node.value as string).trim(), file: path, line: lineOf(node) }
        : null;
    const testsOf = (map: YAMLMap, column: string | null): Said[] =>
      ['tests', 'data_tests'].flatMap((key) => {
        const tests = map.get(key, true);
        if (!isSeq(tests)) return [];
        return tests.items.flatMap((item) => {
          const name = isScalar(item)
            ? String(item.value as string)
            : isMap(item)
              ? String(item.items[0]?.key as string)
              : '';
          return name === ''
            ? []
            : [
                {
                  text: column === null ? name : `${name}(${column})`,
                  file: path,
                  line: lineOf(item),
                },
              ];
        });
      });
    const root = document.contents;
    if (!isMap(root)) continue;
    const list = root.get('models', true);
    if (!isSeq(list)) continue;
    for (const item of list.items) {
      if (!isMap(item)) continue;
      const name = said(item.get('name', true))?.text;
      if (name === undefined) continue;
      const columns = item.get('columns', true);
      const columnMaps = isSeq(columns) ? columns.items.filter(isMap) : [];
      const columnName = (map: YAMLMap): string => said(map.get('name', true))?.text ?? '';
      models.set(name, {
        description: said(item.get('description', true)),
        columns: columnMaps.map((map) => ({
          name: columnName(map),
          description: said(map.get('description', true)),
        })),
        tests: [
          ...testsOf(item, null),
          ...columnMaps.flatMap((map) => testsOf(map, columnName(map))),
        ],
      });
    }
  }
  return { models };
}

const config = /\{\{-?\s*config\s*\(([^{}]{0,2000})\)\s*-?\}\}/;
const setting = /(\w+)\s*=\s*(\[[^\]]{0,500}\]|'[^']{0,300}'|"[^"]{0,300}"|[\w.]+)/g;
const variable = /\bvar\s*\(\s*['"]([^'"]{1,100})['"](?:\s*,\s*([^)]{1,200}))?\)/g;
const environment = /\benv_var\s*\(\s*['"]([^'"]{1,100})['"]/g;

/** Facts of a dbt model: its settings, what it selects from, its columns, the tests and words of its properties file. */
export async function readDbtModel(
  { path, text }: SourceFile,
  properties: DbtProperties,
  dialect: SqlDialect,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<PipelineFacts> {
  const name = (path.split('/').at(-1) ?? path).replace(/\.sql$/, '');
  const facts = new FactList('dbt', name, path);
  const model = properties.models.get(name);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  if (model?.description) facts.add('says', model.description.text, model.description);
  const comment = headComment(text, '--');
  if (comment)
    facts.add('says', comment.text, { line: comment.lines[0], endLine: comment.lines[1] });
  const configured = config.exec(text);
  for (const [, key, value] of configured?.[1]?.matchAll(setting) ?? [])
    facts.add(
      'property',
      value!.replaceAll(/^['"]|['"]$/g, ''),
      { line: lineAt(configured!.index) },
      { subject: key! },
    );
  for (const match of text.matchAll(variable))
    facts.add(
      'variable',
      match[1]!,
      { line: lineAt(match.index) },
      {
        attributes: { value: match[2]?.trim().replaceAll(/^['"]|['"]$/g, '') },
      },
    );
  for (const match of text.matchAll(environment))
    facts.add('environment', match[1]!, { line: lineAt(match.index) });
  const [statement] = await lineageOfSql(text, dialect, parser, signal);
  if (statement) {
    // A model is a SELECT whose result dbt writes to a relation of the model's name.
    const place = { line: statement.lines[0], endLine: statement.lines[1] };
    const written = { ...statement, writes: [{ name, kind: 'table' as const }] };
    addStatement(facts, written, 'model');
    if (/\bis_incremental\s*\(/.test(text))
      facts.add('property', 'only new rows after the first run', place, { subject: 'Incremental' });
  }
  for (const { name: column, description } of model?.columns ?? [])
    if (description) facts.add('says', `${column}: ${description.text}`, description);
  for (const test of model?.tests ?? []) facts.add('quality', test.text, test);
  return facts.finish();
}
