import type { MilestoneRule } from './milestone.ts';
import { airflowMilestones } from './milestone-rules/airflow.ts';
import {
  kubernetesMilestones,
  standaloneMilestones,
  yarnMilestones,
} from './milestone-rules/clusters.ts';
import { otherMilestones } from './milestone-rules/other-tools.ts';
import { eventLogMilestones, sparkMilestones } from './milestone-rules/spark.ts';

/** All rules; of those that match an event the first counts. */
export const milestoneRules: readonly MilestoneRule[] = [
  ...eventLogMilestones,
  ...airflowMilestones,
  ...sparkMilestones,
  ...standaloneMilestones,
  ...yarnMilestones,
  ...kubernetesMilestones,
  ...otherMilestones,
];

/** Changes with the list: stored milestones name rules by their place in it. */
export const milestoneFingerprint: string = milestoneRules
  .map(({ kind, tool, match }) => `${kind} ${tool} ${String(match)}`)
  .reduce((hash, text) => {
    let next = hash;
    // FNV-1a, 32 bits.
    for (let at = 0; at < text.length; at++)
      next = Math.imul(next ^ text.charCodeAt(at), 0x01000193) >>> 0;
    return next;
  }, 0x811c9dc5)
  .toString(16)
  .padStart(8, '0');
