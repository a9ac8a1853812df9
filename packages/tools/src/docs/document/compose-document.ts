import type { Fact, FactKind, PipelineFacts } from '../facts/fact.ts';
import { diagramOf } from '../render/diagram.ts';
import { defaultsOf } from './airflow-defaults.ts';
import { sayWith, type WordedSlot } from '../slots/slot.ts';
import { slotsOf } from '../slots/slots-of.ts';
import type { Block, Part, PipelineDocument, Section, SectionId, Statement } from './document.ts';
import { runbookOf } from './runbook.ts';
import {
  code,
  list,
  own,
  referenceOf,
  row,
  sureness,
  table,
  tells,
  text,
  valueCell,
} from './write-section.ts';

const titles: Readonly<Record<SectionId, string>> = {
  purpose: 'Purpose',
  'at-a-glance': 'At a glance',
  diagram: 'Diagram',
  tasks: 'Tasks',
  'inputs-and-outputs': 'Inputs and outputs',
  columns: 'Columns',
  parameters: 'Parameters, variables, connections and environment',
  'failure-handling': 'Failure handling',
  runbook: 'Runbook',
  'data-quality': 'Data quality',
  'other-pipelines': 'Other pipelines',
  security: 'Security notes',
  'open-questions': 'Open questions',
  provenance: 'Provenance',
};

export interface Provenance {
  /** SHA-256 of a source file by its path, hex. */
  readonly sha256Of: (path: string) => string;
  readonly toolVersion: string;
}

/**
 * The whole document of a pipeline, from its facts and fixed text alone: the same facts give the same document. A section that has
 * nothing to say in a pipeline of this kind is left out; one that should have something says that it has not.
 * @param wording sentences of a model that stand in slots instead of their templates.
 */
export function composeDocument(
  pipeline: PipelineFacts,
  provenance: Provenance,
  wording: Wording | undefined,
): PipelineDocument {
  const slots = slotsOf(pipeline);
  const say = (wanted: (id: string) => boolean): Statement[] =>
    slots.filter(({ id }) => wanted(id)).map((slot) => sayWith(slot, wording?.slots.get(slot.id)));
  const of = (...kinds: readonly FactKind[]): Fact[] =>
    pipeline.facts.filter(({ kind }) => kinds.includes(kind));
  const section = (id: SectionId, blocks: readonly Block[]): Section[] =>
    blocks.length === 0 ? [] : [{ id, title: titles[id], blocks }];
  return {
    title: pipeline.name,
    file: pipeline.file,
    sections: [
      ...section('purpose', [
        ...purpose(of('says')),
        ...list(say((id) => id === 'purpose' || id === 'flow')),
      ]),
      ...section('at-a-glance', glance(pipeline, of('schedule', 'property'))),
      ...section('diagram', diagramOf(pipeline)),
      ...section('tasks', [
        ...tasks(of('task'), of('edge'), of('step')),
        ...withTitle('What they do with data:', list(say((id) => id.startsWith('task/')))),
      ]),
      ...section('inputs-and-outputs', datasets(of('reads', 'writes'))),
      ...section('columns', columns(of('column'))),
      ...section(
        'parameters',
        parameters(of('parameter', 'variable', 'connection', 'environment', 'setting')),
      ),
      ...section(
        'failure-handling',
        failureHandling(pipeline, of('task'), of('callback'), of('exit')),
      ),
      ...section('runbook', runbookOf(pipeline)),
      ...section('data-quality', quality(pipeline, of('quality'))),
      ...section('other-pipelines', others(of('waits-for', 'triggers'))),
      ...section('security', security(of('security'))),
      ...section('open-questions', questions(of('unknown'), of('says'))),
      ...section('provenance', [
        ...list([
          ...sourcesOf(pipeline).map((file) =>
            own('Source: ', code(file), ', SHA-256 ', code(provenance.sha256Of(file)), '.'),
          ),
          writtenBy(provenance.toolVersion, pipeline.facts.length, slots.length, wording),
        ]),
      ]),
    ],
  };
}

