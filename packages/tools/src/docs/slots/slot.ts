import type { Part, Reference, Statement } from '../document/document.ts';

/** Something that a sentence may cite: `F1`, what it says, and the facts of the document behind it. */
export interface Citable {
  readonly id: string;
  readonly words: string;
  /** Names of the source in it; all else in `words` is ours. */
  readonly names: readonly string[];
  /** What a name is to the pipeline; a sentence that says otherwise is wrong. */
  readonly role: 'read' | 'written' | 'awaited' | 'started' | 'first' | 'last' | 'other';
  readonly facts: readonly string[];
}

/** A place in a document for one short sentence: made from a template, or worded by a model and then checked. */
export interface Slot {
  /** `purpose`, `flow`, or `task/` with the id of the task. */
  readonly id: string;
  /** What the sentence is about, in our words. */
  readonly about: string;
  readonly citable: readonly Citable[];
  readonly template: readonly Part[];
  readonly reference: Reference | null;
}

/** What stands in a slot instead of its template. */
export interface WordedSlot {
  readonly parts: readonly Part[];
  readonly facts: readonly string[];
}

/** The sentence of a slot. */
export function sayWith(slot: Slot, worded: WordedSlot | undefined): Statement {
  return {
    parts: worded?.parts ?? slot.template,
    facts: worded?.facts ?? [...new Set(slot.citable.flatMap(({ facts }) => facts))],
    reference: slot.reference,
    ...(worded && { template: slot.template }),
  };
}
