import type { Word } from '../quote.ts';
import type { Scan } from '../scan.ts';
import type { Surroundings } from '../surroundings.ts';
import { readAge } from './read-age.ts';
import type { ContentTest } from './read-content.ts';
import { oneOf, readNames } from './read-names.ts';
import { readPlaces } from './read-places.ts';
import { readSize } from './read-size.ts';
import { readState, readType, type FileType } from './read-state.ts';

/** Which files are meant: the tests of find. */
export interface FileQuery {
  readonly roots: readonly string[];
  readonly tests: readonly Word[];
  readonly type: FileType;
  readonly depth: { readonly min?: number; readonly max?: number };
  /** Patterns of names, as they stand in `tests`. */
  readonly names: readonly string[];
  readonly hiddenLeftOut: boolean;
  /** Some test was made of the words: ending, size, age and so on. */
  readonly asked: boolean;
  /** What the files must have in them, where that was read (see `readContent`). */
  readonly content?: readonly ContentTest[];
}

/** Reads which files a request is about: each condition by itself, wherever it stands in the request. */
export function readFileQuery(
  scan: Scan,
  seen: Surroundings,
  defaultType: 'f' | 'd' | null = 'f',
): FileQuery {
  const kind = readType(scan, defaultType);
  const state = readState(scan);
  const age = readAge(scan);
  const named = readNames(scan);
  const places = readPlaces(scan, seen);
  // "names in x that contain y": what is said of them stands behind the place.
  const late = readNames(scan);
  scan.takeAll('{files}');
  const size = readSize(scan);
  const names = [...named.wanted, ...places.names, ...late.wanted];
  const test = named.anyCase || late.anyCase ? '-iname' : '-name';
  const tests: Word[] = [
    ...kind.tests.filter((word) => word === '-empty'),
    ...oneOf(names, test),
    ...[...named.further, ...late.further].flatMap((pattern): Word[] => [test, pattern]),
    ...[...named.unwanted, ...late.unwanted].flatMap((pattern): Word[] => ['!', test, pattern]),
    ...places.excluded.flatMap((path): Word[] =>
      /[*?]|\.[a-z0-9]{1,5}$/i.test(path) && !path.includes('/')
        ? ['!', test, path]
        : ['!', '-path', below(path, places.roots)],
    ),
    ...kind.tests.filter((word) => word !== '-empty'),
    ...state.tests,
    ...size,
    ...age,
  ];
  return {
    roots: places.roots,
    tests,
    type: kind.type,
    depth: kind.depth ?? places.depth,
    names,
    hiddenLeftOut: state.hiddenLeftOut,
    asked: tests.length > 0,
  };
}

/** A pattern for all that lies in a folder, as find prints it. */
function below(path: string, roots: readonly string[]): string {
  const inRoot = roots.some(
    (root) => root !== '.' && (path === root || path.startsWith(`${root}/`)),
  );
  return inRoot || path.startsWith('/') ? `${path}/*` : `*/${path}/*`;
}
