/** Turns messages into templates: the constant words of a log statement with `<*>` where values were. */

export interface Template {
  /** Number of the template inside one miner, from 0, in order of first sight. */
  readonly id: number;
  /** The constant words, `<*>` for parameters. */
  readonly text: string;
  readonly count: number;
  /** The first message of the template, as it was (at most 1,000 characters). */
  readonly exemplar: string;
}

export interface TemplateMiner {
  /** Adds a message and says which template it belongs to. */
  add(message: string): number;
  templates(): Template[];
  /** Messages that were put into the last template because the miner was full. */
  overflowed(): number;
}

const wildcard = '<*>';
/** Tokens of one message that are compared; the rest of a longer message counts as one parameter. */
const maxTokens = 120;
/** Share of tokens that must be equal for a message to join a template (He et al., "Drain", ICWS 2017). */
const similarityThreshold = 0.4;
const maxChildren = 100;
const cacheSize = 20_000;

/*
 * One expression instead of five, so that a message is walked once: block ids, UUIDs, addresses with port, hexadecimal
 * numbers, and numbers that stand free (with sign, fraction, unit-less).
 */
const values =
  /\bblk_-?\d+|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\/?\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d+)?\b|\b0x[0-9a-f]+\b|(?<![\w.])[-+]?\d+(?:[.,:]\d+)*(?![\w.])/gi;
const hasDigit = /\d/;

interface Cluster {
  readonly id: number;
  tokens: string[];
  count: number;
  readonly exemplar: string;
}

interface Node {
  readonly children: Map<string, Node>;
  clusters: Cluster[];
}

const newNode = (): Node => ({ children: new Map(), clusters: [] });

/**
 * A fixed-depth parse tree after Drain: token count, then the first two tokens, then similarity. Memory is bounded by
 * `maxTemplates`; what comes after that is counted in one overflow template.
 */
export function createTemplateMiner(options: { maxTemplates?: number } = {}): TemplateMiner {
  const maxTemplates = options.maxTemplates ?? 20_000;
  const roots = new Map<number, Node>();
  const clusters: Cluster[] = [];
  const cache = new Map<string, Cluster>();
  let overflow: Cluster | null = null;
  let overflowed = 0;

  const childOf = (node: Node, token: string): Node => {
    const wanted = hasDigit.test(token) || token.includes(wildcard) ? wildcard : token;
    const existing = node.children.get(wanted);
    if (existing) return existing;
    const key = node.children.size >= maxChildren ? wildcard : wanted;
    let child = node.children.get(key);
    if (!child) {
      child = newNode();
      node.children.set(key, child);
    }
    return child;
  };

  const leafOf = (tokens: readonly string[]): Node => {
    let node = roots.get(tokens.length);
    if (!node) {
      node = newNode();
      roots.set(tokens.length, node);
    }
    for (let depth = 0; depth < 2 && depth < tokens.length; depth++)
      node = childOf(node, tokens[depth]!);
    return node;
  };

  const create = (leaf: Node, tokens: string[], message: string): Cluster => {
    if (clusters.length >= maxTemplates) {
      overflowed += 1;
      overflow ??= clusters.at(-1)!;
      return overflow;
    }
    const cluster = { id: clusters.length, tokens, count: 0, exemplar: message.slice(0, 1000) };
    clusters.push(cluster);
    leaf.clusters.push(cluster);
    return cluster;
  };

  return {
    add(message) {
      const masked = message.slice(0, 4000).replace(values, wildcard).trim();
      const cached = cache.get(masked);
      if (cached) {
        cached.count += 1;
        return cached.id;
      }
      const tokens = masked.split(/\s+/, maxTokens);
      const leaf = leafOf(tokens);
      const best = mostSimilar(leaf.clusters, tokens);
      if (best) {
        for (let at = 0; at < tokens.length; at++)
          if (best.tokens[at] !== tokens[at]) best.tokens[at] = wildcard;
      }
      const cluster = best ?? create(leaf, tokens, message);
      cluster.count += 1;
      if (cache.size >= cacheSize) cache.clear();
      cache.set(masked, cluster);
      return cluster.id;
    },
    templates: () =>
      clusters.map(({ id, tokens, count, exemplar }) => ({
        id,
        text: tokens.join(' '),
        count,
        exemplar,
      })),
    overflowed: () => overflowed,
  };
}

function mostSimilar(clusters: readonly Cluster[], tokens: readonly string[]): Cluster | null {
  let best: Cluster | null = null;
  let bestEqual = -1;
  let bestWild = -1;
  for (const cluster of clusters) {
    let equal = 0;
    let wild = 0;
    for (let at = 0; at < tokens.length; at++) {
      if (cluster.tokens[at] === tokens[at]) equal += 1;
      else if (cluster.tokens[at] === wildcard) wild += 1;
    }
    if (equal > bestEqual || (equal === bestEqual && wild > bestWild)) {
      best = cluster;
      bestEqual = equal;
      bestWild = wild;
    }
  }
  if (!best) return null;
  return bestEqual / tokens.length >= similarityThreshold ? best : null;
}
