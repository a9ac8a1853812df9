const dagSource =
  /^\s*(?:from\s+airflow\b|import\s+airflow\b|with\s+(?:models\.)?DAG\()|\bDAG\(|@dag\b/m;
const taskLogPath = /(?:^|\/)dag_id=[^/]+\/|(?:^|\/)task_id=[^/]+\/|\battempt=\d+\.log$/;
const airflowLine =
  /Broken DAG: \[|Invalid [Cc]ron expression|\] \{\{?[\w.]+\.py:\d+\}\}? (?:DEBUG|INFO|WARNING|ERROR|CRITICAL) - |"event":\s*"Task (?:failed|started|finished)|\bairflow\.(?:exceptions|models|task|sdk|providers)\b|dag_id=\S+,? task_id=|^\*\*\* (?:Log file|Found|Fetching|Reading|Failed)|"(?:stack_trace|task_instances|import_error_id)"/m;

/** `dag`: source of a DAG; `airflow-log`: what Airflow wrote or answered; null for everything else. */
export function kindOf({
  name,
  head,
}: {
  readonly name: string;
  readonly head: string;
}): string | null {
  if (/\.py$/i.test(name)) return dagSource.test(head) ? 'dag' : null;
  if (/\.ya?ml$/i.test(name)) return /^\s+operator:\s+\S*airflow/m.test(head) ? 'dag' : null;
  return taskLogPath.test(name) || airflowLine.test(head) ? 'airflow-log' : null;
}
