import { open, type FileHandle } from 'node:fs/promises';

/** Of files that nobody reads at the moment. */
const mostKept = 64;
const keptMs = 1000;

interface OpenFile {
  readonly handle: Promise<FileHandle>;
  readers: number;
  closing?: NodeJS.Timeout;
}

/**
 * Files that never change, each kept open for a second after it was read: a search reads a few files a hundred times, and opening and
 * closing them took twice as long as reading. Not longer, so that the disk gets back what another process deletes.
 */
export class OpenFiles {
  readonly #files = new Map<string, OpenFile>();

  /** Throws what opening the file throws. */
  async use<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
    const file = this.#files.get(path) ?? { handle: open(path, 'r'), readers: 0 };
    this.#files.set(path, file);
    clearTimeout(file.closing);
    file.readers += 1;
    try {
      return await work(await file.handle);
    } finally {
      file.readers -= 1;
      if (file.readers === 0) {
        if (this.#files.get(path) !== file) close(file);
        else if (this.#files.size > mostKept) this.forget(path);
        else file.closing = setTimeout(() => this.forget(path), keptMs).unref();
      }
    }
  }

  /** Who asks for it afterwards opens the file anew. */
  forget(path: string): void {
    const file = this.#files.get(path);
    this.#files.delete(path);
    if (file?.readers !== 0) return;
    clearTimeout(file.closing);
    close(file);
  }
}

/** One that could not be opened need not be closed. */
const close = ({ handle }: OpenFile): void =>
  void handle.then((file) => file.close()).catch(() => {});
