import type { CollectedHits, ErrorSighting, Hit } from './collect-hits.ts';
import {
  competesWithin,
  confidenceOf,
  foundFrom,
  harmlessBelow,
  isInPassing,
  weightOf,
  type Sign,
} from './confidence.ts';
import type { Cause, Diagnosis, Evidence, Limit } from './diagnosis.ts';
import { inCodeSpan } from './in-code-span.ts';
import { nextLogOf } from './next-log.ts';
import { preventionOf } from './prevention.ts';
import { retryOf } from './retry.ts';
import { quoteLine, type ReadBytes, type Sha256 } from './quote-evidence.ts';
import { subjectsOf } from './question.ts';
import { ruleById } from './rules.ts';
import type { Rule } from './rule.ts';

export interface DiagnosedFile {
  readonly fileId: string;
  readonly name: string;
  readonly lines: number;
  readonly hits: CollectedHits;
}

interface Found extends Sign {
  readonly source: string;
  /** How many of the names in the question the event or the name of its file has; 0.5 where only its file mentions one. */
  readonly focus: number;
}

interface Candidate {
  readonly rule: Rule;
  readonly found: readonly Found[];
  readonly confidence: number;
  readonly occurrences: number;
  /** Time of the first match; files without times keep their order by line. */
  readonly first: number;
  /** The best of its evidence. */
  readonly focus: number;
}

export interface DiagnosisTools {
  readonly read: ReadBytes;
  readonly sha256: Sha256;
  /** Whether the file has this text (lower case, compared without case). */
  readonly mentions: (fileId: string, text: string) => Promise<boolean>;
}

const shownCauses = 4;
const quotesByCause = 5;
const quotesByOther = 2;
const maxException = 300;
/** Texts, pages and programs that lie beside logs: what they say did not happen. */
const written =
  /\.(?:md|rst|adoc|html?|ipynb|py|sh|bash|scala|java|kt|sql|ts|js|go|rb|toml|dockerfile)(?:\.gz)?$/i;

/**
 * Ranks the causes that the rules found in the files and proves them with quotes from the stored bytes.
 * A cause that another found cause explains is listed as its symptom. A cause is `found` from 0.6 on and only with a quote;
 * two unrelated causes of the same weight compete, and then none is found. What the question names (a task, a file, an
 * executor) is preferred as evidence; when the logs mention nothing of it, no cause is found either.
 */
