import type { SeenCommand } from '../effects/interpreter.ts';
import type { Tool } from '../flags/tool.ts';
import { quote } from '../generate/quote.ts';
import type { FixedCommand } from './fix-command.ts';
import { nearest } from './nearest.ts';

/** What a rule may look at. */
export interface Failure {
  readonly command: string;
  readonly output: string;
  readonly commands: readonly SeenCommand[];
  readonly programs: ReadonlyMap<string, Tool>;
}

type Fix = (failure: Failure) => FixedCommand | null;

const swap = (
  command: string,
  { start, end }: { start: number; end: number },
  text: string,
): string => command.slice(0, start) + text + command.slice(end);
const inserted = (command: string, at: number, text: string): string =>
  command.slice(0, at) + text + command.slice(at);
const programIs = (seen: SeenCommand, ...names: readonly string[]): boolean =>
  names.includes(seen.name.split('/').at(-1)!);
const given = (seen: SeenCommand, ...names: readonly string[]) =>
  seen.invocation.options.find(
    ({ name, option }) =>
      names.includes(name) || option?.names.some((each) => names.includes(each)),
  );
const fixed = (kind: string, command: string, why: string): FixedCommand => ({
  command,
  kind,
  why,
});
const advice = (kind: string, why: string): FixedCommand => ({ command: null, kind, why });

