import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { unpack } from '@datasherpa/tools/archives';
import { readEventLog, type Application } from '@datasherpa/tools/spark';

/** An event log of one file, packed in any way, as the product reads it. */
export const readLog = (path: string): Promise<Application> =>
  readEventLog([
    {
      name: basename(path),
      content: (async function* () {
        const options = { name: basename(path), maxUnpackedBytes: 16 * 1024 ** 3, spool };
        for await (const member of unpack(createReadStream(path), options)) yield* member.content;
      })(),
    },
  ]);

/** No log here is a zip file. */
const spool = { keep: () => Promise.reject(new Error('there is no spool')) };
