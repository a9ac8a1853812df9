import type { Command } from 'commander';

export type CompletedShell = 'bash' | 'zsh' | 'fish';

/**
 * A script that completes commands and options. For bash and zsh it also binds Ctrl-X s: what stands on the prompt line is a
 * request and becomes the command, which is not run.
 */
export function completion(program: Command, shell: CompletedShell): string {
  const commands = program.commands.map((command) => ({
    name: command.name(),
    summary: command.description().replaceAll("'", '’').split(/[.:;]/)[0]!,
    flags: [...program.options, ...command.options].flatMap(({ long }) =>
      long === undefined ? [] : [long],
    ),
  }));
  const names = commands.map(({ name }) => name).join(' ');
  if (shell === 'fish')
    return [
      'complete -c sherpa -f',
      ...commands.map(
        ({ name, summary }) =>
          `complete -c sherpa -n __fish_use_subcommand -a ${name} -d '${summary}'`,
      ),
      ...commands.flatMap(({ name, flags }) =>
        flags.map(
          (flag) =>
            `complete -c sherpa -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`,
        ),
      ),
      '',
    ].join('\n');
  const cases = commands
    .map(({ name, flags }) => `    ${name}) words='${flags.join(' ')}' ;;`)
    .join('\n');
  const zshCases = cases.replaceAll("words='", "choices='");
  if (shell === 'bash')
    return `_sherpa() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words='${names}'
  [ "$COMP_CWORD" -gt 1 ] && case "\${COMP_WORDS[1]}" in
${cases}
    *) words='' ;;
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
    *) if [ "$COMP_CWORD" -le 1 ]; then COMPREPLY=($(compgen -W "$words" -- "$word")); else COMPREPLY=($(compgen -f -- "$word")); fi ;;
  esac
}
complete -F _sherpa sherpa

# Ctrl-X s: the request on the prompt line becomes a command, which is not run.
_sherpa_line() {
  local made
  made=$(sherpa shell -- "$READLINE_LINE" 2>/dev/null </dev/null) || [ -n "$made" ] || return
  READLINE_LINE=$made
  READLINE_POINT=\${#READLINE_LINE}
}
if [[ $- == *i* ]]; then bind -x '"\\C-xs": _sherpa_line'; fi
`;
  return `#compdef sherpa
_sherpa() {
  local choices='${names}'
  (( CURRENT > 2 )) && case "$words[2]" in
${zshCases}
  esac
  if (( CURRENT == 2 )); then compadd -- \${=choices}; elif [[ $PREFIX == -* ]]; then compadd -- \${=choices}; else _files; fi
}
if (( $+functions[compdef] )); then compdef _sherpa sherpa; fi

# Ctrl-X s: the request on the prompt line becomes a command, which is not run.
_sherpa_line() {
  local made
  made=$(sherpa shell -- "$BUFFER" 2>/dev/null </dev/null)
  [[ -n $made ]] && BUFFER=$made && CURSOR=\${#BUFFER}
}
zle -N _sherpa_line
bindkey '^Xs' _sherpa_line
`;
}
