import type { Answer } from '@datasherpa/agent/plugin';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Quote } from '../../components/evidence/quote.tsx';
import InertMarkdown from '../../components/ui/inert-markdown.tsx';
import { ProblemNotice } from '../../components/ui/problem-notice.tsx';
import { JsonPanel } from '../log-search/json-panel.tsx';
import { LogRow } from '../log-search/log-row.tsx';
import { HitList } from '../log-search/hit-list.tsx';
import { MemoryLine } from '../failures/memory-line.tsx';
import CommandView from '../shell-command/command-view.tsx';
import DocumentsView from '../documents/documents-view.tsx';
import LogComparisonView from '../log-search/log-comparison-view.tsx';
import SparkView from '../spark/spark-view.tsx';
import TimelineView from '../timeline/timeline-view.tsx';
import { AnswerCard } from './answer-card.tsx';
import { ToolSteps } from './tool-steps.tsx';

/** Texts as a log may hold them, made to become something in a page that is not careful. */
const hostile = [
  '<img src=x onerror="alert(1)">',
  '<script>alert(1)</script>',
  '<a href="https://evil.example/">click</a>',
  '[click](https://evil.example/)',
  '[click](javascript:alert(1))',
  '![x](https://evil.example/x.png)',
  'https://evil.example/ and www.evil.example and me@evil.example',
  '<https://evil.example/>',
  '[E1]: https://evil.example/ "x"\n\n[E1] and [it][E1]',
  '<svg/onload=alert(1)>',
  '`</code><img src=x>`',
  '| a |\n|---|\n| <iframe src=//evil.example> |',
  '\u001b]8;;https://evil.example/\u0007link\u001b]8;;\u0007',
];

const answerOf = (text: string): Answer => ({
  status: 'found',
  data: {
    causes: [
      {
        id: text,
        title: text,
        confidence: 1,
        explanation: text,
        evidence: [evidenceOf(text)],
        counterEvidence: [],
        firstChecks: [text],
        fix: [text],
        lookNext: text,
        symptoms: [text],
        occurrences: 1,
      },
    ],
    searched: { files: 1, lines: 1 },
  },
  summary: text,
  evidence: [evidenceOf(text)],
  degraded: [{ what: text, why: text, effect: text }],
  limits: [{ what: text, total: 2, shown: 1, why: text, howToGetTheRest: text }],
  next: [text, `Ask: ${text}`],
  timings: {},
  model: text,
  requestId: text,
});
const evidenceOf = (text: string): Answer['evidence'][number] => ({
  id: 'E1',
  fileId: 'f',
  source: text,
  lines: [1, 1],
  bytes: [0, 1],
  sha256: '',
  quote: text,
  why: text,
});

