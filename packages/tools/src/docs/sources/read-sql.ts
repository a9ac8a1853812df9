import { FactList, type FactSink } from '../facts/fact-list.ts';
import type { PipelineFacts } from '../facts/fact.ts';
import { lineageOfSql, type PlacedLineage } from '../lineage/lineage-of-sql.ts';
import type { SqlDialect, SqlParser } from '../lineage/sql-parser.ts';
import { headComment } from './comments.ts';
import type { SourceFile } from './source-file.ts';

const jinjaVariable = /\{\{-?\s*([^{}]{1,200}?)\s*-?\}\}/g;
const bindVariable = /(?<![:\w]):([A-Za-z_]\w{0,60})\b|\$\{([A-Za-z_][\w.]{0,60})\}/g;
/** What fixes the result to a day: worth asking whether it should be a parameter. */
const fixedDate = /'(\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?)'/g;

/** Facts of a SQL script: what each statement reads and writes, its columns, its parameters and fixed dates. */
export async function readSql(
  { path, text }: SourceFile,
  dialect: SqlDialect,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<PipelineFacts> {
  const facts = new FactList('sql', path.split('/').at(-1) ?? path, path);
  const comment = headComment(text, '--');
  if (comment)
    facts.add('says', comment.text, { line: comment.lines[0], endLine: comment.lines[1] });
  facts.add(
    'property',
    dialect,
    { line: 1 },
    { subject: 'Dialect', confidence: dialect === 'generic' ? 'likely' : 'certain' },
  );
  const statements = await lineageOfSql(text, dialect, parser, signal);
  for (const [at, statement] of statements.entries())
    addStatement(facts, statement, nameOf(statement, at, statements.length));
  addPlaces(facts, text);
  return facts.finish();
}

/** What a statement is called in the document: its action, with its number where there are several. */
const nameOf = ({ action }: PlacedLineage, at: number, total: number): string =>
  total === 1 ? action : `${at + 1}. ${action}`;

/** Adds what one statement does; also used for SQL inside other sources, whose first line is `offset` lines further down. */
export function addStatement(
  facts: FactSink,
  { action, reads, writes, columns, confidence, problem, lines }: PlacedLineage,
  subject: string,
  offset = 0,
): void {
  const place = { line: lines[0] + offset, endLine: lines[1] + offset };
  const sure = confidence === 'parsed' ? 'certain' : 'guessed';
  facts.add('step', action, place, { subject, confidence: sure });
  const add = (kind: 'reads' | 'writes', name: string, by: string): void =>
    facts.add(kind, name, place, { subject, attributes: { by }, confidence: sure });
  for (const { name, kind } of reads) add('reads', name, kind === 'path' ? 'file' : 'SQL');
  for (const { name, kind } of writes) add('writes', name, kind === 'path' ? 'file' : 'SQL');
  for (const { column, from } of columns)
    if (writes.length > 0)
      facts.add('column', column, place, { subject, attributes: { from: from.join(', ') } });
  if (problem !== null)
    facts.add('unknown', `statement ${subject}`, place, { attributes: { why: problem } });
}

function addPlaces(facts: FactSink, text: string): void {
  const seen = new Set<string>();
  for (const [at, line] of text.split('\n').entries()) {
    const bare = line.replace(/--.*$/, '');
    const once = (name: string, add: () => void): void => {
      if (seen.has(name)) return;
      seen.add(name);
      add();
    };
    for (const [, expression] of bare.matchAll(jinjaVariable))
      if (!/^(ref|source|config|this)\b/.test(expression!))
        once(`jinja ${expression}`, () =>
          facts.add(
            'parameter',
            expression!,
            { line: at + 1 },
            { attributes: { use: 'template' } },
          ),
        );
    for (const [, colon, dollar] of bare.matchAll(bindVariable))
      once(`bind ${colon ?? dollar}`, () =>
        facts.add(
          'parameter',
          (colon ?? dollar)!,
          { line: at + 1 },
          { attributes: { use: 'bind variable' } },
        ),
      );
    for (const [, date] of bare.matchAll(fixedDate))
      once(`date ${date}`, () =>
        facts.add('property', date!, { line: at + 1 }, { subject: 'Fixed date (literal)' }),
      );
  }
}
