export { unpack, type Member } from './unpack.ts';
