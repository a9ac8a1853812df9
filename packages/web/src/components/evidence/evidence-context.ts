import type { Answer } from '@datasherpa/agent/plugin';
import { createContext, use } from 'react';

type Given = Answer['evidence'][number];

/** A quoted place of a log. */
export type Evidence = { readonly [Key in keyof Given]: Readonly<Given[Key]> };

export interface EvidenceDesk {
  /** What the citations of this answer point at. */
  readonly evidence: readonly Evidence[];
  /** Opens the place in its file. */
  readonly open: (evidence: Evidence) => void;
}

export const EvidenceContext = createContext<EvidenceDesk>({ evidence: [], open: () => {} });

export const useEvidence = (): EvidenceDesk => use(EvidenceContext);

/** The id under which the answer cites a place. Where answers were put together it differs from the tool's own. */
export const citedId = (all: readonly Evidence[], one: Evidence): string =>
  all.find(({ fileId, bytes }) => fileId === one.fileId && bytes[0] === one.bytes[0])?.id ?? one.id;
