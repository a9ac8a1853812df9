import type { Argument } from '../../syntax/argument.ts';
import type { Call, Rules } from '../call.ts';
import { derived, flowOf, noFlow, type Flow } from '../flow.ts';
import { isDryRun } from '../follow-table.ts';
import { isHarmless, isSecret, tidy } from '../paths.ts';

/** Programs that send or fetch. What they send may be a secret; what they fetch may be run. */
export const networkRules: Rules = {
  curl: runCurl,
  wget: runCurl,
  nc: (call) => {
    const texts = call.words.map(({ text }) => text);
    const runs = texts.some((text) =>
      /^-\w*[ec]$|^--(?:sh-)?exec|^EXEC:|^SYSTEM:|^exec:|^system:/.test(text),
    );
    if (texts.some((text) => /^-\w*z/.test(text))) {
      call.report('read-only', call.span);
      return flowOf('unknown');
    }
    if (runs)
      call.report('remote-code-execution', call.span, {
        text: 'Gives another host a program on this one.',
      });
    for (const { text, span } of call.words) {
      const command = /^(?:EXEC|SYSTEM):(.+)$/i.exec(text)?.[1];
      if (command)
        call.machine.runText(
          { ...call.program, text: command.replace(/,.*$/, ''), span, verbatim: undefined },
          noFlow,
        );
    }
    reportSecret(call, call.stdin.paths);
    call.report('network-send', call.span);
    return flowOf('download');
  },
  scp: sending,
  rsync: (call) => {
    const flow = sending(call);
    const lists = call.words.some(({ text }) => text === '--list-only');
    if (!call.invocation.options.some(isDryRun) && !lists) {
      const remote = call.invocation.operands.some(({ text }) => /^[^/]*:|^rsync:/.test(text));
      if (!remote) call.report('create-file', call.span);
    }
    return flow;
  },
  mail: sending,
  gsutil: sending,
};

function sending(call: Call): Flow | undefined {
  if (call.invocation.options.some(isDryRun)) return undefined;
  reportSecret(call, [
    ...call.stdin.paths,
    ...call.invocation.operands.slice(0, -1).map(({ text }) => text),
  ]);
  for (const { option, values } of call.invocation.options)
    if (option?.marks.includes('ssh-option') && values[0]) {
      const command = /^(?:ProxyCommand|LocalCommand)[= ](?!none)(.+)$/is.exec(values[0].text)?.[1];
      if (command)
        call.machine.runText({ ...values[0], text: command, verbatim: undefined }, noFlow);
    }
  return undefined;
}

function reportSecret(call: Call, paths: readonly string[]): void {
  if (paths.some(isSecret))
    call.report('credential-exposure', call.span, {
      text: 'Sends what by its name is a secret to another host.',
    });
}

function runCurl(call: Call): Flow {
  const { options, operands } = call.invocation;
  const marked = (mark: string): Argument[] =>
    options.flatMap(({ option, values }) =>
      option?.marks.includes(mark) ? values.slice(0, 1) : [],
    );
  if (options.some(({ option }) => option?.marks.includes('help'))) {
    call.report('help-or-version', call.span);
    return noFlow;
  }
  for (const { option, argument } of options) {
    if (!option && !argument.dynamic) call.report('unknown-option', argument);
    if (option?.marks.includes('dynamic-command')) call.report('dynamic-command', argument);
  }
  const isCurl = call.name === 'curl';
  const given = (names: RegExp): boolean =>
    options.some(({ option }) => option?.names.some((name) => names.test(name)) ?? false);
  const method = marked('http-method')[0]?.text.toUpperCase();
  const bodies = marked('http-body');
  if (method === 'DELETE') {
    const urls = operands.map(({ text }) => text).join(' ');
    call.report('cluster-delete', call.span, {
      text: 'Asks a server to delete something.',
      level:
        /[*]|_all\b|^\S*:\/\/[^/]+\/?$/.test(urls) || operands.length > 0
          ? 'destructive'
          : 'caution',
    });
  } else if (
    (method && !/^(?:GET|HEAD|OPTIONS)$/.test(method)) ||
    (bodies.length > 0 && !given(/^--get$/))
  )
    call.report('network-send', call.span);
  if (
    bodies.some(({ text }) => /\b_delete_by_query\b/.test(text)) ||
    operands.some(({ text }) => /_delete_by_query\b/.test(text))
  )
    call.report('database-destroy', call.span);
  const files = bodies.flatMap(({ text }) =>
    text.endsWith('@-')
      ? call.stdin.paths
      : /@|^[./~]/.test(text)
        ? [text.replace(/^.*@/, '')]
        : [],
  );
  const uploads = options.some(
    ({ option, values }) =>
      option?.names.includes('-T') === true && (values[0]?.text === '-' || values[0]?.text === '.'),
  );
  reportSecret(call, uploads ? [...files, ...call.stdin.paths] : files);
  for (const word of [...bodies, ...marked('header'), ...operands])
    if (word.dynamic) {
      const inside = call.machine.substituted(word);
      if (inside && inside.paths.length > 0) reportSecret(call, inside.paths);
    }
  if (
    marked('login').some(
      ({ text, dynamic }) => !dynamic && text.includes(':') && !text.endsWith(':'),
    )
  )
    call.report('credential-use', call.span, {
      text: 'The password stands on the command line, where other users can see it.',
    });
  return isCurl
    ? curlOutput(call, given, marked('writes'))
    : wgetOutput(call, given, marked('http-output')[0]);
}

function curlOutput(
  call: Call,
  given: (names: RegExp) => boolean,
  outputs: readonly Argument[],
): Flow {
  const files = outputs.filter(({ text }) => !isHarmless(text));
  for (const file of files) {
    call.report('overwrite-file', file);
    call.report('network-download', call.span);
    call.machine.writes(file, { truncates: true });
    call.machine.contents.set(tidy(file.text), flowOf('download'));
  }
  if (given(/^--remote-name$/)) {
    keepDownloads(call);
    call.report('network-download', call.span);
    call.report('create-file', call.span);
    return noFlow;
  }
  call.report('read-only', call.span);
  return outputs.length > 0 && !outputs.some(({ text }) => text === '-' || text === '/dev/stdout')
    ? noFlow
    : flowOf('download');
}

function wgetOutput(
  call: Call,
  given: (names: RegExp) => boolean,
  output: Argument | undefined,
): Flow {
  const prints =
    output?.text === '-' ||
    output?.text === '/dev/stdout' ||
    call.words.some(({ text }) => /^-\w*O-$/.test(text));
  if (given(/^--spider$/) || output?.text === '/dev/null') {
    call.report('read-only', call.span);
    return noFlow;
  }
  if (prints) {
    call.report('read-only', call.span);
    return flowOf('download');
  }
  if (output) {
    call.report('overwrite-file', output);
    call.machine.writes(output, { truncates: true });
    call.machine.contents.set(tidy(output.text), flowOf('download'));
  } else keepDownloads(call);
  call.report('network-download', call.span);
  call.report('create-file', call.span);
  return derived(noFlow, []);
}

/** Files named as at the server. */
function keepDownloads(call: Call): void {
  for (const { text } of call.invocation.operands) {
    const name = text
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1);
    if (name) call.machine.contents.set(tidy(name), flowOf('download'));
  }
}