/** In the order in which they are tried: what the shell itself says first. */
export const fixes: readonly Fix[] = [
  // bash: pythn: command not found
  ({ command, output, commands, programs }) => {
    const name =
      /(?:^|[:\s])([\w./+-]+): (?:command )?not found|command not found: ([\w./+-]+)|'([\w.+-]+)' is not recognized|Unknown command:? ([\w.-]+)/m.exec(
        output,
      );
    const missing = name?.slice(1).find((each) => each !== undefined);
    if (missing === undefined) return null;
    const seen = commands.find((each) => each.name === missing);
    if (!seen) return null;
    const near = programs.has(missing) ? null : nearest(missing, programs.keys());
    if (near)
      return fixed(
        'command-not-found',
        swap(command, seen.program.span, near),
        `There is no program ${missing}; ${near} is the nearest name.`,
      );
    const other = (
      {
        python: 'python3',
        pip: 'pip3',
        'docker-compose': 'docker compose',
        ack: 'grep -rn',
        rg: 'grep -rn',
        fd: 'find . -name',
        bat: 'cat',
        exa: 'ls',
        netstat: 'ss',
        ifconfig: 'ip addr',
        hadoop: 'hdfs',
      } as Record<string, string>
    )[missing];
    if (other)
      return fixed(
        'command-not-found',
        swap(command, seen.program.span, other),
        `${missing} is not installed here; ${other} does the same.`,
      );
    return advice(
      'command-not-found',
      `${missing} is not installed, or its folder is not in PATH. \`command -v ${missing}\` says which.`,
    );
  },
  // git: 'comit' is not a git command; unknown command "gt" for "kubectl"
  ({ command, output, commands }) => {
    const hint =
      /(?:most similar commands? (?:is|are)|Did you mean this\?)\s*\n\s*([a-z][\w-]*)|Did you mean [`'"]?([a-z][\w-]*)[`'"]?\?|maybe you meant:? [`'"]?([a-z][\w-]*)/i
        .exec(output)
        ?.slice(1)
        .find(Boolean);
    const wrong =
      /'([\w-]+)' is not a (?:git|docker) command|unknown command "?([\w-]+)"?|invalid choice: '?([\w-]+)'?|No such command '?([\w-]+)'?|unknown (?:sub)?command:? '?"?([\w-]+)/i
        .exec(output)
        ?.slice(1)
        .find(Boolean);
    if (wrong === undefined) return null;
    const seen = commands.find(({ words }) => words.some(({ text }) => text === wrong));
    const word = seen?.words.find(({ text }) => text === wrong);
    if (!seen || !word) return null;
    const choices = /\(choose from ([^)]+)\)/.exec(output)?.[1]?.match(/[\w-]+/g);
    const known = choices ?? seen.tool?.subcommands.flatMap(({ path }) => path) ?? [];
    const near = hint ?? nearest(wrong, known);
    return near
      ? fixed(
          'wrong-subcommand',
          swap(command, word.span, near),
          `${seen.name} has no subcommand ${wrong}; ${near} is meant.`,
        )
      : advice(
          'wrong-subcommand',
          `${seen.name} has no subcommand ${wrong}; \`${seen.name} --help\` lists them.`,
        );
  },
  // BSD: sed: 1: "file": invalid command code f
  ({ command, output, commands }) => {
    const seen = commands.find((each) => programIs(each, 'sed'));
    const option = seen && given(seen, '-i');
    if (
      !option ||
      !/invalid command code|extra characters at the end of|undefined label|expects? \\ followed by text/i.test(
        output,
      )
    )
      return null;
    return fixed(
      'gnu-or-bsd',
      swap(command, option.argument.span, "-i ''"),
      "BSD's sed wants the ending of a backup behind -i; an empty one keeps none.",
    );
  },
  ({ command, output, commands }) => {
    const seen = commands.find((each) => programIs(each, 'date'));
    const option = seen && given(seen, '-d', '--date');
    if (!option || !/illegal (?:option|time format)|usage: date|invalid option/i.test(output))
      return null;
    const value = option.values[0]?.text ?? '';
    const epoch = /^@(\d+|\$\w+|"?\$\{?\w+\}?"?)$/.exec(value)?.[1];
    const end = option.values[0]?.span.end ?? option.argument.span.end;
    if (epoch)
      return fixed(
        'gnu-or-bsd',
        swap(command, { start: option.argument.span.start, end }, `-r ${epoch}`),
        "BSD's date reads seconds with -r, not with -d.",
      );
    const ago = /^-?(\d+) (day|hour|minute|week|month|year)s?(?: ago)?$/.exec(value);
    if (ago)
      return fixed(
        'gnu-or-bsd',
        swap(
          command,
          { start: option.argument.span.start, end },
          `-v-${ago[1]}${({ day: 'd', hour: 'H', minute: 'M', week: 'w', month: 'm', year: 'y' } as Record<string, string>)[ago[2]!]}`,
        ),
        "BSD's date moves the time with -v, not with -d.",
      );
    if (value === 'yesterday')
      return fixed(
        'gnu-or-bsd',
        swap(command, { start: option.argument.span.start, end }, '-v-1d'),
        "BSD's date moves the time with -v, not with -d.",
      );
    return advice(
      'gnu-or-bsd',
      "BSD's date has no -d: -j -f FORMAT reads a time, -v moves it, -r takes seconds.",
    );
  },
  ({ command, output, commands }) => {
    const seen = commands.find((each) => programIs(each, 'find'));
    if (
      !seen ||
      !/-printf|unknown primary|unrecognized: -printf/.test(output) ||
      !/-printf/.test(command)
    )
      return null;
    const match = /-printf\s+('[^']*'|"[^"]*")/.exec(command);
    if (!match) return null;
    const form = match[1]!.slice(1, -1).replace(/\\n$/, '');
    const bsd = !/BusyBox|unrecognized/i.test(output);
    const codes: Readonly<Record<string, string>> = bsd
      ? { '%s': '%z', '%p': '%N', '%T@': '%m', '%f': '%N', '%m': '%Lp' }
      : { '%s': '%s', '%p': '%n', '%T@': '%Y', '%f': '%n', '%m': '%a' };
    const made = form.replaceAll(/%T@|%[a-z]/g, (code) => codes[code] ?? code);
    return fixed(
      'gnu-or-bsd',
      command.replace(match[0], `-exec stat ${bsd ? '-f' : '-c'} ${quote(made)} {} +`),
      'Only GNU find has -printf; stat prints the same.',
    );
  },
  ({ command, output, commands }) => {
    const seen = commands.find((each) => programIs(each, 'grep'));
    const option = seen && given(seen, '-P', '--perl-regexp');
    if (
      !option ||
      !/invalid option -- P|unrecognized option: P|-P support|illegal option|support for the -P/i.test(
        output,
      )
    )
      return null;
    const changed = command
      .replace(/(\s-\w*)P(\w*)/, '$1E$2')
      .replaceAll(String.raw`\d`, '[0-9]')
      .replaceAll(String.raw`\s`, '[[:space:]]')
      .replaceAll(String.raw`\w`, '[[:alnum:]_]');
    return fixed(
      'gnu-or-bsd',
      changed,
      'This grep knows no Perl patterns; -E with classes of characters does.',
    );
  },
  // Options that are wrong or lack their value.
  ({ command, output, commands }) => {
    const lacking =
      /option requires an argument(?: -- '?| ')(-{0,2}[\w-]+)|(?:argument|option|flag) ['`"]?(-{1,2}[\w-]+)['`"]?:? (?:expected one argument|requires an argument|needs an argument|requires a value)|flag needs an argument: (?:'(\w)' in )?(-{1,2}[\w-]+)?/i.exec(
        output,
      );
    if (!lacking) return null;
    const name = lacking.slice(1).find((each) => each !== undefined)!;
    const option = name.startsWith('-') ? name : name.length === 1 ? `-${name}` : `--${name}`;
    for (const seen of commands) {
      const found = given(seen, option);
      if (!found) continue;
      const value = (found.option?.value ?? 'VALUE').toUpperCase().replaceAll(/[^A-Z]+/g, '_');
      return fixed(
        'missing-value',
        inserted(command, found.argument.span.end, ` <${value || 'VALUE'}>`),
        `${option} wants a value; fill in what stands in angle brackets.`,
      );
    }
    return advice('missing-value', `${option} wants a value behind it.`);
  },
  ({ command, output, commands }) => {
    const wrong =
      /(?:unrecognized|unknown|invalid|illegal|no such|bad) (?:option|flag|argument|arguments:|shorthand flag)s?:?(?: --)?:? ['`"]?(-{0,2}[\w-]+)/i.exec(
        output,
      )?.[1] ??
      /(?:error: )?no such option:? (-{1,2}[\w-]+)/i.exec(output)?.[1] ??
      /unknown (?:primary or operator|predicate) [`'"]?(-[\w-]+)/i.exec(output)?.[1];
    if (wrong === undefined) return null;
    const option = wrong.startsWith('-') ? wrong : wrong.length === 1 ? `-${wrong}` : `--${wrong}`;
    for (const seen of commands) {
      const used = seen.invocation.options.find(({ name }) => name === option);
      const word =
        used?.argument ??
        seen.words.find(({ text }) => text === option || text.startsWith(`${option}=`));
      if (!word) continue;
      const names = seen.tool
        ? [...seen.tool.options, ...(seen.invocation.subcommand?.options ?? [])].flatMap((each) => [
            ...each.names,
          ])
        : [];
      const near = option.startsWith('--')
        ? nearest(
            option,
            names.filter((each) => each.startsWith('--')),
          )
        : names.find((each) => each.toLowerCase() === option.toLowerCase() && each !== option);
      if (near)
        return fixed(
          'unknown-option',
          swap(command, { start: word.span.start, end: word.span.start + option.length }, near),
          `${seen.name} has no option ${option}; ${near} is the nearest.`,
        );
      return advice(
        'unknown-option',
        `${seen.name} has no option ${option} here. \`${seen.name} --help\` lists those that it has.`,
      );
    }
    return null;
  },
  // unexpected EOF while looking for matching
  ({ command, output }) => {
    if (
      !/unexpected EOF while looking for matching|unterminated quoted string|unmatched ["'`]|unexpected end of file|parse error near/i.test(
        output,
      )
    )
      return null;
    const sign =
      /matching [`'"]?(["'`])/.exec(output)?.[1] ??
      (command.split("'").length % 2 === 0 ? "'" : '"');
    const apostrophe = /(?<=[a-z])'(?=(?:s|t|re|ll|ve|d)\b)/i;
    if (sign === "'" && apostrophe.test(command)) {
      const spaced = /(?<=\s)(\S*[a-z]'(?:s|t|re|ll|ve|d)\S*)/i.exec(command)?.[1];
      if (spaced)
        return fixed(
          'quoting',
          command.replace(spaced, quote(spaced)),
          'An apostrophe opens a quote that nothing closes; here it is quoted.',
        );
    }
    if (command.split(sign).length % 2 === 0)
      return fixed(
        'quoting',
        `${command}${sign}`,
        `A ${sign === "'" ? 'single' : 'double'} quote is not closed; it is closed at the end. Check that it should be closed there.`,
      );
    return advice('quoting', 'A quote, a bracket or a block is not closed.');
  },
  // find: paths must precede expression, a pattern that the shell replaced
  ({ command, output }) => {
    if (!/paths must precede expression|possible unquoted pattern|no matches found/i.test(output))
      return null;
    const bare =
      /(?<=-i?name\s+|--include[= ]|--exclude[= ])([^\s'"]*[*?[][^\s'"]*)/.exec(command) ??
      /(?<=\s)([^\s'"]*[*?][^\s'"]*)(?=\s|$)/.exec(command);
    return bare
      ? fixed(
          'quoting',
          swap(command, { start: bare.index, end: bare.index + bare[1]!.length }, quote(bare[1]!)),
          'The shell replaced the pattern by names of files before the program saw it; in quotes it stays a pattern.',
        )
      : null;
  },
  // Argument list too long
  ({ command, output, commands }) => {
    if (!/argument list too long/i.test(output)) return null;
    const seen = commands.find(({ words }) => words.some(({ glob }) => glob));
    const pattern = seen?.words.find(({ glob }) => glob);
    if (!seen || !pattern)
      return advice(
        'too-many-arguments',
        'Hand the names over with find … -exec … {} +, which makes as many calls as are needed.',
      );
    const cut = pattern.text.lastIndexOf('/');
    const [folder, name] =
      cut === -1
        ? ['.', pattern.text]
        : [pattern.text.slice(0, cut) || '/', pattern.text.slice(cut + 1)];
    const others = seen.words.filter((word) => word !== pattern);
    const options = others
      .filter(({ text }) => text.startsWith('-'))
      .map(({ text }) => quote(text));
    const target = others.findLast(({ text }) => !text.startsWith('-'));
    const start = `find ${quote(folder)} -maxdepth 1 -name ${quote(name)}`;
    const run =
      programIs(seen, 'mv', 'cp') && target
        ? `${seen.name} ${options.join(' ')}${options.length > 0 ? ' ' : ''}-t ${quote(target.text)} -- {} +`
        : `${seen.name} ${options.join(' ')}${options.length > 0 ? ' ' : ''}${others
            .filter(({ text }) => !text.startsWith('-'))
            .map(({ text }) => `${quote(text)} `)
            .join('')}{} +`;
    const end = Math.max(...seen.words.map(({ span }) => span.end));
    return fixed(
      'too-many-arguments',
      swap(command, { start: seen.program.span.start, end }, `${start} -exec ${run}`),
      'The pattern stands for more names than one call can take; find makes as many calls as are needed.',
    );
  },
  // bad interpreter: ^M
  ({ output, command }) => {
    if (!/\^M|\\r['’]?: (?:command not found|No such file)|bad interpreter: .*\r/i.test(output))
      return null;
    const script =
      /(?:^|\s)((?:\.{0,2}\/)?[\w./-]+\.(?:sh|py|bash|pl|rb|ksh)|\.\/[\w.-]+)/.exec(command)?.[1] ??
      /([\w./-]+): (?:\/|line|bad)/.exec(output)?.[1];
    return script
      ? fixed(
          'carriage-returns',
          `sed -i 's/\\r$//' ${quote(script)}`,
          'The script has Windows line ends; this takes them away. Then run it again.',
        )
      : advice(
          'carriage-returns',
          "The script has Windows line ends: sed -i 's/\\r$//' FILE takes them away.",
        );
  },
  // ./run.sh: Permission denied
  ({ command, output }) => {
    const script = /(?:^|[:\s])((?:\.{1,2})?\/?[\w./-]+): [Pp]ermission denied/.exec(output)?.[1];
    if (!/permission denied|operation not permitted|EACCES/i.test(output)) return null;
    const runs =
      script !== undefined &&
      new RegExp(
        `^(?:\\S+=\\S+ )*${script.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?:\\s|$)`,
      ).test(command);
    if (runs)
      return fixed(
        'not-executable',
        `chmod u+x -- ${quote(script)} && ${command}`,
        'The script may be read but not run; chmod allows its owner to run it.',
      );
    if (/publickey|ssh/i.test(output))
      return advice(
        'permission',
        'The other host does not accept your key: check the user name, and with ssh -v which key is offered.',
      );
    return advice(
      'permission',
      `Your user may not do this${script ? ` with ${script}` : ''}. \`ls -ld\` of the file and of its folder shows who may; more rights are rarely the right answer.`,
    );
  },
  // sort and uniq
  ({ command }) => {
    const match = /(^|\|\s*)uniq(\s+-[a-zA-Z]+)*(?=\s*(?:\||$))/.exec(command);
    if (!match || /sort[^|]*\|\s*uniq/.test(command) || match.index === 0) return null;
    const at = match.index + match[1]!.length;
    return fixed(
      'sort-before-uniq',
      inserted(command, at, 'sort | '),
      'uniq only sees lines that stand side by side; sorted lines do.',
    );
  },
  ({ command, output }) => {
    if (!/not in sorted order|is not sorted|not sorted/i.test(output)) return null;
    const match =
      /\b(comm|join)((?:\s+-\S+(?:\s+[\d.,]+)?)*)\s+([^\s<>|;-]\S*)\s+([^\s<>|;-]\S*)/.exec(
        command,
      );
    if (!match) return advice('sort-before-comm', 'Both files have to be sorted in the same way.');
    return fixed(
      'sort-before-comm',
      command.replace(
        match[0],
        `${match[1]!}${match[2]!} <(sort ${match[3]!}) <(sort ${match[4]!})`,
      ),
      `${match[1]!} wants both files sorted; they are sorted on the way.`,
    );
  },
  // unbound, ambiguous, spaces in names
  ({ command, output }) => {
    const name =
      /([A-Za-z_]\w*): (?:ambiguous redirect|unary operator expected|too many arguments)|\$?\{?([A-Za-z_]\w*)\}?: ambiguous redirect/
        .exec(output)
        ?.slice(1)
        .find(Boolean);
    if (
      name === undefined &&
      !/too many arguments|binary operator expected|ambiguous redirect/.test(output)
    )
      return null;
    const bare = /(?<!["\w])\$\{?([A-Za-z_]\w*)\}?(?!["\w])/g;
    const changed = command.replaceAll(bare, (whole) => `"${whole}"`);
    return changed === command
      ? null
      : fixed(
          'quoting',
          changed,
          'A variable without quotes falls apart at blanks, or vanishes when it is empty.',
        );
  },
  // dry rule: syntax of process substitution in sh
  ({ command, output }) => {
    if (
      !/Syntax error: "\(" unexpected|syntax error near unexpected token `\('/.test(output) ||
      !/<\(/.test(command)
    )
      return null;
    return fixed('other-shell', `bash -c ${quote(command)}`, 'A plain sh has no <( ); bash has.');
  },
  // psql, awk, jq: columns and fields
  ({ output, command }) => {
    const column =
      /column "?([\w.]+)"? does not exist|Unknown column '([\w.]+)'|no such column: ([\w.]+)|Column '([\w.]+)' cannot be resolved|Binder Error: Referenced column "([\w.]+)"/i
        .exec(output)
        ?.slice(1)
        .find(Boolean);
    if (column === undefined) return null;
    const hint =
      /Perhaps you meant to reference the column "(?:[\w]+\.)?([\w]+)"|Candidate bindings: "?(?:[\w]+\.)?([\w]+)|Did you mean "?(?:[\w]+\.)?([\w]+)/i
        .exec(output)
        ?.slice(1)
        .find(Boolean);
    const short = column.split('.').at(-1)!;
    if (hint)
      return fixed(
        'unknown-column',
        command.replaceAll(new RegExp(`\\b${short}\\b`, 'g'), hint),
        `There is no column ${short}; ${hint} is meant.`,
      );
    return advice(
      'unknown-column',
      `There is no column ${short}. Ask the database for the columns of the table (\\d TABLE in psql, DESCRIBE TABLE elsewhere).`,
    );
  },
  ({ output, command }) => {
    if (!/jq: (?:error|parse error)/.test(output)) return null;
    if (/Cannot iterate over null|Cannot index .* with/.test(output))
      return fixed(
        'json-shape',
        command.replace(/(\.[\w.]+)\[\]/, '$1[]?'),
        'Some objects lack this field; `?` passes over them. Where the name itself is wrong, nothing comes out.',
      );
    if (/Invalid numeric literal|Unfinished|parse error/.test(output))
      return advice(
        'json-shape',
        "The input is not JSON throughout. `jq -R 'try (fromjson | empty) catch input_line_number' FILE` gives the lines that are not.",
      );
    return null;
  },
  // No such file or directory
  ({ command, output, commands }) => {
    const path =
      /(?:cannot (?:access|open|stat|remove|find) |can't open )?['"`‘]?([^\s:'"`’‘]+(?: [^\s:'"`’‘]+)*?)['"`’]?:? (?:for reading )?(?:\()?No such file or directory/i
        .exec(output)?.[1]
        ?.replace(/^.*: /, '');
    if (path === undefined) return null;
    const parts: readonly string[] = command.match(/\S+/g) ?? [];
    const at = parts.indexOf(path);
    const next = parts[at + 1];
    if (
      at > 0 &&
      next !== undefined &&
      new RegExp(
        `${next.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}['"’]?:? No such file`,
      ).test(output)
    )
      return fixed(
        'quoting',
        command.replace(`${path} ${next}`, quote(`${path} ${next}`)),
        'The name has a blank in it; in quotes it is one word.',
      );
    const target = commands
      .find(
        (seen) =>
          programIs(seen, 'mv', 'cp', 'tee', 'touch') && seen.words.at(-1)?.text.includes('/'),
      )
      ?.words.at(-1)?.text;
    if (target !== undefined && (path === target || output.includes(target)))
      return fixed(
        'no-such-file',
        `mkdir -p -- ${quote(target.endsWith('/') ? target : target.slice(0, target.lastIndexOf('/')))} && ${command}`,
        'The folder that it should go to is not there; it is made first.',
      );
    return advice(
      'no-such-file',
      `${path} is not there, seen from the folder where the command ran. \`ls\` of its folder shows what is; a blank or another letter case in the name is the usual reason.`,
    );
  },
  ({ output, command }) => {
    if (!/Is a directory/i.test(output)) return null;
    if (/^\s*rm\s/.test(command))
      return advice(
        'is-a-directory',
        'It is a folder. rm -r deletes it with all that is in it; look first with ls -R.',
      );
    if (/^\s*grep\s/.test(command))
      return fixed(
        'is-a-directory',
        command.replace(/^(\s*grep)/, '$1 -r'),
        'It is a folder; -r looks into the files in it.',
      );
    if (/^\s*cp\s/.test(command))
      return fixed(
        'is-a-directory',
        command.replace(/^(\s*cp)/, '$1 -R'),
        'It is a folder; -R copies it with all that is in it.',
      );
    return advice('is-a-directory', 'It is a folder, and this program wants a file.');
  },
];
