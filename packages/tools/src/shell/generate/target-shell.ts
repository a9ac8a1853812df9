import { parseShell } from '../syntax/parse-shell.ts';
import { quote } from './quote.ts';
import type { Surroundings, Userland } from './surroundings.ts';

/** A shell or a system that a request names, and the request without that. */
export interface Target {
  readonly request: string;
  readonly shell: 'bash' | 'sh' | 'fish' | 'other';
  /** As it was said, where it is not bash. */
  readonly said: string | null;
  readonly userland: Userland | null;
}

const shells =
  'fish|power ?shell|pwsh|cmd\\.exe|windows(?: command prompt| cmd)?|nushell|t?csh|posix sh|plain sh|dash|ksh|zsh';
const systems = 'mac(?: ?os)?(?: x)?|bsd|freebsd|busybox|alpine(?: linux)?';
const name = `(?:(?:a|an|the|my|our|plain) )?(${shells}|${systems})(?: shell| prompt| console| terminal| users?)?`;
const forms = [
  new RegExp(
    `^${name}(?: (?:command|one-?liner|script|line))?(?:,? (?:that|which|to|for)|[:,])\\s+`,
    'i',
  ),
  new RegExp(
    `^(?:(?:give me|write|show me|i need|make) )?${name} (?:command|one-?liner|script|line)(?: (?:that|which|to|for))? `,
    'i',
  ),
  new RegExp(
    `,? (?:for|in|on|using|with) ${name}(?=[\\s,.:;?!]|$)(?! (?:on|in|of|log|logs|files?|folder|directory)\\b)`,
    'i',
  ),
];

/** Takes the shell or the system out of a request; a folder of that name is none. */
export function readTarget(request: string, seen: Surroundings): Target {
  for (const form of forms) {
    const found = form.exec(request);
    if (!found) continue;
    const said = found[1]!.toLowerCase();
    if (seen.files.some(({ path }) => path.toLowerCase() === said)) continue;
    const rest =
      `${request.slice(0, found.index)} ${request.slice(found.index + found[0].length)}`.trim();
    const userland = /^(?:mac|bsd|freebsd)/.test(said)
      ? 'bsd'
      : /^(?:busybox|alpine)/.test(said)
        ? 'busybox'
        : null;
    const shell =
      userland || said === 'zsh' || said === 'ksh'
        ? 'bash'
        : said === 'fish'
          ? 'fish'
          : /sh$|dash/.test(said) && !/power|pwsh|nushell|csh/.test(said)
            ? 'sh'
            : 'other';
    return {
      request: rest,
      shell,
      said: shell === 'bash' && !userland ? null : found[1]!,
      userland,
    };
  }
  return { request, shell: 'bash', said: null, userland: null };
}

/** What bash has and sh has not. */
const ofBash = /<\(|>\(|\[\[|\$'|\$\{\w+(?:\/|:\d|\^|,)|<<<|(?<!&)&>|\bfunction\b/;
/** What fish reads in another way: its own loops, expansions and patterns. Words in quotes are read alike, but for two backslashes. */
const notOfFish =
  /<\(|>\(|\[\[|\$'|\$\{|\$\(\(|`|<<|&>|(?:^|[;|&(]\s*)(?:for|while|until|if|case|\w+=|\{|\(|!|export|set|local)(?=[\s\w"'$]|$)|\$[?#@*!0-9]|(?<=[\s/])[^\s'"]*\[[^\]\s]+\]/;

export interface ForShell {
  readonly command: string;
  /** Null where nothing has to be said. */
  readonly note: string | null;
  /** It can be run in that shell as it stands. */
  readonly runs: boolean;
}

/** The command as that shell can run it: as it is where both read it alike, else handed to bash; PowerShell and its like are not translated. */
export function forShell(command: string, { shell, said }: Target): ForShell {
  if (shell === 'bash') return { command, note: null, runs: true };
  if (shell === 'other')
    return {
      command,
      note: `There is no translation for ${said ?? 'that shell'}: this command is for bash, zsh or sh (on Windows: WSL or Git Bash).`,
      runs: false,
    };
  const handed = `bash -c ${quote(command)}`;
  if (shell === 'sh') {
    if (!ofBash.test(command)) return { command, note: null, runs: true };
    return { command: handed, note: 'sh alone cannot do this, so bash is called.', runs: true };
  }
  const bare = withoutQuoted(command);
  if (bare !== null && !notOfFish.test(bare) && parseShell(command).errors.length === 0)
    return { command, note: 'fish reads this command as bash does.', runs: true };
  // In quotes of fish a backslash before a quote or a backslash is no sign of its own.
  return /\\['\\]/.test(command)
    ? {
        command,
        note: 'There is no translation of this one for fish: it is for bash.',
        runs: false,
      }
    : {
        command: handed,
        note: 'fish has another grammar for this, so bash is called.',
        runs: true,
      };
}

/** What stands outside of single quotes; null where quotes hold what fish would read differently. */
function withoutQuoted(command: string): string | null {
  const quoted = command.match(/'[^']*'/g) ?? [];
  if (command.includes("$'")) return null;
  if (quoted.some((part) => part.includes('\\\\') || part.endsWith("\\'"))) return null;
  return command.replaceAll(/'[^']*'/g, 'x');
}
