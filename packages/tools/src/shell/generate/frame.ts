import type { TaggedRequest } from './lex-request.ts';
import type { Scan } from './scan.ts';
import type { Surroundings } from './surroundings.ts';

export interface FrameContext {
  readonly request: TaggedRequest;
  readonly seen: Surroundings;
}

/** A command that a family of tasks makes of a request, with the account of what it understood. */
export interface Draft {
  readonly scan: Scan;
  readonly command: string;
  /** The start of the file was looked at. */
  readonly sampled?: boolean;
  readonly alternatives?: readonly { readonly command: string; readonly when: string }[];
  /** The same for look-first. */
  readonly lookFirst?: string;
}

/** A family of tasks. Gives nothing where the request has no word of the family. */
export interface Frame {
  readonly name: string;
  readonly build: (scan: Scan, context: FrameContext) => Draft | null;
}