export async function diagnose(
  all: readonly DiagnosedFile[],
  tools: DiagnosisTools,
  question = '',
): Promise<Diagnosis> {
  const logs = all.filter(({ name }) => !written.test(name));
  const files = logs.length > 0 ? logs : all;
  const searched = {
    files: files.length,
    lines: files.reduce((sum, file) => sum + file.lines, 0),
    events: files.reduce((sum, file) => sum + file.hits.events, 0),
  };
  const limits: Limit[] = [];
  if (files.length < all.length)
    limits.push({
      what: 'files',
      total: all.length,
      shown: files.length,
      why: 'Documents and programs beside the logs do not say what happened.',
      howToGetTheRest: 'Ask about such a file alone.',
    });
  const subjects = await subjectsIn(files, tools, question);
  const errorCount = files.reduce((sum, file) => sum + file.hits.errorCount, 0);
  const candidates = (await candidatesOf(files, subjects, tools.read)).filter(
    (candidate) => candidate.rule.id !== 'benign_warning' || isAll(candidate, errorCount),
  );
  const { roots, symptoms } = separate(candidates);
  const [best, second] = roots;
  const unmentioned =
    subjects.names.length > 0 &&
    subjects.mentionedIn.size === 0 &&
    !(best && subjects.names.some((name) => speaksOf(best.rule, name)));
  const competitors = best && second && compete(best, second) ? [best, second] : [];
  const isFound =
    best !== undefined && best.confidence >= foundFrom && competitors.length === 0 && !unmentioned;
  // Beside a cause that is found, weak candidates only distract.
  const shown = isFound ? roots.filter(({ confidence }) => confidence >= foundFrom) : roots;

  let number = 0;
  const quotesOf = async ({ rule }: Candidate, found: readonly Found[]): Promise<Evidence[]> => {
    const quotes: Evidence[] = [];
    for (const { fileId, source, hit } of found) {
      const { why } = [...rule.patterns, ...(rule.against ?? [])][hit.pattern]!;
      const quote = await quoteLine(
        { ...hit, fileId, source },
        { id: `E${number + 1}`, why },
        tools.read,
        tools.sha256,
      );
      if (!quote || quotes.some((other) => other.quote === quote.quote && other.fileId === fileId))
        continue;
      number += 1;
      quotes.push(quote);
    }
    return quotes;
  };
  const causes: Cause[] = [];
  for (const candidate of shown.slice(0, shownCauses)) {
    const evidence = await quotesOf(
      candidate,
      bestHits(candidate, candidate === best ? quotesByCause : quotesByOther),
    );
    if (evidence.length === 0) continue;
    const against = candidate.found.filter(({ hit }) => hit.against).slice(0, quotesByOther);
    const counterEvidence = await quotesOf(candidate, against);
    const ownSymptoms = symptoms.get(candidate.rule.id) ?? [];
    causes.push(causeOf(candidate, evidence, counterEvidence, ownSymptoms));
  }
  if (shown.length > shownCauses)
    limits.push({
      what: 'causes',
      total: shown.length,
      shown: shownCauses,
      why: 'Weaker candidates are left out.',
      howToGetTheRest:
        'Search for the words of the cause you have in mind, or look at fewer files.',
    });

  const [first] = causes;
  if (isFound && first?.id === best.rule.id) {
    return {
      status: 'found',
      causes,
      summary: summaryOf(first),
      lookNext: first.lookNext,
      searched,
      limits,
    };
  }
  const errors = files.flatMap((file) => file.hits.errors.map((error) => ({ file, error })));
  if (errorCount === 0 && roots.every(isHarmless)) {
    return {
      status: 'nothing_found',
      causes: [],
      summary: nothingFound(searched, files, roots),
      lookNext: null,
      searched,
      limits: [],
    };
  }
  const unknown = first ? null : await unexplained(errors, tools, number);
  const candidatesShown = unknown ? [unknown] : causes;
  const top = candidatesShown[0];
  const reason = unmentioned
    ? `The logs do not mention ${subjects.names.map((name) => `"${name}"`).join(', ')}, so what they report may have nothing to do with the question.`
    : competitors.length > 0
      ? `Two causes fit equally well: ${competitors.map(({ rule }) => rule.title).join('; ')}.`
      : 'The logs do not prove a cause.';
  return {
    status: 'inconclusive',
    causes: candidatesShown,
    summary: top
      ? `${reason} ${top.explanation} Next: ${top.lookNext}`
      : `${reason} They report errors, but none of them can be quoted.`,
    lookNext: top?.lookNext ?? 'The log of the component that reported the first error.',
    searched,
    limits,
  };
}

/** Harmless lines are worth a word only where they are what the file is about: an excerpt that somebody worries over. */
const isAll = ({ found }: Candidate, errorCount: number): boolean =>
  errorCount === 0 && found.every(({ hit, count, events }) => !hit.settled && count * 2 >= events);

/** Seen only below warning level, or before the work ended well. */
const isHarmless = ({ found, confidence }: Candidate): boolean =>
  confidence < harmlessBelow &&
  found.every(
    ({ hit }) => hit.against || hit.settled || hit.level === 'info' || hit.level === 'debug',
  );

function nothingFound(
  searched: Diagnosis['searched'],
  files: readonly DiagnosedFile[],
  handled: readonly Candidate[],
): string {
  const settled = files.reduce((sum, { hits }) => sum + hits.settledErrors, 0);
  const notes = [
    ...(settled > 0
      ? [`${settled} ${settled === 1 ? 'error was' : 'errors were'} followed by a good end`]
      : []),
    ...(handled.length > 0
      ? [`messages about "${handled[0]!.rule.title.toLowerCase()}" were handled by the program`]
      : []),
  ];
  return `No failure was found: ${searched.files} ${searched.files === 1 ? 'file' : 'files'} with ${searched.lines} lines were read, none of the known causes is proved, and no error is left open.${notes.length > 0 ? ` (${notes.join('; ')}.)` : ''}`;
}

interface Subjects {
  readonly names: readonly string[];
  /** Ids of the files that have one of the names, in their own name or their text. */
  readonly mentionedIn: ReadonlySet<string>;
}

async function subjectsIn(
  files: readonly DiagnosedFile[],
  tools: DiagnosisTools,
  question: string,
): Promise<Subjects> {
  const names = subjectsOf(question);
  const mentionedIn = new Set<string>();
  for (const { fileId, name: source } of files)
    for (const name of names) {
      if (!source.toLowerCase().includes(name) && !(await tools.mentions(fileId, name))) continue;
      mentionedIn.add(fileId);
      break;
    }
  return { names, mentionedIn };
}

/** A product may be known by the words of the rule, where the log has only its class names. */
const speaksOf = ({ title, definition, patterns }: Rule, product: string): boolean =>
  [title, definition, ...patterns.map(({ why }) => why)].join(' ').toLowerCase().includes(product);

