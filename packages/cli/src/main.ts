import { readFileSync } from 'node:fs';
import { Argument, Command, Option } from 'commander';
import { port, serverUrl, wholeNumber } from './option-values.ts';
import type { GlobalOptions } from './global-options.ts';
import type { FailLevel } from './optimize/optimize.ts';
import { addToolCommand } from './tool-command.ts';
import toolCommands from './tool-commands.json' with { type: 'json' };

/** The command line. Commands load what they need when they run, so that `--help` stays quick. */

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string };

const program = new Command('sherpa')
  .description(
    'An assistant for data engineers: why a pipeline failed, what makes it slow, commands, DAGs, documentation.',
  )
  // Before the commands are made: they take it over.
  .exitOverride()
  .version(version)
  .option(
    '--server <url>',
    'use a running server; without it everything happens in this process',
    serverUrl,
  )
  .addOption(new Option('--key <key>', 'key of a server that asks for one').env('DATASHERPA_KEY'))
  .option('--json', 'print the whole answer as JSON')
  .addHelpText(
    'after',
    '\nExit codes: 0 found, 1 nothing found, 2 error, 3 inconclusive or waiting for approval.\n\nExample:\n  sherpa debug "why did the load fail?" logs/',
  )
  .showSuggestionAfterError();

program
  .command('serve')
  .description('serve page and API on a loopback port')
  .option('--port <number>', 'port; 0 takes a free one', port)
  .option('--demo', 'load the demo when nothing was uploaded yet')
  .action(async (options: { port?: number; demo?: boolean }) => {
    const { serve } = await import('./serve.ts');
    await serve(options);
  });
program
  .command('health')
  .description('show the state of the server and its parts')
  .action(async () => {
    const { health } = await import('./health.ts');
    process.exitCode = await health(program.opts());
  });
program
  .command('migrate')
  .description(
    'prepare the servers that are configured for this version, or copy everything elsewhere',
  )
  .option(
    '--to <address...>',
    'copy all data there and compare: a directory, or any of mysql://…, http://… (Qdrant), s3://…',
  )
  .action(async (options: { to?: string[] }) => {
    const { migrate } = await import('./migrate.ts');
    await migrate(options.to ?? []);
  });
program
  .command('upload <paths...>')
  .description(
    'store log files (plain, compressed or in archives; folders are walked; - is stdin; https:// where the server allows it)',
  )
  .option(
    '--format <name>',
    'read them as this format and not as what they are detected to be; auto detects it again',
  )
  .action(async (paths: string[], { format }: { format?: string }) => {
    const { upload } = await import('./upload.ts');
    process.exitCode = await upload(paths, { ...program.opts(), ...(format && { format }) });
  });
const call = async (
  route: string,
  input: Readonly<Record<string, unknown>>,
  paths: readonly string[],
  otherPaths: Readonly<Record<string, readonly string[]>>,
): Promise<number> => {
  if (input['follow'] === true) {
    const { follow } = await import('./follow/follow.ts');
    return follow([String(input['question']), ...paths], program.opts());
  }
  if (route === '/generate-documentation') {
    const { writeDocs } = await import('./docs/write-docs.ts');
    const { out, check, patch, ...toolInput } = input;
    return writeDocs(route, toolInput, paths, {
      ...program.opts<GlobalOptions>(),
      ...(typeof out === 'string' && { out }),
      check: check === true,
      patch: patch === true,
    });
  }
  if (/^\/(?:parse-airflow$|tools\/airflow-parser\/)/.test(route)) {
    const { runAirflow } = await import('./airflow/run-airflow.ts');
    const { format, failOn, ...toolInput } = input;
    return runAirflow(route, toolInput, paths, {
      ...program.opts<GlobalOptions>(),
      ...(typeof format === 'string' && { format }),
      ...(typeof failOn === 'string' && { failOn }),
    });
  }
  if (route === '/optimize-resources') {
    const { optimize } = await import('./optimize/optimize.ts');
    const { format, failOn, plots, ...toolInput } = input as typeof input & {
      format: 'text' | 'md' | 'json' | 'sarif' | 'conf';
      failOn?: FailLevel;
      plots?: string;
    };
    return optimize(
      route,
      toolInput,
      { paths, otherPaths },
      {
        ...program.opts<GlobalOptions>(),
        format,
        ...(failOn && { failOn }),
        ...(plots !== undefined && { plots }),
      },
    );
  }
  const { ask } = await import('./ask.ts');
  return ask(route, input, { paths, otherPaths }, program.opts());
};
for (const tool of toolCommands) addToolCommand(program, tool, call);
program.commands
  .find((command) => command.name() === 'debug')
  ?.option(
    '--follow',
    'follow files while they grow (- is stdin) and print a line for each alert; Ctrl-C ends it and explains what was read',
  );
