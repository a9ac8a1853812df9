import type { CollectedHits, ErrorSighting, Hit } from './collect-hits.ts';
import { confidenceOf, foundFrom } from './confidence.ts';
import type { Cause, Diagnosis, Evidence, Limit } from './diagnosis.ts';
import { quoteLine, type ReadBytes, type Sha256 } from './quote-evidence.ts';
import { ruleById } from './rules.ts';
import type { Rule } from './rule.ts';

export interface DiagnosedFile {
  readonly fileId: string;
  readonly name: string;
  readonly lines: number;
  readonly hits: CollectedHits;
}

interface Candidate {
  readonly rule: Rule;
  readonly found: readonly {
    readonly fileId: string;
    readonly source: string;
    readonly hit: Hit;
  }[];
  readonly confidence: number;
  readonly occurrences: number;
  /** Time of the first match; files without times keep their order by line. */
  readonly first: number;
}

const shownCauses = 4;
const quotesByCause = 4;

/**
 * Ranks the causes that the rules found in the files and proves them with quotes from the stored bytes.
 * A cause that another found cause explains is listed as its symptom. A cause is `found` from 0.6 on and only with a quote.
 */
export async function diagnose(
  files: readonly DiagnosedFile[],
  tools: { readonly read: ReadBytes; readonly sha256: Sha256 },
): Promise<Diagnosis> {
  const searched = {
    files: files.length,
    lines: files.reduce((sum, file) => sum + file.lines, 0),
    events: files.reduce((sum, file) => sum + file.hits.events, 0),
  };
  const candidates = candidatesOf(files);
  const { roots, symptoms } = separate(candidates);
  const limits: Limit[] = [];
  if (roots.length > shownCauses)
    limits.push({
      what: 'causes',
      total: roots.length,
      shown: shownCauses,
      why: 'Weaker candidates are left out.',
      howToGetTheRest:
        'Search for the words of the cause you have in mind, or look at fewer files.',
    });

  let number = 0;
  const causes: Cause[] = [];
  for (const candidate of roots.slice(0, shownCauses)) {
    const evidence: Evidence[] = [];
    for (const { fileId, source, hit } of bestHits(candidate)) {
      const why = candidate.rule.patterns[hit.pattern]!.why;
      const quote = await quoteLine(
        { ...hit, fileId, source },
        { id: `E${number + 1}`, why },
        tools.read,
        tools.sha256,
      );
      if (!quote) continue;
      number += 1;
      evidence.push(quote);
    }
    if (evidence.length === 0) continue;
    causes.push(causeOf(candidate, evidence, symptoms.get(candidate.rule.id) ?? []));
  }

  const [best] = causes;
  if (best && best.confidence >= foundFrom) {
    return {
      status: 'found',
      causes,
      summary: summaryOf(best),
      lookNext: best.lookNext,
      searched,
      limits,
    };
  }
  const errors = files.flatMap((file) => file.hits.errors.map((error) => ({ file, error })));
  const errorCount = files.reduce((sum, file) => sum + file.hits.errorCount, 0);
  if (!best && errorCount === 0) {
    return {
      status: 'nothing_found',
      causes: [],
      summary: `No failure was found: ${searched.files} ${searched.files === 1 ? 'file' : 'files'} with ${searched.lines} lines were read, none of the known causes matched and no event has level error.`,
      lookNext: null,
      searched,
      limits,
    };
  }
  const unknown = best ? null : await unexplained(errors, tools, number);
  const all = unknown ? [unknown] : causes;
  return {
    status: 'inconclusive',
    causes: all,
    summary: all[0]
      ? `The logs do not prove a cause. ${all[0].explanation} Next: ${all[0].lookNext}`
      : 'The logs report errors, but none of them can be quoted.',
    lookNext: all[0]?.lookNext ?? 'The log of the component that reported the first error.',
    searched,
    limits,
  };
}

function candidatesOf(files: readonly DiagnosedFile[]): Candidate[] {
  const byRule = new Map<string, { fileId: string; source: string; hit: Hit; order: number }[]>();
  files.forEach(({ fileId, name, hits }, order) => {
    for (const hit of hits.hits) {
      const list = byRule.get(hit.rule) ?? [];
      list.push({ fileId, source: name, hit, order });
      byRule.set(hit.rule, list);
    }
  });
  const candidates: Candidate[] = [];
  for (const [id, found] of byRule) {
    const rule = ruleById.get(id);
    if (!rule || found.every(({ hit }) => hit.against)) continue;
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
    candidates.push({ rule, found, confidence: confidenceOf(rule, found), occurrences, first });
  }
  const position = new Map([...ruleById.keys()].map((id, at) => [id, at]));
  return candidates.toSorted(
    (a, b) =>
      b.confidence - a.confidence ||
      a.first - b.first ||
      position.get(a.rule.id)! - position.get(b.rule.id)!,
  );
}

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
          (id) => id === rule.id || (id === '*' && rule.symptomOf?.includes('*') !== true),
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

/** One hit of each pattern and file first, the strongest patterns before the others. */
function bestHits(candidate: Candidate) {
  const rank = { proof: 0, strong: 1, hint: 2 };
  const seen = new Map<string, number>();
  return candidate.found
    .filter(({ hit }) => !hit.against)
    .map((each) => {
      const key = `${each.fileId}/${each.hit.pattern}`;
      const repeat = seen.get(key) ?? 0;
      seen.set(key, repeat + 1);
      return {
        ...each,
        repeat,
        strength: rank[candidate.rule.patterns[each.hit.pattern]!.strength],
      };
    })
    .toSorted(
      (a, b) =>
        a.repeat - b.repeat || a.strength - b.strength || (a.hit.time ?? 0) - (b.hit.time ?? 0),
    )
    .filter(
      (each, at, all) =>
        all.findIndex(
          (other) => other.fileId === each.fileId && other.hit.line === each.hit.line,
        ) === at,
    )
    .slice(0, quotesByCause);
}

function causeOf(
  candidate: Candidate,
  evidence: readonly Evidence[],
  symptoms: readonly string[],
): Cause {
  const { rule, confidence, occurrences } = candidate;
  const files = new Set(evidence.map(({ source }) => source));
  return {
    id: rule.id,
    family: rule.family,
    title: rule.title,
    definition: rule.definition,
    confidence,
    explanation: `${evidence[0]!.why} It is seen ${occurrences} ${occurrences === 1 ? 'time' : 'times'} in ${files.size === 1 ? [...files][0] : `${files.size} files`}.`,
    evidence,
    counterEvidence: [],
    firstChecks: rule.checks,
    fix: rule.fix,
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
      ? `The innermost exception is ${root}.`
      : `The first error is on line ${errors[0]!.error.line} of ${errors[0]!.file.name}.`,
    evidence,
    counterEvidence: [],
    firstChecks: ['Read the first error and what stands before it'],
    fix: [],
    lookNext: 'The log of the component that the first error names.',
    symptoms: [],
    occurrences: errors.length,
  };
}
