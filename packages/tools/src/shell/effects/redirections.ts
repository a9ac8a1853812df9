import type { Redirection } from 'unbash';
import type { Argument } from '../syntax/argument.ts';
import { flowOf, joined, literalFlow, noFlow, type Flow } from './flow.ts';
import type { Interpreter } from './interpreter.ts';
import { isDevice, isHarmless, tidy } from './paths.ts';

export interface Redirected {
  readonly input: Flow;
  /** The file that takes the output in place of the pipe. */
  readonly output: { readonly path: string; readonly appends: boolean } | undefined;
}

/** Stands for what was opened to another host. */
const connection = '/dev/tcp';

/**
 * Reports what redirections do to files, and gives what the command reads.
 * `prints`: what the command prints by itself (undefined: unknown), so that emptying a file can be told from writing it.
 */
export function runRedirections(
  machine: Interpreter,
  redirections: readonly Redirection[],
  stdin: Flow,
  prints: 'nothing' | undefined,
): Redirected {
  let input = stdin;
  let output: Redirected['output'];
  let network = false;
  for (const redirection of redirections) {
    const span = machine.locate(redirection);
    if (redirection.type === 'HereDoc') {
      input = hereDocument(machine, redirection);
      continue;
    }
    if (!redirection.target) continue;
    const target = machine.expandOne(redirection.target);
    if (redirection.type === 'HereString') {
      input = target.dynamic
        ? { ...(machine.substituted(target) ?? flowOf('unknown')), hint: target.text }
        : literalFlow(`${target.text}\n`);
      continue;
    }
    const { operator } = redirection;
    if (/^\/dev\/(?:tcp|udp)\//.test(target.text)) {
      network = true;
      if (operator === '<' || operator === '<>') input = flowOf('download');
      // A later command may read from it by its number.
      machine.contents.set(connection, flowOf('download'));
      machine.report.add('network-send', span);
      continue;
    }
    if (operator === '<') {
      machine.reads(target);
      input = target.substitution
        ? (machine.substituted(target) ?? flowOf('unknown'))
        : isHarmless(target.text)
          ? literalFlow('')
          : (machine.contents.get(tidy(target.text)) ?? flowOf('file', [target.text]));
      continue;
    }
    if (operator === '<&') {
      if (/^(?:[3-9]|\d{2,})/.test(target.text)) input = machine.contents.get(connection) ?? input;
      continue;
    }
    if (operator === '>&' && /^(?:\d+-?|-)$/.test(target.text)) continue;
    const isOutput =
      !redirection.descriptor ||
      (redirection.descriptor.type === 'FileDescriptor' && redirection.descriptor.value === 1);
    if (isOutput && !isHarmless(target.text))
      output = { path: tidy(target.text), appends: operator.endsWith('>>') };
    writeTo(machine, target, operator, span, isOutput ? prints : undefined);
  }
  if (network) input = { ...input, origin: 'download', text: null };
  return { input, output };
}

/** Remembers what a file holds, in case the script runs it later. */
export function keepContents(
  machine: Interpreter,
  { path, appends }: NonNullable<Redirected['output']>,
  printed: Flow,
): void {
  if (machine.contents.size < 200)
    machine.contents.set(
      path,
      appends ? joined(machine.contents.get(path) ?? noFlow, printed) : printed,
    );
}

function writeTo(
  machine: Interpreter,
  target: Argument,
  operator: string,
  span: { readonly start: number; readonly end: number },
  prints: 'nothing' | undefined,
): void {
  if (isHarmless(target.text) || target.substitution) return;
  const appends = operator === '>>' || operator === '&>>';
  machine.writes(target, { truncates: !appends && operator !== '<>' });
  if (isDevice(target.text)) return;
  if (appends) machine.report.add('create-file', span, { text: `Adds to ${shown(target)}.` });
  else if (operator !== '<>' && prints === 'nothing')
    machine.report.add('truncate-file', span, { text: `Empties ${shown(target)}.` });
  else
    machine.report.add('overwrite-file', span, {
      text: `Writes ${shown(target)}; what was in it is lost.`,
    });
}

function shown({ text }: Argument): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function hereDocument(machine: Interpreter, node: Extract<Redirection, { type: 'HereDoc' }>): Flow {
  const { body, delimiter } = node;
  if (delimiter?.quoted || !body.parts) {
    const { start, end } = machine.locate(body);
    return literalFlow(body.text, end - start === body.text.length ? start : undefined);
  }
  // Substitutions in it run; what they print is put in.
  let text = '';
  let dynamic = false;
  let origin = literalFlow('');
  for (const part of body.parts) {
    if (part.type === 'Literal') {
      text += part.value;
      continue;
    }
    if (
      part.type !== 'SimpleExpansion' &&
      part.type !== 'ParameterExpansion' &&
      part.type !== 'CommandExpansion' &&
      part.type !== 'ArithmeticExpansion'
    )
      continue;
    const word = machine.expandPart(part);
    dynamic ||= word.dynamic;
    text += word.text;
    const flow = machine.substituted(word);
    if (flow) origin = flow;
  }
  // A script in it can still be read where only some values are unknown.
  return dynamic && origin.origin !== 'literal'
    ? { ...origin, text: null, hint: text }
    : literalFlow(text);
}
