import { SherpaError } from '../errors.ts';
import type { Spool, Spooled } from '../ports/spool.ts';
import { ByteReader } from './byte-reader.ts';
import { Damage } from './damage.ts';
import { readBzip2 } from './decoders/bzip2.ts';
import { readGzip } from './decoders/gzip.ts';
import { readLz4Frames } from './decoders/lz4-frame.ts';
import { readLz4Java } from './decoders/lz4-java.ts';
import { readLzf } from './decoders/lzf.ts';
import { readSnappyFramed } from './decoders/snappy-framed.ts';
import { readSnappyJava } from './decoders/snappy-java.ts';
import { readXz } from './decoders/xz.ts';
import { readZstd } from './decoders/zstd.ts';
import { detectPacking, headBytes, type Compression } from './detect-packing.ts';
import type { Entry } from './entry.ts';
import { limitUnpacking, type UnpackingLimits } from './limit-unpacking.ts';
import { readTar } from './read-tar.ts';
import { readZip } from './read-zip.ts';
import { isRunResults, resultsToLines } from './results-to-lines.ts';
import { safeFileName } from './safe-file-name.ts';
import { toUtf8 } from './to-utf8.ts';

/** Archives inside archives. */
const maxArchives = 2;

/** Compressions directly inside one another, as in `app.log.gz.gz`. */
const maxCompressions = 2;

const decoders: Readonly<Record<Compression, (reader: ByteReader) => AsyncGenerator<Uint8Array>>> =
  {
    gzip: readGzip,
    zstd: readZstd,
    bzip2: readBzip2,
    xz: readXz,
    'lz4-frame': readLz4Frames,
    'lz4-java': readLz4Java,
    'snappy-framed': readSnappyFramed,
    'snappy-java': readSnappyJava,
    lzf: readLzf,
  };

/** A file that was found in what was sent. */
export interface Member {
  /** `archive.zip!/inner/path.log`, or the name as sent where there is no archive; safe to show and to keep. */
  readonly name: string;
  /** To be read to its end before the next member is asked for; damage ends it early. */
  readonly content: AsyncIterable<Uint8Array>;
  /** After reading: why something of it is missing, or what its bytes were taken for; null where there is nothing to tell. */
  problem(): SherpaError | null;
  /** After reading: its bytes as packed; of a member of a packed archive, its bytes in that archive. */
  packedBytes(): number;
}

export interface UnpackOptions extends UnpackingLimits {
  readonly name: string;
  readonly spool: Spool;
}

/**
 * Finds the files in a stream, whatever it is packed with, and gives a plain one back as it is. A broken member is cut where it breaks
 * and says so; the others are read. An archive that is broken itself comes last, as an empty member with its problem. The stream is read
 * to its end in any case, so that its sender can finish.
 * @throws ARCHIVE_BOMB, the abort reason, and what the source throws
 */
