/** The known name with the fewest edits, where that is at most a third of its length; otherwise null. */
export function nearestName(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let fewest = Infinity;
  for (const candidate of known) {
    const edits = editsBetween(name.slice(0, 100), candidate);
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best !== null && fewest <= Math.max(2, best.length / 3) ? best : null;
}

function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length]!;
}
