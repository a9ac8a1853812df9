/**
 * Where the reason stands when a log only says that something failed: the components of a data platform report the end of
 * each other's work, and keep the reason where it happened. In the words with which they report it.
 */
const places: readonly (readonly [reported: RegExp, next: string])[] = [
  [
    /ExecutorLostFailure|Lost (?:executor|task)\b|Executor lost|SlaveLost/,
    'The stderr of the executor that was lost, and what the cluster manager says about its container.',
  ],
  [
    /AM Container for appattempt_|Container exited with|Application application_\d+_\d+ failed|container_\w+ .{0,80}failed/,
    'yarn logs -applicationId ID: stdout and stderr of the containers.',
  ],
  [
    /Worker(?:Sink|Source)Task|Task is being killed and will not recover/,
    'The trace in GET /connectors/NAME/status, and the log of the Connect worker above this line.',
  ],
  [
    /switched from (?:state )?\w+ to (?:FAILED|FAILING)|TaskManager|JobManager/,
    'The log of the TaskManager that ran the named task.',
  ],
  [
    /Completed with \d+ errors?|\bERROR=[1-9]|Encountered an error:/,
    'logs/dbt.log, and the compiled SQL under target/run.',
  ],
  [
    /\b[Pp]od \S+ .{0,80}(?:failed|error|not found)|Pod Event|kubelet/,
    'kubectl describe pod (events, Last State), and kubectl logs --previous.',
  ],
  [
    /Marking task as (?:FAILED|UP_FOR_RETRY)|Task exited with return code|Task failed with exception|final_state|Task killed/,
    'The log of the worker on the host that ran the task, its kernel log (memory), and the scheduler log at that minute: the log of the task says that it failed, not why.',
  ],
];

/** The log to read next, by what the errors at hand say; `otherwise` where they say nothing known. */
export function nextLogOf(headlines: readonly string[], otherwise: string): string {
  const found = places.find(([reported]) => headlines.some((line) => reported.test(line)));
  return found?.[1] ?? otherwise;
}
