import type { Header } from './header.ts';

const container = /^Container: (container_\w+) on [\w.:-]+ *$/;
const logType = /^LogType: ?([\w.-]+) *$/;
const end = /^End of LogType: ?[\w.-]+/;
const field =
  /^(?:LogAggregationType:|LogLastModifiedTime:|Log Upload Time:|LogLength:|Log ?Contents:|=+$|\*{10,}$|\s*$)/;

/** `Container: … on …`, `LogType:…` and `End of LogType:…`: what `yarn logs` writes around the logs of an application. */
export function parseYarnDump(text: string): Header | null {
  if (!container.test(text) && !logType.test(text) && !end.test(text)) return null;
  return {
    format: 'yarn-dump',
    time: null,
    zoneAssumed: false,
    yearAssumed: false,
    level: 'info',
    component: '',
    message: text,
  };
}

/** Lines that belong to one of those: length, time, rulers. What follows them is the log itself. */
export const isYarnDumpField = (text: string): boolean => field.test(text);

/** `container_…` or `container_…/stderr`: where the lines behind this one come from. */
export function yarnSource(before: string, text: string): string {
  const named = container.exec(text);
  if (named) return named[1]!;
  const stream = logType.exec(text);
  const inside = before.split('/', 1)[0]!;
  return stream ? [inside, stream[1]!].filter((part) => part !== '').join('/') : inside;
}
