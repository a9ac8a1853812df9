import type { Level } from './event.ts';
import type { Header } from './header.ts';
import { readTimestamp } from './read-timestamp.ts';

const klog = /^([IWEF])(\d\d)(\d\d) (\d\d:\d\d:\d\d\.\d+) +\d+ ([\w./-]+):\d+\] /;
const levels: Readonly<Record<string, Level>> = { I: 'info', W: 'warn', E: 'error', F: 'fatal' };

/** `E1124 02:10:04.123456 1 file.go:12] message`: programs of Kubernetes; month and day, no year and no zone. */
export function parseKlogHeader(text: string, referenceYear: number): Header | null {
  const found = klog.exec(text);
  if (!found) return null;
  const year = String(referenceYear).padStart(4, '0');
  const stamp = readTimestamp(`${year}-${found[2]}-${found[3]} ${found[4]}`, 0, referenceYear);
  return {
    format: 'klog',
    time: stamp?.time ?? null,
    zoneAssumed: stamp !== null,
    yearAssumed: stamp !== null,
    level: levels[found[1]!]!,
    component: found[5]!,
    message: text.slice(found[0].length),
  };
}
