import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Of all requests together. */
const collectEvery = 8 << 20;

let received = 0;
let collectYoung: (() => void) | undefined;

/**
 * Tells that bytes of a body came. They lie outside of V8's heap, which sees only small objects, finds that there is little to collect,
 * and lets hundreds of megabytes gather while large files are received. A collection of the young ones takes about a millisecond.
 */
export function countReceived(bytes: number): void {
  received += bytes;
  if (received < collectEvery) return;
  received = 0;
  collectYoung ??= openCollector();
  collectYoung();
}

function openCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void;
  return () => collect({ type: 'minor' });
}
