import type { Call, Rules } from '../call.ts';
import { derived, noFlow, type Flow } from '../flow.ts';
import { isDryRun } from '../follow-table.ts';
import { isSecret } from '../paths.ts';

/** Clients of clouds; SQL that they carry is read by the rules of SQL clients. */
export const cloudRules: Rules = { aws: followVerbs, gcloud: followVerbs };

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
  for (const { option, argument } of invocation.options)
    if (option?.marks.includes('cloud-delete')) call.report('cloud-delete', argument);
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
    /^(?:create|put|update|modify|set|add|attach|detach|enable|disable|tag|untag|register|run|submit|send|publish|invoke|copy|cp|mv|rsync|sync|upload|download|import|export|associate|disassociate|restore|apply|deploy|configure|config|login|auth|execute|batch-write|insert|load|mk|init|ssh|scp|connect)(?:-|$)/,
  ],
];

function kindOfAction(words: readonly string[]): Kind {
  // The verb stands last among the words of the action: `ec2 describe-instances`, `compute instances delete`.
  for (const [kind, verb] of kinds) if (words.some((word) => verb.test(word))) return kind;
  return 'unknown';
}
