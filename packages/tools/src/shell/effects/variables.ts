import type { Argument } from '../syntax/argument.ts';
import type { Span } from '../syntax/span.ts';
import type { Call, Machine } from './call.ts';
import { noFlow } from './flow.ts';

/** Variables that decide which program a name stands for, or what is loaded into every program. */
const redirectsPrograms =
  /^(?:PATH|LD_PRELOAD|LD_LIBRARY_PATH|LD_AUDIT|DYLD_\w+|BASH_ENV|ENV|SHELLOPTS|BASHOPTS|PROMPT_COMMAND|PS4|PYTHONSTARTUP|PYTHONPATH|PERL5OPT|PERL5LIB|RUBYOPT|NODE_OPTIONS|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|GIT_CONFIG\w*|GIT_EXEC_PATH|GIT_TEMPLATE_DIR|ZDOTDIR|FPATH)$/;
/** Variables whose value is a command that some program runs. */
const holdsCommand =
  /^(?:PAGER|\w+_PAGER|MANPAGER|GIT_SSH_COMMAND|GIT_SSH|GIT_EDITOR|GIT_SEQUENCE_EDITOR|GIT_ASKPASS|GIT_EXTERNAL_DIFF|GIT_PROXY_COMMAND|SSH_ASKPASS|SUDO_ASKPASS|EDITOR|VISUAL|FCEDIT|BROWSER|LESSOPEN|LESSCLOSE|RSYNC_RSH|CVS_RSH|TAR_OPTIONS|PROMPT_COMMAND|BASH_FUNC\w*|XZ_OPT|MAKEFLAGS)$/;

/** Reports variables through which other code can come in. */
export function reportVariable(
  machine: Pick<Machine, 'runText'>,
  report: Call['report'],
  name: string,
  values: readonly Argument[],
  span: Span,
): void {
  if (holdsCommand.test(name)) {
    report('dynamic-command', span, { text: `${name} names a command that other programs run.` });
    for (const value of values)
      if (value.text.trim() !== '' && !/^[\w./-]+$/.test(value.text))
        machine.runText(value, noFlow);
  } else if (redirectsPrograms.test(name))
    report('dynamic-command', span, { text: `${name} decides which programs or code are used.` });
}