export async function* unpack(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncGenerator<Member> {
  const name = safeFileName(options.name);
  const limits = limitUnpacking({ ...options, name });
  const reader = new ByteReader(limits.countReceived(source));
  yield* new Unpacking(limits, options).files(reader, {
    name,
    archives: 0,
    compressions: 0,
    packedBytes: limits.receivedBytes,
  });
  for (let rest = await reader.some(Infinity); rest; rest = await reader.some(Infinity));
}

/** Where in the nest of packings a stream lies. */
interface Place {
  readonly name: string;
  readonly archives: number;
  readonly compressions: number;
  readonly packedBytes: () => number;
}

class Unpacking {
  readonly #limits: ReturnType<typeof limitUnpacking>;
  readonly #options: UnpackOptions;

  constructor(limits: ReturnType<typeof limitUnpacking>, options: UnpackOptions) {
    this.#limits = limits;
    this.#options = options;
  }

  async *files(reader: ByteReader, place: Place): AsyncGenerator<Member> {
    await reader.fill(headBytes);
    const packing = detectPacking(reader.buffered);
    if (packing === null) {
      yield plainMember(place, reader);
      return;
    }
    if (packing === 'tar' || packing === 'zip') {
      if (place.archives === maxArchives)
        yield brokenMember(place, Damage.notUnpacked(`it lies in ${maxArchives} other archives`));
      else if (packing === 'tar') yield* this.#members(readTar(reader), place);
      else yield* this.#zipMembers(reader, place);
      return;
    }
    if (place.compressions === maxCompressions) {
      const reason = `it is compressed more than ${maxCompressions} times`;
      yield brokenMember(place, Damage.notUnpacked(reason));
      return;
    }
    const unpacked = new ByteReader(this.#limits.countUnpacked(decoders[packing](reader)));
    try {
      yield* this.files(unpacked, { ...place, compressions: place.compressions + 1 });
    } finally {
      await unpacked.close();
    }
  }

  async *#members(entries: AsyncIterable<Entry>, place: Place): AsyncGenerator<Member> {
    let isEmpty = true;
    try {
      for await (const entry of entries) {
        if (isHidden(entry.path)) continue;
        isEmpty = false;
        const inner: Place = {
          name: safeFileName(`${place.name}!/${safeFileName(entry.path)}`),
          archives: place.archives + 1,
          compressions: 0,
          packedBytes: () => entry.packedBytes,
        };
        if (entry.unreadable) yield brokenMember(inner, entry.unreadable);
        else yield* this.files(new ByteReader(entry.content()), inner);
      }
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      yield brokenMember(place, error);
      return;
    }
    if (isEmpty) yield failedMember(place, new SherpaError('ARCHIVE_EMPTY', { name: place.name }));
  }

  /** The directory of a zip file stands at its end, so it is kept on disk first. */
  async *#zipMembers(reader: ByteReader, place: Place): AsyncGenerator<Member> {
    const { spool, signal } = this.#options;
    const { chunks, damage } = untilDamage(reader.rest());
    const kept = await spool.keep(chunks, signal ? { signal } : {});
    try {
      yield* this.#members(this.#counted(kept, damage), place);
    } finally {
      await kept.close();
    }
  }

  async *#counted(zip: Spooled, damage: () => Damage | null): AsyncGenerator<Entry> {
    for await (const entry of readZip(zip))
      yield { ...entry, content: () => this.#limits.countUnpacked(entry.content()) };
    const met = damage();
    if (met) throw met;
  }
}

/** As in folders: what its owner hid, and what macOS adds to archives, is not looked at. */
const isHidden = (path: string): boolean =>
  path.split(/[/\\]/).some((part) => /^\.(?!\.?$)/.test(part) || part === '__MACOSX');

function plainMember({ name, packedBytes }: Place, reader: ByteReader): Member {
  const { chunks, damage } = untilDamage(reader.rest());
  const inLines = isRunResults(reader.buffered.subarray(0, headBytes));
  const text = toUtf8(inLines ? resultsToLines(chunks) : chunks, reader.buffered);
  return {
    name,
    content: text.chunks,
    problem() {
      const encoding = text.assumed();
      return (
        damage()?.toError(name) ??
        (encoding ? new SherpaError('FILE_ENCODING_ASSUMED', { name, encoding }) : null)
      );
    },
    packedBytes,
  };
}

const brokenMember = (place: Place, damage: Damage): Member =>
  failedMember(place, damage.toError(place.name));

function failedMember({ name, packedBytes }: Place, problem: SherpaError): Member {
  return { name, content: nothing(), problem: () => problem, packedBytes };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Ends where damage is met; `damage` tells of it afterwards. */
function untilDamage(bytes: AsyncIterable<Uint8Array>): {
  chunks: AsyncGenerator<Uint8Array>;
  damage: () => Damage | null;
} {
  let met: Damage | null = null;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield* bytes;
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      met = error;
    }
  }
  return { chunks: chunks(), damage: () => met };
}
