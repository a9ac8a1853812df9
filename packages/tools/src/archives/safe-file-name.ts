/** The name a user knows, without anything that could point elsewhere or change a terminal: no drive, `..`, leading slash, control, invisible or direction-changing characters. */
export function safeFileName(name: string): string {
  const parts = name
    .replaceAll('\\', '/')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[A-Za-z]:$/.test(part));
  const safe = parts.join('/').slice(-300).toWellFormed();
  return safe === '' ? 'unnamed' : safe;
}
