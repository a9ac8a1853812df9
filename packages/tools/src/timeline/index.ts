export { idsOfPath } from './ids-of-path.ts';
export { createMilestoneCollector } from './collect-milestones.ts';
export { groupRotatedFiles } from './group-rotated-files.ts';
export { distinctMilestones } from './distinct-milestones.ts';
export { makeTimeline, type TimelineSource } from './make-timeline.ts';
export type { CollectedMilestones } from './milestone.ts';
export { milestoneFingerprint } from './milestone-rules.ts';
export { orderMilestones, type OrderedMilestone } from './order-milestones.ts';
export type { ChainStep, ClockNote, Impact, Timeline, TimelineEntry } from './timeline.ts';
