/** Whether the same work, run once more with nothing changed, may end well. */
export interface Retry {
  readonly verdict: 'helps' | 'cannot help' | 'unknown';
  readonly why: string;
}

const helps = (why: string): Retry => ({ verdict: 'helps', why });
const cannotHelp = (why: string): Retry => ({ verdict: 'cannot help', why });
const unknown = (why: string): Retry => ({ verdict: 'unknown', why });

const byFamily: Readonly<Record<string, Retry>> = {
  memory: cannotHelp('The same work on the same data needs the same memory again.'),
  storage: cannotHelp('The storage is as it was until somebody changes it.'),
  availability: unknown('It helps once the missing members are back, and not before.'),
  connectivity: unknown('It helps where the service comes back by itself, with growing waits.'),
  permission: cannotHelp('A right that is missing is missing at every attempt.'),
  secret: cannotHelp('A secret that was refused is refused at every attempt.'),
  configuration: cannotHelp('The setting is the same at every attempt.'),
  deployment: cannotHelp('The installation is the same at every attempt.'),
  dependency: cannotHelp('The library is missing at every attempt.'),
  'version-mismatch': cannotHelp('The releases are the same at every attempt.'),
  schema: cannotHelp('The data have the same layout at every attempt.'),
  data: cannotHelp('The same values are read at every attempt.'),
  code: cannotHelp('The same code fails in the same way.'),
  'delegated-job': unknown('It depends on why the other job failed: read its log first.'),
  'missing-object': cannotHelp('What is missing has to be made or named rightly first.'),
  scheduling: cannotHelp('Nothing failed: the work starts when a place is free.'),
  concurrency: helps('The other party is mostly done by then.'),
  timeout: unknown(
    'It helps where the time was lost to a passing load, and not where the work is too much.',
  ),
  'resource-limit': unknown('It helps once others have given back what they use.'),
  performance: unknown('It helps where the load was passing.'),
  lifecycle: helps('The work itself did not fail; it has to be safe to repeat.'),
  state: cannotHelp('What was stored is the same at every attempt.'),
  'bug-in-platform': unknown('Some defects show only at times; an upgrade is the remedy.'),
  'not-an-error': cannotHelp('Nothing failed.'),
};

/** Causes that differ from the others of their family. */
const byCause: Readonly<Record<string, Retry>> = {
  worker_oom: unknown('It helps only where other work had taken the memory of the worker.'),
  oom_sigkill: unknown('It helps only where other work had taken the memory of the host.'),
  files_changed_during_read: helps('The next run lists the files anew.'),
  leader_not_available: helps('An election takes seconds.'),
  log_fetch_network: cannotHelp('The task did not fail for it: only its log was not shown.'),
  dns_failure: unknown(
    'It helps where the resolver had a passing fault; a wrong name stays wrong.',
  ),
  connection_refused: unknown(
    'It helps where the service is starting; a wrong address stays wrong.',
  ),
  upstream_unavailable: helps('Server errors pass, with growing waits between the attempts.'),
  execution_api_auth: unknown('A new attempt has a new token; keys that differ stay different.'),
  dag_not_found_on_worker: unknown(
    'It helps where the files were still on their way to the worker.',
  ),
  image_pull_failed: unknown(
    'It helps where the registry had a passing fault; a wrong name stays wrong.',
  ),
  source_stale: unknown('It helps once the source has been loaded.'),
  path_not_found: unknown('It helps once the job that writes the path has run.'),
  relation_missing: unknown('It helps once the job that makes the table has run.'),
  sensor_target_missing: cannotHelp('It would wait for the same thing that is not there.'),
  metadata_db_integrity: unknown(
    'It helps after a race; a row that is left over stays in the way.',
  ),
  lock_wait_timeout: helps('It helps once the holder of the lock has ended.'),
  upstream_timeout: helps('A slow answer mostly passes, with growing waits between the attempts.'),
  shuffle_fetch_timeout: helps('The stage is computed again on other executors.'),
  dag_processor_timeout: cannotHelp('The file takes as long at every attempt.'),
  dagbag_import_timeout: cannotHelp('The file takes as long at every attempt.'),
  slow_poll_loop: cannotHelp('The same batch takes as long at every attempt.'),
  driver_result_size: cannotHelp('The results are as large at every attempt.'),
  record_too_large: cannotHelp('The record is as large at every attempt.'),
  xcom_too_large: cannotHelp('The value is as large at every attempt.'),
  s3_throttling: helps('Throttling passes, with growing waits and fewer requests.'),
  rate_limited: helps('The limit is a rate: wait as long as the answer says.'),
  too_many_connections: helps(
    'It helps once connections were given back; wait between the attempts.',
  ),
  data_skew: cannotHelp('The data are gathered at the same keys at every attempt.'),
  restart_loop: cannotHelp('It was restarted often already, and failed in the same way.'),
  rebalance_storm: cannotHelp('The group rebalances until its members stay.'),
  scheduler_heartbeat: cannotHelp('Nothing is scheduled until the scheduler lives.'),
  executor_state_mismatch: unknown('It depends on what ended the process before it could report.'),
  shuffle_blocks_lost: helps('The lost output is computed again, as long as executors stay.'),
  k8s_watch_expired: helps('The watcher begins at the present position.'),
  checkpoint_before_running: helps('The next checkpoint comes when all tasks run.'),
  offset_commit_failed: unknown('It helps where the group is calm again.'),
  airflow_bug_remote_logs: cannotHelp('The task did not fail for it: only its log was not shown.'),
  stopped_by_user: unknown('Ask whoever stopped it first.'),
};

/** Whether a retry helps against a cause, and why. */
export const retryOf = (id: string, family: string): Retry =>
  byCause[id] ?? byFamily[family] ?? unknown('The cause is not known.');
