import { lookTemplatesOf } from './look-commands.ts';

/** A command that shows more of a cause and changes nothing. */
export interface LookCommand {
  readonly command: string;
  /** What it shows, as a clause. */
  readonly shows: string;
  /** False where a name in capitals has to be replaced, because the logs do not say it. */
  readonly complete: boolean;
}

/** Values that need no quotes in any shell and cannot be taken for an option. All others count as not known. */
const harmless = /^(?!-)[\w./:=+@%~-]{1,250}$/;

/** Ids that only one of the products makes: its commands know no others. */
const owned: Readonly<Record<string, RegExp>> = { application: /^application_\d+_\d+$/ };

/** Where lines name what a command is about. The first group that is harmless is taken. */
const named: Readonly<Record<string, readonly RegExp[]>> = {
  host: [
    /\bto ([\w.-]+):\d{2,5}\b/i,
    /(?:host|server|address)[= :"'/]{1,4}([\w.-]+)[/:]\d{2,5}\b/i,
    /\/?([\w.-]*[\w]):\d{2,5}\b(?=[^\n]{0,60}(?:refused|timed out|unreachable|failed))/i,
    /(?:resolve|resolution of|unknown host|UnknownHostException)[: '"]{1,4}([\w-]+(?:\.[\w-]+)*)/i,
  ],
  port: [
    /\bto [\w.-]+:(\d{2,5})\b/i,
    /(?:host|server|address)[= :"'/]{1,4}[\w.-]+[/:](\d{2,5})\b/i,
    /\/?[\w.-]*\w:(\d{2,5})\b(?=[^\n]{0,60}(?:refused|timed out|unreachable|failed))/i,
  ],
  broker: [/(?:bootstrap[.-]servers?|broker)\W{1,4}([\w.-]+:\d{2,5})\b/i],
  topic: [
    /\btopics? '?"?\[?([\w.-]+?)(?:-\d+)?[\]'"]?(?:[\s,:)]|$)/i,
    /\{([\w.-]+)=(?:LEADER_NOT_AVAILABLE|UNKNOWN_TOPIC_OR_PARTITION|INVALID_TOPIC)/,
    /partition ([\w.-]+)-\d+\b/i,
  ],
  group: [/\bgroup(?:Id|\.id)?[= ]'?([\w.-]+)/],
  queue: [/\bqueue[= :]{1,2}([\w.-]+)/i],
  module: [/No module named '?([\w]+)/],
  path: [
    /\b((?:s3a?|gs|hdfs):\/\/[\w./=+@%-]+)/,
    /inode="?(\/[\w./=-]+)"?/,
    /(?:path|exist)[: ]{1,2}(\/[\w./=-]+)/i,
  ],
  pod: [/\bpods?[ /:="']{1,3}([a-z0-9][a-z0-9.-]{2,250})\b/],
};

const pathOnLine = (slot: string, value: string): string =>
  slot === 'path' ? value.replace(/^s3a:/, 's3:').replace(/[.,]$/, '') : value;

/**
 * Commands for a cause with the names that the incident gives.
 * @param ids what the incident is about: ids of the timeline, the culprit's first (`pod`, `application`, `dag` ...).
 * @param quotes lines that prove the cause; other names are read from them.
 * @returns at most `most`. Text of logs is only taken over where it needs no quoting.
 */
export function lookCommandsOf(
  { id, family }: { readonly id: string; readonly family: string },
  ids: readonly Readonly<Record<string, string | undefined>>[],
  quotes: readonly string[],
  most = 4,
): LookCommand[] {
  const isForeign = (slot: string): boolean =>
    ids.some((known) => known[slot] !== undefined) && valueOf(slot) === null;
  const valueOf = (slot: string): string | null => {
    const form = owned[slot] ?? harmless;
    for (const known of ids) {
      const value = known[slot];
      if (value !== undefined && form.test(value)) return value;
    }
    for (const match of named[slot] ?? [])
      for (const quote of quotes) {
        const value = match.exec(quote)?.[1];
        if (value !== undefined && harmless.test(value)) return pathOnLine(slot, value);
      }
    return null;
  };
  return lookTemplatesOf(id, family)
    .filter(({ command }) =>
      Object.keys(owned).every((slot) => !command.includes(`{${slot}}`) || !isForeign(slot)),
    )
    .slice(0, most)
    .map(({ command, shows }) => {
      let complete = true;
      const filled = command.replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
        const value = valueOf(slot);
        if (value === null) complete = false;
        return value ?? slot.toUpperCase();
      });
      return { command: filled, shows, complete };
    });
}
