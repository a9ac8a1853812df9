/** The name that differs least, by letters that are wrong, missing, too many or swapped; null where none is near. */
export function nearest(word: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let least = word.length <= 3 ? 1.5 : word.length <= 6 ? 2.5 : 3.5;
  for (const name of names) {
    if (Math.abs(name.length - word.length) > 3) continue;
    const far = distance(word, name);
    if (
      far < least ||
      (far === least && best !== null && sameStart(word, name) > sameStart(word, best))
    ) {
      best = name;
      least = far;
    }
  }
  return best;
}

const sameStart = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
};

function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(
        rows[i - 1]![j]! + 1,
        row[j - 1]! + 1,
        rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, rows[i - 2]![j - 2]! + 1);
      row.push(cost);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
