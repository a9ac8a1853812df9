/** Where two parsed JSON values differ: paths with both values. What is on one side only is a difference too. */
export function differences(ours: unknown, wanted: unknown, ignored?: RegExp): string[] {
  const found: string[] = [];
  compare(ours, wanted, '', found, ignored);
  return found;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function compare(
  ours: unknown,
  wanted: unknown,
  path: string,
  found: string[],
  ignored?: RegExp,
): void {
  if (ignored?.test(path) === true) return;
  if (isObject(ours) && isObject(wanted) && Array.isArray(ours) === Array.isArray(wanted)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(wanted)]))
      compare(ours[key], wanted[key], `${path}.${key}`, found, ignored);
    return;
  }
  if (ours !== wanted) found.push(`${path} is ${shown(ours)} and not ${shown(wanted)}`);
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'missing').slice(0, 120);
