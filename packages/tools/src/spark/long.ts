/** A 64-bit whole number of the JVM: a `bigint` where a double would not be exact. */
export type Long = number | bigint;

/** Adds as the JVM does: exact, and wrapped at 64 bits. */
export function addLong(a: Long, b: Long): Long {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return toLong(BigInt.asIntN(64, BigInt(a) + BigInt(b)));
}

/** The shortest form of a value. */
export const toLong = (value: bigint): Long =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

export const compareLongs = (a: Long, b: Long): number => (a < b ? -1 : a > b ? 1 : 0);
