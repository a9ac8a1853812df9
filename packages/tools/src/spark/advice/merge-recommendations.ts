import type { Finding, Recommendation } from './finding.ts';
import { parseBytes } from './units.ts';

/** A change that a finding asked for and that is not made. */
export interface Refused {
  readonly key: string;
  readonly value: string;
  readonly why: string;
}

/**
 * One configuration out of the wishes of all findings, which come most worth first: each key once, nothing that is in effect already
 * (so that advice applied twice changes nothing), nothing that the user wants to keep. Where two findings want different values, the
 * first one's stands; of two sizes of memory the larger, because both needs are real. What is only noted does not ask for memory or
 * executors, which cost something in every run. A setting of a part that is to stay switched off would have no effect.
 * @param keep keys; one that ends with `*` stands for all that begin like it
 */
export function mergeRecommendations(
  findings: readonly Finding[],
  keep: readonly string[],
): { kept: Recommendation[]; refused: Refused[] } {
  const kept = new Map<string, Recommendation>();
  const refused: Refused[] = [];
  const isKept = (key: string): boolean =>
    keep.some((each) => (each.endsWith('*') ? key.startsWith(each.slice(0, -1)) : key === each));
  // What findings want to switch on is off in the run.
  const switchedOff = switches.filter(
    ({ key }) =>
      isKept(key) &&
      findings.some(({ recommendations }) =>
        recommendations.some((wish) => wish.key === key && wish.new === 'true'),
      ),
  );
  for (const { recommendations, severity } of findings)
    for (const wish of recommendations) {
      const { key } = wish;
      const refuse = (value: string, why: string): void => {
        if (!refused.some((each) => each.key === key && each.value === value))
          refused.push({ key, value, why });
      };
      const off = switchedOff.find((part) => key.startsWith(part.prefix));
      if (isKept(key)) refuse(wish.new, 'You want to keep this setting.');
      else if (off) refuse(wish.new, `It has no effect while ${off.key} is off, which you keep.`);
      else if (wish.old !== null && sameSetting(wish.old, wish.new))
        refuse(wish.new, 'It is in effect already.');
      else if (severity === 'info' && resources.test(key))
        refuse(wish.new, 'What it would save is too little for what it costs in every run.');
      else {
        const known = kept.get(key);
        if (!known) kept.set(key, wish);
        else if (known.new !== wish.new) {
          const larger =
            /memory|maxResultSize/i.test(key) &&
            (parseBytes(wish.new, 'm') ?? 0) > (parseBytes(known.new, 'm') ?? 0);
          if (larger) kept.set(key, wish);
          const lost = larger ? known : wish;
          refuse(
            lost.new,
            larger
              ? 'Another finding needs more.'
              : 'A finding that is worth more asks for another value.',
          );
        }
      }
    }
  return { kept: [...kept.values()], refused };
}

/** Settings that count only where another one is on. */
const switches = [
  { key: 'spark.sql.adaptive.enabled', prefix: 'spark.sql.adaptive.' },
  { key: 'spark.sql.adaptive.skewJoin.enabled', prefix: 'spark.sql.adaptive.skewJoin.' },
  {
    key: 'spark.sql.adaptive.coalescePartitions.enabled',
    prefix: 'spark.sql.adaptive.coalescePartitions.',
  },
  { key: 'spark.dynamicAllocation.enabled', prefix: 'spark.dynamicAllocation.' },
  { key: 'spark.speculation', prefix: 'spark.speculation.' },
] as const;

const resources = /memory|Executors$|executor\.instances|cores/i;

/** `1g` and `1024m` are the same. */
function sameSetting(old: string, wanted: string): boolean {
  if (old.toLowerCase() === wanted.toLowerCase()) return true;
  const [a, b] = [parseBytes(old), parseBytes(wanted)];
  return a !== null && a === b && /[kmgt]/i.test(wanted) && /[kmgt]/i.test(old);
}