/** The file of the pipeline, and those that it imports facts from. */
const sourcesOf = ({ file, facts }: PipelineFacts): string[] => [
  ...new Set([file, ...facts.map((fact) => fact.file).toSorted()]),
];

/** What a model worded: the sentences that passed the checks, and how many did not. */
export interface Wording {
  readonly model: string;
  readonly slots: ReadonlyMap<string, WordedSlot>;
  readonly refused: number;
}

function writtenBy(
  version: string,
  facts: number,
  slots: number,
  wording: Wording | undefined,
): Statement {
  const start = `Written by DataSherpa ${version} from ${facts} facts of the source`;
  if (!wording) return own(`${start}, without a model.`);
  return own(
    `${start}. The model `,
    code(wording.model),
    ` worded ${wording.slots.size} of ${slots} short sentences, each checked against the facts that it cites; ${wording.refused} of its sentences were refused.`,
  );
}

const withTitle = (title: string, blocks: readonly Block[]): Block[] =>
  blocks.length === 0 ? [] : [text(title), ...blocks];

/** Comments and docstrings may be older than the code; they are quoted, never repeated as ours. */
function purpose(says: readonly Fact[]): Block[] {
  if (says.length === 0) return [text('The code does not say what it is for.')];
  return [
    text('The code says:'),
    ...says.flatMap((fact): Block[] => [
      ...(fact.subject === null ? [] : [text('Of ', code(fact.subject), ':')]),
      { kind: 'quote', text: fact.value, facts: [fact.id], reference: referenceOf(fact) },
    ]),
  ];
}

function glance(pipeline: PipelineFacts, facts: readonly Fact[]): Block[] {
  const rows = facts.map((fact) => {
    const words = fact.attributes['words'];
    return row(
      fact,
      [fact.kind === 'schedule' ? 'Schedule' : (fact.subject ?? 'Property')],
      [code(fact.value), ...(words === undefined ? [] : [` (${words})`])],
    );
  });
  const set = new Set(
    facts.map(({ kind, subject }) => (kind === 'schedule' ? 'Schedule' : subject)),
  );
  const missing = defaultsOf(pipeline.kind)
    .filter(({ name }) => !set.has(name))
    .map(({ name, note }) => ({ cells: [[name], [note]], facts: [], reference: null }));
  return table(['What', 'Value'], [...rows, ...missing]);
}

function tasks(found: readonly Fact[], edges: readonly Fact[], steps: readonly Fact[]): Block[] {
  const before = new Map<string, string[]>();
  for (const { subject, value } of edges)
    before.set(value, [...(before.get(value) ?? []), subject ?? '']);
  const rows = found.map((fact) => {
    const { attributes } = fact;
    const upstream = before.get(fact.value) ?? [];
    return row(
      fact,
      [
        code(fact.value),
        ...(attributes['mapped'] === undefined
          ? []
          : [' (mapped over ', code(attributes['mapped']), ')']),
      ],
      valueCell(attributes['operator']),
      valueCell(attributes['runs']),
      upstream.length === 0
        ? ['-']
        : upstream.flatMap((id, at) => (at === 0 ? [code(id)] : [', ', code(id)])),
      valueCell(attributes['trigger rule']),
    );
  });
  const edgeItems = edges.map((edge) =>
    tells(
      edge,
      code(edge.subject ?? ''),
      ' before ',
      code(edge.value),
      ...(edge.attributes['label'] === undefined
        ? []
        : [' (', code(edge.attributes['label']), ')']),
    ),
  );
  return [
    ...table(['Task', 'Operator', 'Runs', 'After', 'Trigger rule'], rows),
    ...(edgeItems.length === 0 ? [] : [text('What comes before what:'), ...list(edgeItems)]),
    ...table(
      ['Step', 'What it does'],
      steps.map((fact) => row(fact, [fact.subject ?? ''], [code(fact.value)])),
    ),
  ];
}

function datasets(facts: readonly Fact[]): Block[] {
  if (facts.length === 0) return [text('No input or output was found in the code.')];
  return table(
    ['Direction', 'Dataset', 'By', 'In', 'Sure'],
    facts.map((fact) =>
      row(
        fact,
        [fact.kind === 'reads' ? 'reads' : 'writes'],
        [code(fact.value)],
        valueCell(
          [fact.attributes['by'], fact.attributes['format'], fact.attributes['mode']]
            .filter(Boolean)
            .join(' '),
        ),
        valueCell(fact.subject ?? undefined),
        [sureness(fact)],
      ),
    ),
  );
}

