/** One event log: a file, or the files of a rolled one in the order in which they are read. */
export interface GroupedLog<File> {
  /** Path of the file, or of the folder of a rolled log. */
  readonly name: string;
  readonly files: readonly File[];
}

interface Rolled<File> {
  readonly file: File;
  readonly index: number;
  readonly isCompacted: boolean;
}

/** `events_3_local-1623876083964.zstd.compact`, as `EventLogFileWriters.scala` names them. */
const rolledName = /^events_([0-9]{1,9})_(.+?)(?:\.(?:zstd|lz4|lzf|snappy|gz))?(\.compact)?$/;
/** `eventlog-2021-06-14--18-00.gz` and, for what is not rolled yet, `eventlog`: Databricks. */
const databricksName = /^eventlog(?:-([0-9]{4}-[0-9]{2}-[0-9]{2}--[0-9]{2}-[0-9]{2})(?:\.gz)?)?$/;

/**
 * Tells by their paths which files belong to one log. A compacted file stands for those with lower numbers and for the uncompacted one
 * with its own, which are left out where they are still there.
 */
export function groupEventLogs<File extends { readonly name: string }>(
  files: readonly File[],
): GroupedLog<File>[] {
  const groups = new Map<string, Rolled<File>[]>();
  for (const file of files) {
    const { key, index, isCompacted } = placeOf(file.name);
    const group = groups.get(key) ?? [];
    group.push({ file, index, isCompacted });
    groups.set(key, group);
  }
  return [...groups].map(([key, group]) => {
    group.sort((a, b) => a.index - b.index || Number(a.isCompacted) - Number(b.isCompacted));
    const from = Math.max(
      0,
      group.findLastIndex(({ isCompacted }) => isCompacted),
    );
    return { name: key, files: group.slice(from).map(({ file }) => file) };
  });
}

function placeOf(path: string): { key: string; index: number; isCompacted: boolean } {
  const slash = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, slash);
  const name = path.slice(slash);
  const rolled = rolledName.exec(name);
  if (rolled)
    return {
      key: /(?:^|\/)eventlog_v2_[^/]+\/$/.test(folder)
        ? folder.slice(0, -1)
        : `${folder}${rolled[2]}`,
      index: Number(rolled[1]),
      isCompacted: rolled[3] !== undefined,
    };
  const databricks = databricksName.exec(name);
  if (databricks && folder !== '') {
    const time = databricks[1]?.replaceAll('-', '');
    return {
      key: folder.slice(0, -1),
      index: time === undefined ? Number.MAX_SAFE_INTEGER : Number(time),
      isCompacted: false,
    };
  }
  return { key: path, index: 0, isCompacted: false };
}

/** What an application without an id in its log is called: the last part of its path, without endings of files. */
export const idOfName = (name: string): string =>
  name
    .slice(name.lastIndexOf('/') + 1)
    .replace(/^eventlog_v2_/, '')
    .replace(/(?:\.(?:inprogress|gz|zstd|lz4|lzf|snappy|json|log|txt))+$/, '') || 'application';
