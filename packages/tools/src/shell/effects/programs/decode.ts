const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Text of base64; null where it is none. Bytes above 127 stay as single characters: a shell script is ASCII. */
export function decodeBase64(text: string): string | null {
  const digits = text
    .replace(/\s+/g, '')
    .replace(/=+$/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length > 100_000) return null;
  let decoded = '';
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | alphabet.indexOf(digit)) & 0xff_ff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      decoded += String.fromCharCode((bits >> count) & 0xff);
    }
  }
  return decoded;
}

/** Text of `xxd -r -p`: pairs of hexadecimal digits, also with `0x` or positions before them. */
export function decodeHex(text: string): string | null {
  const digits = text.replace(/^[0-9a-f]{8}:/gim, '').replace(/\b0x|\\x|\s+/g, '');
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits) || digits.length > 100_000) return null;
  return digits.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
}

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\u001b',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** `\n`, `\x72`, `\162`, `\0162`, `\u0072`, as printf and echo -e read them. */
export function unescapeText(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|0([0-7]{1,3})|([0-7]{1,3})|(.))/gis,
    (whole, hex?: string, code?: string, octal?: string, short?: string, letter?: string) => {
      if (hex ?? code) return String.fromCharCode(Number.parseInt((hex ?? code)!, 16));
      if (octal ?? short) return String.fromCharCode(Number.parseInt((octal ?? short)!, 8) & 0xff);
      return letters[letter ?? ''] ?? whole;
    },
  );
}
