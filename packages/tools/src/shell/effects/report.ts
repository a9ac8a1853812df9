import type { Span } from '../syntax/span.ts';
import { higher, reasonCodes, type ReasonCodeName, type RiskLevel } from './reason-codes.ts';

export interface Reason {
  readonly code: ReasonCodeName;
  readonly level: RiskLevel;
  readonly text: string;
  /** The words that it is about. */
  readonly span: Span;
}

const mostReasons = 50;

/** Gathers reasons; the level is the highest of them. */
export class Report {
  readonly #reasons = new Map<string, Reason>();
  #level: RiskLevel = 'safe';
  /** How often anything was said, also what was known already. */
  added = 0;

  get level(): RiskLevel {
    return this.#level;
  }

  add(code: ReasonCodeName, span: Span, about: { text?: string; level?: RiskLevel } = {}): void {
    this.added += 1;
    const level = about.level ?? reasonCodes[code].level;
    this.#level = higher(this.#level, level);
    const key = `${code} ${span.start} ${span.end}`;
    const known = this.#reasons.get(key);
    if (known && higher(known.level, level) === known.level) return;
    if (!known && this.#reasons.size >= 2000) return;
    this.#reasons.set(key, { code, level, text: about.text ?? reasonCodes[code].text, span });
  }

  /** The worst first, then in the order of the text; harmless ones only where all is harmless. */
  reasons(): Reason[] {
    const rank = { destructive: 0, caution: 1, safe: 2 } as const;
    return [...this.#reasons.values()]
      .filter(({ level }) => level !== 'safe' || this.#level === 'safe')
      .sort(
        (one, other) => rank[one.level] - rank[other.level] || one.span.start - other.span.start,
      )
      .slice(0, mostReasons);
  }
}
