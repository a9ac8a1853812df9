import type { ParameterExpansionPart, Word } from 'unbash';
import { patternToRegExp } from './pattern.ts';
import type { Scope, Variable } from './scope.ts';

const longestValue = 4096;
const longestPattern = 64;

/** Gives the value of a nested word, or null where it is not known. */
type ReadWord = (word: Word) => string | null;

/**
 * `$NAME` where the script itself has set it. Null: not known.
 * `$1`, `$@` and `$*` are the arguments of a function that is being called.
 */
export function readVariable(name: string, scope: Scope): Variable | null {
  if (name === '@' || name === '*') return scope.positional ?? null;
  if (/^[1-9]\d*$/.test(name)) {
    if (!scope.positional) return null;
    const item = scope.positional.items[Number(name) - 1];
    return item === undefined ? null : { items: [item], dynamic: scope.positional.dynamic };
  }
  return scope.variables.get(name) ?? null;
}

/** `${NAME…}` computed from what is known. Null: not known, or an operation that is not computed here. */
export function expandParameter(
  part: ParameterExpansionPart,
  scope: Scope,
  readWord: ReadWord,
): Variable | null {
  const known = readIndexed(part, scope, readWord);
  const { operation } = part;
  if (part.prefix === '#') return null;
  if (part.prefix === '!') {
    const name = known && known.items.length === 1 ? known.items[0]! : null;
    return name === null || operation ? null : readVariable(name, scope);
  }
  if (!operation) return known;
  if (operation.type === 'Default') {
    const operand = readWord(operation.operand);
    const isSet =
      known !== null && (!operation.operator.startsWith(':') || known.items.join('') !== '');
    if (operation.operator.endsWith('?')) return known;
    if (operation.operator.endsWith('+'))
      return operand === null ? null : { items: [operand], dynamic: !isSet };
    if (isSet) return known;
    if (operand === null) return null;
    // The outer shell may have set it, so that the default is only a good guess.
    const value = { items: [operand], dynamic: known === null };
    if (operation.operator.endsWith('=')) scope.variables.set(part.parameter, value);
    return value;
  }
  if (!known || known.items.some((item) => item.length > longestValue)) return null;
  const change = readChange(operation, readWord);
  return change ? { items: known.items.map(change), dynamic: known.dynamic } : null;
}

function readIndexed(
  part: ParameterExpansionPart,
  scope: Scope,
  readWord: ReadWord,
): Variable | null {
  const known = readVariable(part.parameter, scope);
  if (!known || !part.index) return known;
  const index = readWord(part.index);
  if (index === '@' || index === '*') return known;
  const item = index !== null && /^-?\d+$/.test(index) ? known.items.at(Number(index)) : undefined;
  return item === undefined ? null : { items: [item], dynamic: known.dynamic };
}

type Operation = NonNullable<ParameterExpansionPart['operation']>;

function readChange(operation: Operation, readWord: ReadWord): ((text: string) => string) | null {
  switch (operation.type) {
    case 'Remove': {
      const pattern = readWord(operation.operand);
      if (pattern === null || !cheap(pattern)) return null;
      const longest = operation.operator.length === 2;
      return operation.operator.startsWith('#')
        ? (text) => removePrefix(text, pattern, longest)
        : (text) => removeSuffix(text, pattern, longest);
    }
    case 'Replace': {
      const pattern = readWord(operation.pattern);
      const replacement = readWord(operation.replacement);
      if (pattern === null || replacement === null || pattern === '' || !cheap(pattern))
        return null;
      const expression = patternToRegExp(pattern, {
        start: operation.operator === '/#',
        end: operation.operator === '/%',
      });
      const all = operation.operator === '//';
      return (text) =>
        all
          ? text.replace(new RegExp(expression.source, 'gs'), () => replacement)
          : text.replace(expression, () => replacement);
    }
    case 'Slice': {
      const offset = Number(readWord(operation.offset)?.trim() ?? Number.NaN);
      const length = operation.length
        ? Number(readWord(operation.length)?.trim() ?? Number.NaN)
        : Number.POSITIVE_INFINITY;
      if (!Number.isInteger(offset) || Number.isNaN(length)) return null;
      return (text) => {
        const from = offset < 0 ? Math.max(0, text.length + offset) : offset;
        return text.slice(from, length < 0 ? length : from + length);
      };
    }
    case 'CaseModification': {
      if (operation.operand && operation.operand.text !== '') return null;
      const upper = operation.operator.startsWith('^');
      const change = (text: string): string => (upper ? text.toUpperCase() : text.toLowerCase());
      return operation.operator.length === 2
        ? change
        : (text) => change(text.slice(0, 1)) + text.slice(1);
    }
    default:
      return null;
  }
}

function cheap(pattern: string): boolean {
  return pattern.length <= longestPattern && pattern.split('*').length <= 4;
}

function removePrefix(text: string, pattern: string, longest: boolean): string {
  const expression = patternToRegExp(pattern);
  for (let step = 0; step <= text.length; step++) {
    const at = longest ? text.length - step : step;
    if (expression.test(text.slice(0, at))) return text.slice(at);
  }
  return text;
}

function removeSuffix(text: string, pattern: string, longest: boolean): string {
  const expression = patternToRegExp(pattern);
  for (let step = 0; step <= text.length; step++) {
    const at = longest ? step : text.length - step;
    if (expression.test(text.slice(at))) return text.slice(0, at);
  }
  return text;
}
