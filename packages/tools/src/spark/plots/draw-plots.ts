import { whatIf } from '../advice/what-if.ts';
import type { Application } from '../model/application.ts';
import { drawOccupancy } from './occupancy.ts';
import { drawStageTimeline } from './stage-timeline.ts';
import type { Plot } from './svg.ts';
import { drawTaskTimes } from './task-times.ts';
import { drawWhatIfCurve } from './what-if-curve.ts';

/** What can be drawn of a run: when stages ran, how long tasks took, how cores were used, and the time on other numbers of executors. */
export function drawPlots(application: Application): Plot[] {
  const estimate = whatIf(application);
  return [
    drawStageTimeline(application),
    drawTaskTimes(application),
    drawOccupancy(application),
    estimate && drawWhatIfCurve(estimate),
  ].filter((plot) => plot !== null);
}
