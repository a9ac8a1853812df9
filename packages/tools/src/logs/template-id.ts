/**
 * The id of a template: a hash of its text, so that the same statement has the same id in every file, in every run and whatever came
 * before it. 48 bits as 12 hexadecimal digits (two FNV-1a hashes with different starts, mixed as in MurmurHash3): among a million
 * templates two are alike with a probability of 0.2 %.
 */
export function templateId(text: string): string {
  let high = 0x811c_9dc5;
  let low = 0x1b87_3593;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x0100_0193);
    low = Math.imul(low ^ code, 0x85eb_ca6b);
  }
  high = mixed(high ^ text.length);
  low = mixed(low ^ high);
  return (
    (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0')
  ).slice(0, 12);
}

function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return hash ^ (hash >>> 16);
}
