import type { OutgoingFile } from '../../api/uploads.ts';

/** Files that were dropped, those of dropped folders too, under their path in the folder. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly OutgoingFile[]> {
  // The list is emptied when the event is over: everything is taken out of it before the first wait.
  const plain = chosenFiles(transfer.files);
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return plain;
  const files: OutgoingFile[] = [];
  for (const entry of entries) await collect(entry, files);
  return files;
}

/** Files that were chosen or pasted. */
export const chosenFiles = (list: Iterable<File>): readonly OutgoingFile[] =>
  Array.from(list, (file) => ({ file, name: file.webkitRelativePath || file.name }));

async function collect(entry: FileSystemEntry, files: OutgoingFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    files.push({ file, name: entry.fullPath.replace(/^\//, '') });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader gives some at a time, and an empty list at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const each of some) await collect(each, files);
  }
}
