export {
  lineageOfSql,
  sqlDialects,
  type ColumnLineage,
  type PlacedLineage,
  type SqlDataset,
  type SqlDialect,
  type SqlParser,
  type StatementLineage,
} from './lineage/index.ts';
