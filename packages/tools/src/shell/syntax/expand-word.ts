import {
  forEachChild,
  parse,
  type ArithmeticCommandExpansion,
  type CommandExpansionPart,
  type ParameterExpansionPart,
  type ProcessSubstitutionPart,
  type SimpleExpansionPart,
  type SyntaxNode,
  type Word,
  type WordPart,
} from 'unbash';
import type { Argument } from './argument.ts';
import { expandBraces } from './expand-braces.ts';
import { expandParameter, readVariable } from './expand-parameter.ts';
import type { Scope, Variable } from './scope.ts';
import type { Span } from './span.ts';

export interface Expansion {
  readonly scope: Scope;
  /** Runs `$(…)` in thought: gives what it prints where that is known, else null. Called once for each. */
  readonly runSubstitution: (
    part: CommandExpansionPart | ArithmeticCommandExpansion,
  ) => string | null;
  /** Sees each `<(…)` and `>(…)` once. */
  readonly seeProcess: (part: ProcessSubstitutionPart) => void;
  /** Where the word stands in the whole text; positions of the word may count in a nested one. */
  readonly locate: (node: { readonly pos: number; readonly end: number }) => Span;
}

/** The arguments that a word becomes: none (an empty unquoted variable), one, or several (braces, lists, split variables). */
export function expandWord(word: Word, expansion: Expansion): Argument[] {
  const span = expansion.locate(word);
  if (!mayExpandBraces(word)) return expandParts(word, expansion, span, true);
  const texts = expandBraces(word.text);
  return texts.flatMap((text) => {
    const again = readWordText(text);
    return again
      ? expandParts(again, expansion, span, false)
      : [
          {
            text,
            dynamic: true,
            glob: false,
            span,
            verbatim: undefined,
            substitution: undefined,
          },
        ];
  });
}

/** The single value of a word where lists do not happen: targets of redirections, values of assignments. */
export function expandToOne(word: Word, expansion: Expansion): Argument {
  const fields = expandParts(word, expansion, expansion.locate(word), true);
  const first = fields[0];
  if (first && fields.length === 1) return first;
  return {
    text: fields.map(({ text }) => text).join(' '),
    dynamic: fields.some(({ dynamic }) => dynamic),
    glob: fields.some(({ glob }) => glob),
    span: expansion.locate(word),
    verbatim: undefined,
    substitution: undefined,
  };
}

function mayExpandBraces(word: Word): boolean {
  return (
    word.text.includes('{') && (word.parts ?? []).some(({ type }) => type === 'BraceExpansion')
  );
}

/** One word parsed by itself; null where the text is not one word. */
function readWordText(text: string): Word | null {
  const command = parse(`: ${text}`).commands[0]?.command;
  if (command?.type !== 'Command' || command.suffix.length !== 1) return null;
  const [word] = command.suffix;
  return word?.type === 'Word' ? word : null;
}

class Fields {
  readonly done: { text: string; dynamic: boolean; glob: boolean }[] = [];
  #text = '';
  #dynamic = false;
  #glob = false;
  #begun = false;

  add(text: string, about: { dynamic?: boolean; glob?: boolean; quoted?: boolean } = {}): void {
    this.#text += text;
    this.#dynamic ||= about.dynamic ?? false;
    this.#glob ||= about.glob ?? false;
    this.#begun ||= text !== '' || (about.quoted ?? false);
  }

