import { readlinkSync } from 'node:fs';
import type { Userland } from '@datasherpa/tools/shell/generate';

/** The tools of this machine: macOS and the BSDs have their own, small images have BusyBox. */
export function localUserland(): Userland {
  if (process.platform === 'darwin' || process.platform.endsWith('bsd')) return 'bsd';
  try {
    return readlinkSync('/bin/ls').includes('busybox') ? 'busybox' : 'gnu';
  } catch {
    return 'gnu';
  }
}
