import { stringForm, textOfPiece } from './literal.ts';
import { percentFormat } from './moment-methods.ts';
import { field, parts, textOf, type PythonSyntax } from './syntax.ts';
import { text, toText, unknown, type Machine, type Scope, type Value } from './value.ts';

/** A string, an f-string, or several side by side. An f-string with an unknown part is unknown. */
export function evaluateString(node: PythonSyntax, scope: Scope, machine: Machine): Value {
  if (node.type === 'concatenated_string') {
    let whole = '';
    for (const part of parts(node)) {
      const value = evaluateString(part, scope, machine);
      if (value.kind !== 'text') return value;
      whole += value.value;
    }
    machine.spend(whole.length / 100);
    return text(whole);
  }
  const form = stringForm(node);
  if (form.bytes) return unknown('bytes', node);
  let whole = '';
  let lost: Value | null = null;
  for (const part of parts(node)) {
    if (part.type === 'string_content') whole += textOfPiece(part, form);
    else if (part.type === 'interpolation') {
      const value = interpolated(part, scope, machine);
      if (typeof value === 'string') whole += value;
      else lost ??= value;
    }
  }
  machine.spend(whole.length / 100);
  return lost ?? text(whole);
}

function interpolated(node: PythonSyntax, scope: Scope, machine: Machine): string | Value {
  const expression = field(node, 'expression')!;
  const value = machine.evaluate(expression, scope);
  const conversion = field(node, 'type_conversion');
  const format = field(node, 'format_specifier');
  // f"{x=}" also writes the expression.
  const prefix = /=\s*(?:![rsa])?(?::[^{}]*)?\}$/.test(textOf(node))
    ? /^\{([\s\S]*?=\s*)(?:![rsa])?(?::[^{}]*)?\}$/.exec(textOf(node))?.[1]
    : undefined;
  if (value.kind === 'moment' && format && !conversion)
    return (
      percentFormat(value, textOf(format).replace(/^:/, '')) ??
      unknown('a format that is not evaluated', node)
    );
  const isText = value.kind === 'text';
  const written = toText(value);
  if (written === null)
    return value.kind === 'unknown' ? value : unknown('a text with a part that is not known', node);
  const plain =
    (conversion && textOf(conversion) === '!r') || (prefix !== undefined && !conversion && !format)
      ? isText
        ? `'${written}'`
        : written
      : written;
  if (!format) return `${prefix ?? ''}${plain}`;
  const formatted = formatValue(value, plain, textOf(format).replace(/^:/, ''));
  return formatted === null
    ? unknown('a format that is not evaluated', node)
    : `${prefix ?? ''}${formatted}`;
}

/** `format(value, spec)` for fill, width, zeros, digits; null for everything else. */
export function formatValue(value: Value, written: string, spec: string): string | null {
  if (value.kind === 'moment') return null;
  const parsed = /^(?:(.)?([<>^]))?(0)?(\d+)?(,)?(?:\.(\d+))?([sdf])?$/.exec(spec);
  if (!parsed) return null;
  const [, fill, align, zero, width, comma, digits, type] = parsed;
  let body = written;
  if (value.kind === 'number') {
    if (digits !== undefined || type === 'f') body = value.value.toFixed(Number(digits ?? 6));
    if (comma) body = body.replaceAll(/\B(?=(?:\d{3})+(?!\d))/g, ',');
  } else if (digits !== undefined) body = body.slice(0, Number(digits));
  if (width === undefined) return body;
  if (Number(width) > 10_000) return null;
  const filler = fill ?? (zero ? '0' : ' ');
  const missing = Math.max(0, Number(width) - body.length);
  const where = align ?? (value.kind === 'number' ? '>' : '<');
  if (where === '>') return filler.repeat(missing) + body;
  if (where === '<') return body + filler.repeat(missing);
  return filler.repeat(Math.floor(missing / 2)) + body + filler.repeat(Math.ceil(missing / 2));
}
