import type { Call, Rules } from '../call.ts';
import { noFlow, type Flow } from '../flow.ts';
import { isDryRun } from '../follow-table.ts';
import { given } from './files.ts';

/** Hadoop, Kafka, Spark, dbt and their neighbours: what depends on more than the words of the table. */
export const clusterRules: Rules = {
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
