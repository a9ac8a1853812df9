import { matches, type Condition, type SparseVector, type StoredPoint } from './matches.ts';

export interface Query {
  readonly query?:
    | SparseVector
    | readonly number[]
    | { readonly rrf: { readonly k?: number; readonly weights?: readonly number[] } };
  readonly using?: string;
  readonly filter?: Condition | null;
  readonly limit?: number;
  readonly prefetch?: readonly Query[];
  readonly params?: { readonly idf?: { readonly corpus: Condition } };
}

export interface Ranked {
  readonly point: StoredPoint;
  readonly score: number;
}

/** The formulas are Qdrant's own (lib/segment/src/data_types/query_context.rs and common/reciprocal_rank_fusion.rs, version 1.19). */
export function rank(points: readonly StoredPoint[], asked: Query): Ranked[] {
  const { query, limit = 10 } = asked;
  const ranked =
    query && 'rrf' in query
      ? fuse(
          (asked.prefetch ?? []).map((each) => rank(points, each)),
          query.rrf,
        )
      : score(points, asked);
  return ranked.toSorted((a, b) => b.score - a.score).slice(0, limit);
}

function score(
  points: readonly StoredPoint[],
  { query, using = '', filter, params }: Query,
): Ranked[] {
  const candidates = points.filter((point) => using in point.vector && matches(point, filter));
  if (Array.isArray(query))
    return candidates.map((point) => ({
      point,
      score: (point.vector[using] as readonly number[]).reduce(
        (sum, value, at) => sum + value * (query[at] as number),
        0,
      ),
    }));
  const { indices, values } = query as SparseVector;
  const corpus = points.filter(
    (point) => using in point.vector && matches(point, params?.idf?.corpus),
  );
  const weights = indices.map((index, at) => {
    const holding = corpus.filter((point) => sparse(point, using).indices.includes(index)).length;
    return values[at]! * Math.log((corpus.length - holding + 0.5) / (holding + 0.5) + 1);
  });
  const found: Ranked[] = [];
  for (const point of candidates) {
    const vector = sparse(point, using);
    const shared = indices.flatMap((index, at) => {
      const place = vector.indices.indexOf(index);
      return place < 0 ? [] : [weights[at]! * vector.values[place]!];
    });
    if (shared.length > 0)
      found.push({ point, score: shared.reduce((sum, part) => sum + part, 0) });
  }
  return found;
}

const sparse = (point: StoredPoint, using: string): SparseVector =>
  point.vector[using] as SparseVector;

function fuse(
  lists: readonly (readonly Ranked[])[],
  { k = 2, weights }: { readonly k?: number; readonly weights?: readonly number[] },
): Ranked[] {
  const fused = new Map<string | number, Ranked>();
  for (const [which, list] of lists.entries())
    for (const [place, { point }] of list.entries()) {
      const weight = weights?.[which] ?? 1;
      const part = weight > 0 ? 1 / ((place + 1) / weight + k - 1) : 0;
      fused.set(point.id, { point, score: (fused.get(point.id)?.score ?? 0) + part });
    }
  return [...fused.values()];
}
