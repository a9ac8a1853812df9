interface Watched {
  readonly path: string;
  readonly keys: readonly string[];
  readonly read: Set<string>;
  isMap: boolean;
}

/**
 * Which keys a validator knows. Validators that are made from a schema ask each object for the keys that the schema names, and walk
 * through all keys of a map; so a key that was never asked for is one that the schema does not have.
 * @returns the value to hand to the validator, and, after it ran, the paths of keys it did not know
 */
export function watchReads(value: object): { watched: object; unread: () => string[] } {
  const objects: Watched[] = [];
  return {
    watched: watch(value, '', objects),
    unread: () =>
      objects.flatMap(({ path, keys, read, isMap }) =>
        isMap ? [] : keys.filter((key) => !read.has(key)).map((key) => `${path}/${key}`),
      ),
  };
}

function watch(value: object, path: string, objects: Watched[]): object {
  const read = new Set<string>();
  const entry: Watched = { path, keys: Object.keys(value), read, isMap: Array.isArray(value) };
  objects.push(entry);
  const inside = new Map<string, object>();
  return new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof key !== 'string') return found;
      read.add(key);
      if (typeof found !== 'object' || found === null) return found;
      const known = inside.get(key) ?? watch(found, `${path}/${key}`, objects);
      inside.set(key, known);
      return known;
    },
    ownKeys(target) {
      entry.isMap = true;
      return Reflect.ownKeys(target);
    },
  });
}