program.commands
  .find((command) => command.name() === 'optimize')
  ?.addOption(
    new Option('--format <format>', 'what is printed; conf is the settings alone')
      .choices(['text', 'md', 'json', 'sarif', 'conf'])
      .default('text'),
  )
  .addOption(
    new Option(
      '--fail-on <severity>',
      'exit code 1 from this severity on; high, medium and low are the same in other words',
    ).choices(['critical', 'warning', 'info', 'high', 'medium', 'low']),
  )
  .option('--plots <folder>', 'write drawings of the run there, as SVG');
program.commands
  .find((command) => command.name() === 'docs')
  ?.option('--out <folder>', 'write the documents there; notes that people wrote in them stay')
  .option(
    '--check',
    'with --out: write nothing, name each statement that the code does not bear out',
  )
  .option('--patch', 'with --out: write nothing, print what would change as a patch');
for (const command of program.commands.find((each) => each.name() === 'airflow')?.commands ?? []) {
  const reports = command.name() === 'lint' || command.name() === 'migrate';
  command.addOption(
    new Option('--format <name>', 'how the answer is printed')
      .choices(reports ? ['md', 'json', 'sarif', 'github'] : ['md', 'json'])
      .default('md'),
  );
  if (reports)
    command.addOption(
      new Option('--fail-on <level>', 'exit with 1 where a finding has this level or a higher one')
        .choices(['error', 'warning', 'info', 'never'])
        .default(command.name() === 'lint' ? 'error' : 'never'),
    );
}
program
  .command('chat [paths...]')
  .description(
    'talk about these paths or about everything uploaded; a message on stdin is answered once',
  )
  .option('-m, --message <text>', 'answer one message and leave')
  .action(async (paths: string[], options: { message?: string }) => {
    const { chat } = await import('./chat/chat.ts');
    process.exitCode = await chat(paths, { ...program.opts<GlobalOptions>(), ...options });
  });

program
  .command('shell <request...>')
  .description('make a shell command from a request in plain words; stdout has the command alone')
  .option('--no-look', 'do not look at the files here')
  .option('--preview', 'run it on a copy of the files here, in a sandbox, and show what it prints')
  .option('--model', 'ask the configured model too')
  .action(
    async (words: string[], options: { look: boolean; preview?: boolean; model?: boolean }) => {
      const { shell } = await import('./shell/shell.ts');
      process.exitCode = await shell(words, { ...program.opts<GlobalOptions>(), ...options });
    },
  );
program
  .command('explain <command...>')
  .description(
    'explain a shell command word by word: what it does, its risk, how to look first (- is stdin)',
  )
  .allowUnknownOption()
  .action(async (words: string[]) => {
    const { explain } = await import('./shell/explain.ts');
    process.exitCode = await explain(words, program.opts());
  });
program
  .command('fix <command...>')
  .description('put a failed shell command right; its error output comes on stdin or with --error')
  .option('--error <text>', 'what the command printed')
  .action(async (words: string[], options: { error?: string }) => {
    const { fix } = await import('./shell/explain.ts');
    process.exitCode = await fix(words, { ...program.opts<GlobalOptions>(), ...options });
  });
program
  .command('completion')
  .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
  .description(
    'print a completion script, for bash and zsh with a key binding: eval "$(sherpa completion bash)"',
  )
  .action(async (name: 'bash' | 'zsh' | 'fish') => {
    const { completion } = await import('./shell/completion.ts');
    process.stdout.write(completion(program, name));
  });
const roles = ['viewer', 'editor', 'admin'] as const;
const keys = program.command('keys').description('list the keys of a project');
keys.action(async () => {
  const { listKeys } = await import('./keys.ts');
  process.exitCode = await listKeys(program.opts());
});
keys
  .command('create <name>')
  .description('make a key; its secret is printed once')
  .addOption(
    new Option('--role <role>', 'what it may do; viewer, or the role of the user').choices(roles),
  )
  .option('--user <name>', 'whose it is: it ends with the user')
  .option('--project <project>', 'whose uploads and conversations it sees')
  .option('--days <number>', 'until it ends', wholeNumber)
  .action(async (name: string, options: { role?: (typeof roles)[number] }) => {
    const { createKey } = await import('./keys.ts');
    process.exitCode = await createKey(name, { ...program.opts<GlobalOptions>(), ...options });
  });
keys
  .command('rotate <id>')
  .description('make a new secret in the place of a key; the old one ends later')
  .option(
    '--grace-hours <number>',
    'how long the old one is good; 0 ends it at once',
    wholeNumber,
    24,
  )
  .action(async (id: string, options: { graceHours: number }) => {
    const { rotateKey } = await import('./keys.ts');
    process.exitCode = await rotateKey(id, { ...program.opts<GlobalOptions>(), ...options });
  });
keys
  .command('revoke <id>')
  .description('end a key and the sessions opened with it')
  .action(async (id: string) => {
    const { revokeKey } = await import('./keys.ts');
    process.exitCode = await revokeKey(id, program.opts());
  });

