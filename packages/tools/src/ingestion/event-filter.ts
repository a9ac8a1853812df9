import type { EventRow, Level, TimeRange } from '../logs/index.ts';

/** Which events of a file count. What is missing is not asked for. */
export interface EventFilter extends TimeRange {
  readonly levels?: ReadonlySet<Level>;
  readonly components?: ReadonlySet<string>;
  /** Templates as the table has them. */
  readonly templates?: (template: number) => boolean;
}

export const isOpen = (filter: EventFilter): boolean => Object.keys(filter).length === 0;

export function passes(
  filter: EventFilter,
  { time, level, component, template }: EventRow,
): boolean {
  const { after, before, levels, components, templates } = filter;
  if (after !== undefined && (time === null || time < after)) return false;
  if (before !== undefined && (time === null || time > before)) return false;
  if (levels && !levels.has(level)) return false;
  if (components && !components.has(component)) return false;
  return !templates || templates(template);
}
