import type { ExceptionInfo } from './event.ts';

const maxFrames = 40;
const maxMessage = 2000;
const maxLine = 4000;

/** What the fields are called that `fromJson` looks into; without one of them a record is not read. */
const traceField = /error_detail|exception|stack_trace|exc_info/;
/** One of these stands in each name that `javaHead` reads: a quick look before it. */
const javaRaised = /Exception|Error|Throwable|Failure|Fault|Interrupt/;
const traceback = 'Traceback (most recent call last)';

/** The name of a class with its package, at the end of the line or before its message, wherever in the line it begins. */
const javaHead =
  /(?<![\w.$])((?:[a-z_][\w$]*\.)+[A-Z][\w$]*(?:Exception|Error|Throwable|Failure|Fault|Interrupt)[\w$]*)(?::\s?(.*))?$/;
const javaFrame = /^\s+at\s+[\w$.<>/@ -]+\(.*\)/;
const javaMore = /^\s+\.\.\. \d+ (?:more|common frames omitted)/;
const pythonHead =
  /^\s*(?:\|\s*)?([A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning|Timeout|NotFound|Fault|Denied|Failed|Invalid|Missing|Full)\w*)(?::\s?(.*))?$/;
const pythonFrame =
  /^\s*(?:\|\s*)?File "([^"]+)", line (\d+)(?:, in (.+))?|^\s*File "?([^"]+?)"? in (\w+) at line (\d+)/;

/**
 * Exceptions of an event, outermost first: Java chains (`Caused by`), Python tracebacks (the last of a chain is what was raised,
 * so it comes first), the `error_detail` of Airflow 3 JSON, the `exception` of Spark 4 JSON, and traces that a field of a JSON line
 * holds as text (ECS, logstash, Python). Python text inside a Java message is found too.
 */
export function parseExceptions(text: string): ExceptionInfo[] {
  if (text.startsWith('{') && traceField.test(text)) {
    const detailed = fromJson(text);
    if (detailed.length > 0) return detailed;
  }
  return fromText(text);
}

function fromText(text: string): ExceptionInfo[] {
  if (!javaRaised.test(text) && !text.includes(traceback)) return [];
  const lines = text.split('\n', 2000).map((line) => line.slice(0, maxLine));
  const java: Draft[] = [];
  const python: Draft[] = [];
  let open: Draft | null = null;
  let pythonFrames: string[] = [];
  let inTraceback = false;
  for (const line of lines) {
    if (line.includes(traceback)) {
      inTraceback = true;
      pythonFrames = [];
      continue;
    }
    if (inTraceback) {
      const frame = pythonFrame.exec(line);
      if (frame) {
        pythonFrames.push(line.trim());
        continue;
      }
      const head = pythonHead.exec(line) ?? (/^\S/.test(line) ? javaHead.exec(line) : null);
      if (head && !/^\s{4}/.test(line)) {
        open = { type: head[1]!, message: head[2] ?? '', frames: pythonFrames, language: 'python' };
        python.push(open);
        pythonFrames = [];
        inTraceback = false;
      }
      continue;
    }
    if (javaFrame.test(line)) {
      if (open?.language === 'java') open.frames.push(line.trim());
      continue;
    }
    if (javaMore.test(line)) continue;
    const head = javaRaised.test(line) ? javaHead.exec(line) : null;
    if (head) {
      open = { type: head[1]!, message: head[2] ?? '', frames: [], language: 'java' };
      java.push(open);
      continue;
    }
    // The message of an exception may span lines; frames end it.
    if (open && open.frames.length === 0 && open.language === 'java' && line.trim() !== '')
      open.message += `\n${line}`;
  }
  return [...python.toReversed(), ...java].slice(0, 20).map(finish);
}

interface Draft {
  readonly type: string;
  message: string;
  readonly frames: string[];
  readonly language: ExceptionInfo['language'];
}

const finish = ({ type, message, frames, language }: Draft): ExceptionInfo => ({
  type,
  message: message.slice(0, maxMessage).trim(),
  frames: frames.slice(0, maxFrames),
  framesTotal: frames.length,
  language,
});

interface AirflowError {
  readonly exc_type?: unknown;
  readonly exc_value?: unknown;
  readonly frames?: unknown;
}

type Json = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

function fromJson(text: string): ExceptionInfo[] {
  let record: Json;
  try {
    record = asObject(JSON.parse(text));
  } catch {
    return [];
  }
  const detailed = fromAirflow(record['error_detail']);
  if (detailed.length > 0) return detailed;
  const spark = fromSpark(asObject(record['exception']));
  if (spark.length > 0) return spark;
  const written = [
    asObject(record['error'])['stack_trace'],
    record['error.stack_trace'],
    record['stack_trace'],
    record['exc_info'],
    record['exception'],
  ].find((value) => typeof value === 'string');
  return written === undefined ? [] : fromText(asText(written));
}

/** `{"class":…,"msg":…,"stacktrace":[{"class":…,"method":…,"file":…,"line":…}]}`; causes stand in no field of it. */
function fromSpark(exception: Json): ExceptionInfo[] {
  const type = asText(exception['class']);
  if (type === '') return [];
  const trace = exception['stacktrace'];
  const frames = (Array.isArray(trace) ? trace : []).map(asObject).map((frame) => {
    const line = typeof frame['line'] === 'number' ? `:${frame['line']}` : '';
    const place = `${asText(frame['file'])}${line}`;
    return `at ${asText(frame['class'])}.${asText(frame['method'])}(${place})`;
  });
  return [finish({ type, message: asText(exception['msg']), frames, language: 'java' })];
}

function fromAirflow(detail: unknown): ExceptionInfo[] {
  if (!Array.isArray(detail)) return [];
  return (detail as AirflowError[])
    .filter((entry) => typeof entry.exc_type === 'string')
    .slice(0, 20)
    .map((entry) => {
      const frames = Array.isArray(entry.frames)
        ? (entry.frames as { filename?: unknown; lineno?: unknown; name?: unknown }[]).map(
            ({ filename, lineno, name }) =>
              `File "${String(filename)}", line ${String(lineno)}, in ${String(name)}`,
          )
        : [];
      return finish({
        type: String(entry.exc_type),
        message: typeof entry.exc_value === 'string' ? entry.exc_value : '',
        frames,
        language: 'python',
      });
    });
}
