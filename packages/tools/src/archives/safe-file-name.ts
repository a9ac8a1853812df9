/** The name a user knows, without anything that could point elsewhere or change a terminal: no drive, `..`, leading slash or control characters. */
export function safeFileName(name: string): string {
  const parts = name
    .replaceAll('\\', '/')
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[A-Za-z]:$/.test(part));
  const safe = parts.join('/').slice(-300);
  return safe === '' ? 'unnamed' : safe;
}
