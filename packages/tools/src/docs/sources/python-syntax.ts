import { field, parts, walk, type PythonSyntax, type PythonTree } from '../../airflow/index.ts';

/** One call of a chain such as `spark.read.format("csv").load(path)`. */
export interface Link {
  readonly name: string;
  /** Null for an attribute that is not called, such as `read`. */
  readonly call: PythonSyntax | null;
}

/** The links of a chain of calls and attributes, first to last. */
export function chainOf(call: PythonSyntax, tree: PythonTree, seen: Set<PythonSyntax>): Link[] {
  const links: Link[] = [];
  let node: PythonSyntax | undefined = call;
  let pending: PythonSyntax | null = null;
  while (node) {
    if (node.type === 'call') {
      seen.add(node);
      pending = node;
      node = field(node, 'function');
    } else if (node.type === 'attribute') {
      const name = field(node, 'attribute');
      links.unshift({ name: name ? tree.source.slice(name.start, name.end) : '', call: pending });
      pending = null;
      node = field(node, 'object');
    } else {
      links.unshift({
        name: tree.source.slice(node.start, Math.min(node.end, node.start + 60)),
        call: pending,
      });
      break;
    }
  }
  return links;
}

export const argumentsOf = (call: PythonSyntax): PythonSyntax[] => {
  const list = field(call, 'arguments');
  return list ? parts(list).filter(({ type }) => type !== 'keyword_argument') : [];
};

export function argumentAt(
  call: PythonSyntax,
  tree: PythonTree,
  at: number,
  keyword?: string,
): PythonSyntax | undefined {
  const list = field(call, 'arguments');
  if (!list) return undefined;
  if (keyword !== undefined)
    for (const each of parts(list)) {
      const name = each.type === 'keyword_argument' ? field(each, 'name') : undefined;
      if (name && tree.source.slice(name.start, name.end) === keyword) return field(each, 'value');
    }
  return argumentsOf(call)[at];
}

/** `.option("path", ...)` of a reader or writer. */
export function optionOf(
  chain: readonly Link[],
  tree: PythonTree,
  text: (node: PythonSyntax | undefined) => { value: string; sure: boolean } | null,
  keys: readonly string[],
): { value: string; sure: boolean } | null {
  for (const { name, call } of chain) {
    if (name !== 'option' || !call) continue;
    const key = text(argumentAt(call, tree, 0));
    if (key && keys.includes(key.value)) return text(argumentAt(call, tree, 1));
  }
  return null;
}

export const argumentStart = (call: PythonSyntax, tree: PythonTree): number => {
  const called = field(call, 'function');
  const name = called && (field(called, 'attribute') ?? called);
  return name ? name.start : Math.min(call.start, tree.source.length);
};
export const lineOfEnd = ({ endLine, children, line }: PythonSyntax): number =>
  children.at(-1)?.line ?? (endLine || line);
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 160);

/** Module constants and parameters' plain defaults that are strings: `BASE = "s3://lake"`. A name that is assigned twice is not one. */
export function constantsOf(tree: PythonTree): Map<string, PythonSyntax | null> {
  const constants = new Map<string, PythonSyntax | null>();
  for (const node of walk(tree.root)) {
    if (node.type !== 'assignment') continue;
    const left = field(node, 'left');
    const right = field(node, 'right');
    if (left?.type !== 'identifier' || !right) continue;
    const name = tree.source.slice(left.start, left.end);
    constants.set(name, constants.has(name) ? null : right);
  }
  return constants;
}

/** The text of an expression of literals, constants, f-strings and `+`; parts that are not known become `{name}`, and it is not sure. */
export function stringOf(
  node: PythonSyntax,
  tree: PythonTree,
  constants: ReadonlyMap<string, PythonSyntax | null>,
  depth = 0,
): { value: string; sure: boolean } | null {
  if (depth > 20) return null;
  const source = (each: PythonSyntax): string => tree.source.slice(each.start, each.end);
  switch (node.type) {
    case 'string': {
      let value = '';
      let sure = true;
      for (const part of parts(node)) {
        if (part.type === 'string_content') value += source(part);
        else if (part.type === 'interpolation') {
          const inner = field(part, 'expression') ?? parts(part)[0];
          const known = inner && stringOf(inner, tree, constants, depth + 1);
          value += known ? known.value : `{${inner ? source(inner).slice(0, 60) : ''}}`;
          sure &&= known?.sure ?? false;
        }
      }
      return { value, sure };
    }
    case 'concatenated_string': {
      const all = parts(node).map((part) => stringOf(part, tree, constants, depth + 1));
      return {
        value: all.map((part) => part?.value ?? '').join(''),
        sure: all.every((part) => part?.sure ?? false),
      };
    }
    case 'integer':
    case 'float':
    case 'true':
    case 'false':
      return { value: source(node), sure: true };
    case 'identifier': {
      const constant = constants.get(source(node));
      return constant ? stringOf(constant, tree, constants, depth + 1) : null;
    }
    case 'parenthesized_expression':
      return parts(node)[0] ? stringOf(parts(node)[0]!, tree, constants, depth + 1) : null;
    case 'binary_operator': {
      const [left, right] = [field(node, 'left'), field(node, 'right')];
      const operator = node.children.find((child) => child.field === 'operator');
      if (!left || !right || (operator && source(operator) !== '+')) return null;
      const [a, b] = [
        stringOf(left, tree, constants, depth + 1),
        stringOf(right, tree, constants, depth + 1),
      ];
      if (!a && !b) return null;
      return {
        value: `${a?.value ?? `{${source(left).slice(0, 60)}}`}${b?.value ?? `{${source(right).slice(0, 60)}}`}`,
        sure: (a?.sure ?? false) && (b?.sure ?? false),
      };
    }
    default:
      return null;
  }
}

export function docstringOf(
  tree: PythonTree,
): { text: string; line: number; endLine: number } | null {
  const first = parts(tree.root)[0];
  const node = first?.type === 'expression_statement' ? parts(first)[0] : undefined;
  if (node?.type !== 'string') return null;
  const text = parts(node)
    .filter(({ type }) => type === 'string_content')
    .map((part) => tree.source.slice(part.start, part.end))
    .join('')
    .trim();
  return text === '' ? null : { text, line: node.line, endLine: node.endLine };
}
