export { levels, type ExceptionInfo, type FormatId, type Level, type LogEvent } from './event.ts';
export {
  EventTable,
  EventTableWriter,
  isWithin,
  type EventRow,
  type EventTableIndex,
  type TimeRange,
} from './event-table.ts';
export { createTemplateMiner } from './mine-templates.ts';
export { parseHeader } from './parse-header.ts';
export { parseExceptions } from './parse-exceptions.ts';
export { readEvents, type ReadReport } from './read-events.ts';
export { readLines, type LogLine } from './read-lines.ts';
