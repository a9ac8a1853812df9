import { randomUUID } from 'node:crypto';

export interface OutgoingFile {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** A multipart/form-data body that streams its files, one part named `files` each. */
export function multipartBody(files: AsyncIterable<OutgoingFile>): {
  body: ReadableStream<Uint8Array>;
  contentType: string;
} {
  const boundary = `datasherpa-${randomUUID()}`;
  const encoder = new TextEncoder();
  async function* parts(): AsyncGenerator<Uint8Array> {
    for await (const { name, content } of files) {
      const safe = name.replaceAll(/[\r\n"]/g, '_');
      yield encoder.encode(
        `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${safe}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      );
      yield* content;
      yield encoder.encode('\r\n');
    }
    yield encoder.encode(`--${boundary}--\r\n`);
  }
  const iterator = parts();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return(undefined);
    },
  });
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}