const columns = (facts: readonly Fact[]): Block[] =>
  table(
    ['Column', 'Comes from', 'In'],
    facts.map((fact) =>
      row(
        fact,
        [code(fact.value)],
        valueCell(fact.attributes['from']),
        valueCell(fact.subject ?? undefined),
      ),
    ),
  );

const parameters = (facts: readonly Fact[]): Block[] =>
  table(
    ['Kind', 'Name', 'Value or use'],
    facts.map((fact) =>
      row(
        fact,
        [fact.kind],
        [code(fact.value)],
        valueCell(fact.attributes['value'] ?? fact.attributes['use']),
      ),
    ),
  );

function failureHandling(
  pipeline: PipelineFacts,
  found: readonly Fact[],
  callbacks: readonly Fact[],
  exits: readonly Fact[],
): Block[] {
  if (pipeline.kind !== 'airflow' && callbacks.length + exits.length === 0) return [];
  const rows = found
    .filter(({ attributes }) =>
      ['retries', 'retry delay', 'timeout', 'pool'].some((name) => name in attributes),
    )
    .map((fact) =>
      row(
        fact,
        [code(fact.value)],
        valueCell(fact.attributes['retries']),
        valueCell(fact.attributes['retry delay']),
        valueCell(fact.attributes['timeout']),
        valueCell(fact.attributes['pool']),
      ),
    );
  const called = callbacks.map((fact) =>
    tells(
      fact,
      fact.subject === null ? 'The pipeline' : code(fact.subject),
      ' calls ',
      code(fact.value),
      ' on ',
      code(fact.attributes['event'] ?? 'an event'),
      '.',
    ),
  );
  const ended = exits.map((fact) =>
    tells(fact, 'It can end with exit code ', code(fact.value), '.'),
  );
  const blocks = [
    ...table(['Task', 'Retries', 'Delay', 'Timeout', 'Pool'], rows),
    ...list([...called, ...ended]),
  ];
  return blocks.length === 0 ? [text('The code sets no retries, timeouts or callbacks.')] : blocks;
}

function quality(pipeline: PipelineFacts, facts: readonly Fact[]): Block[] {
  if (facts.length > 0)
    return list(
      facts.map((fact) =>
        fact.attributes['by name'] !== undefined
          ? tells(fact, code(fact.value), ' is named as a check.')
          : tells(
              fact,
              code(fact.value),
              ...(fact.subject === null ? [] : [' on ', code(fact.subject)]),
            ),
      ),
    );
  return pipeline.kind === 'shell' || pipeline.kind === 'compose' || pipeline.kind === 'kubernetes'
    ? []
    : [text('No data checks were found in the code.')];
}

const linked = ({ value, attributes }: Fact): Part =>
  attributes['document'] === undefined
    ? code(value)
    : { code: value, document: attributes['document'] };

const others = (facts: readonly Fact[]): Block[] =>
  list(
    facts.map((fact) =>
      tells(
        fact,
        fact.subject === null ? 'The pipeline' : code(fact.subject),
        fact.kind === 'waits-for' ? ' waits for ' : ' starts ',
        linked(fact),
        '.',
      ),
    ),
  );

const security = (facts: readonly Fact[]): Block[] =>
  list(facts.map((fact) => tells(fact, `${fact.value}.`)));

function questions(unknowns: readonly Fact[], says: readonly Fact[]): Block[] {
  const asked = unknowns.map((fact) =>
    tells(
      fact,
      code(fact.value),
      ' could not be read from the code',
      ...(fact.attributes['why'] === undefined
        ? []
        : [': ', code(fact.attributes['why'].replace(/[.]$/, ''))]),
      '.',
    ),
  );
  const purposeAsked =
    says.length === 0 ? [own('What is this for, and who owns it? The code does not say.')] : [];
  return list([...purposeAsked, ...asked]);
}
