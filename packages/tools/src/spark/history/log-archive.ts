/** A log as it lies in an archive: its files, and folders as paths that end with a slash. */
export interface ArchivedFile<File> {
  readonly path: string;
  /** Null: an empty file or a folder. */
  readonly file: File | null;
}

interface LogToArchive<File> {
  /** Path of the file, or of the folder of a rolled log. */
  readonly name: string;
  readonly files: readonly File[];
  readonly ended: boolean;
}

const packing = /\.(?:zstd|lz4|lzf|snappy|gz)(?=(?:\.compact|\.inprogress)?$)/;
const rolledFolder = /^eventlog_v2_(.+)$/;

/**
 * The paths under which a History Server gives the logs of an application and finds them again: a file beside the others, or the folder of a
 * rolled log with the file that says whether it has ended. Contents are unpacked here, so the endings that name a codec are left out.
 */
export function archiveOfLogs<File extends { readonly name: string }>(
  logs: readonly LogToArchive<File>[],
): ArchivedFile<File>[] {
  const taken = new Set<string>();
  const free = (path: string): string => {
    let unused = path;
    for (let count = 2; taken.has(unused); count += 1) unused = `${path}_${count}`;
    taken.add(unused);
    return unused;
  };
  return logs.flatMap(({ name, files, ended }) => {
    const last = lastPart(name);
    const [, id] = rolledFolder.exec(last) ?? [];
    const [only] = files;
    if (id === undefined && files.length === 1 && only)
      return [{ path: free(withoutPacking(lastPart(only.name))), file: only }];
    const folder = free(last);
    return [
      { path: `${folder}/`, file: null },
      // Without it the folder is no log to Spark.
      ...(id === undefined
        ? []
        : [{ path: `${folder}/appstatus_${id}${ended ? '' : '.inprogress'}`, file: null }]),
      ...files.map((file) => ({
        path: `${folder}/${withoutPacking(lastPart(file.name))}`,
        file,
      })),
    ];
  });
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1) || 'eventlog';
const withoutPacking = (name: string): string => name.replace(packing, '');
