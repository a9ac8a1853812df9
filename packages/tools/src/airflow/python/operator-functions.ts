import { arithmetic } from './operators.ts';
import { itemOf } from './subscript.ts';
import { native, unknown, type LibraryFunction, type Value } from './value.ts';

const binary =
  (operator: string): LibraryFunction =>
  ({ positional: [left, right], site }, machine) =>
    left && right
      ? (machine.host.binary(operator, left, right, site, machine) ??
        arithmetic(operator, left, right, site, machine))
      : null;

/** `operator.rshift(a, b)` is `a >> b`; getters are functions of their own. */
export const operatorFunctions: Readonly<Record<string, LibraryFunction>> = {
  'operator.rshift': binary('>>'),
  'operator.lshift': binary('<<'),
  'operator.or_': binary('|'),
  'operator.and_': binary('&'),
  'operator.add': binary('+'),
  'operator.mul': binary('*'),
  'operator.sub': binary('-'),
  'operator.attrgetter': ({ positional: [name], site }) =>
    name?.kind === 'text' && !name.value.includes('.')
      ? native('attrgetter', ({ positional: [value] }, machine): Value =>
          value ? machine.getAttribute(value, name.value, site) : unknown('no value', site),
        )
      : null,
  'operator.itemgetter': ({ positional: [key], site }, machine) =>
    key
      ? native('itemgetter', ({ positional: [value] }): Value =>
          value ? itemOf(value, key, site, machine) : unknown('no value', site),
        )
      : null,
};
