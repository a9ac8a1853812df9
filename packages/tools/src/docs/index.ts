export { coverageOf, type Coverage } from './coverage.ts';
export { compareDocuments, type Drift } from './drift/compare-documents.ts';
export type { Fact, FactKind, PipelineFacts, PipelineKind } from './facts/fact.ts';
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
export { isSource, readSources, type SourcesRead } from './read-sources.ts';
export { toDbtSchema } from './render/dbt-schema.ts';
export { toHtml } from './render/html.ts';
export { lineageGraph, type LineageGraph } from './render/lineage-graph.ts';
export { toOpenLineage } from './render/open-lineage.ts';
export { checkSlot } from './slots/check-slot.ts';
export type { Slot, WordedSlot } from './slots/slot.ts';
export type { Wording } from './document/compose-document.ts';
export type { SourceFile } from './sources/source-file.ts';
export { writeDocuments, type WrittenDocument, type WrittenDocuments } from './write-documents.ts';