const elements: Readonly<Record<string, (text: string) => React.ReactNode>> = {
  markdown: (text) => (
    <InertMarkdown text={text} cite={(id) => <button type="button">{id}</button>} />
  ),
  answer: (text) => (
    <AnswerCard answer={answerOf(text)} requests={[]} onOpen={() => {}} onAsk={() => {}} />
  ),
  quote: (text) => <Quote evidence={evidenceOf(text)} />,
  problem: (text) => <ProblemNotice problem={{ message: text, hint: text, code: text }} />,
  steps: (text) => (
    <ToolSteps
      steps={[
        {
          callId: '1',
          tool: text,
          input: { text },
          state: 'running',
          note: text,
          fraction: null,
          milliseconds: null,
          problem: text,
        },
      ]}
    />
  ),
  command: (text) => (
    <CommandView
      made={{
        command: text,
        explanation: [{ span: { start: 0, end: text.length }, text, source: 'none' }],
        risk: { level: 'destructive', reasons: [{ level: 'destructive', text }] },
        portability: [{ lacking: 'bsd', text }],
        dryRun: { command: text, how: text },
        undo: text,
        assumptions: [text],
        placeholders: [text],
        notUnderstood: [text],
        alternatives: [{ command: text, when: text, risk: 'caution' }],
        why: text,
      }}
    />
  ),
  timeline: (text) => (
    <TimelineView
      timeline={{
        entries: [
          {
            time: 0,
            timeIsEstimated: true,
            skewMs: 60_000,
            tool: text,
            what: text,
            quote: text,
            bad: true,
            count: 2,
            alsoIn: [text],
            evidence: evidenceOf(text),
          },
        ],
        total: 1,
        filesWithoutZone: 0,
        chain: [{ role: 'culprit', evidence: evidenceOf(text) }],
      }}
      impact={[{ what: text, evidence: evidenceOf(text) }]}
    />
  ),
  spark: (text) => (
    <SparkView
      request={{}}
      found={{
        application: { id: text, attemptId: text },
        words: {
          model: text,
          explanation: text,
          advice: [{ rule: text, text, before: text, after: text }],
        },
        stages: [
          {
            id: 1,
            attempt: 0,
            name: text,
            status: text,
            wallMs: 1,
            tasks: 1,
            failedTasks: 1,
            medianMs: 1,
            p95Ms: 1,
            longestMs: 1,
          },
        ],
        advice: {
          findings: [
            {
              rule: text,
              title: text,
              severity: 'critical',
              stages: [{ id: 1, attempt: 0 }],
              measures: [{ name: text, value: 1, unit: text }],
              threshold: text,
              formula: text,
              savedMs: 1,
              savedCoreHours: 1,
              method: 'measured',
              explanation: text,
              caveat: text,
              disproof: text,
              codeAdvice: [text],
            },
          ],
          clean: [{ rule: text, title: text }],
          notObservable: [{ rule: text, title: text, why: text, switchOn: text }],
          refused: [{ key: text, value: text, why: text }],
        },
        settings: { platform: 'emr', text },
        whatIf: {
          executors: 1,
          coresEach: 1,
          points: [1, 2].map((executors) => ({
            executors,
            wallMs: 1,
            coreHours: 1,
            utilization: 1,
          })),
          modelError: null,
          isReliable: true,
          caveats: [text],
        },
        comparison: {
          before: { id: text, attemptId: text, wallMs: 1 },
          after: { id: text, attemptId: null, wallMs: 2 },
          differenceMs: 1,
          isReal: true,
          contributions: [{ what: text, name: text, ms: 1, why: [text] }],
          settings: [{ key: text, before: text, after: null }],
        },
      }}
    />
  ),
  documents: (text) => (
    <DocumentsView
      written={{
        documents: [
          {
            path: text,
            title: text,
            kind: 'sql',
            file: text,
            markdown: `# ${text}\n\n\`\`\`mermaid\nflowchart LR\n  n0["${text.replaceAll('"', '')}"]\n\`\`\`\n\n${text}`,
            facts: 1,
            questions: 1,
          },
        ],
        index: text,
        without: [{ path: text, why: text }],
      }}
    />
  ),
  comparison: (text) => (
    <LogComparisonView
      compared={{
        foundCauses: { before: [], after: [{ id: text, title: text }] },
        steps: [{ what: text, before: 0, after: 1, evidence: evidenceOf(text) }],
        notRun: [{ what: text, evidence: evidenceOf(text) }],
        errors: [{ type: text, quote: text, before: 0, after: 1, evidence: evidenceOf(text) }],
        lines: { new: [], moreFrequent: [], gone: [] },
        slower: [
          { phase: text, beforeMs: 1, afterMs: 2, endedBadly: true, evidence: [evidenceOf(text)] },
        ],
        compared: { before: { files: 1, lines: 1 }, after: { files: 1, lines: 1 } },
      }}
    />
  ),
  memory: (text) => (
    <MemoryLine
      memory={{
        fingerprint: text,
        status: 'recurring',
        occurrences: 2,
        firstSeen: 0,
        lastSeen: 1,
        note: { text, at: 0 },
      }}
      title={text}
    />
  ),
  hits: (text) => (
    <HitList
      hits={[
        {
          evidence: evidenceOf(text),
          kind: 'line',
          level: 'error',
          time: null,
          score: 1,
          template: text,
          occurrences: 2,
          links: { place: text, page: `javascript:${text}`, lines: text },
        },
      ]}
      wanted={['evil', 'script']}
    />
  ),
  json: (text) => (
    <JsonPanel
      number={1}
      line={{
        number: 1,
        text: JSON.stringify({ [text]: text }),
        cut: false,
        bytes: 1,
        level: 'error',
      }}
      onClose={() => {}}
    />
  ),
  line: (text) => (
    <LogRow
      number={1}
      line={{ number: 1, text, cut: false, bytes: 1, level: 'error' }}
      address="#/"
      isMarked={false}
      wrap={false}
      query="evil"
      digits={1}
      onPick={() => {}}
    />
  ),
};

const active =
  /<(?:img|script|iframe|object|embed|link|style|svg(?! xmlns="http:\/\/www\.w3\.org\/2000\/svg")|form|base)\b/i;

test.each(Object.entries(elements))('text of a log has no power in: %s', (_, draw) => {
  for (const text of hostile) {
    const markup = renderToStaticMarkup(draw(text));
    expect(markup).not.toMatch(active);
    expect(markup).not.toMatch(/\son\w+="/i);
    expect(markup.match(/(?:href|src)="[^"]*"/g) ?? []).toEqual(
      (markup.match(/(?:href|src)="#\/"/g) ?? []) as string[],
    );
    expect(markup).not.toContain('\u001b');
  }
});

test('an address stays readable where it is not a link', () => {
  const markup = renderToStaticMarkup(
    <InertMarkdown text="[click](https://evil.example/)" cite={(id) => id} />,
  );
  expect(markup).toContain('click');
  expect(markup).toContain('(https://evil.example/)');
});

test('citations are drawn in text and in emphasis, not in code', () => {
  const markup = renderToStaticMarkup(
    <InertMarkdown text="One [E1] and **two [E12]**, `[E3]`." cite={(id) => <b id={id} />} />,
  );
  expect(markup).toContain('id="E1"');
  expect(markup).toContain('id="E12"');
  expect(markup).toContain('<code>[E3]</code>');
});
