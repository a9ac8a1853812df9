import { SherpaError } from '@datasherpa/tools/errors';

/** Headers of the tus protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload). */

export const tusVersion = '1.0.0';
export const checksumAlgorithms = ['sha1', 'sha256'] as const;

const invalid = (header: string, reason: string): SherpaError =>
  new SherpaError('INPUT_INVALID', { reason: `${header} ${reason}` }, { field: header });

/** A number of bytes. Throws INPUT_INVALID naming the header. */
export function readBytes(headers: Headers, header: string): number {
  const text = headers.get(header);
  const value = Number(text);
  if (text === null || !/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw invalid(header, 'is not a whole number of bytes');
  return value;
}

/** `key base64,key base64`: values are texts. Throws INPUT_INVALID. */
export function readMetadata(header: string | null): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  for (const pair of (header ?? '').split(',').filter((each) => each.trim() !== '')) {
    const [key = '', value = '', ...rest] = pair.trim().split(' ');
    if (key === '' || rest.length > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
      throw invalid('Upload-Metadata', 'is not a list of keys with Base64 values');
    metadata.set(key, Buffer.from(value, 'base64').toString('utf8'));
  }
  return metadata;
}

export interface Checksum {
  readonly algorithm: (typeof checksumAlgorithms)[number];
  /** Base64 */
  readonly value: string;
}

/** `sha256 base64`; null without the header. Throws INPUT_INVALID, also for an algorithm that is not known. */
export function readChecksum(header: string | null): Checksum | null {
  if (header === null) return null;
  const [name, value = '', ...rest] = header.trim().split(' ');
  const algorithm = checksumAlgorithms.find((each) => each === name);
  if (!algorithm || value === '' || rest.length > 0)
    throw invalid(
      'Upload-Checksum',
      `is not one of ${checksumAlgorithms.join(', ')} and a Base64 value`,
    );
  return { algorithm, value };
}