  cut(): void {
    if (this.#begun) this.done.push({ text: this.#text, dynamic: this.#dynamic, glob: this.#glob });
    this.#text = '';
    this.#dynamic = false;
    this.#glob = false;
    this.#begun = false;
  }

  /** A value outside quotes is cut at blanks, and patterns in it are patterns. */
  addSplit(text: string, dynamic: boolean, separators: RegExp): void {
    text.split(separators).forEach((piece, index) => {
      if (index > 0) this.cut();
      this.add(piece, { dynamic, glob: /[*?[]/.test(piece) });
    });
  }
}

function expandParts(word: Word, expansion: Expansion, span: Span, inPlace: boolean): Argument[] {
  const { parts } = word;
  if (!parts) {
    const at = inPlace ? word.text.indexOf(word.value) : -1;
    const exact = span.end - span.start === word.text.length && at >= 0;
    return [
      {
        text: word.value,
        dynamic: false,
        glob: false,
        span,
        verbatim: exact ? span.start + at : undefined,
        substitution: undefined,
      },
    ];
  }
  const fields = new Fields();
  for (const part of parts) addPart(part, fields, expansion, false);
  fields.cut();
  const only = parts.length === 1 ? parts[0] : undefined;
  const substitution = only?.type === 'ProcessSubstitution' ? only : undefined;
  return fields.done.map((field) => ({
    ...field,
    span,
    verbatim:
      inPlace && !field.dynamic && fields.done.length === 1
        ? verbatimStart(word, field.text, span)
        : undefined,
    substitution,
  }));
}

function verbatimStart(word: Word, text: string, span: Span): number | undefined {
  if (text === '' || span.end - span.start !== word.text.length) return undefined;
  const at = word.text.indexOf(text);
  return at < 0 ? undefined : span.start + at;
}

function addPart(part: WordPart, fields: Fields, expansion: Expansion, quoted: boolean): void {
  switch (part.type) {
    case 'Literal':
      fields.add(part.value, { quoted });
      return;
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      fields.add(part.value, { quoted: true });
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      fields.add('', { quoted: true });
      for (const child of part.parts) addPart(child, fields, expansion, true);
      return;
    case 'Glob':
    case 'ExtendedGlob':
      fields.add(part.text, { glob: true });
      for (const child of part.parts ?? []) visitOnly(child, expansion);
      return;
    case 'BraceExpansion':
      fields.add(part.text);
      return;
    case 'SimpleExpansion':
    case 'ParameterExpansion':
      addVariable(part, fields, expansion, quoted);
      return;
    case 'CommandExpansion': {
      const printed = expansion.runSubstitution(part)?.replace(/\n+$/, '') ?? null;
      if (printed === null) fields.add(part.text, { dynamic: true });
      else if (quoted) fields.add(printed, { quoted });
      else fields.addSplit(printed, false, /[ \t\n]+/);
      return;
    }
    case 'ArithmeticExpansion':
      visitOnly(part, expansion);
      fields.add(part.text, { dynamic: true });
      return;
    case 'ProcessSubstitution':
      expansion.seeProcess(part);
      fields.add(part.text, { dynamic: true });
      return;
  }
}

function addVariable(
  part: SimpleExpansionPart | ParameterExpansionPart,
  fields: Fields,
  expansion: Expansion,
  quoted: boolean,
): void {
  const { scope } = expansion;
  const isSimple = part.type === 'SimpleExpansion';
  const name = isSimple ? part.text.slice(1) : part.parameter;
  let value: Variable | null;
  if (isSimple) value = readVariable(name, scope);
  else {
    for (const word of operandsOf(part)) visitOnly(word, expansion);
    value = expandParameter(part, scope, (word) => readOperand(word, expansion));
  }
  const ifs = scope.variables.get('IFS');
  if (name === 'IFS' && !ifs) {
    // Not set by the script: blank, tab, new line.
    const given = !isSimple && part.operation ? value?.items[0] : ' ';
    if (quoted) fields.add(given ?? ' ', { quoted });
    else fields.cut();
    return;
  }
  if (!value) {
    fields.add(part.text, { dynamic: true, quoted });
    return;
  }
  const separators = ifs && !ifs.dynamic ? anyOf(ifs.items[0] ?? '') : /[ \t\n]+/;
  const isList = name === '@' || name === '*' || (!isSimple && part.index !== undefined);
  if (quoted && !(isList && value.items.length !== 1)) {
    fields.add(value.items.join(' '), { dynamic: value.dynamic, quoted });
    return;
  }
  const items = isList || quoted ? value.items : value.items.slice(0, 1);
  items.forEach((item, index) => {
    if (index > 0) fields.cut();
    if (quoted) fields.add(item, { dynamic: value.dynamic, quoted });
    else fields.addSplit(item, value.dynamic, separators);
  });
}

function anyOf(characters: string): RegExp {
  return characters === ''
    ? /(?!)/
    : new RegExp(`[${characters.replace(/[\\\]^-]/g, String.raw`\$&`)}]+`);
}

function operandsOf(part: ParameterExpansionPart): Word[] {
  const { operation } = part;
  const words: (Word | undefined)[] = [part.index];
  if (operation?.type === 'Default' || operation?.type === 'Remove') words.push(operation.operand);
  else if (operation?.type === 'Replace') words.push(operation.pattern, operation.replacement);
  else if (operation?.type === 'Slice') words.push(operation.offset, operation.length);
  return words.filter((word) => word !== undefined);
}

/** Scripts inside a part whose value is not needed still have their effects. */
function visitOnly(node: SyntaxNode, expansion: Expansion): void {
  if (node.type === 'CommandExpansion' || node.type === 'ArithmeticCommandExpansion')
    expansion.runSubstitution(node);
  else if (node.type === 'ProcessSubstitution') expansion.seeProcess(node);
  else forEachChild(node, (child) => visitOnly(child, expansion));
}

/** The value of a word inside `${…}` where it is made of quotes and known variables. */
function readOperand(word: Word, expansion: Expansion): string | null {
  if (!word.parts) return word.value;
  const fields = new Fields();
  const silent: Expansion = {
    ...expansion,
    runSubstitution: () => null,
    seeProcess: () => undefined,
  };
  for (const part of word.parts) addPart(part, fields, silent, true);
  fields.cut();
  const [field] = fields.done;
  if (!field) return '';
  return field.dynamic ? null : field.text;
}