const users = program.command('users').description('list the users of a project');
users.action(async () => {
  const { listUsers } = await import('./users.ts');
  process.exitCode = await listUsers(program.opts());
});
users
  .command('add <name>')
  .description('add a user, for whom keys can be made')
  .addOption(
    new Option('--role <role>', 'what keys of the user may do at most')
      .choices(roles)
      .default('viewer'),
  )
  .action(async (name: string, options: { role: (typeof roles)[number] }) => {
    const { addUser } = await import('./users.ts');
    process.exitCode = await addUser(name, { ...program.opts<GlobalOptions>(), ...options });
  });
users
  .command('role <name> <role>')
  .description('change the role of a user: viewer, editor, admin')
  .action(async (name: string, role: (typeof roles)[number]) => {
    const { changeUser } = await import('./users.ts');
    process.exitCode = await changeUser(name, { role }, program.opts());
  });
for (const [command, disabled, description] of [
  ['disable', true, 'end all keys and sessions of a user'],
  ['enable', false, 'let keys be made for a user again'],
] as const)
  users
    .command(`${command} <name>`)
    .description(description)
    .action(async (name: string) => {
      const { changeUser } = await import('./users.ts');
      process.exitCode = await changeUser(name, { disabled }, program.opts());
    });

const pipelines = program
  .command('pipelines')
  .description('list pipelines that uploads tell of, with their last success and failure')
  .option('--limit <number>', 'pipelines shown at once, at most 100', wholeNumber, 20)
  .option('--offset <number>', 'pipelines left out at the start', wholeNumber, 0)
  .action(async (options: { limit: number; offset: number }) => {
    const { listPipelines } = await import('./pipelines.ts');
    process.exitCode = await listPipelines({ ...program.opts<GlobalOptions>(), ...options });
  });
pipelines
  .command('runs <id>')
  .description('list the runs of a pipeline, the last first, with what failed in them')
  .option('--limit <number>', 'runs shown at once, at most 100', wholeNumber, 20)
  .option('--offset <number>', 'runs left out at the start', wholeNumber, 0)
  .action(async (id: string, _: object, command: Command) => {
    const { listRuns } = await import('./pipelines.ts');
    const options = command.optsWithGlobals<GlobalOptions & { limit: number; offset: number }>();
    process.exitCode = await listRuns(id, options);
  });

const settings = program
  .command('settings')
  .description('list what the project sets for requests that do not say it');
settings.action(async () => {
  const { listSettings } = await import('./settings.ts');
  process.exitCode = await listSettings(program.opts());
});
settings
  .command('set <name> <value>')
  .description('set a value: a text, or JSON such as ["spark.executor.memory"]')
  .action(async (name: string, value: string) => {
    const { changeSetting } = await import('./settings.ts');
    process.exitCode = await changeSetting(name, value, program.opts());
  });
settings
  .command('unset <name>')
  .description('go back to what counts without it')
  .action(async (name: string) => {
    const { changeSetting } = await import('./settings.ts');
    process.exitCode = await changeSetting(name, null, program.opts());
  });

const failures = program
  .command('failures')
  .description('list failures that were diagnosed before, the last seen first')
  .option('--limit <number>', 'failures shown at once, at most 200', wholeNumber, 50)
  .option('--offset <number>', 'failures left out at the start', wholeNumber, 0)
  .action(async (options: { limit: number; offset: number }) => {
    const { listFailures } = await import('./failures.ts');
    process.exitCode = await listFailures({ ...program.opts<GlobalOptions>(), ...options });
  });
failures
  .command('note <id> <text>')
  .description('write what fixed a failure; it is shown when it comes again ("" removes it)')
  .action(async (id: string, text: string) => {
    const { noteFailure } = await import('./failures.ts');
    process.exitCode = await noteFailure(id, text, program.opts());
  });

// A reader that closes the pipe early (head, less) has what it wanted.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });

try {
  await addCommandsOfServer();
  await program.parseAsync();
} catch (error) {
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('commander.')) {
    process.exitCode = (error as Error & { exitCode?: number }).exitCode === 0 ? 0 : 2;
  } else {
    const { reportError } = await import('./render/report-error.ts');
    reportError(error, program.opts<GlobalOptions>().json === true);
    process.exitCode = 2;
  }
}

/** A server may have plugins that this command line was not made with. */
async function addCommandsOfServer(): Promise<void> {
  const [wanted] = program.parseOptions(process.argv.slice(2)).operands;
  const options = program.opts<GlobalOptions>();
  const known = new Set(['help', ...program.commands.map((command) => command.name())]);
  if (options.server === undefined || wanted === undefined || known.has(wanted)) return;
  const { openClient } = await import('./open-client.ts');
  const opened = await openClient(options);
  try {
    for (const { cli, summary, routes, input } of await opened.client.tools())
      if (cli && !known.has(cli.command.split(' ')[0]!))
        addToolCommand(program, { ...cli, summary, route: routes[0]!, input }, call);
  } finally {
    await opened.close();
  }
}
