/**
 * The order in which Scala's hash maps give their entries. The History Server writes some lists in it, and to be equal in every field is
 * to be in the same order.
 */

/** Of a `mutable.HashMap` with whole numbers or texts as keys. */
export function mutableMapOrder<T>(entries: readonly T[], hashOf: (entry: T) => number): T[] {
  let size = 16;
  while (entries.length > size * 0.75) size *= 2;
  const hashed = entries.map((entry) => ({ entry, hash: improve(hashOf(entry)) }));
  // Within a slot entries stand by their hash, as signed numbers.
  hashed.sort((a, b) => (a.hash & (size - 1)) - (b.hash & (size - 1)) || a.hash - b.hash);
  return hashed.map(({ entry }) => entry);
}

/** Of an `immutable.Map`: as they came up to four, and then a trie of five bits a level, leaves before branches. */
export function immutableMapOrder<T>(entries: readonly T[], hashOf: (entry: T) => number): T[] {
  if (entries.length <= 4) return [...entries];
  return trieOrder(
    entries.map((entry) => ({ entry, hash: mixed(hashOf(entry)) })),
    0,
  );
}

interface Hashed<T> {
  readonly entry: T;
  readonly hash: number;
}

function trieOrder<T>(entries: readonly Hashed<T>[], shift: number): T[] {
  if (shift > 30) return entries.map(({ entry }) => entry);
  const slots = Array.from({ length: 32 }, (): Hashed<T>[] => []);
  for (const each of entries) slots[(each.hash >>> shift) & 31]!.push(each);
  return [
    ...slots.flatMap((slot) => (slot.length === 1 ? [slot[0]!.entry] : [])),
    ...slots.flatMap((slot) => (slot.length > 1 ? trieOrder(slot, shift + 5) : [])),
  ];
}

/** `scala.collection.Hashing.improve`. */
function mixed(hash: number): number {
  let mix = (hash + ~(hash << 9)) | 0;
  mix ^= mix >>> 14;
  mix = (mix + (mix << 4)) | 0;
  return mix ^ (mix >>> 10);
}

const improve = (hash: number): number => hash ^ (hash >>> 16);

/** Of a Java `String`. */
export function hashOfText(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1)
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

/** Of a Scala `Int` or `Long`. */
export const hashOfWhole = (value: number): number =>
  value === (value | 0) ? value : Number(BigInt.asIntN(32, BigInt(value) ^ (BigInt(value) >> 32n)));
