import { styleText } from 'node:util';

interface Place {
  readonly source: string;
  readonly lines: readonly [number, number];
}

interface Counted {
  readonly before: number;
  readonly after: number;
  readonly evidence: Place;
}

interface Line extends Counted {
  readonly quote: string;
  readonly level: string;
}

/** What `compare`, and `debug` with another run, give. */
export interface ComparisonShape {
  readonly foundCauses: {
    readonly before: readonly { readonly title: string }[];
    readonly after: readonly { readonly title: string }[];
  };
  readonly steps: readonly (Counted & { readonly what: string; readonly quote: string | null })[];
  readonly notRun: readonly { readonly what: string; readonly evidence: Place }[];
  readonly errors: readonly (Counted & { readonly type: string; readonly quote: string })[];
  readonly lines: {
    readonly new: readonly Line[];
    readonly moreFrequent: readonly Line[];
    readonly gone: readonly Line[];
  };
  readonly slower: readonly {
    readonly phase: string;
    readonly beforeMs: number;
    readonly afterMs: number;
    readonly endedBadly: boolean;
    readonly evidence: readonly Place[];
  }[];
}

const maxText = 150;

/** Differences for a terminal, the gravest lists first; each entry with how often before and now, and where it stands. */
export function renderComparison({
  foundCauses,
  steps,
  notRun,
  errors,
  lines,
  slower,
}: ComparisonShape): string[] {
  const shown: string[] = [];
  const section = (title: string, entries: readonly string[]): void => {
    if (entries.length > 0) shown.push('', styleText('bold', title), ...entries);
  };
  const titles = (list: readonly { readonly title: string }[]): string =>
    list.length === 0 ? 'none found' : list.map(({ title }) => title).join('; ');
  section('Causes', [
    `  before: ${titles(foundCauses.before)}`,
    `  now:    ${titles(foundCauses.after)}`,
  ]);
  section(
    'Steps towards a failure that are new or more often',
    steps.map((step) => entry(step, `${step.what}${step.quote === null ? '' : `: ${step.quote}`}`)),
  );
  section(
    'Did not run',
    notRun.map(({ what, evidence }) => `  ${what}  ${placeOf(evidence)}`),
  );
  section(
    'New exceptions',
    errors.map((error) => entry(error, [error.type, error.quote].filter(Boolean).join(': '))),
  );
  section('New lines', lines.new.map(lineOf));
  section('More frequent', lines.moreFrequent.map(lineOf));
  section('Gone', lines.gone.map(lineOf));
  section(
    'Slower',
    slower.map(
      ({ phase, beforeMs, afterMs, endedBadly, evidence }) =>
        `  ${phase}: ${seconds(beforeMs)} -> ${seconds(afterMs)}${endedBadly ? ', and failed' : ''}  ${evidence.map(placeOf).join(' - ')}`,
    ),
  );
  return shown;
}

const lineOf = (line: Line): string => entry(line, `${line.level.padEnd(5)} ${line.quote}`);

const entry = ({ before, after, evidence }: Counted, text: string): string => {
  const flat = text.replaceAll(/\s+/g, ' ');
  return `  ${`${before} -> ${after}`.padEnd(10)} ${flat.length > maxText ? `${flat.slice(0, maxText - 1)}…` : flat}  ${placeOf(evidence)}`;
};

const placeOf = ({ source, lines }: Place): string => styleText('dim', `${source}:${lines[0]}`);

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
