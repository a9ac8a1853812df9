/** Constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009). */
const rankConstant = 60;

export interface Ranking {
  /** Ids, best first. */
  readonly ids: readonly string[];
  /** Default 1. */
  readonly weight?: number;
}

/**
 * Reciprocal rank fusion: an id gets the sum of weight / (60 + rank) over the rankings that have it.
 * Best first; ties keep the order in which the ids were first seen.
 */
export function fuse(rankings: readonly Ranking[]): { id: string; score: number }[] {
  const scores = new Map<string, number>();
  for (const { ids, weight = 1 } of rankings) {
    for (const [index, id] of ids.entries())
      scores.set(id, (scores.get(id) ?? 0) + weight / (rankConstant + index + 1));
  }
  return Array.from(scores, ([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score);
}
