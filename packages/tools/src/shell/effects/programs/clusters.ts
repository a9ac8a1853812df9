import type { Call, Rules } from '../call.ts';
import { derived, noFlow, type Flow } from '../flow.ts';
import { isDryRun } from '../follow-table.ts';
import { isSecret } from '../paths.ts';
import { sqlRules } from '../sql/sql-clients.ts';
import { given } from './files.ts';
import { runShellInput } from './run-code.ts';

/** Containers, clusters, clouds and schedulers: what depends on more than the words of the table. */
export const clusterRules: Rules = {
  docker: runContainers,
  'docker-compose': runContainers,
  kubectl: (call) => {
    const { invocation } = call;
    const [command] = invocation.subcommandWords.map(({ text }) => text);
    if (command === 'exec') return runInside(call);
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
  hdfs: (call) => {
    const { invocation } = call;
    const path = invocation.subcommand?.path.at(-1) ?? '';
    const dash = call.invocation.options.map(({ name }) => name);
    if (/^-rmr?$/.test(path)) {
      const recursive = path === '-rmr' || dash.some((name) => /^-[rR]$/.test(name));
      if (recursive) {
        call.report('delete-recursive', call.span);
        call.report('cluster-delete', call.span);
      } else if (dash.includes('-skipTrash'))
        call.report('cluster-delete', call.span, {
          text: 'Deletes for good, without the trash folder.',
        });
      if (invocation.operands.some(({ glob, text }) => glob || /[*?[{]/.test(text)))
        call.report('delete-many', call.span);
      if (call.open) call.report('delete-many', call.span);
    }
    if (/^-(?:chmod|chown|setfacl)$/.test(path) && dash.includes('-R')) {
      const [mode = '', ...paths] = invocation.operands.map(({ text }) => text);
      if (
        /^0?[0-7]?[0-7]?[0-7][2367]$|a\+\w*w|o\+\w*w/.test(mode) ||
        paths.some((target) => /^\/(?:user|tmp|warehouse|apps|data)?\/?$/.test(target))
      )
        call.report('permission-broad', call.span);
    }
    return undefined;
  },
  yarn: yarnOrPackages,
  'kafka-consumer-groups': (call) => {
    if (call.invocation.options.some(isDryRun)) return undefined;
    if (given(call, '--reset-offsets') && !given(call, '--execute')) {
      call.report('dry-run', call.span);
      return noFlow;
    }
    return undefined;
  },
  terraform: (call) => {
    const { invocation } = call;
    const command = invocation.subcommandWords.map(({ text }) => text).join(' ');
    if (command === 'plan') {
      call.report('dry-run', call.span);
      return noFlow;
    }
    if (command === 'apply' && given(call, '-auto-approve'))
      call.report('config-change', call.span, {
        text: 'Makes changes in the cloud without asking.',
      });
    return undefined;
  },
  aws: (call) => sqlRules['aws']!(call) ?? followVerbs(call),
  gcloud: followVerbs,
  'redis-cli': (call) => {
    const words = call.invocation.operands.map(({ text }) => text.toUpperCase());
    const commands =
      words.length > 0
        ? [words]
        : (call.stdin.text ?? '').split('\n').map((line) => line.trim().toUpperCase().split(/\s+/));
    for (const { option, argument } of call.invocation.options) {
      if (!option) call.report('unknown-option', argument);
      else
        for (const mark of [
          'credential-use',
          'dynamic-command',
          'database-write',
          'create-file',
        ] as const)
          if (option.marks.includes(mark)) call.report(mark, argument);
    }
    let told = call.invocation.options.some(({ option }) => option?.marks.includes('read-only'));
    for (const [command = '', second = ''] of commands) {
      if (command === '') continue;
      told = true;
      if (
        /^(?:FLUSHALL|FLUSHDB|SWAPDB)$/.test(command) ||
        (command === 'SCRIPT' && second === 'FLUSH') ||
        (command === 'CLUSTER' && second === 'RESET')
      )
        call.report('database-destroy', call.span);
      else if (command === 'SHUTDOWN') call.report('system-shutdown', call.span);
      else if (/^(?:DEL|UNLINK|XTRIM|LTRIM)$/.test(command))
        call.report(call.open ? 'database-destroy' : 'database-write', call.span);
      else if (
        /^(?:GET|MGET|KEYS|SCAN|TTL|PTTL|TYPE|EXISTS|INFO|PING|DBSIZE|LLEN|LRANGE|HGET|HGETALL|HKEYS|HLEN|HMGET|HSCAN|SMEMBERS|SCARD|SISMEMBER|SSCAN|ZRANGE|ZCARD|ZSCORE|ZSCAN|ZCOUNT|ZRANGEBYSCORE|STRLEN|OBJECT|MEMORY|SLOWLOG|TIME|LASTSAVE|ROLE|COMMAND|ECHO|XLEN|XRANGE|XINFO|XREAD|PUBSUB|MONITOR|GETRANGE|BITCOUNT|RANDOMKEY|HELP|SELECT|SUBSCRIBE)$/.test(
          command,
        ) ||
        (command === 'CONFIG' && second === 'GET') ||
        (command === 'CLIENT' && /^(?:LIST|INFO|GETNAME|ID)$/.test(second)) ||
        (command === 'CLUSTER' && /^(?:INFO|NODES|SLOTS|SHARDS|MYID)$/.test(second))
      )
        call.report('read-only', call.span);
      else call.report('database-write', call.span);
    }
    if (told) call.report('read-only', call.span);
    else call.report(call.stdin.origin === 'none' ? 'interactive' : 'database-write', call.span);
    return derived(call.stdin, []);
  },
  npx: (call) => {
    call.report('job-submit', call.span, { text: 'Fetches a package and runs it.' });
    call.report('network-download', call.span);
    const [first] = call.invocation.operands;
    if (first && /^(?:rimraf|del-cli|trash-cli)(?:@|$)/.test(first.text))
      call.report('delete-recursive', call.span);
    return noFlow;
  },
  'spark-submit': (call) => {
    if (!call.tool) return undefined;
    const status = given(call, '--status');
    if (given(call, '--kill') || status)
      call.report(status && !given(call, '--kill') ? 'read-only' : 'kill-forced', call.span);
    if (status) return noFlow;
    const own = call.invocation.operands
      .slice(1)
      .find(({ text }) => /^--(?:overwrite|truncate|drop|delete|purge|full-refresh)\b/.test(text));
    if (own)
      call.report('job-submit', own, { text: 'The application is told to replace or delete.' });
    return undefined;
  },
  dbt: (call) => {
    const [command] = call.invocation.subcommandWords;
    const macro = call.invocation.operands[0];
    if (
      command?.text === 'run-operation' &&
      macro &&
      /drop|delete|truncate|purge|remove|wipe/i.test(macro.text)
    )
      call.report('database-destroy', macro);
    return undefined;
  },
  conda: (call) => {
    const command = call.invocation.subcommandWords.map(({ text }) => text).join(' ');
    if (
      /^(?:env remove|remove)$/.test(command) &&
      (command === 'env remove' || given(call, '--all'))
    )
      call.report('delete-recursive', call.span);
    return undefined;
  },
};

function yarnOrPackages(call: Call): Flow | undefined {
  // The package manager of the same name.
  const [first] = call.words;
  if (
    first &&
    /^(?:add|install|build|test|run|dev|start|remove|upgrade|init|dlx|workspace|workspaces|lint)$/.test(
      first.text,
    )
  ) {
    call.report(
      /^(?:add|install|remove|upgrade|init)$/.test(first.text) ? 'package-change' : 'job-submit',
      call.span,
    );
    return noFlow;
  }
  return undefined;
}

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

/** Services have too many actions for a table: what an action does is told by its verb. */
function followVerbs(call: Call): Flow | undefined {
  const { invocation, tool } = call;
  if (!tool) return undefined;
  if (invocation.subcommand && invocation.subcommand.marks.length > 0) {
    const copies = invocation.subcommandWords.some(
      ({ text }) => text === 'cp' || text === 'mv' || text === 'sync',
    );
    if (copies && !invocation.options.some(isDryRun)) {
      if (invocation.operands.slice(0, -1).some(({ text }) => isSecret(text)))
        call.report('credential-exposure', call.span);
      const acl = invocation.options.find(({ name }) => name === '--acl')?.values[0];
      if (acl && acl.text.startsWith('public')) call.report('permission-broad', acl);
      const to = invocation.operands.at(-1)?.text ?? '';
      if (/^(?:-|\/dev\/stdout)$/.test(to)) {
        call.report('read-only', call.span);
        return { ...derived(noFlow, []), origin: 'download' };
      }
    }
    return undefined;
  }
  const isTrial =
    call.words.some(({ text }) => text === '--dry-run') &&
    call.words.some(({ text }) => text === 'ec2');
  if (isTrial) {
    call.report('dry-run', call.span);
    return noFlow;
  }
  if (
    invocation.options.some(isDryRun) ||
    invocation.options.some(({ option }) => option?.marks.includes('help'))
  )
    return undefined;
  const words = call.words.filter(({ text }) => /^[a-z][a-z0-9-]*$/.test(text)).slice(0, 6);
  if (invocation.operands.some(({ text }) => text === 'help')) {
    call.report('help-or-version', call.span);
    return noFlow;
  }
  const action = words.map(({ text }) => text);
  for (const { option, values } of invocation.options)
    if (option?.marks.includes('shell') && values[0]) call.machine.runText(values[0], noFlow);
  const command = invocation.options.find(({ name }) => name === '--command')?.values[0];
  if (command) call.machine.runText(command, noFlow);
  const kind = kindOfAction(action);
  if (kind === 'delete') call.report('cloud-delete', call.span);
  else if (kind === 'stop') call.report('service-change', call.span);
  else if (kind === 'secret') call.report('credential-use', call.span);
  else if (kind === 'access')
    call.report(
      /public|0\.0\.0\.0\/0|"\*"|allUsers/.test(call.words.map(({ text }) => text).join(' '))
        ? 'permission-broad'
        : 'permission-change',
      call.span,
    );
  else if (kind === 'read') call.report('read-only', call.span);
  else if (kind === 'change') call.report('config-change', call.span);
  else
    call.report('unknown-option', call.span, {
      text: `The table does not tell what ${[call.name, ...action.slice(0, 3)].join(' ')} does.`,
    });
  return noFlow;
}

type Kind = 'delete' | 'stop' | 'secret' | 'access' | 'read' | 'change' | 'unknown';

const kinds: readonly (readonly [Kind, RegExp])[] = [
  [
    'delete',
    /^(?:delete|remove|terminate|destroy|purge|deregister|batch-delete|schedule-key-deletion|rm|drop|empty|reset|wipe|abort|disable-key)(?:-|$)|-delete$/,
  ],
  [
    'secret',
    /^(?:get-secret-value|get-parameter|get-parameters|get-login-password|get-session-token|print-access-token|create-access-key|assume-role|get-credentials|get-password-data|list-keys)(?:-|$)/,
  ],
  [
    'access',
    /^(?:put-bucket-policy|put-bucket-acl|put-object-acl|authorize|revoke|attach-.*-policy|detach-.*-policy|put-.*-policy|add-permission|add-iam-policy-binding|remove-iam-policy-binding|set-iam-policy|delete-public-access-block|modify-image-attribute)(?:-|$)/,
  ],
  [
    'stop',
    /^(?:stop|reboot|cancel|restart|start|kill|suspend|resume|scale|resize|failover)(?:-|$)/,
  ],
  [
    'read',
    /^(?:list|describe|get|head|show|ls|view|lookup|search|scan|query|filter|tail|read|check|test|validate|estimate|simulate|preview|batch-get|info|version|cat|stat|wait|export-info|logs|status|configurations|regions|zones)(?:-|$)/,
  ],
  [
    'change',
    /^(?:create|put|update|modify|set|add|attach|detach|enable|disable|tag|untag|register|run|submit|send|publish|invoke|copy|cp|mv|upload|download|import|export|associate|disassociate|restore|apply|deploy|configure|config|login|auth|execute|batch-write|insert|load|mk|init|ssh|scp|connect)(?:-|$)/,
  ],
];

function kindOfAction(words: readonly string[]): Kind {
  // The verb stands last among the words of the action: `ec2 describe-instances`, `compute instances delete`.
  for (const [kind, verb] of kinds) if (words.some((word) => verb.test(word))) return kind;
  return 'unknown';
}
