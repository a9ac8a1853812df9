import type { Job } from '../model/application.ts';
import { optional, optionalDate, type RestValue } from './rest-json.ts';

export const viewJob = (job: Job): RestValue => ({
  jobId: job.id,
  name: job.name,
  description: optional(job.description),
  submissionTime: optionalDate(job.submissionTime),
  completionTime: optionalDate(job.completionTime),
  stageIds: job.stageIds,
  jobGroup: optional(job.group),
  jobTags: job.tags,
  status: job.status,
  numTasks: job.taskCount,
  numActiveTasks: job.activeTasks,
  numCompletedTasks: job.completedTasks,
  numSkippedTasks: job.skippedTasks,
  numFailedTasks: job.failedTasks,
  numKilledTasks: job.killedTasks,
  numCompletedIndices: job.completedIndices,
  numActiveStages: job.activeStages,
  numCompletedStages: job.completedStages.size,
  numSkippedStages: job.skippedStages.size,
  numFailedStages: job.failedStages,
  killedTasksSummary: job.killedReasons,
});
