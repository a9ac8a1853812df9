import { createThinkingStripper } from './strip-thinking.ts';

/** What the object has to be. */
export interface WantedObject {
  readonly schemaName: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A text with more opening braces than this is not an answer that holds one object. */
const maxStarts = 50;

/**
 * Finds the one object in what a model said: alone, in a code fence, between sentences, or as a tool call in text.
 * @returns null where there is none that has the required properties.
 */
export function readJsonObject(text: string, wanted: WantedObject): Record<string, unknown> | null {
  const calls = [...text.matchAll(/<TOOLCALL>([\s\S]*?)(?:<\/TOOLCALL>|$)/g)].map(
    ([, call]) => call!,
  );
  const stripper = createThinkingStripper(true);
  const said = stripper.push(text) + stripper.end();
  for (const part of [...calls, said])
    for (const value of valuesIn(part)) {
      const object = unwrap(value, wanted);
      if (object) return object;
    }
  return null;
}

function* valuesIn(text: string): Generator<unknown> {
  yield parsed(text);
  let start = text.indexOf('{');
  for (let starts = 0; start !== -1 && starts < maxStarts; starts++) {
    const end = endOfObject(text, start);
    const value = end === -1 ? undefined : parsed(text.slice(start, end));
    if (value !== undefined) yield value;
    start = text.indexOf('{', value === undefined ? start + 1 : end);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where the object that begins at `start` ends; -1 where it does not. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return -1;
}

function unwrap(value: unknown, wanted: WantedObject): Record<string, unknown> | null {
  if (Array.isArray(value)) return value.length === 1 ? unwrap(value[0], wanted) : null;
  if (typeof value !== 'object' || value === null) return null;
  const object = value as Record<string, unknown>;
  if (object['name'] === wanted.schemaName && 'arguments' in object) {
    const given = object['arguments'];
    return unwrap(typeof given === 'string' ? parsed(given) : given, wanted);
  }
  const { required } = wanted.schema;
  const complete =
    !Array.isArray(required) || required.every((name: unknown) => String(name) in object);
  return complete ? object : null;
}
