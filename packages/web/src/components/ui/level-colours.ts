import type { FileDigestView } from '@datasherpa/server/client';

type Level = keyof FileDigestView['levels'];

/** Levels, the worst first, with the colour in which bars show them. */
export const levelColours: readonly (readonly [Level, string])[] = [
  ['fatal', 'bg-danger'],
  ['error', 'bg-danger'],
  ['warn', 'bg-warn'],
  ['info', 'bg-accent/50'],
  ['debug', 'bg-edge/50'],
  ['trace', 'bg-edge/50'],
  ['unknown', 'bg-edge/30'],
];
