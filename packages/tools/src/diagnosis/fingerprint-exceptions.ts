import type { ExceptionInfo } from '../logs/event.ts';
import { parseExceptions } from '../logs/parse-exceptions.ts';

const ownFrames = 3;

/** Classes that only carry another exception: where a deeper one is named, they depend on the version and on who reported it. */
const wrappers = new Set([
  'RuntimeException',
  'SparkException',
  'SparkRuntimeException',
  'ExecutionException',
  'CompletionException',
  'InvocationTargetException',
  'UndeclaredThrowableException',
  'UncheckedExecutionException',
  'UncheckedIOException',
  'RemoteException',
  'Py4JJavaError',
  'PythonException',
  'ExceptionInInitializerError',
]);

/** Code of products and languages: its frames change with versions, and none of them says whose failure it is. */
const foreignJava =
  /^(?:java|javax|jdk|sun|com\.sun|scala|kotlin|py4j|org\.(?:apache|eclipse|glassfish|jboss|springframework|sparkproject|hibernate|postgresql|slf4j)|com\.(?:google|amazonaws|amazon|azure|microsoft|databricks|fasterxml|esotericsoftware|mysql|snowflake|twitter)|io\.(?:netty|grpc|delta|trino|debezium|confluent|airlift|fabric8|kubernetes)|software\.amazon|net\.snowflake|okhttp3|akka|reactor)\./;
const foreignPython =
  /(?:site|dist)-packages[/\\]|[/\\]lib[/\\]python\d|[/\\](?:pyspark|py4j)[/\\]|^<|python\.zip|importlib/;

const javaFrame = /^at (?:[\w.$-]+@?[\w.]*\/+)*([\w$.<>]+)\(/;
const pythonFrame = /^(?:\|\s*)?File "?([^"]+?)"?(?:, line \d+, in|,? in) ([\w<>.]+)/;

export interface ExceptionChain {
  /** Simple class names, the outermost first, without wrappers around something deeper. */
  readonly classes: readonly string[];
  /** The innermost frames of code that belongs to no product, without line numbers, at most 3. */
  readonly frames: readonly string[];
}

/** What stays the same of the exceptions of an event when the same failure comes again. */
export function exceptionChain(text: string): ExceptionChain {
  const exceptions = parseExceptions(text);
  const named = exceptions.map(({ type }) => type.slice(type.lastIndexOf('.') + 1));
  const telling = named.filter((name) => !wrappers.has(name));
  const classes = (telling.length > 0 ? telling : named.slice(-1)).filter(
    (name, at, all) => name !== all[at - 1],
  );
  // The deepest exception knows best; where all of its frames are foreign, one around it may have own ones.
  for (const exception of exceptions.toReversed()) {
    const frames = framesOf(exception);
    if (frames.length > 0) return { classes, frames };
  }
  return { classes, frames: [] };
}

function framesOf({ language, frames }: ExceptionInfo): string[] {
  const python = language === 'python';
  // Java names the innermost frame first, Python last.
  const inwards = python ? frames.toReversed() : frames;
  return inwards
    .map((frame) => (python ? pythonPlace(frame) : javaPlace(frame)))
    .filter((place): place is string => place !== null)
    .filter((place, at, all) => place !== all[at - 1])
    .slice(0, ownFrames);
}

function javaPlace(frame: string): string | null {
  const place = javaFrame.exec(frame)?.[1];
  if (place === undefined || foreignJava.test(place)) return null;
  // Names that the compiler makes for closures are numbered anew with each build.
  return place
    .replaceAll(/\$\$Lambda[$\w]*|\$?\$?\b(?:anonfun|lambda|anon)\$/g, '')
    .replaceAll(/\$?\d+/g, '');
}

function pythonPlace(frame: string): string | null {
  const [, path, name] = pythonFrame.exec(frame) ?? [];
  if (path === undefined || foreignPython.test(path)) return null;
  // The folder is where it was deployed this time.
  return `${path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)}:${name}`;
}
