import { visibleText } from '../../components/ui/visible-text.ts';

/** Signs of a name that fit into its box. */
const maxSigns = 23;
const endSigns = 11;

/**
 * A name in two parts: of one that is too long for its box the first is cut, because names of one group begin alike and differ at the
 * end. The second part is empty where the whole fits.
 */
export function partsOfName(name: string): readonly [start: string, end: string] {
  const signs = Array.from(visibleText(name));
  return signs.length <= maxSigns
    ? [signs.join(''), '']
    : [signs.slice(0, -endSigns).join(''), signs.slice(-endSigns).join('')];
}

/** A name without its middle, where it is too long. */
export function shortName(name: string): string {
  const [start, end] = partsOfName(name);
  return end === ''
    ? start
    : `${Array.from(start)
        .slice(0, maxSigns - 1 - endSigns)
        .join('')}…${end}`;
}
