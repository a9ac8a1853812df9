import type { LogEvent } from '../logs/event.ts';

/** How a piece of work ended, in the words with which the products say so. */
export type Outcome = 'well' | 'badly';

/**
 * A run that a scheduler marks as successful is no good end here: its log mixes many runs.
 * Airflow 2 (`taskinstance.py`, `local_task_job_runner.py`) and 3 (task runner, scheduler), Spark's DAGScheduler and YARN client,
 * MapReduce's Job, dbt's last line, Flink's state changes, YARN's resource manager, and shells that report an exit code.
 */
const well =
  /Marking task as SUCCESS|final_state[=":\s]{1,4}success\b|exited with return code 0\b|\bJob \d+ finished: |(?:Final app status|final status|finalStatus): SUCCEEDED|\bjob_\d+_\d+ completed successfully|Completed successfully$|\bERROR=0\b|switched from (?:state )?RUNNING to FINISHED/m;
const badly =
  /Marking task as (?:FAILED|UP_FOR_RETRY)|final_state[=":\s]{1,4}(?:failed|up_for_retry)\b|Task failed with exception|exited with return code (?!0\b)|returned a non-zero exit code|Cannot execute: [^\n]{0,3000}Error code is|exited with {1,2}exitCode: (?!0\b)|Marking run <DagRun [^\n]{0,300}> failed|\bJob \d+ failed: |Job aborted due to stage failure|(?:Final app status|final status|finalStatus): (?:FAILED|KILLED)|\bjob_\d+_\d+ failed with state|Completed with \d+ errors?\b|\bERROR=[1-9]|switched from (?:state )?\w+ to FAILED|Exception in thread "main"|failed in [\d.]+ s due to|State change from \w+ to FAILED|Application application_\d+_\d+ failed \d+ times due to/;

/** dbt counts its errors first and tells them behind that. */
export const detailsFollow = /Completed with \d+ errors?\b/;

/** Of an event that none of them matches, `outcomeOf` need not be asked. */
export const outcomePatterns = [well, badly];

/** What an event says about how work ended, or null. A line that reports both says `badly`. */
export function outcomeOf(event: LogEvent): Outcome | null {
  const head = event.text.length > 4000 ? event.text.slice(0, 4000) : event.text;
  if (badly.test(head)) return 'badly';
  return well.test(head) ? 'well' : null;
}

/**
 * Lines at level error or warning that good runs have as well: Spark's SignalUtils logs the SIGTERM of an ordinary end at
 * error level, a standalone master hears of executors it has already removed, Hadoop runs without its native library, a
 * listener bus, an RPC endpoint or a temporary directory is closed before its last user, Hive looks for databases that need
 * not exist, Kafka clients hand settings of others through, JVMs and logging libraries comment on how they were started.
 */
export const harmless =
  /RECEIVED SIGNAL (?:TERM|HUP|INT)\b|Got status update for unknown executor|Unable to load native-hadoop library|Using incubator modules|illegal reflective access|Illegal reflective access|Service '\w+' could not bind on port|SparkListenerBus has already stopped|Could not find CoarseGrainedScheduler|Exception while deleting (?:Spark temp dir|local spark dir)|Failed to get database (?:default|global_temp), returning NoSuchObjectException|hive\.metastore\.schema\.verification is not enabled|Truncated the string representation of a plan|Class path contains multiple SLF4J bindings|No appenders could be found for logger|Failed to load class "?org\.slf4j\.impl|supplied but (?:isn't|are not|isn\\'t) a known config|Error registering AppInfo mbean|Cannot locate configuration: tried hadoop-metrics2|resolves to a loopback address|resource_tracker: There appear to be \d+ leaked|Connection pool is full, discarding connection|Empty list of brokers|contains a task of very large size/;

export const isOrdinary = (event: LogEvent): boolean => harmless.test(event.message);
