export const logLevels = ['off', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Facts of ours: names of routes, ids, numbers, codes. Never a body, a path, a header, or the message of a foreign error. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export type Log = (level: Exclude<LogLevel, 'off'>, what: string, fields?: LogFields) => void;

const maxText = 500;

/** Writes one JSON object a line: `time`, `level`, `what`, and the fields. What is below `least` is not written. */
export function createLog(
  least: LogLevel,
  write: (line: string) => void,
  now: () => number = Date.now,
): Log {
  const order = logLevels.indexOf(least);
  return (level, what, fields = {}) => {
    if (logLevels.indexOf(level) > order) return;
    const bounded = Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.slice(0, maxText) : value,
    ]);
    write(
      `${JSON.stringify({ time: new Date(now()).toISOString(), level, what, ...Object.fromEntries(bounded) })}\n`,
    );
  };
}

/**
 * Where an error that nobody expected was thrown: its kind and the places in our code. Its message stays away, because it may quote
 * what a user sent.
 */
export function placeOf(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const cause = error.cause instanceof Error ? error.cause : error;
  const { stack = '', message } = cause;
  // The message stands before the places, and may look like some.
  const after = stack.indexOf(message);
  const places = (after < 0 ? '' : stack.slice(after + message.length))
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) =>
      line
        .trim()
        .replace(/^at /, '')
        .replaceAll(/file:\/\/\S*?\/(?=packages\/|node_modules\/)/g, ''),
    )
    .join(' < ');
  return { error: cause.name, places };
}
