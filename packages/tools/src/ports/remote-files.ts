/** Files that other machines give by their address. Which addresses may be asked for is decided where it is made. */
export interface RemoteFiles {
  /**
   * Asks for a file; redirects are followed under the same rules.
   * @param options.maxBytes what is longer is refused, when its server says so or when that much was read
   * @throws URL_NOT_ALLOWED, URL_NOT_READABLE, UPLOAD_TOO_LARGE, TIMED_OUT, or the abort reason
   */
  open(
    url: string,
    options: { readonly maxBytes: number; readonly signal?: AbortSignal },
  ): Promise<RemoteFile>;
}

export interface RemoteFile {
  /** What its server calls it, or the end of its path; not made safe. */
  readonly name: string;
  readonly contentType: string;
  /** To be read once. Throws URL_NOT_READABLE where it breaks off, UPLOAD_TOO_LARGE, TIMED_OUT, or the abort reason. */
  readonly content: AsyncIterable<Uint8Array>;
}
