/** Before this, a rate says little. */
const measuredMs = 1000;

/** What work still takes at the rate it had since it began, in words with a comma before them; '' while no rate is known. */
export function timeLeft(done: number, total: number, tookMs: number): string {
  if (done <= 0 || total <= done || tookMs < measuredMs) return '';
  const seconds = Math.ceil((tookMs * (total - done)) / done / 1000);
  if (seconds < 90) return `, about ${seconds} s left`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90
    ? `, about ${minutes} min left`
    : `, about ${Math.round(minutes / 60)} h left`;
}
