/** A file to send: its bytes are pulled when the other side is ready for more. */
export interface OutgoingFile {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Files as a multipart/form-data stream, one part named "files" each; never held in memory. */
export function multipartBody(files: AsyncIterable<OutgoingFile>): {
  body: ReadableStream<Uint8Array>;
  contentType: string;
} {
  const boundary = `datasherpa-${crypto.randomUUID()}`;
  const parts = encode(files, boundary);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await parts.return(undefined);
      },
    }),
  };
}

async function* encode(
  files: AsyncIterable<OutgoingFile>,
  boundary: string,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  for await (const file of files) {
    yield encoder.encode(
      `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${escapeName(file.name)}"\r\n` +
        'content-type: application/octet-stream\r\n\r\n',
    );
    yield* file.bytes;
    yield encoder.encode('\r\n');
  }
  yield encoder.encode(`--${boundary}--\r\n`);
}

/** Quotes and line breaks as browsers send them in a multipart file name. */
const escapeName = (name: string): string =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
