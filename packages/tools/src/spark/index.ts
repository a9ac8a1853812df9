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
export { archiveOfLogs } from './history/log-archive.ts';
export { HistoryRefusal } from './history/refusal.ts';
export { restText, type RestValue } from './history/rest-json.ts';
export { advise, type Advice, type AdviceOptions, type RunSummary } from './advice/advise.ts';
export type { Finding, Measure, NotObservable, Recommendation } from './advice/finding.ts';
export { renderSettings, settingsFormats, type SettingsFormat } from './advice/render-settings.ts';
export { bytesText, timeText } from './advice/units.ts';
export { whatIf, type WhatIf } from './advice/what-if.ts';
export { compareSparkRuns, type SparkComparison } from './comparison/compare-runs.ts';
export { drawTrend, trendTexts } from './plots/trend.ts';
export { jobOfName } from './trends/job-name.ts';
export { measuresOfRun, trendMeasures, type RunMeasures } from './trends/run-measures.ts';
export { trendsOf, type RunOfJob, type Trends } from './trends/trends-of.ts';
export { eventLogAddress } from './event-log-address.ts';
export { drawPlots } from './plots/draw-plots.ts';
export type { Plot } from './plots/svg.ts';
export { groupEventLogs, idOfName } from './group-event-logs.ts';
export { readSummary, summaryTailBytes, type ApplicationSummary } from './read-summary.ts';
export { eventLogHeadBytes, isEventLog } from './recognise.ts';
export { oddNumbersOf } from './measure/odd-numbers.ts';
export {
  overviewOf,
  stageOverviews,
  type Overview,
  type StageOverview,
} from './measure/overview.ts';
export {
  applicationOfDescription,
  type DescribedRun,
} from './description/application-of-description.ts';
export { parseDescription, readDescription } from './description/parse-description.ts';
export type { JobDescription } from './description/job-description.ts';
