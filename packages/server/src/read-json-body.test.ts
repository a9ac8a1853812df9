import { expect, test } from 'vitest';
import { maxJsonBytes, readJsonBody } from './read-json-body.ts';

const request = (body: ReadableStream<Uint8Array>): Request =>
  new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    duplex: 'half',
  });

test('a body is read as it comes', async () => {
  const parts = ['{"a":', '1}'].map((part) => new TextEncoder().encode(part));
  expect(await readJsonBody(request(ReadableStream.from(parts)))).toEqual({ a: 1 });
});

test('a body that does not come to its end is not waited for', async () => {
  const endless = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
  });
  await expect(readJsonBody(request(endless), 20)).rejects.toMatchObject({
    code: 'JSON_MALFORMED',
    message: expect.stringContaining('within 0.02 s'),
  });
});

test('a body that is too large is refused before its end', async () => {
  let sent = 0;
  const large = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  await expect(readJsonBody(request(large))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  expect(sent).toBeLessThan(2 * maxJsonBytes);
});
