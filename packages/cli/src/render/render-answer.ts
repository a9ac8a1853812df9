import { styleText } from 'node:util';
import type { Answer } from '@datasherpa/agent/plugin';
import { renderComparison, type ComparisonShape } from './render-comparison.ts';
import { renderValues } from './render-values.ts';
import { renderChain, renderEntries, type TimelineShape } from './render-timeline.ts';
import { visibleText } from './visible-text.ts';

interface CauseShape {
  readonly title: string;
  readonly confidence: number;
  readonly evidence: readonly { readonly id: string }[];
  readonly prevention?: readonly string[];
  readonly impact?: readonly Impact[];
  readonly commands?: readonly {
    readonly command: string;
    readonly shows: string;
    readonly complete: boolean;
  }[];
}

interface Impact {
  readonly what: string;
  readonly evidence: { readonly source: string; readonly lines: readonly [number, number] };
}

/** An answer for a terminal: what was found, the lines that prove it, what to do, what was cut or missing. */
export function renderAnswer(answer: Answer): string {
  return `${statusLine(answer)}\n\n${answer.summary.replaceAll('**', '')}\n${renderDetails(answer)}`;
}

/** What stands below the words of an answer. */
export function renderDetails(answer: Answer): string {
  const lines: string[] = [];
  const causes = causesOf(answer.data);
  const [first, ...others] = causes;
  const story = timelineOf(answer.data);
  // Lines of a timeline say where they stand; a second list of the same lines says no more.
  if (isComparison(answer.data)) lines.push(...renderComparison(answer.data));
  else if (story.entries)
    lines.push('', styleText('bold', 'Timeline'), ...renderEntries(story.entries));
  else if (answer.evidence.length > 0) {
    lines.push('', styleText('bold', 'Evidence'));
    for (const { id, source, lines: range, quote, why } of answer.evidence) {
      lines.push(
        `  ${styleText('cyan', `[${id}]`)} ${source}:${range[0]}  ${styleText('dim', why)}`,
      );
      lines.push(`       ${shownQuote(quote)}`);
    }
    const searched = searchedIn(answer.data);
    if (searched && searched.files > 1)
      lines.push(
        `  ${styleText('dim', `Looked at ${searched.files.toLocaleString('en')} files with ${searched.lines.toLocaleString('en')} lines.`)}`,
      );
  }
  lines.push(...renderValues(answer.data));
  for (const { markdown } of documentsOf(answer.data)) lines.push('', markdown.trimEnd());
  if (others.length > 0) {
    lines.push('', styleText('bold', 'Also possible'));
    for (const { title, confidence, evidence } of others)
      lines.push(
        `  ${title} (${Math.round(confidence * 100)} %) ${evidence.map(({ id }) => `[${id}]`).join(' ')}`,
      );
  }
  if (story.chain.length > 1)
    lines.push('', styleText('bold', 'How it came to it'), ...renderChain(story.chain));
  list(
    lines,
    'Impact',
    (first?.impact ?? impactOf(answer.data)).map(
      ({ what, evidence }) => `${what} ${evidence.source}:${evidence.lines[0]}`,
    ),
  );
  const comparison = comparisonOf(answer.data);
  if (comparison) lines.push(...renderComparison(comparison));
  list(lines, 'Next', answer.next);
  const commands = first?.commands ?? [];
  if (commands.length > 0) {
    lines.push('', styleText('bold', 'Commands that only look'));
    for (const { command, shows, complete } of commands)
      lines.push(
        `  ${command}`,
        styleText('dim', `    ${shows}${complete ? '' : '; put in what is written in capitals'}`),
      );
  }
  if (answer.status === 'found')
    list(lines, 'So that it does not come back', first?.prevention ?? []);
  list(
    lines,
    'Not everything is shown',
    answer.limits.map(
      ({ what, shown, total, why, howToGetTheRest }) =>
        `${shown} of ${total} ${what}: ${why} ${howToGetTheRest}`,
    ),
  );
  list(
    lines,
    'What was missing',
    answer.degraded.map(({ what, why, effect }) => `${what}: ${why} ${effect}`),
  );
  // Colours of ours are put around text that was made harmless before.
  return lines.map((line) => `${line}\n`).join('');
}

/** Lines of event logs have thousands of characters; `--json` has them whole. */
const maxQuote = 400;
function shownQuote(quote: string): string {
  const line = quote.replaceAll('\t', '  ');
  return line.length > maxQuote
    ? `${line.slice(0, maxQuote)}${styleText('dim', ` … (${line.length} characters)`)}`
    : line;
}

/** Documents that a tool wrote: they are the answer, not a detail of it. */
function documentsOf(data: unknown): readonly { readonly markdown: string }[] {
  const { documents } = (data ?? {}) as { documents?: unknown };
  return Array.isArray(documents)
    ? documents.filter((each): each is { markdown: string } => typeof each?.markdown === 'string')
    : [];
}

const list = (lines: string[], title: string, entries: readonly string[]): void => {
  if (entries.length > 0)
    lines.push('', styleText('bold', title), ...entries.map((entry) => `  - ${entry}`));
};

function statusLine(answer: Answer): string {
  const [cause] = causesOf(answer.data);
  const sure =
    cause && answer.status === 'found'
      ? ` (confidence ${Math.round(cause.confidence * 100)} %)`
      : '';
  const words = {
    found: 'Found',
    nothing_found: 'Nothing found',
    inconclusive: 'Inconclusive',
    needs_approval: 'Needs approval',
    failed: 'Failed',
  };
  return styleText('bold', `${words[answer.status]}${sure}`);
}

const causesOf = (data: unknown): readonly CauseShape[] =>
  typeof data === 'object' && data !== null && 'causes' in data
    ? (data.causes as readonly CauseShape[])
    : [];

/** The entries of the tool `timeline`, and the chain of it or of a diagnosis. */
function timelineOf(data: unknown): {
  readonly entries: TimelineShape['entries'] | null;
  readonly chain: TimelineShape['chain'];
} {
  if (typeof data !== 'object' || data === null) return { entries: null, chain: [] };
  if ('entries' in data && 'chain' in data) return data as TimelineShape;
  if ('timeline' in data && data.timeline)
    return { entries: null, chain: (data.timeline as TimelineShape).chain };
  return { entries: null, chain: [] };
}

const isComparison = (data: unknown): data is ComparisonShape =>
  typeof data === 'object' && data !== null && 'compared' in data && 'steps' in data;

/** Beside a diagnosis. */
const comparisonOf = (data: unknown): ComparisonShape | null =>
  typeof data === 'object' && data !== null && 'comparison' in data && isComparison(data.comparison)
    ? data.comparison
    : null;

const impactOf = (data: unknown): readonly Impact[] =>
  typeof data === 'object' && data !== null && 'impact' in data
    ? (data.impact as readonly Impact[])
    : [];

/** The answer with every text made visible, before anything is coloured. */
export function harmless<T>(value: T): T {
  if (typeof value === 'string') return visibleText(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => harmless(each)) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, harmless(each as unknown)]),
    ) as T;
  return value;
}

function searchedIn(data: unknown): { readonly files: number; readonly lines: number } | null {
  const { searched } = (data ?? {}) as { searched?: { files?: unknown; lines?: unknown } };
  const { files, lines } = searched ?? {};
  return typeof files === 'number' && typeof lines === 'number' ? { files, lines } : null;
}
