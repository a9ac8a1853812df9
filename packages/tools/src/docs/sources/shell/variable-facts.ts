import { forEachChild, type SyntaxNode } from 'unbash';
import type { ParsedShell } from '../../../shell/index.ts';
import type { FactList } from '../../facts/fact-list.ts';

type Place = (node: SyntaxNode) => { readonly line: number; readonly endLine: number };

/** Set by the shell itself, so that a script needs nobody to give them (bash manual, "Shell Variables"). */
const ofTheShell =
  /^(?:BASH\w*|COMP\w*|DIRSTACK|EPOCH\w+|EUID|FUNCNAME|GROUPS|HISTCMD|HOSTNAME|HOSTTYPE|IFS|LINENO|MACHTYPE|MAPFILE|OLDPWD|OPTARG|OPTIND|OPTERR|OSTYPE|PIPESTATUS|PPID|PWD|RANDOM|READLINE\w*|REPLY|SECONDS|SHELLOPTS|SHLVL|SRANDOM|UID|PS[0-4]|_)$/;

/** How a script is called and what must be set around it: positional arguments, options, variables of the environment, its own settings. */
export function addVariables(facts: FactList, { script }: ParsedShell, place: Place): void {
  const assigned = new Set<string>();
  const walk = (
    node: SyntaxNode,
    see: (node: SyntaxNode, inFunction: boolean) => void,
    inFunction = false,
  ): void => {
    see(node, inFunction);
    forEachChild(node, (child) => walk(child, see, inFunction || node.type === 'Function'));
  };
  walk(script, (node) => {
    if (node.type === 'Assignment') assigned.add(node.name);
    if (node.type === 'For' || node.type === 'Select') assigned.add(node.name.text);
    if (
      node.type === 'Command' &&
      /^(?:read|mapfile|readarray|local|declare|typeset|getopts|printf)$/.test(
        node.name?.text ?? '',
      )
    )
      for (const { text } of node.args) if (/^[A-Za-z_]\w*$/.test(text)) assigned.add(text);
  });
  const seen = new Set<string>();
  const once = (
    kind: 'parameter' | 'environment' | 'setting',
    name: string,
    node: SyntaxNode,
    attributes: Record<string, string | null>,
  ): void => {
    if (seen.has(`${kind} ${name}`)) return;
    seen.add(`${kind} ${name}`);
    facts.add(kind, name, place(node), { attributes });
  };
  walk(script, (node, inFunction) => {
    if (node.type === 'Assignment') {
      const own = new Set<string>();
      walk(node, (inner) => {
        const used = usedName(inner);
        if (used !== null) own.add(used);
      });
      const argument = [...own].find((name) => /^[1-9]\d*$/.test(name));
      if (argument !== undefined && !inFunction)
        once('parameter', `$${argument}`, node, {
          use: [node.name, ...defaultOf(node)].join(', '),
        });
      // `${NAME:-default}` of the variable itself: the caller may set it.
      else if (own.has(node.name))
        once('environment', node.name, node, { use: defaultOf(node).join(', ') });
      else if (
        own.size === 0 &&
        /^[A-Z][A-Z0-9_]*$/.test(node.name) &&
        node.value.type === 'Word' &&
        !/[`$]/.test(node.value.text)
      )
        once('setting', node.name, node, { value: node.value.value });
    }
    const name = usedName(node);
    if (name !== null) {
      if (/^[1-9]\d*$/.test(name) && !inFunction)
        once('parameter', `$${name}`, node, { use: ['argument', ...defaultOf(node)].join(', ') });
      else if (/^[A-Za-z_]\w*$/.test(name) && !assigned.has(name) && !ofTheShell.test(name))
        once('environment', name, node, { use: defaultOf(node).join(', ') });
    }
    if (node.type === 'Command' && node.name?.text === 'getopts') {
      const [options] = node.args;
      for (const [, letter, value] of (options && options.type === 'Word'
        ? options.value
        : ''
      ).matchAll(/([A-Za-z0-9])(:?)/g))
        once('parameter', `-${letter}`, node, {
          use: value === ':' ? 'option with a value' : 'option',
        });
    }
    if (node.type === 'CaseItem')
      for (const pattern of node.pattern)
        if (/^--?[A-Za-z]/.test(pattern.text))
          once('parameter', pattern.text.replace(/=?\*$/, ''), pattern, { use: 'option' });
  });
}

/** The variable that a part of a word stands for. */
function usedName(node: SyntaxNode): string | null {
  if (node.type === 'SimpleExpansion') return node.text.slice(1);
  if (node.type === 'ParameterExpansion' && node.prefix === undefined) return node.parameter;
  return null;
}

/** `${X:-value}` has a default, `${X:?message}` must be set. */
function defaultOf(node: SyntaxNode): string[] {
  let found: string[] = [];
  const visit = (each: SyntaxNode): void => {
    if (each.type === 'ParameterExpansion' && each.operation?.type === 'Default') {
      if (each.operation.operator.includes('?')) found = ['must be set'];
      else if (!each.operation.operator.includes('+'))
        found = [`default ${each.operation.operand.text}`];
    }
    forEachChild(each, visit);
  };
  visit(node);
  return found;
}
