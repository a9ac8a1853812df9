import type { Note, Operand, Option, Tool } from './tool.ts';

/**
 * The tables are written as text, one line for each thing, because that is how they are checked against a manual:
 *
 * ```
 * tool sort {read-only} : sorts lines
 * -k, --key=KEY : sorts by this key
 * --color[=WHEN] {gnu} : the value may be left out
 * * FILE... {reads} : an operand, in order
 * ~ bsd -k : a note on a userland and an option
 * > s3 rm {cloud-delete} : a subcommand; the lines below it are its own
 * ```
 *
 * Marks stand in braces: effects (codes of reasons) and how words are read. Throws a plain `Error` for a line that has none of these forms.
 */
export function readTools(text: string): Tool[] {
  const tools: DraftTool[] = [];
  let section: Draft | undefined;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    const { head, marks, meaning } = readLine(trimmed);
    const tool = tools.at(-1);
    if (head.startsWith('tool ')) {
      const names = head.slice(5).split(/,\s*/);
      const draft = {
        names,
        marks,
        meaning,
        options: [],
        operands: [],
        subcommands: [],
        notes: [],
      };
      tools.push(draft);
      section = draft;
    } else if (!tool || !section)
      throw new Error(`A line stands before the first tool: ${trimmed}`);
    else if (head.startsWith('> ')) {
      // Several names of one subcommand share its lines.
      const shared = { marks, meaning, options: [], operands: [] };
      for (const name of head.slice(2).split(/,\s*/))
        tool.subcommands.push({ path: name.split(' '), ...shared });
      section = shared;
    } else if (head.startsWith('* '))
      section.operands.push(readOperand(head.slice(2), marks, meaning));
    else if (head.startsWith('~ ')) tool.notes.push(readNote(head.slice(2), meaning));
    else section.options.push(readOption(head, marks, meaning));
  }
  return tools;
}

interface Draft {
  options: Option[];
  operands: Operand[];
}
interface DraftSubcommand extends Draft {
  path: string[];
  marks: string[];
  meaning: string;
}
interface DraftTool extends Draft {
  names: string[];
  marks: string[];
  meaning: string;
  subcommands: DraftSubcommand[];
  notes: Note[];
}

function readLine(line: string): { head: string; marks: string[]; meaning: string } {
  const match = /^(.*?)(?:\s\{([^}]*)\})?\s+:\s+(.+)$/.exec(line);
  if (!match) throw new Error(`Not a line of a flag table: ${line}`);
  const [, head = '', marks = '', meaning = ''] = match;
  return { head: head.trim(), marks: marks.split(/\s+/).filter(Boolean), meaning };
}

function readOption(head: string, marks: string[], meaning: string): Option {
  let value: string | undefined;
  let valueOptional = false;
  const names = head.split(/,\s+/).map((written) => {
    // `!=` and other operators of tests.
    if (/^[^\w\s-]+$/.test(written)) return written;
    // `if=` and other operands with a key keep their sign.
    const keyed = /^([A-Za-z][\w-]*=)(\S+)$/.exec(written);
    if (keyed) {
      value = keyed[2];
      return keyed[1]!;
    }
    const match = /^([^=[\s]+|\[)(?:(\[)?=([^\]]+)\]?)?$/.exec(written);
    if (!match) throw new Error(`Not an option of a flag table: ${written}`);
    if (match[3] !== undefined) {
      value = match[3];
      valueOptional = match[2] !== undefined;
    }
    return match[1]!;
  });
  return { names, value, valueOptional, marks, meaning };
}

function readOperand(head: string, marks: string[], meaning: string): Operand {
  const repeats = head.endsWith('...');
  return { name: repeats ? head.slice(0, -3) : head, repeats, marks, meaning };
}

function readNote(head: string, text: string): Note {
  const [userland = '', option = ''] = head.split(' ');
  if (userland !== 'bsd' && userland !== 'busybox')
    throw new Error(`A note is about bsd or busybox, not about ${userland}.`);
  return { userland, option, text };
}
