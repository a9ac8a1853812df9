import type { Facts, MilestoneRule } from '../milestone.ts';

const executor = '(?<application>app-\\d{14}-\\d+)\\/(?<executor>\\d+)';
const container = '(?<container>container_(?:e\\d+_)?\\d+_\\d+_\\d+_\\d+)';
const nonZero = ({ code }: Facts): boolean => code !== undefined && code !== '0';

/** Master and worker of a standalone cluster (`Master.scala`, `Worker.scala`). */
export const standaloneMilestones: readonly MilestoneRule[] = [
  {
    kind: 'application-registered',
    tool: 'spark-master',
    match: /Registered app [^\n]{1,100}? with ID (?<application>app-\d{14}-\d+)/,
    what: ({ application }) => `the master registers ${application}`,
  },
  {
    kind: 'executor-launching',
    tool: 'spark-master',
    match: new RegExp(`Launching executor ${executor} on worker (?<worker>[\\w.-]+)`),
    routine: true,
    what: (facts) => `executor ${facts['executor']} is ordered from ${facts['worker']}`,
  },
  {
    kind: 'executor-removed',
    tool: 'spark-master',
    match: new RegExp(`Removing executor ${executor} because it is (?<state>\\w+)`),
    bad: ({ state }) => state === 'EXITED' || state === 'FAILED' || state === 'LOST',
    what: (facts) => `executor ${facts['executor']} is removed: ${facts['state']}`,
  },
  {
    kind: 'application-unregistered',
    tool: 'spark-master',
    match: /Received unregister request from application (?<application>app-\d{14}-\d+)/,
    what: () => 'the application leaves the cluster',
  },
  {
    kind: 'executor-launched',
    tool: 'spark-worker',
    match: new RegExp(`Asked to launch executor ${executor}`),
    routine: true,
    what: (facts) => `the worker launches executor ${facts['executor']}`,
  },
  {
    kind: 'executor-exited',
    tool: 'spark-worker',
    match: new RegExp(
      `Executor ${executor} finished with state (?<state>\\w+)(?: message [^\\n]{0,200}?)?(?: exitStatus (?<code>-?\\d+)|$)`,
      'm',
    ),
    bad: (facts) => facts['state'] === 'FAILED' || (facts['state'] === 'EXITED' && nonZero(facts)),
    what: (facts) =>
      `executor ${facts['executor']} ends: ${facts['state']}${facts['code'] === undefined ? '' : `, exit code ${facts['code']}`}`,
  },
];

/** ResourceManager, NodeManager, and the allocator in Spark's application master. */
export const yarnMilestones: readonly MilestoneRule[] = [
  {
    kind: 'container-launching',
    tool: 'spark-driver',
    match: new RegExp(
      `Launching container ${container} on host (?<host>[\\w.-]+) for executor with ID (?<executor>\\d+)`,
    ),
    routine: true,
    what: (facts) => `executor ${facts['executor']} is ordered as ${facts['container']}`,
  },
  {
    kind: 'container-completed',
    tool: 'spark-driver',
    match: new RegExp(
      `(?:Completed container ${container} [^\\n]{0,120}?exit status: (?<code>-?\\d+))`,
    ),
    bad: nonZero,
    what: (facts) =>
      `the driver hears that ${facts['container']} ended with exit code ${facts['code']}`,
  },
  {
    kind: 'container-started',
    tool: 'yarn',
    match: new RegExp(`Container ${container} transitioned from \\w+ to RUNNING`),
    routine: true,
    what: (facts) => `${facts['container']} runs`,
  },
  {
    kind: 'container-killed',
    tool: 'yarn',
    match: new RegExp(
      `containerID=${container}\\] is running (?:\\S+ )?beyond (?:the )?'?(?<limit>physical|virtual)'? memory limits?\\. (?<reason>Current usage: [^;\\n]{1,100}?memory used)`,
      'i',
    ),
    bad: true,
    what: (facts) => `${facts['container']} is killed for its memory`,
  },
  {
    kind: 'container-ended',
    tool: 'yarn',
    match: new RegExp(`Exit code from container ${container} is ?: (?<code>-?\\d+)`),
    bad: nonZero,
    what: (facts) => `${facts['container']} ends with exit code ${facts['code']}`,
  },
  {
    kind: 'application-ended',
    tool: 'yarn',
    match:
      /(?<application>application_\d+_\d+) State change from \w+ to (?<state>FAILED|KILLED|FINISHED)/,
    bad: ({ state }) => state !== 'FINISHED',
    what: ({ application, state }) => `${application} ends: ${state}`,
  },
  {
    kind: 'application-attempt-failed',
    tool: 'yarn',
    match: /(?<attempt>appattempt_\d+_\d+_\d+) State change from \w+ to FAILED/,
    bad: true,
    what: ({ attempt }) => `${attempt} fails`,
  },
];

/** The kernel and the kubelet, Spark's and Airflow's watchers of pods. */
export const kubernetesMilestones: readonly MilestoneRule[] = [
  {
    kind: 'container-killed',
    tool: 'kubernetes',
    match: /Memory cgroup out of memory: Killed process \d+ \((?<reason>[^)\n]{1,40})\)/,
    bad: true,
    what: () => 'the kernel kills a process: its container is out of memory',
  },
  {
    kind: 'container-killed',
    tool: 'kubernetes',
    match:
      // From the start of the line, so that a long line is walked once.
      /^(?=[^\n]{0,400}?\b(?:[Pp]od|pod_name|involvedObject\.name)["'/=: ]{1,3}(?:[\w-]+\/)?(?<pod>[a-z0-9][\w.-]{2,120}[a-z0-9]))[^\n]{0,600}?(?<reason>OOMKilled|Evicted|The node was low on resource)/,
    bad: true,
    what: ({ pod }) => `pod ${pod} is killed`,
  },
  {
    kind: 'executor-exit-seen',
    tool: 'spark-driver',
    match:
      /The executor with id (?<executor>\d+) exited with exit code (?<code>-?\d+)(?:\((?<reason>[^)\n]{1,80})\))?/,
    bad: nonZero,
    what: ({ executor, code }) =>
      `the driver hears that executor ${executor} ended with exit code ${code}`,
  },
  {
    kind: 'pod-ended',
    tool: 'kubernetes',
    match:
      /(?:\bPod (?<pod>[a-z0-9][\w.-]{2,250}) has phase |pod name: (?<named>[a-z0-9][\w.-]{2,250})\n[^]{0,900}?phase: )(?<state>Failed|Succeeded)/,
    bad: ({ state }) => state === 'Failed',
    what: ({ pod, named, state }) => `pod ${pod ?? named} ends: ${state}`,
  },
];
