import type { WhatIfPoint } from './spark.ts';

export interface CurvePoint {
  readonly point: WhatIfPoint;
  /** 0..1 from the left, and from the top. */
  readonly x: number;
  readonly y: number;
}

/**
 * Run time over executors. Both axes begin at zero, so that a flat end looks flat; many points stand close together at the left, where
 * an executor more means most, so the horizontal axis is a square root.
 */
export function layOutCurve(points: readonly WhatIfPoint[]): CurvePoint[] {
  const most = Math.max(1, ...points.map(({ executors }) => executors));
  const longest = Math.max(1, ...points.map(({ wallMs }) => wallMs));
  return points
    .toSorted((a, b) => a.executors - b.executors)
    .map((point) => ({
      point,
      x: Math.sqrt(point.executors / most),
      y: 1 - point.wallMs / longest,
    }));
}
