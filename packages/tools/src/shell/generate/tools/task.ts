import { command, type Word } from '../quote.ts';
import type { Draft, Frame } from '../frame.ts';
import type { Scan, Taken } from '../scan.ts';
import { valueOf } from './slots.ts';

/** What a rule took, group by group, as it is to stand in a command. */
type Slots = (group: number) => string;

/** One thing that people do with a program: how they say it, and the command line. */
export interface Task {
  readonly rules: readonly string[];
  /** @returns words of one command, or a whole command line. Null where something is missing. */
  readonly make: (slot: Slots, scan: Scan, taken: Taken) => readonly Word[] | string | null;
  /** Shows what would be changed. */
  readonly look?: (slot: Slots) => readonly Word[];
}

/** A family of such tasks: of those whose rule fits, the one that leaves the fewest words over. */
export function taskFrame(
  name: string,
  needs: RegExp,
  prepare: (scan: Scan) => readonly Word[],
  tasks: readonly Task[],
  nouns: readonly string[] = [],
): Frame {
  return {
    name,
    build(scan, { request }) {
      if (!needs.test(request.text)) return null;
      const scope = prepare(scan);
      let best: { draft: Draft; left: number } | null = null;
      for (const { rules, make, look } of tasks) {
        const own = scan.copy();
        own.assumptions.push(...scan.assumptions);
        const taken = own.take(...rules);
        if (!taken) continue;
        const slot: Slots = (group) =>
          valueOf(own, taken.groups[group] ?? '').replace(/(?<=\w)[.,]$/, '');
        const made = make(slot, own, taken);
        if (made === null) continue;
        if (nouns.length > 0) own.takeAll(...nouns);
        const left = own.leftover().length + 3 * own.placeholders.length;
        if (best && left >= best.left) continue;
        const shown = look?.(slot);
        best = {
          left,
          draft: {
            scan: own,
            command: typeof made === 'string' ? made : command(...made, ...scope),
            ...(shown && { lookFirst: command(...shown, ...scope) }),
          },
        };
      }
      return best?.draft ?? null;
    },
  };
}

/** A name of a thing: written as one, in quotes, or any word that is no grammar. */
export const thing = String.raw`(<[IQPKXVCN]\d+>|(?!(?:the|an?|all|any|in|on|of|for|from|to|with|and|or|is|are|its|named|called|that|which|every|each|by|as|at|it|them|since|without)\b)[a-z][\w-]*)`;
