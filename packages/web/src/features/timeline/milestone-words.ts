import { formatDuration, formatTime } from '../../components/ui/format.ts';
import type { Milestone } from './timeline.ts';

/** 07:54:08, in UTC; `about` where the line itself has no time. */
export function clockTime({ time, timeIsEstimated }: Milestone): string {
  if (time === null) return 'no time';
  return `${timeIsEstimated ? 'about ' : ''}${formatTime(time).slice(11, 19)}`;
}

/** What is said of a clock that is wrong; '' where it is right. */
export const skewWords = ({ skewMs }: Milestone): string =>
  skewMs === 0
    ? ''
    : `its clock is about ${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead' : 'behind'}`;
