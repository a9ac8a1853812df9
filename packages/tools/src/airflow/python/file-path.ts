import { hostValue, native, text, type HostObject, type Value } from './value.ts';

/** `__file__` and paths made of it: the name is known, the folder is not. */
export interface FilePath extends HostObject {
  readonly fileName: string;
}

export function filePath(fileName: string): Value {
  const at = fileName.lastIndexOf('.');
  const path: FilePath = {
    fileName,
    attribute(name) {
      if (name === 'name') return text(fileName);
      if (name === 'stem') return text(at > 0 ? fileName.slice(0, at) : fileName);
      if (name === 'suffix') return text(at > 0 ? fileName.slice(at) : '');
      if (name === 'resolve' || name === 'absolute') return native(name, () => hostValue(path));
      return undefined;
    },
  };
  return hostValue(path);
}

/** The last part of a path. */
export const nameOfFile = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

export const fileNameOf = (value: Value | undefined): string | null =>
  value?.kind === 'host' && 'fileName' in value.host ? (value.host as FilePath).fileName : null;
