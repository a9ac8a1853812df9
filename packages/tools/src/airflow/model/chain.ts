import { none, type CallArguments, type Value } from '../python/value.ts';
import { addProblem } from './context.ts';
import { asDependency } from './model.ts';
import { dependenciesIn, relate, type Relating } from './relate.ts';

/** `chain(a, [b, c], [d, e], f)`: neighbours in order; two lists are paired. */
export function chain(args: CallArguments, where: Relating): Value {
  for (let at = 0; at + 1 < args.positional.length; at += 1) {
    const upper = args.positional[at]!;
    const lower = args.positional[at + 1]!;
    const self = asDependency(upper);
    const other = asDependency(lower);
    if (self) relate(self, dependenciesIn(lower, where), 'downstream', null, where);
    else if (other) relate(other, dependenciesIn(upper, where), 'upstream', null, where);
    else {
      const uppers = dependenciesIn(upper, where);
      const lowers = dependenciesIn(lower, where);
      if (uppers.length !== lowers.length)
        addProblem(
          where.context,
          'unsupported_edge',
          `chain() pairs lists of the same length, not of ${uppers.length} and ${lowers.length}.`,
          null,
          where.site,
        );
      else
        for (const [index, each] of uppers.entries())
          relate(each, [lowers[index]!], 'downstream', null, where);
    }
  }
  return none;
}

/** Every element before every element of the next list. */
export function chainLinear(args: CallArguments, where: Relating): Value {
  for (let at = 0; at + 1 < args.positional.length; at += 1)
    for (const upper of dependenciesIn(args.positional[at]!, where))
      relate(upper, dependenciesIn(args.positional[at + 1]!, where), 'downstream', null, where);
  return none;
}

export function crossDownstream(args: CallArguments, where: Relating): Value {
  const from = args.keywords.get('from_tasks') ?? args.positional[0];
  const to = args.keywords.get('to_tasks') ?? args.positional[1];
  if (from && to)
    for (const upper of dependenciesIn(from, where))
      relate(upper, dependenciesIn(to, where), 'downstream', null, where);
  return none;
}
