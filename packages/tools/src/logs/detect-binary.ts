/** Why a source is not read as text. */
export type BinaryReason = 'utf-16 text' | 'control bytes' | 'known binary signature';

/** Signatures of files that people upload beside logs by mistake. */
const signatures: readonly (readonly number[])[] = [
  [0x1f, 0x8b], // gzip
  [0x50, 0x4b, 0x03, 0x04], // zip, jar, docx
  [0x28, 0xb5, 0x2f, 0xfd], // zstd
  [0x42, 0x5a, 0x68], // bzip2
  [0xfd, 0x37, 0x7a, 0x58, 0x5a], // xz
  [0x7f, 0x45, 0x4c, 0x46], // ELF
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x25, 0x50, 0x44, 0x46, 0x2d], // PDF
  [0x50, 0x41, 0x52, 0x31], // Parquet
  [0x4f, 0x52, 0x43], // ORC
  [0x4f, 0x62, 0x6a, 0x01], // Avro
  [0xca, 0xfe, 0xba, 0xbe], // Java class
  [0xac, 0xed, 0x00, 0x05], // Java serialisation
  [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], // SQLite
];

/** Control bytes that logs do hold: tab, line feed, form feed, carriage return, escape, backspace. */
const textControls = new Set([7, 8, 9, 10, 11, 12, 13, 27]);

/**
 * Judges the head of a source (a few kilobytes are enough). A log with some NUL or control bytes is still
 * text: a preallocated or truncated-in-place log has runs of NUL between lines, so NUL counts less than
 * other control bytes while there are readable lines.
 */
export function detectBinary(head: Uint8Array): BinaryReason | null {
  if (head.length === 0) return null;
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return 'utf-16 text';
  if (signatures.some((bytes) => bytes.every((byte, index) => head[index] === byte)))
    return 'known binary signature';
  let nul = 0;
  let control = 0;
  let evenNul = 0;
  for (let index = 0; index < head.length; index++) {
    const byte = head[index]!;
    if (byte === 0) {
      nul += 1;
      if (index % 2 === 0) evenNul += 1;
    } else if (byte < 32 && !textControls.has(byte)) control += 1;
  }
  const oddNul = nul - evenNul;
  const half = head.length / 2;
  if (head.length > 16 && (oddNul > half * 0.8 || evenNul > half * 0.8) && nul < head.length * 0.6)
    return 'utf-16 text';
  const readable = head.length - nul;
  // Compressed, encrypted and other bytes without order hold 9 %.
  if (control > readable * 0.05) return 'control bytes';
  if (nul > head.length * 0.3 && readable < 256) return 'control bytes';
  return null;
}
