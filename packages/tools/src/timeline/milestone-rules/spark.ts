import type { Facts, MilestoneRule } from '../milestone.ts';

/** Reasons with which a driver or a cluster ends an executor that it does not need any more. */
const wanted = /killed by driver|Asked to stop|Driver commanded|idle for|decommission/i;
const lostBadly = ({ reason = '' }: Facts): boolean => !wanted.test(reason);
const lost = ({ executor, host }: Facts): string =>
  `executor ${executor}${host === undefined ? '' : ` on ${host}`} is lost`;
const attempt =
  '(?<!most recent failure: )Lost task (?<attemptOfTask>\\d+\\.\\d+) in stage (?<stage>\\d+\\.\\d+) \\(TID \\d+\\) \\((?<host>[\\w.-]+),? executor (?<executor>\\w+)\\): ';
const applicationId = 'app-\\d{14}-\\d+|application_\\d+_\\d+|spark-[0-9a-f]{32}|local-\\d{10,}';

/** What driver and executors log (SparkContext, DAGScheduler, TaskSetManager, schedulers of the cluster managers), Spark 2 to 4. */
export const sparkMilestones: readonly MilestoneRule[] = [
  {
    kind: 'driver-started',
    tool: 'spark-driver',
    match: /SparkContext: Running Spark version (?<version>[\w.-]+)/,
    what: ({ version }) => `the Spark ${version} driver begins`,
  },
  {
    kind: 'application-started',
    tool: 'spark-driver',
    match: new RegExp(
      `(?:Connected to Spark cluster with app ID |Submitted application |EventLog\\w*: Logging events to [^\\s"]{0,300}?/(?:eventlog_v2_)?)(?<application>${applicationId})`,
    ),
    what: ({ application }) => `the application is ${application}`,
  },
  {
    kind: 'application-named',
    tool: 'spark-driver',
    match: /SparkContext: Submitted application: (?<reason>[^\n"\\]{1,190})/,
    routine: true,
    what: () => 'the application has a name',
  },
  {
    kind: 'executor-granted',
    tool: 'spark-driver',
    match:
      /Granted executor ID (?<application>app-\d{14}-\d+)\/(?<executor>\d+) on hostPort (?<host>[\w.-]+)/,
    routine: true,
    what: ({ executor, host }) => `executor ${executor} is granted on ${host}`,
  },
  {
    kind: 'executor-registered',
    tool: 'spark-driver',
    match:
      /Registered executor NettyRpcEndpointRef\([^)\n]{0,100}\) \((?<host>[\w.-]+):\d+\) with ID (?<executor>\d+)/,
    routine: true,
    what: ({ executor }) => `executor ${executor} is ready`,
  },
  {
    kind: 'executor-lost',
    tool: 'spark-driver',
    match:
      /Lost executor (?<executor>\d+) on (?<host>[\w.-]+): ?(?:\n|\\n)?(?<reason>[^\n"\\]{1,240})/,
    bad: lostBadly,
    what: lost,
  },
  {
    kind: 'fetch-failed',
    tool: 'spark-driver',
    match: new RegExp(
      `${attempt}FetchFailed\\(BlockManagerId\\((?<lost>\\d+), (?<lostHost>[\\w.-]+)`,
    ),
    bad: true,
    what: ({ attemptOfTask, stage, lost, lostHost }) =>
      `task ${attemptOfTask} of stage ${stage} cannot fetch the shuffle output of executor ${lost} on ${lostHost}`,
  },
  {
    kind: 'fetch-failed',
    tool: 'spark-driver',
    match: new RegExp(`${attempt}FetchFailed\\(`),
    bad: true,
    what: ({ attemptOfTask, stage }) =>
      `task ${attemptOfTask} of stage ${stage} finds shuffle output missing`,
  },
  {
    kind: 'out-of-memory',
    tool: 'spark-driver',
    match: new RegExp(
      `${attempt}java\\.lang\\.OutOfMemoryError(?:: (?<reason>[^\\n"\\\\]{1,80}))?`,
    ),
    bad: true,
    what: ({ attemptOfTask, stage, executor }) =>
      `task ${attemptOfTask} of stage ${stage} runs out of memory on executor ${executor}`,
  },
  {
    kind: 'task-attempt-failed',
    tool: 'spark-driver',
    match: new RegExp(`${attempt}(?<reason>[^\\n"]{1,160})`),
    bad: true,
    what: ({ attemptOfTask, stage, executor }) =>
      `task ${attemptOfTask} of stage ${stage} fails on executor ${executor}`,
  },
  {
    kind: 'stage-aborted',
    tool: 'spark-driver',
    match: /Task \d+ in stage (?<stage>\d+\.\d+) failed (?<count>\d+) times; aborting job/,
    bad: true,
    what: ({ stage, count }) =>
      `a task of stage ${stage} failed ${count} times; the job is aborted`,
  },
  {
    kind: 'stage-failed',
    tool: 'spark-driver',
    match:
      /(?:ShuffleMap|Result)Stage (?<stage>\d+) \([^\n]{0,200}?\) failed in (?<took>[\d.]+ m?s) due to (?<reason>[^\n"]{1,120})/,
    bad: true,
    what: ({ stage, took }) => `stage ${stage} fails after ${took}`,
  },
  {
    kind: 'stage-resubmitted',
    tool: 'spark-driver',
    match: /Resubmitting \w+Stage (?<other>\d+) \([^\n]{0,200}? and \w+Stage (?<stage>\d+) \(/,
    bad: true,
    what: ({ stage, other }) => `stages ${other} and ${stage} are run again`,
  },
  {
    kind: 'stage-finished',
    tool: 'spark-driver',
    match:
      /(?:ShuffleMap|Result)Stage (?<stage>\d+) \([^\n]{0,200}?\) finished in (?<took>[\d.]+ m?s)/,
    routine: true,
    what: ({ stage, took }) => `stage ${stage} ends after ${took}`,
  },
  {
    kind: 'stage-started',
    tool: 'spark-driver',
    match: /Adding task set (?<stage>\d+\.\d+) with (?<count>\d+) tasks/,
    routine: true,
    what: ({ stage, count }) =>
      `stage ${stage} begins with ${count} ${count === '1' ? 'task' : 'tasks'}`,
  },
  {
    kind: 'job-started',
    tool: 'spark-driver',
    match: /Got job (?<job>\d+) \([^\n]{0,160}?\) with (?<count>\d+) output partitions/,
    routine: true,
    what: ({ job, count }) => `job ${job} begins with ${count} partitions`,
  },
  {
    kind: 'job-failed',
    tool: 'spark-driver',
    match: /Job (?<job>\d+) failed: [^\n]{0,200}?, took (?<took>[\d.]+ m?s)/,
    bad: true,
    what: ({ job, took }) => `job ${job} fails after ${took}`,
  },
  {
    kind: 'job-finished',
    tool: 'spark-driver',
    match: /Job (?<job>\d+) finished: [^\n]{0,200}?, took (?<took>[\d.]+ m?s)/,
    routine: true,
    what: ({ job, took }) => `job ${job} ends after ${took}`,
  },
  {
    kind: 'write-aborted',
    tool: 'spark-driver',
    match: /FileFormatWriter: Aborting job [0-9a-f-]{36}/,
    bad: true,
    what: () => 'the write is aborted; its output is not committed',
  },
  {
    kind: 'write-committed',
    tool: 'spark-driver',
    match: /FileFormatWriter: Write Job [0-9a-f-]{36} committed/,
    routine: true,
    what: () => 'the write is committed',
  },
  {
    kind: 'application-ended',
    tool: 'spark-driver',
    match:
      /(?:Final app status: |\tfinal status: )(?<state>SUCCEEDED|FAILED|KILLED)(?:, exitCode: (?<code>-?\d+))?/,
    bad: ({ state }) => state !== 'SUCCEEDED',
    what: ({ state, code }) =>
      `the application ends: ${state}${code === undefined ? '' : `, exit code ${code}`}`,
  },
  {
    kind: 'driver-stopped',
    tool: 'spark-driver',
    match: /Successfully stopped SparkContext/,
    what: () => 'the driver stops',
  },
  {
    kind: 'executor-started',
    tool: 'spark-executor',
    match: /Starting executor ID (?<executor>\d+) on host (?<host>[\w.-]+)/,
    routine: true,
    what: ({ executor, host }) => `executor ${executor} begins on ${host}`,
  },
  {
    kind: 'out-of-memory',
    tool: 'spark-executor',
    match:
      /Exception in task (?<attemptOfTask>\d+\.\d+) in stage (?<stage>\d+\.\d+) \(TID \d+\)(?:: (?<reason>Java heap space|GC overhead limit exceeded|Direct buffer memory|Metaspace)|[^\n]{0,200}(?:\n[^\n]{0,100}?)?OutOfMemoryError)/,
    bad: true,
    what: ({ attemptOfTask, stage }) =>
      `task ${attemptOfTask} of stage ${stage} runs out of memory`,
  },
  {
    kind: 'out-of-memory',
    tool: 'spark-executor',
    match:
      /Uncaught exception in thread[^\n]{0,200}(?:\n[^\n]{0,100}?)?OutOfMemoryError(?:: (?<reason>[^\n"\\]{1,80}))?/,
    bad: true,
    what: () => 'a thread runs out of memory',
  },
  {
    kind: 'executor-signalled',
    tool: 'spark-executor',
    match: /CoarseGrainedExecutorBackend: RECEIVED SIGNAL (?<signal>TERM|HUP|INT)/,
    what: ({ signal }) => `the executor is told to end (SIG${signal})`,
  },
];

/** Spark's event log (JSON): the times and ids of the driver in epoch milliseconds, and no log line. */
export const eventLogMilestones: readonly MilestoneRule[] = [
  {
    kind: 'application-started',
    tool: 'spark-driver',
    match: new RegExp(
      `^\\{"Event":"SparkListenerApplicationStart","App Name":"[^"]{0,200}","App ID":"(?<application>${applicationId})","Timestamp":(?<at>\\d+)`,
    ),
    what: ({ application }) => `the application is ${application}`,
  },
  {
    kind: 'executor-registered',
    tool: 'spark-driver',
    match:
      /^\{"Event":"SparkListenerExecutorAdded","Timestamp":(?<at>\d+),"Executor ID":"(?<executor>\d+)","Executor Info":\{"Host":"(?<host>[\w.-]+)"/,
    routine: true,
    what: ({ executor }) => `executor ${executor} is ready`,
  },
  {
    kind: 'executor-lost',
    tool: 'spark-driver',
    match:
      /^\{"Event":"SparkListenerExecutorRemoved","Timestamp":(?<at>\d+),"Executor ID":"(?<executor>\d+)","Removed Reason":"(?<reason>[^"\\]{1,240})/,
    bad: lostBadly,
    what: lost,
  },
  {
    kind: 'job-started',
    tool: 'spark-driver',
    match: /^\{"Event":"SparkListenerJobStart","Job ID":(?<job>\d+),"Submission Time":(?<at>\d+)/,
    routine: true,
    what: ({ job }) => `job ${job} begins`,
  },
  {
    kind: 'job-failed',
    tool: 'spark-driver',
    match:
      /^\{"Event":"SparkListenerJobEnd","Job ID":(?<job>\d+),"Completion Time":(?<at>\d+),"Job Result":\{"Result":"JobFailed"/,
    bad: true,
    what: ({ job }) => `job ${job} fails`,
  },
  {
    kind: 'job-finished',
    tool: 'spark-driver',
    match: /^\{"Event":"SparkListenerJobEnd","Job ID":(?<job>\d+),"Completion Time":(?<at>\d+)/,
    routine: true,
    what: ({ job }) => `job ${job} ends`,
  },
  {
    kind: 'driver-stopped',
    tool: 'spark-driver',
    match: /^\{"Event":"SparkListenerApplicationEnd","Timestamp":(?<at>\d+)/,
    what: () => 'the driver stops',
  },
];
