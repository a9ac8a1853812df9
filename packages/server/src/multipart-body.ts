import { randomUUID } from 'node:crypto';

export interface OutgoingFile {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

const encoder = new TextEncoder();
const lineEnd = encoder.encode('\r\n');

/** What stands before a file in a form; behind it stands a line end. */
export const formHead = (boundary: string, name: string): Uint8Array =>
  encoder.encode(
    `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name.replaceAll(/[\r\n"]/g, '_')}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
  );

/** What stands at the end of a form. */
export const formTail = (boundary: string): Uint8Array => encoder.encode(`--${boundary}--\r\n`);

/** A multipart/form-data body that streams its files, one part named `files` each. */
export function multipartBody(files: AsyncIterable<OutgoingFile>): {
  body: ReadableStream<Uint8Array>;
  contentType: string;
} {
  const boundary = `datasherpa-${randomUUID()}`;
  async function* parts(): AsyncGenerator<Uint8Array> {
    for await (const { name, content } of files) {
      yield formHead(boundary, name);
      yield* content;
      yield lineEnd;
    }
    yield formTail(boundary);
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
