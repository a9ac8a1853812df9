export { safeFileName } from './safe-file-name.ts';
export { unpack, type Member } from './unpack.ts';
export { writeZip, type ZipFile } from './write-zip.ts';
