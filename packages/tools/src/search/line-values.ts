import { parseHeader } from '../logs/parse-header.ts';
import { valuesIn, type TemplateSlots } from './template-slots.ts';
import { readValue, type ReadValue } from './value-text.ts';

/** A value of a line under the name that it has there. */
export interface LineValue extends ReadValue {
  readonly name: string;
  /** True where a key names it, so that it is the same thing in lines of every kind. */
  readonly keyed: boolean;
  readonly unit: string | null;
}

const maxValues = 40;
const maxDepth = 3;
const maxCharacters = 8192;
const maxName = 60;
const colours = /\u001b\[[0-9;]*[A-Za-z]/g;
const pair =
  /(?<![\w.-])([A-Za-z_][\w.-]{0,59})(?:=| = )(?:"([^"\n]{0,200})"|'([^'\n]{0,200})'|([^\s,;"'(){}<>[\]&]{1,200}))/g;
const wordBefore = /(?:^|[\s,;])([a-z]+ )$/i;
/** What the header of a line says; it is counted by itself. */
const ofHeader =
  /^(?:@?timestamp|time|ts|date(?:time)?|level|lvl|severity(?:_?text)?|loglevel|msg|message|log|body|event|stack_?trace|exception|exc_info|thread_?name|logger(?:_?name)?)$/i;

/** The values of a line: `key=value`, the fields of JSON, and what stands at the wildcards of its template. */
export function valuesOfLine(line: string, template: TemplateSlots | null): LineValue[] {
  const text = line.slice(0, maxCharacters).replaceAll(colours, '').trimEnd();
  const values: LineValue[] = [];
  const add = (
    name: string,
    raw: string,
    keyed: boolean,
    unit: string | null,
    following = '',
  ): void => {
    if (values.length >= maxValues) return;
    const value = readValue(raw, name, unit);
    if (!value) return;
    // A word that nothing names could be anything.
    if (name === '' && value.kind === 'word') return;
    const counted = value.kind === 'number' ? following : '';
    const called = name === '' ? counted || value.kind : name.slice(0, maxName);
    // What stands twice in a line is counted once.
    if (values.some((other) => other.name === called && other.text === value.text)) return;
    values.push({ ...value, name: called, keyed, unit });
  };
  const fields = text.startsWith('{') ? fieldsOf(text) : null;
  if (fields) for (const [name, value] of fields) add(name, value, true, null);
  else
    for (const { index, 0: whole, 1: key = '', 2: double, 3: single, 4: bare } of text.matchAll(
      pair,
    )) {
      if (ofHeader.test(key)) continue;
      // `my id = 1`: who writes spaces may write two words.
      const spaced = whole.startsWith(' = ', key.length);
      const before = spaced ? wordBefore.exec(text.slice(Math.max(0, index - 20), index)) : null;
      add(`${before?.[1] ?? ''}${key}`, double ?? single ?? bare ?? '', true, null);
    }
  if (template) {
    const message = parseHeader(text, 1970)?.message ?? text;
    for (const { slot, text: value } of valuesIn(template, message) ?? [])
      add(slot.name, value, false, slot.unit, slot.following);
  }
  return values;
}

function fieldsOf(text: string): [string, string][] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const fields: [string, string][] = [];
  const walk = (value: unknown, name: string, depth: number): void => {
    if (fields.length >= maxValues) return;
    if (value !== null && typeof value === 'object') {
      if (depth >= maxDepth || Array.isArray(value)) return;
      for (const [key, inner] of Object.entries(value)) {
        if (fields.length >= maxValues) return;
        if (depth > 0 || !ofHeader.test(key)) walk(inner, name ? `${name}.${key}` : key, depth + 1);
      }
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      fields.push([name, String(value)]);
  };
  walk(parsed, '', 0);
  return fields;
}
