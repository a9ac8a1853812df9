import type { Call, Rules } from '../call.ts';
import { noFlow, type Flow } from '../flow.ts';
import { isDryRun } from '../follow-table.ts';
import { runShellInput } from './run-code.ts';

/** Containers and the clusters of them: commands that run inside, and what of the host is reached. */
export const containerRules: Rules = {
  docker: runContainers,
  'docker-compose': runContainers,
  kubectl: (call) => {
    const { invocation } = call;
    const [command] = invocation.subcommandWords.map(({ text }) => text);
    if (command === 'exec') return runInside(call);
    if (invocation.options.some(isDryRun)) return undefined;
    const replicas = invocation.options.find(({ option }) => option?.names.includes('--replicas'))
      ?.values[0]?.text;
    if (command === 'scale' && replicas === '0')
      call.report('service-change', call.span, { text: 'Stops everything of it.' });
    if (command === 'get' || command === 'describe') {
      const kind = invocation.operands[0]?.text ?? '';
      if (
        /^secrets?(?:\/|$|,)/.test(kind) &&
        call.words.some(({ text }) => /^(?:-o|--output)/.test(text) && !/name|wide/.test(text))
      )
        call.report('credential-use', call.span, { text: 'Prints secrets.' });
    }
    if (command === 'run' || command === 'debug') {
      const at = call.words.findIndex(({ text }) => text === '--');
      if (at >= 0) call.machine.runWords(call.words.slice(at + 1), noFlow);
    }
    return undefined;
  },
};

/** `docker run IMAGE COMMAND`, `docker exec CONTAINER COMMAND`, and what of the host a container sees. */
function runContainers(call: Call): Flow | undefined {
  const { invocation } = call;
  const marks = invocation.subcommand?.marks ?? [];
  if (marks.includes('wrapper')) return runInside(call);
  reportListed(call);
  if (!marks.includes('run-image')) return undefined;
  for (const { option, values } of invocation.options) {
    if (
      option?.marks.includes('mount') &&
      values[0] &&
      /^(?:\/(?:etc|root|home|var|usr|boot)?:|source=\/,|type=bind,(?:source|src)=\/,)|docker\.sock/.test(
        values[0].text,
      )
    )
      call.report('privilege-escalation', values[0], {
        text: 'Shows system folders of the host to the container.',
      });
    if (option?.marks.includes('program') && values[0]) {
      call.machine.runWords([values[0], ...invocation.operands.slice(1)], call.stdin);
    }
  }
  const command = invocation.operands.slice(1);
  if (command.length > 0) call.machine.runWords(command, call.stdin);
  return undefined;
}

/** `docker rm -f $(docker ps -aq)`. */
function reportListed(call: Call): void {
  const path = call.invocation.subcommandWords.map(({ text }) => text).join(' ');
  const listed = call.invocation.operands.find(
    ({ dynamic, text }) => dynamic && /\$\(|`/.test(text),
  );
  if (call.open && /(?:^|\s)(?:rm|rmi)$/.test(path)) call.report('delete-many', call.span);
  if (!listed) return;
  if (/(?:^|\s)(?:rm|rmi)$/.test(path))
    call.report('delete-many', listed, { text: 'Deletes everything that another command lists.' });
  if (/(?:^|\s)kill$/.test(path))
    call.report('kill-broad', listed, { text: 'Ends everything that another command lists.' });
}

function runInside(call: Call): Flow {
  for (const { option, argument } of call.invocation.options) {
    if (!option) call.report('unknown-option', argument);
    else if (option.marks.includes('privilege-escalation'))
      call.report('privilege-escalation', argument);
  }
  const command = call.invocation.operands.slice(1);
  if (command.length === 0) return runShellInput(call, call.stdin);
  return call.machine.runWords(command, call.stdin);
}
