export { formats, levels, type FormatId, type Level, type LogEvent } from './event.ts';
export {
  EventTable,
  EventTableWriter,
  isWithin,
  type EventRow,
  type EventTableIndex,
  type TimeRange,
} from './event-table.ts';
export { createTemplateMiner } from './mine-templates.ts';
export { lineInEvent } from './line-in-event.ts';
export { parseHeader } from './parse-header.ts';
export { parseExceptions } from './parse-exceptions.ts';
export { readEvents, type ReadReport } from './read-events.ts';
export { readLines } from './read-lines.ts';
export { templateId } from './template-id.ts';
