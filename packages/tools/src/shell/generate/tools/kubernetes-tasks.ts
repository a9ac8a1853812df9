import { pathWord, type Word } from '../quote.ts';
import type { Frame } from '../frame.ts';
import type { Scan } from '../scan.ts';
import { takeName, takeNumber } from './slots.ts';
import { taskFrame, thing } from './task.ts';

const scope = (scan: Scan): Word[] => {
  scan.takeAll(
    '(?:using |with |via )?kubectl|(?:on|in|of) (?:the )?(?:kubernetes|k8s)(?: cluster)?|(?:in|on|of|from) the cluster',
  );
  if (scan.take('(?:in |across |from |of )?(?:all|every|any)(?: the)? namespaces?')) return ['-A'];
  const namespace = takeName(
    scan,
    `(?:(?:in|of|from|to|on) )?(?:the )?namespace (?:called |named )?${thing}`,
    `(?:in|of|from) (?:the )?${thing} namespace`,
  );
  return namespace === null ? [] : ['-n', namespace];
};

const kinds: Readonly<Record<string, string>> = {
  'config map': 'configmap',
  'cron job': 'cronjob',
  'stateful set': 'statefulset',
  'daemon set': 'daemonset',
  'persistent volume claim': 'pvc',
  'service account': 'serviceaccount',
};
const kind =
  '(pods?|deployments?|services?|nodes?|jobs?|cron ?jobs?|config ?maps?|secrets?|stateful ?sets?|daemon ?sets?|ingress(?:es)?|persistent volume claims?|pvcs?|service accounts?|namespaces?|replicasets?)';
const kindOf = (word: string): string => {
  const one = word.toLowerCase().replace(/(?<!s)s$/, '');
  return kinds[one] ?? one.replaceAll(' ', '');
};
const inPod = `(?:the )?(?:running )?pod (?:called |named )?${thing}`;
const container = (scan: Scan): Word[] => {
  const found = takeName(
    scan,
    `(?:,? ?(?:in|of|from) )?(?:the |its )?container (?:called |named )?${thing}`,
  );
  return found === null ? [] : ['-c', found];
};

