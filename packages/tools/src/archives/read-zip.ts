import { Readable } from 'node:stream';
import {
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type Entry as ZipEntry,
  type ZipFile,
} from 'yauzl';
import type { Spooled } from '../ports/spool.ts';
import { ByteReader } from './byte-reader.ts';
import { Damage } from './damage.ts';
import type { Entry } from './entry.ts';
import { walkZip } from './walk-zip.ts';
import { checkedContent, isZipMethod } from './zip-content.ts';

const readBytes = 1 << 18;

/**
 * The entries of a zip file as its directory lists them or, where that cannot be read, as they describe themselves. Entries of folders are
 * left out.
 * @throws Damage after the last entry, where the directory cannot be read
 */
export async function* readZip(zip: Spooled): AsyncGenerator<Entry> {
  const file = await openDirectory(zip);
  let isListed = false;
  try {
    if (file)
      for await (const entry of file.eachEntry()) {
        isListed = true;
        const path = getFileNameLowLevel(
          entry.generalPurposeBitFlag,
          entry.fileNameRaw,
          entry.extraFields,
          false,
        );
        if (path.endsWith('/')) continue;
        yield {
          path,
          packedBytes: entry.compressedSize,
          unreadable: reasonNotToRead(entry),
          content: () => contentOf(zip, file, entry),
        };
      }
  } catch (error) {
    if (isOfSystem(error)) throw error;
    if (isListed) throw new Damage(noDirectory);
  }
  if (isListed || file?.entryCount === 0) return;
  yield* walkZip(new ByteReader(rangeOf(zip, 0, zip.bytes)));
  throw new Damage(noDirectory);
}

const noDirectory = 'its directory is missing or damaged';

/** Null where it has none that can be read: a download that broke off, for example. */
async function openDirectory(zip: Spooled): Promise<ZipFile | null> {
  try {
    return await fromRandomAccessReaderPromise(new SpoolReader(zip), zip.bytes, {
      // Names are made safe later; refusing the whole file for one of them would help nobody.
      decodeStrings: false,
      autoClose: false,
    });
  } catch (error) {
    if (isOfSystem(error)) throw error;
    return null;
  }
}

/** Errors of yauzl have only words; those of reading the spooled file have the number of the system. */
const isOfSystem = (error: unknown): boolean => error instanceof Error && 'errno' in error;

function reasonNotToRead(entry: ZipEntry): Damage | null {
  if (entry.isEncrypted()) return new Damage('it is encrypted', 'ARCHIVE_ENCRYPTED');
  const isUnix = entry.versionMadeBy >> 8 === 3;
  if (isUnix && ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000)
    return Damage.notUnpacked('it is a link');
  if (!isZipMethod(entry.compressionMethod))
    return Damage.notUnpacked(`it is packed with method ${entry.compressionMethod}`);
  return null;
}

async function* contentOf(zip: Spooled, file: ZipFile, entry: ZipEntry) {
  let start: number;
  try {
    ({ fileDataStart: start } = await file.readLocalFileHeaderPromise(entry, { minimal: true }));
  } catch (error) {
    throw isOfSystem(error) ? error : Damage.broken();
  }
  const packed = new ByteReader(rangeOf(zip, start, start + entry.compressedSize));
  const check = yield* checkedContent(packed, entry.compressionMethod);
  if (check !== entry.crc32) throw Damage.broken();
}

async function* rangeOf(zip: Spooled, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += readBytes) yield zip.read(at, Math.min(to, at + readBytes));
}

/** Gives yauzl the spooled bytes. */
class SpoolReader extends RandomAccessReader {
  readonly #zip: Spooled;

  constructor(zip: Spooled) {
    super();
    this.#zip = zip;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(rangeOf(this.#zip, start, end), { objectMode: false });
  }
}
