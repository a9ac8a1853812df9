import type { Evidence } from '../diagnosis/diagnosis.ts';
import type { Level } from '../logs/event.ts';

/** Something in a growing log that somebody should know of; JSON-serialisable. Its evidence was compared with the stored bytes. */
export type LiveAlert =
  | {
      /** A message of a form that was not seen before. */
      readonly kind: 'new-template';
      readonly level: Level;
      readonly evidence: readonly Evidence[];
    }
  | {
      /** The first error, errors that become frequent, or that cease to be. */
      readonly kind: 'level-change';
      readonly change: 'first' | 'rise' | 'fall';
      readonly level: Level;
      /** Share of errors (0..1) in the last events, and in all before. */
      readonly share: number;
      readonly before: number;
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly kind: 'new-cause';
      readonly cause: string;
      readonly title: string;
      readonly confidence: number;
      readonly explanation: string;
      readonly evidence: readonly Evidence[];
    };
