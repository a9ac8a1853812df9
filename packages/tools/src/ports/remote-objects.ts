import type { RemoteFile } from './remote-files.ts';

/** Objects of stores that are kept elsewhere, by their address. Which stores may be asked is decided where it is made. */
export interface RemoteObjects {
  /**
   * The object that is named, or all below the name where it stands for a folder, in the order of their names. Names of files begin with
   * the last part of the address.
   * @param options.maxBytes what is longer in sum is refused
   * @param options.maxFiles what are more are refused
   * @throws URL_NOT_ALLOWED, URL_NOT_READABLE, UPLOAD_TOO_LARGE, UPLOAD_TOO_MANY_FILES, STORE_UNAVAILABLE, or the abort reason
   */
  open(
    url: string,
    options: {
      readonly maxBytes: number;
      readonly maxFiles: number;
      readonly signal?: AbortSignal;
    },
  ): Promise<readonly RemoteFile[]>;
  close(): void;
}