async function candidatesOf(
  files: readonly DiagnosedFile[],
  subjects: Subjects,
  read: ReadBytes,
): Promise<Candidate[]> {
  const byRule = new Map<string, (Omit<Found, 'focus'> & { order: number })[]>();
  files.forEach(({ fileId, name, hits }, order) => {
    for (const hit of hits.hits) {
      if (isInPassing(hit)) continue;
      const list = byRule.get(hit.rule) ?? [];
      const count = hits.counts[`${hit.rule}/${hit.pattern}`] ?? 1;
      list.push({ fileId, source: name, hit, count, events: hits.events, order });
      byRule.set(hit.rule, list);
    }
  });
  const candidates: Candidate[] = [];
  for (const [id, found] of byRule) {
    const rule = ruleById.get(id);
    if (!rule || found.every(({ hit }) => saysNothing(rule, hit))) continue;
    const occurrences = files.reduce(
      (sum, { hits }) =>
        sum +
        rule.patterns.reduce((inner, _, at) => Math.max(inner, hits.counts[`${id}/${at}`] ?? 0), 0),
      0,
    );
    const first = Math.min(
      ...found.map(
        ({ hit, order }) => hit.time ?? Number.MAX_SAFE_INTEGER / 2 + order * 1e9 + hit.line,
      ),
    );
    const focused: Found[] = await Promise.all(
      found.map(async (each) => ({ ...each, focus: await focusOf(each, subjects, read) })),
    );
    candidates.push({
      rule,
      found: focused,
      confidence: confidenceOf(rule, found),
      occurrences,
      first,
      focus: Math.max(...focused.map(({ focus }) => focus)),
    });
  }
  const position = new Map([...ruleById.keys()].map((id, at) => [id, at]));
  const enough = ({ confidence }: Candidate): number => (confidence >= foundFrom ? 1 : 0);
  return candidates.toSorted(
    (a, b) =>
      enough(b) - enough(a) ||
      b.focus - a.focus ||
      b.confidence - a.confidence ||
      a.first - b.first ||
      position.get(a.rule.id)! - position.get(b.rule.id)!,
  );
}

/** Against the cause, or only in support of a sign that is not there. */
const saysNothing = (rule: Rule, hit: Hit): boolean =>
  hit.against || rule.patterns[hit.pattern]!.strength === 'support';

async function focusOf(
  { fileId, source, hit }: Omit<Found, 'focus'>,
  { names, mentionedIn }: Subjects,
  read: ReadBytes,
): Promise<number> {
  if (!mentionedIn.has(fileId)) return 0;
  const bytes = await read(fileId, hit.start, Math.min(hit.end, hit.start + 65_536));
  const text = `${source}\n${new TextDecoder().decode(bytes)}`.toLowerCase();
  return Math.max(0.5, names.filter((name) => text.includes(name)).length);
}

/** Two causes that fit the same, that no chain orders, and that come from different events of the same files. */
function compete(best: Candidate, second: Candidate): boolean {
  return (
    second.confidence >= foundFrom &&
    best.focus === second.focus &&
    best.confidence - second.confidence < competesWithin &&
    best.rule.family !== second.rule.family
  );
}

/** Whether a rule is itself explained by anything, or by name by the other: then it does not explain the other. */
const explainsLess = ({ symptomOf = [] }: Rule, other: string): boolean =>
  symptomOf.includes('*') || symptomOf.includes(other);

/** Takes out the candidates that a found one explains. */
function separate(candidates: readonly Candidate[]): {
  roots: Candidate[];
  symptoms: Map<string, string[]>;
} {
  const found = candidates.filter(({ confidence }) => confidence >= foundFrom);
  const symptoms = new Map<string, string[]>();
  const explainedBy = (candidate: Candidate): Candidate | undefined =>
    found.find(
      ({ rule }) =>
        rule.id !== candidate.rule.id &&
        candidate.rule.symptomOf?.some(
          (id) => id === rule.id || (id === '*' && !explainsLess(rule, candidate.rule.id)),
        ),
    );
  const roots: Candidate[] = [];
  for (const candidate of candidates) {
    const culprit = explainedBy(candidate);
    if (!culprit) {
      roots.push(candidate);
      continue;
    }
    symptoms.set(culprit.rule.id, [...(symptoms.get(culprit.rule.id) ?? []), candidate.rule.id]);
  }
  return { roots, symptoms };
}

/**
 * The strongest place first, then places of other patterns and of other kinds of files (a task log, an executor), so that a
 * handful of quotes shows the failure from all sides. The files that the question names come before others.
 */
