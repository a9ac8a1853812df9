export type {
  Application,
  Executor,
  Job,
  PlanNode,
  SqlExecution,
  Stage,
  StreamingQuery,
} from './model/application.ts';
export { makePlanGraph, nodesOfGraph } from './model/plan-graph.ts';
export { taskMetrics, type TaskMetric } from './model/task-metrics.ts';
export type { TaskTable } from './model/task-table.ts';
export { readEventLog, type EventLogFile } from './read-event-log.ts';
export type { ReadReport } from './read-report.ts';
export { answerHistoryRequest } from './history/answer-request.ts';
export type { LoggedApplication } from './history/application-view.ts';
export { HistoryRefusal } from './history/refusal.ts';
export { restText, type RestValue } from './history/rest-json.ts';
