import { groupRotatedFiles } from '../timeline/index.ts';

/** Where a file stands among those that one program wrote one after another into the same log. */
export interface Rotation {
  /** Name of the log that is written to now. */
  readonly log: string;
  /** 1 for the oldest that is there. */
  readonly part: number;
  readonly parts: number;
  /** What the order rests on where names do not prove it, or null. */
  readonly assumed: string | null;
}

export interface Placed<File> {
  readonly file: File;
  /** Null where it is not rotated. */
  readonly rotation: Rotation | null;
  /** Index, in the same answer, of the file that was written just before; null for the first and for what is not rotated. */
  readonly follows: number | null;
}

/**
 * Brings the rotated files of each upload together, the oldest first, at the place of the first of them. Each file stays one of its own:
 * a quote or a link points to the file that was sent. Two files of the same name in one upload are two logs.
 */
export function orderRotated<File extends { readonly name: string; readonly uploadId: string }>(
  files: readonly File[],
): Placed<File>[] {
  const placed: Placed<File>[] = [];
  for (const upload of Map.groupBy(files, ({ uploadId }) => uploadId).values()) {
    const byName = new Map<string, File>();
    const streams = new Map<
      string,
      { files: readonly string[]; log: string; assumed: string | null }
    >();
    for (const file of upload) if (!byName.has(file.name)) byName.set(file.name, file);
    for (const { name: log, files: names, assumed } of groupRotatedFiles([...byName.keys()]))
      for (const name of names) streams.set(name, { files: names, log, assumed });
    const done = new Set<string>();
    for (const file of upload) {
      const { files: names, log, assumed } = streams.get(file.name)!;
      if (names.length === 1 || byName.get(file.name) !== file) {
        placed.push({ file, rotation: null, follows: null });
        continue;
      }
      if (done.has(log)) continue;
      done.add(log);
      names.forEach((name, at) => {
        const rotation = { log, part: at + 1, parts: names.length, assumed };
        const follows = at === 0 ? null : placed.length - 1;
        placed.push({ file: byName.get(name)!, rotation, follows });
      });
    }
  }
  return placed;
}