/** kubectl, beyond logs, scaling and rollouts. */
export const kubernetesTasks: Frame = taskFrame(
  'kubernetes',
  /\b(?:kubernetes|kubectl|k8s|pods?|namespaces?|deployments?|statefulsets?|daemonsets?|config ?maps?|cron ?jobs?|node|nodes)\b/i,
  scope,
  [
    {
      rules: [
        `(?:copy|download|fetch|get)(?: the)?(?: {files}| {folders})? (<P>) (?:from|out of|of) ${inPod}[\\s·]*(?:to|into|as)(?: the)?(?: local)?(?: {files}| {folders})? (<P>)`,
        `(?:copy|download|fetch|get)(?: the)?(?: {files}| {folders})? (<P>) (?:from|out of|of) ${inPod}`,
      ],
      make: (slot, scan) => [
        'kubectl',
        'cp',
        ...container(scan),
        `${slot(2)}:${slot(1)}`,
        slot(3) === '' ? `./${slot(1).split('/').at(-1)!}` : pathWord(slot(3)),
      ],
    },
    {
      rules: [
        `(?:copy|upload|put)(?: the)?(?: local)?(?: {files}| {folders})? (<P>) (?:to|into|in) ${inPod}[\\s·]*(?:at|to|as|under|into|in)(?: the)?(?: path| {folders})? (<P>)`,
        `(?:copy|upload|put)(?: the)?(?: local)?(?: {files}| {folders})? (<P>) (?:to|into)(?: the)?(?: path| {folders})? (<P>) (?:in|of|inside|on) ${inPod}`,
      ],
      make: (slot, scan, taken) => {
        const podFirst = !taken.groups[2]!.startsWith('<P');
        const [pod, path] = podFirst ? [slot(2), slot(3)] : [slot(3), slot(2)];
        return ['kubectl', 'cp', ...container(scan), pathWord(slot(1)), `${pod}:${path}`];
      },
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:full |complete )?(yaml|json)(?: manifest| definition| text)?(?: of| for)(?: the)? ${kind} (?:called |named )?${thing}`,
        `(?:{show} )?(?:the )?${kind} (?:called |named )?${thing} (?:as|in) (yaml|json)`,
      ],
      make: (slot) => {
        const yamlFirst = /^(?:yaml|json)$/i.test(slot(1));
        const [form, what, which] = yamlFirst
          ? [slot(1), slot(2), slot(3)]
          : [slot(3), slot(1), slot(2)];
        return ['kubectl', 'get', kindOf(what), which, '-o', form.toLowerCase()];
      },
    },
    {
      rules: [
        `describe(?: the)? ${kind} (?:called |named )?${thing}`,
        `(?:{show} )?(?:the )?(?:details|description|events|status and events)(?: of| for)(?: the)? ${kind} (?:called |named )?${thing}`,
      ],
      make: (slot) => ['kubectl', 'describe', kindOf(slot(1)), slot(2)],
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:names of (?:the |all )?containers|container names) (?:of|in) ${inPod}`,
        `(?:which|what) containers (?:does|are in|run in|has) ${inPod}(?: have)?`,
      ],
      make: (slot) => [
        'kubectl',
        'get',
        'pod',
        slot(1),
        '-o',
        'jsonpath={.spec.containers[*].name}',
      ],
    },
    {
      rules: [`(?:suspend|pause|disable|stop)(?: the)? cron ?job (?:called |named )?${thing}`],
      make: (slot) => ['kubectl', 'patch', 'cronjob', slot(1), '-p', '{"spec":{"suspend":true}}'],
    },
    {
      rules: [
        `(?:resume|unsuspend|enable|unpause|continue)(?: the)? cron ?job (?:called |named )?${thing}`,
      ],
      make: (slot) => ['kubectl', 'patch', 'cronjob', slot(1), '-p', '{"spec":{"suspend":false}}'],
    },
    {
      rules: [
        `(?:create|start|run|trigger)(?: an?| the| one)*(?: new| manual)?(?: job)? (?:called |named )?${thing} (?:from|of|out of)(?: the)? cron ?job (?:called |named )?${thing}`,
      ],
      make: (slot) => ['kubectl', 'create', 'job', slot(1), `--from=cronjob/${slot(2)}`],
    },
    {
      rules: [
        `(?:trigger|run|start)(?: the)? cron ?job (?:called |named )?${thing} (?:now|immediately|manually|once)(?: as(?: (?:the )?job)? ${thing})?`,
      ],
      make: (slot) => [
        'kubectl',
        'create',
        'job',
        slot(2) || `${slot(1)}-manual`,
        `--from=cronjob/${slot(1)}`,
      ],
    },
    {
      rules: [
        `(?:{show} )?(?:all |the )*pods[\\s·]*(?:that |which )?(?:are )?(?:run(?:ning)?|scheduled|placed)?(?: on|on)(?: the)? node (?:called |named )?${thing}`,
      ],
      make: (slot) => [
        'kubectl',
        'get',
        'pods',
        '-o',
        'wide',
        '--field-selector',
        `spec.nodeName=${slot(1)}`,
      ],
    },
    {
      rules: [
        `(?:delete|remove|kill) ${inPod}[\\s·]*(?:,? ?(?:and )?)?(?:without (?:waiting(?: for [a-z ]+?(?:stop|termination|shutdown|period))?|(?:a )?grace period)|immediately|by force|forcibly|with(?:out)? (?:no )?grace(?: period)?(?: of (?:zero|0))?)`,
      ],
      make: (slot) => ['kubectl', 'delete', 'pod', slot(1), '--grace-period=0', '--force'],
      look: (slot) => ['kubectl', 'get', 'pod', slot(1)],
    },
    {
      rules: [
        '(?:{show} )?(?:the )?(?:resource|cpu|memory|cpu and memory|cpu/memory)(?: and (?:cpu|memory))? (?:usage|use|consumption)(?: \\((?:cpu|memory)(?: and (?:cpu|memory))?\\))?(?: of| by| for)?(?: all| the)*(?: (pods?|nodes?))?',
      ],
      make: (slot, scan) => {
        const sorted = scan.take('(?:,? ?)?(?:{sorted}) by (cpu|memory)(?: usage| use)?');
        scan.take('{descending}');
        scan.take('(?:and )?(?:cpu|memory)');
        return [
          'kubectl',
          'top',
          /node/i.test(slot(1)) ? 'nodes' : 'pods',
          ...(sorted ? [`--sort-by=${sorted.groups[1]!.toLowerCase()}`] : []),
        ];
      },
    },
    {
      rules: [
        `(cordon|uncordon|drain)(?: the)? node (?:called |named )?${thing}`,
        `(mark)(?: the)? node (?:called |named )?${thing} (?:as )?unschedulable`,
      ],
      make: (slot, scan) => {
        const verb = slot(1) === 'mark' ? 'cordon' : slot(1).toLowerCase();
        const sets = scan.take(
          '(?:,? ?)?(?:ignoring|except(?: for)?|leaving) (?:the )?daemon ?sets?',
        );
        return [
          'kubectl',
          verb,
          slot(2),
          ...(verb === 'drain' && sets ? ['--ignore-daemonsets'] : []),
        ];
      },
    },
    {
      rules: [
        `(?:wait|block) (?:until|for|till)(?: the)? (job|deployment|pod) (?:called |named )?${thing}(?: (?:is|has|to be|to))? (complete|completed|finished|available|ready|done)`,
      ],
      make: (slot, scan) => {
        const limit = takeNumber(scan, '(?:for )?(?:at most|up to|with a timeout of) <A>');
        const state = /avail/i.test(slot(3))
          ? 'available'
          : /ready/i.test(slot(3))
            ? 'ready'
            : 'complete';
        return [
          'kubectl',
          'wait',
          `--for=condition=${state}`,
          `${slot(1).toLowerCase()}/${slot(2)}`,
          ...(limit ? [`--timeout=${limit}s`] : []),
        ];
      },
    },
    {
      rules: [
        `(?:set|change|update)(?: the)? image (?:of|in)(?: the)?(?: container ${thing} (?:of|in)(?: the)?)? deployment (?:called |named )?${thing} to (<[IQPU]\\d+>|[\\w./:-]+)`,
      ],
      make: (slot) => [
        'kubectl',
        'set',
        'image',
        `deployment/${slot(2)}`,
        `${slot(1) || slot(2)}=${slot(3)}`,
      ],
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:status|progress) of (?:the )?rollout of (?:the )?deployment ${thing}`,
        `(?:{show} )?(?:the )?rollout (?:status|progress)(?: of| for)(?: the)? deployment ${thing}`,
      ],
      make: (slot) => ['kubectl', 'rollout', 'status', `deployment/${slot(1)}`],
    },
    {
      rules: [
        `(?:{show} )?(?:the )?(?:rollout )?history of (?:the )?(?:rollouts? of (?:the )?)?deployment ${thing}`,
      ],
      make: (slot) => ['kubectl', 'rollout', 'history', `deployment/${slot(1)}`],
    },
    {
      rules: [
        `(?:decode|{show})(?: the)?(?: decoded)?(?: value of)?(?: the)? key ${thing} (?:of|in|from)(?: the)? secret ${thing}(?: (?:decoded|in plain text))?`,
      ],
      make: (slot, scan) => {
        const space = scope(scan);
        return `kubectl get secret ${slot(2)}${space.length > 0 ? ` ${space.map(String).join(' ')}` : ''} -o jsonpath='{.data.${slot(1)}}' | base64 -d`;
      },
    },
    {
      rules: [
        `(?:switch|change)(?: the)?(?: current)? context to ${thing}`,
        `use (?:the )?context ${thing}`,
      ],
      make: (slot) => ['kubectl', 'config', 'use-context', slot(1)],
    },
  ],
  ['pods?|the cluster|cpu|memory'],
);