function bestHits(candidate: Candidate, wanted: number): Found[] {
  const left = candidate.found.filter(({ hit }) => !hit.against);
  const order = new Map(left.map((each, at) => [each, at]));
  const chosen: Found[] = [];
  const repeats = (each: Found): number =>
    chosen.filter((other) => kindOf(other.source) === kindOf(each.source)).length +
    chosen.filter((other) => other.hit.pattern === each.hit.pattern).length;
  const lines = new Set<string>();
  while (chosen.length < wanted && left.length > 0) {
    const next = left.toSorted(
      (a, b) =>
        repeats(a) - repeats(b) ||
        b.focus - a.focus ||
        weightOf(candidate.rule, b) - weightOf(candidate.rule, a) ||
        (a.hit.time ?? 0) - (b.hit.time ?? 0) ||
        order.get(a)! - order.get(b)!,
    )[0]!;
    left.splice(left.indexOf(next), 1);
    const line = `${next.fileId}:${next.hit.line}`;
    if (lines.has(line)) continue;
    lines.add(line);
    chosen.push(next);
  }
  return chosen;
}

/** `attempt=1.log` and `attempt=2.log` are one kind, `stderr` another. */
const kindOf = (source: string): string =>
  source.slice(source.lastIndexOf('/') + 1).replaceAll(/\d+/g, '#');

function causeOf(
  candidate: Candidate,
  evidence: readonly Evidence[],
  counterEvidence: readonly Evidence[],
  symptoms: readonly string[],
): Cause {
  const { rule, confidence, occurrences } = candidate;
  const files = new Set(
    candidate.found.filter(({ hit }) => !hit.against).map(({ source }) => source),
  );
  return {
    id: rule.id,
    family: rule.family,
    title: rule.title,
    definition: rule.definition,
    confidence,
    explanation: `${evidence[0]!.why} It is seen ${occurrences} ${occurrences === 1 ? 'time' : 'times'} in ${files.size} ${files.size === 1 ? 'file' : 'files'}.`,
    evidence,
    counterEvidence,
    firstChecks: rule.checks,
    fix: rule.fix,
    prevention: preventionOf(rule.family),
    retry: retryOf(rule.id, rule.family),
    lookNext: rule.lookNext,
    symptoms,
    occurrences,
  };
}

function summaryOf(cause: Cause): string {
  const cited = cause.evidence.map(({ id }) => `[${id}]`).join(' ');
  const chain =
    cause.symptoms.length > 0
      ? ` What else is reported follows from it: ${cause.symptoms.map((id) => ruleById.get(id)?.title ?? id).join('; ')}.`
      : '';
  return `**${cause.title}.** ${cause.explanation} ${cited}${chain} ${cause.definition} Next: ${cause.fix[0] ?? cause.firstChecks[0]}.`;
}

/** A failure that no rule knows: its first error and its innermost exception, so that the reader starts at the right place. */
async function unexplained(
  errors: readonly { readonly file: DiagnosedFile; readonly error: ErrorSighting }[],
  tools: { readonly read: ReadBytes; readonly sha256: Sha256 },
  number: number,
): Promise<Cause | null> {
  const evidence: Evidence[] = [];
  const chosen = [
    errors[0],
    errors.find(({ error }) => error.rootException !== null),
    errors.at(-1),
  ];
  for (const each of new Set(chosen)) {
    if (!each) continue;
    const { file, error } = each;
    const quote = await quoteLine(
      { ...error, fileId: file.fileId, source: file.name, eventLine: error.line, matched: '' },
      { id: `E${number + evidence.length + 1}`, why: 'An error that no rule explains.' },
      tools.read,
      tools.sha256,
    );
    if (quote) evidence.push(quote);
  }
  if (evidence.length === 0) return null;
  const root = errors.find(({ error }) => error.rootException !== null)?.error.rootException;
  return {
    id: 'unexplained',
    family: 'unknown',
    title: 'Failure without a known cause',
    definition: 'Errors are reported, and no rule explains them.',
    confidence: 0,
    explanation: root
      ? `The innermost exception is ${inCodeSpan(root, maxException)}.`
      : `The first error is on line ${errors[0]!.error.line}.`,
    evidence,
    counterEvidence: [],
    firstChecks: ['Read the first error and what stands before it'],
    fix: [],
    prevention: [],
    retry: retryOf('unexplained', 'unknown'),
    lookNext: nextLogOf(
      errors.map(({ error }) => error.headline),
      'The log of the component that the first error names.',
    ),
    symptoms: [],
    occurrences: errors.length,
  };
}
