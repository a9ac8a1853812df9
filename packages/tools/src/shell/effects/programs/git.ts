import type { Argument } from '../../syntax/argument.ts';
import type { Call, Rules } from '../call.ts';
import { noFlow, type Flow } from '../flow.ts';
import { followTable } from '../follow-table.ts';

/** Settings whose value git runs as a command. */
const runsValue =
  /^(?:core\.(?:pager|editor|sshcommand|askpass|fsmonitor|gitproxy|hookspath)|pager\.|sequence\.editor|diff\.external|diff\..*\.(?:command|textconv)|merge\..*\.driver|mergetool\..*\.cmd|difftool\..*\.cmd|credential(?:\..*)?\.helper|gpg(?:\..*)?\.program|filter\..*\.(?:clean|smudge|process)|alias\.|remote\..*\.(?:receivepack|uploadpack|proxy)|uploadpack\.packobjectshook|interactive\.difffilter|web\.browser|browser\..*\.cmd|sendemail\.)/i;

export const gitRules: Rules = {
  git: (call) => {
    if (!call.tool) return undefined;
    const { invocation, machine } = call;
    for (const { option, values } of invocation.options)
      if (option?.marks.includes('git-config') && values[0]) runSetting(call, values[0]);
    for (const word of invocation.operands)
      if (/^(?:ext|fd)::/.test(word.text)) {
        call.report('dynamic-command', word);
        machine.runText(
          { ...word, text: word.text.replace(/^\w+::/, ''), verbatim: undefined },
          noFlow,
        );
      }
    const [command, second] = invocation.subcommandWords.map(({ text }) => text);
    const given = (name: string): boolean =>
      invocation.options.some(
        ({ option, name: written }) => written === name || (option?.names.includes(name) ?? false),
      );
    const isDry = invocation.options.some(({ option }) => option?.marks.includes('dry-run'));
    const [first, ...more] = invocation.operands;
    const unknown = invocation.unknownSubcommand;
    if (unknown && machine.scope.aliases.has(`git ${unknown.text}`))
      return machine.runText(
        {
          ...unknown,
          text: machine.scope.aliases.get(`git ${unknown.text}`)!,
          verbatim: undefined,
        },
        noFlow,
      );
    if (command === 'config' && first && more[0] && runsValue.test(first.text))
      runSetting(call, { ...more[0], text: `${first.text}=${more[0].text}` });
    if (isDry) return followTable(call, call.tool);
    switch (command) {
      case 'checkout':
        if (discards(invocation.operands, invocation.separators.length > 0, call.words))
          discard(call);
        break;
      case 'push': {
        const [, ...refs] = invocation.operands;
        const forced = refs.find(({ text }) => text.startsWith('+'));
        if (forced) call.report('history-rewrite', forced);
        const deleted = refs.find(({ text }) => /^:./.test(text));
        if (deleted || given('-d'))
          call.report('history-rewrite', deleted ?? call.span, {
            text: 'Deletes a branch or a tag of the remote.',
          });
        break;
      }
      case 'restore':
        if (given('-S') && !given('-W')) {
          call.report('config-change', call.span);
          return noFlow;
        }
        discard(call);
        return noFlow;
      case 'stash':
        if (second === 'drop' || second === 'clear') discard(call);
        break;
      case 'rebase':
        if (!given('--abort'))
          call.report('history-rewrite', call.span, {
            level: 'caution',
            text: 'Rewrites own commits.',
          });
        call.report('config-change', call.span);
        break;
      case 'commit':
        if (given('--amend'))
          call.report('history-rewrite', call.span, {
            level: 'caution',
            text: 'Replaces the last commit.',
          });
        break;
      case 'branch':
      case 'tag':
        if (invocation.operands.length === 0 && !given('-d') && !given('-D') && !given('-m')) {
          for (const { option, argument } of invocation.options)
            if (!option) call.report('unknown-option', argument);
          call.report('read-only', call.span);
          return noFlow;
        }
        if (given('-D') || (given('-d') && given('-f')))
          call.report('history-rewrite', call.span, {
            text: 'Deletes a branch also if its work is nowhere else.',
          });
        break;
      case 'stage':
      case 'config':
        if (
          command === 'config' &&
          invocation.operands.length === 1 &&
          !invocation.options.some(({ name }) => /unset|add|replace|remove|edit|-e/.test(name))
        ) {
          call.report('read-only', call.span);
          return noFlow;
        }
        break;
      case 'remote':
        if (invocation.operands.length === 0) {
          call.report('read-only', call.span);
          return noFlow;
        }
        break;
      case 'worktree':
      case 'submodule':
      case 'update-ref':
        if (/^(?:remove|deinit|prune)$/.test(first?.text ?? ''))
          call.report('delete-recursive', call.span);
        if (second === 'foreach' || first?.text === 'foreach')
          runRest(
            call,
            invocation.operands.filter(({ text }) => text !== 'foreach'),
          );
        break;
      case 'lfs':
        if (first?.text === 'prune') call.report('delete-many', call.span);
        break;
      case 'gc':
        if (
          given('--prune') &&
          call.words.some(({ text }) => text === '--prune=now' || text === '--prune=all')
        )
          call.report('history-rewrite', call.span);
        break;
    }
    for (const { option, argument } of invocation.options)
      if (option?.marks.includes('discard-work'))
        call.report('history-rewrite', argument, {
          text: 'Throws away changes that are nowhere else.',
        });
    return followTable(call, call.tool);
  },
};

function discard(call: Call): void {
  call.report('history-rewrite', call.span, { text: 'Throws away changes that are nowhere else.' });
  call.report('delete-many', call.span, { text: 'Throws away changes that are nowhere else.' });
}

/** `git checkout -- FILE`, `git checkout .`, `git checkout HEAD FILE`. */
function discards(
  operands: readonly Argument[],
  separated: boolean,
  words: readonly Argument[],
): boolean {
  if (words.some(({ text }) => /^-[bB]$|^--orphan$/.test(text))) return false;
  if (separated) return operands.length > 0;
  return operands.some(
    ({ text }, index) => text === '.' || text.startsWith('./') || (index > 0 && /[./]/.test(text)),
  );
}

function runSetting(call: Call, setting: Argument): void {
  const equals = setting.text.indexOf('=');
  if (equals < 0) return;
  const name = setting.text.slice(0, equals);
  const value = setting.text.slice(equals + 1);
  if (!runsValue.test(name) || value === '') return;
  if (/^alias\./i.test(name)) {
    const text = value.startsWith('!') ? value.slice(1) : `git ${value}`;
    call.machine.scope.aliases.set(`git ${name.slice(6)}`, text);
    if (value.startsWith('!'))
      call.machine.runText({ ...setting, text, verbatim: undefined }, noFlow);
    return;
  }
  const command = value.replace(/^!/, '');
  if (
    /^(?:less|more|cat|vi|vim|nano|true|store|cache|osxkeychain|manager|delta|bat)\b[\w =-]*$/.test(
      command,
    )
  )
    return;
  call.report('dynamic-command', setting, { text: `${name} names a command that git runs.` });
  call.machine.runText({ ...setting, text: command, verbatim: undefined }, noFlow);
}

function runRest(call: Call, words: readonly Argument[]): Flow {
  const [first, ...rest] = words;
  if (!first) return noFlow;
  return rest.length === 0
    ? call.machine.runText(first, noFlow)
    : call.machine.runWords(words, noFlow);
}
