import type { DatabaseSync } from 'node:sqlite';
import { Statements } from './sqlite-database.ts';

/** Where the payload says whose a document is. */
const owner = 'project';

/** A table of words for each project of a collection, by its number. */
export class WordTables {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** The table that a document belongs into, which is made where it is missing; inside a write transaction. */
  forDocument(collection: string, payload: Readonly<Record<string, unknown>>): number {
    const project = ownerIn(payload);
    const [known] = this.of(collection, project);
    if (known !== undefined) return known;
    this.#statements.run(
      'INSERT INTO search_part (collection, project) VALUES (?, ?)',
      collection,
      project,
    );
    const [made] = this.of(collection, project);
    this.#statements.run(createTable(made!));
    return made!;
  }

  /** The tables of a collection: that of one project, or without it all. */
  of(collection: string, project?: unknown): number[] {
    const rows =
      typeof project === 'string'
        ? this.#statements.all(
            'SELECT number FROM search_part WHERE collection = ? AND project = ?',
            collection,
            project,
          )
        : this.#statements.all('SELECT number FROM search_part WHERE collection = ?', collection);
    return rows.map(({ number }) => Number(number));
  }
}

export const wordTable = (part: number): string => `search_words_${part}`;

/** The project of a payload; '' where it has none. */
const ownerIn = (payload: Readonly<Record<string, unknown>>): string => {
  const project = payload[owner];
  return typeof project === 'string' ? project : '';
};

/** Words come prepared, so the tokenizer only splits at spaces. */
const createTable = (part: number): string =>
  `CREATE VIRTUAL TABLE ${wordTable(part)} USING fts5 (text, tokenize = "unicode61 remove_diacritics 0 tokenchars '_.-'")`;

/** The form of the tables: 0 had one table of words for all projects. */
const form = 1;

/** Makes the tables of a search index, or brings those of an earlier version to this one. */
export function prepareSearchTables(database: DatabaseSync): void {
  const statements = new Statements(database);
  const isPrepared = (): boolean =>
    Number(statements.get('PRAGMA user_version')!['user_version']) >= form;
  if (isPrepared()) return;
  statements.exclusively(() => {
    // Another process was faster.
    if (isPrepared()) return;
    database.exec(`CREATE TABLE IF NOT EXISTS search_document (
      rowid INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, vector BLOB,
      UNIQUE (collection, id)
    );
    CREATE TABLE IF NOT EXISTS search_payload (
      document INTEGER NOT NULL REFERENCES search_document (rowid) ON DELETE CASCADE, key TEXT NOT NULL, value NOT NULL,
      PRIMARY KEY (key, value, document)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS search_payload_document ON search_payload (document);
    CREATE TABLE search_part (number INTEGER PRIMARY KEY, collection TEXT NOT NULL, project TEXT NOT NULL, UNIQUE (collection, project));
    ALTER TABLE search_document ADD COLUMN part INTEGER NOT NULL DEFAULT 0;`);
    const isFilled = statements.get(
      `SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'search_words'`,
    );
    if (isFilled) {
      const ofProject = `coalesce(json_extract(payload, '$.${owner}'), '')`;
      database.exec(`INSERT INTO search_part (collection, project)
        SELECT DISTINCT collection, ${ofProject} FROM search_document;
        UPDATE search_document SET part = (SELECT number FROM search_part p
          WHERE p.collection = search_document.collection AND p.project = ${ofProject});`);
      for (const { number } of statements.all('SELECT number FROM search_part')) {
        const part = Number(number);
        database.exec(createTable(part));
        statements.run(
          `INSERT INTO ${wordTable(part)} (rowid, text)
           SELECT w.rowid, w.text FROM search_words w JOIN search_document d ON d.rowid = w.rowid WHERE d.part = ?`,
          part,
        );
      }
      database.exec('DROP TABLE search_words');
    }
    database.exec(`PRAGMA user_version = ${form}`);
  });
}
