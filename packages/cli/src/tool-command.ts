import { Option, type Command } from 'commander';
import { names, time, wholeNumber } from './option-values.ts';

/** What a command needs to know of a tool: the part of its definition that `GET /tools` shows. */
export interface ToolCommand {
  readonly summary: string;
  readonly route: string;
  readonly command: string;
  readonly positional: readonly string[];
  /** JSON schema of the input. */
  readonly input: {
    readonly properties?: Readonly<Record<string, ArgumentSchema>>;
    readonly required?: readonly string[];
  };
}

interface ArgumentSchema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly format?: string;
  readonly items?: ArgumentSchema;
}

/** A second set of ids of uploads: an option with paths of its own. */
const isUploads = ({ format }: ArgumentSchema): boolean => format === 'upload-ids';

/** Ids of what was uploaded: on a command line these are paths. */
const scope = new Set(['uploads', 'files']);

/**
 * Adds the command of a tool: its positional arguments, an option for each other argument, and paths where it looks at files.
 * @param run calls the tool; gives the exit code.
 */
export function addToolCommand(
  program: Command,
  tool: ToolCommand,
  run: (
    route: string,
    input: Readonly<Record<string, unknown>>,
    paths: readonly string[],
    /** Paths for arguments that are ids of uploads, by the name of the argument. */
    otherPaths: Readonly<Record<string, readonly string[]>>,
  ) => Promise<number>,
): void {
  const { properties = {}, required = [] } = tool.input;
  const command = commandOf(program, tool.command).description(tool.summary);
  for (const name of tool.positional)
    command.argument(
      required.includes(name) ? `<${name}>` : `[${name}]`,
      properties[name]?.description,
    );
  const takesPaths = Object.keys(properties).some((name) => scope.has(name));
  if (takesPaths)
    command.argument('[paths...]', 'files and folders; without them, everything uploaded');
  for (const [name, schema] of Object.entries(properties))
    if (!scope.has(name) && !tool.positional.includes(name))
      command.addOption(optionOf(name, schema, required.includes(name)));
  command.action(async (...given: unknown[]) => {
    const values = given.slice(0, tool.positional.length);
    const input = {
      ...Object.fromEntries(tool.positional.map((name, at) => [name, values[at]])),
      ...command.opts<Record<string, unknown>>(),
    };
    const paths = takesPaths ? (given[tool.positional.length] as string[]) : [];
    const isPaths = (name: string): boolean => isUploads(properties[name] ?? {});
    const entries = Object.entries(input);
    process.exitCode = await run(
      tool.route,
      Object.fromEntries(entries.filter(([name]) => !isPaths(name))),
      paths,
      Object.fromEntries(entries.filter(([name]) => isPaths(name))) as Record<string, string[]>,
    );
  });
}

/** `airflow lint` is the command `lint` of the group `airflow`. */
function commandOf(program: Command, name: string): Command {
  const [group, ...rest] = name.split(' ');
  if (rest.length === 0) return program.command(name);
  const parent =
    program.commands.find((command) => command.name() === group) ??
    program.command(group!).description(groups[group!] ?? '');
  return parent.command(rest.join(' '));
}

const groups: Readonly<Record<string, string>> = {
  airflow: 'read DAG files, task logs and import errors of Airflow, without Airflow',
};

function optionOf(name: string, schema: ArgumentSchema, required: boolean): Option {
  const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const choices = schema.enum ?? schema.items?.enum;
  const notes = [
    ...(schema.description === undefined ? [] : [schema.description]),
    ...(schema.type === 'array' && choices ? [`Some of ${choices.join(', ')}.`] : []),
    ...(schema.default === undefined ? [] : [`Default: ${String(schema.default as string)}.`]),
  ].join(' ');
  if (schema.type === 'boolean') return new Option(flag, notes);
  if (isUploads(schema)) {
    const option = new Option(
      `${flag} <paths...>`,
      'files and folders of another run to compare with; stands last',
    );
    return required ? option.makeOptionMandatory() : option;
  }
  const option = new Option(`${flag} <${valueName(schema)}>`, notes);
  if (schema.type === 'string' && choices) option.choices(choices);
  else if (schema.format === 'epoch-milliseconds') option.argParser(time);
  else if (schema.type === 'integer') option.argParser(wholeNumber);
  else if (schema.type === 'number') option.argParser(Number);
  else if (schema.type === 'array') option.argParser(names);
  return required ? option.makeOptionMandatory() : option;
}

const valueName = ({ type, format }: ArgumentSchema): string =>
  format === 'epoch-milliseconds'
    ? 'time'
    : type === 'array'
      ? 'names'
      : type === 'string'
        ? 'text'
        : 'number';
