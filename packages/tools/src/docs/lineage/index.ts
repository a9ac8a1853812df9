export { lineageOfSql, type PlacedLineage } from './lineage-of-sql.ts';
export { sqlDialects, type SqlDialect, type SqlParser } from './sql-parser.ts';
export type { ColumnLineage, SqlDataset, StatementLineage } from './statement-lineage.ts';
