/** The straight line through points by least squares: what y grows by for each x. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([each]) => each)), mean(points.map(([, each]) => each))];
  const shared = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  const own = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return own === 0 ? 0 : shared / own;
}
