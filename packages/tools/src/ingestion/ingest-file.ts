import { profileOf } from '../comparison/index.ts';
import { createDiagnosisCollector } from '../diagnosis/index.ts';
import { SherpaError } from '../errors.ts';
import {
  createTemplateMiner,
  EventTableWriter,
  parseExceptions,
  readEvents,
  templateId,
  type EventTableIndex,
  type Level,
  type LogEvent,
  type ReadReport,
} from '../logs/index.ts';
import type { FileRecord, SearchDocument } from '../ports/index.ts';
import { prepareWords } from '../search/index.ts';
import { eventLogHeadBytes, isEventLog } from '../spark/index.ts';
import { createMilestoneCollector } from '../timeline/index.ts';
import type { FindingCollector, ReadingOptions } from './collect-findings.ts';
import { digestVersion, givenFormat, type FileDigest } from './digest.ts';
import type { WorkspaceStores } from './workspace.ts';

export const logsCollection = 'logs';

/** Id of the document of a template. */
export const templateDocument = (project: string, content: string, template: number): string =>
  `${project}/${content}/t${template}`;

const maxSignatures = 2000;
const maxIndexedTemplates = 5000;
const maxMerged = 20_000;
const maxSignatureText = 4000;
/** Stands between two texts, so that no phrase reaches from one into the other; no word is prepared to this. */
const noWord = '_';
/** A file as one document: its templates say what it is about. */
const maxFileWords = 5000;
/** Characters of the start of a file that speak for it as they are. */
const maxHead = 30_000;

interface Place {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly time: number | null;
  readonly level: Level;
  /** Its number in the event table. */
  readonly component: number;
}

interface IngestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
  /** Where there is another thread, it looks for causes and milestones of large files. */
  readonly collectBeside?: (options: ReadingOptions) => FindingCollector;
}

/** Files from so many bytes on are worth the start of a thread. */
const besideFrom = 1 << 25;

/**
 * The lines of an event log have kilobytes and few of them say anything to a rule, so that copying them to a thread and splitting them there
 * again costs more time than is won, and the memory of the thread besides.
 */
const isSparkLog = async ({ blobs }: WorkspaceStores, { sha256 }: FileRecord): Promise<boolean> =>
  isEventLog(await blobs.read(sha256, 0, eventLogHeadBytes));

/**
 * Reads a stored file once: events, templates, error signatures, hits of the diagnosis rules and the event table; then writes
 * search documents and gives the digest. The same content twice gives the same documents under the same ids. What is kept of the file in
 * place of a digest may say as which format to read it.
 * @throws FILE_EMPTY or FILE_BINARY where there is nothing to read; the abort reason.
 */
export async function ingestFile(
  stores: WorkspaceStores,
  file: FileRecord,
  options: IngestOptions = {},
): Promise<FileDigest> {
  const given = givenFormat(file.digest);
  const reading: ReadingOptions = {
    referenceYear: new Date(file.createdAt).getUTCFullYear(),
    ...(given && { format: given }),
  };
  const beside =
    file.bytes >= besideFrom && !(await isSparkLog(stores, file))
      ? (options.collectBeside?.(reading) ?? null)
      : null;
  try {
    return await ingest(stores, file, reading, options, beside);
  } finally {
    await beside?.close();
  }
}

async function ingest(
  stores: WorkspaceStores,
  file: FileRecord,
  reading: ReadingOptions,
  options: IngestOptions,
  beside: FindingCollector | null,
): Promise<FileDigest> {
  if (file.bytes === 0) throw new SherpaError('FILE_EMPTY', { name: file.name });
  const writer = new EventTableWriter();
  const miner = createTemplateMiner<Place>();
  const collector = createDiagnosisCollector();
  const milestones = createMilestoneCollector();
  const signatures = new Map<
    string,
    { text: string; place: Place; count: number; template: number }
  >();
  const levels: Partial<Record<Level, number>> = {};
  let head = '';
  let signaturesDropped = 0;
  let firstTime: number | null = null;
  let lastTime: number | null = null;
  let report: ReadReport | null = null;
  let table: EventTableIndex = { groups: [], components: [''] };

  const take = (event: LogEvent): number => {
    const place = placeOf(event, writer.numberOf(event.component));
    const template = miner.add(event.message, place);
    levels[event.level] = (levels[event.level] ?? 0) + 1;
    if (event.time !== null) {
      firstTime = firstTime === null ? event.time : Math.min(firstTime, event.time);
      lastTime = lastTime === null ? event.time : Math.max(lastTime, event.time);
    }
    if (!beside) {
      collector.observe(event);
      milestones.observe(event);
    }
    if (head.length < maxHead) head += `${event.text}\n`;
    if (event.lineCount > 1 || event.text.startsWith('{"') || event.message.length > 300) {
      const signature = signatureOf(event, template);
      if (signature) {
        const seen = signatures.get(signature);
        if (seen) seen.count += 1;
        else if (signatures.size < maxSignatures)
          signatures.set(signature, {
            text: event.text.slice(0, maxSignatureText),
            place,
            count: 1,
            template,
          });
        else signaturesDropped += 1;
      }
    }
    return template;
  };

  async function* tableBytes(): AsyncGenerator<Uint8Array> {
    const bytes = stores.blobs.get(file.sha256, undefined, { oneBuffer: true });
    const batches = readEvents(beside ? passedOn(bytes, beside) : bytes, {
      ...reading,
      ...(options.signal && { signal: options.signal }),
      onProgress: (bytes) => options.onProgress?.(file.bytes === 0 ? 1 : bytes / file.bytes),
      onReport: (read) => (report = read),
    });
    for await (const { events } of batches) {
      for (const event of events) {
        const template = take(event);
        const { line, start, time, level } = event;
        // `source:` finds the logs in a dump by the same column as loggers.
        const component = event.source
          ? `${event.source} ${event.component}`.trimEnd()
          : event.component;
        const group = writer.add({ line, start, time, level, template, component });
        if (group) yield group;
      }
    }
    const last = writer.finish();
    table = last.index;
    if (last.bytes.length > 0) yield last.bytes;
  }
  const stored = await stores.blobs.put(tableBytes(), {
    hold: (sha256) => stores.metadata.holds.forContent(sha256, file.project, file.sha256),
    ...(options.signal && { signal: options.signal }),
  });
  const read = report as ReadReport | null;
  if (!read) throw new SherpaError('INTERNAL', { requestId: file.id });
  if (read.binary) throw new SherpaError('FILE_BINARY', { name: file.name });

  const templates = miner.templates();
  const textOf = new Map(templates.map(({ id, text }) => [id, text]));
  // Rare and alarming templates are worth more than common ones when not all fit.
  const indexed = templates
    .toSorted((a, b) => severity(b.first) - severity(a.first) || a.count - b.count)
    .slice(0, maxIndexedTemplates);
  // Documents belong to the content, so that files with the same content share them.
  const payload = { project: file.project, content: file.sha256 };
  const key = `${file.project}/${file.sha256}`;
  const placed = ({ line, start, end, level, time }: Place) => {
    const place = { line, start, end, level };
    return time === null ? place : { ...place, time };
  };
  const documents: SearchDocument[] = indexed.map(({ id, text, count, exemplar, first }) => ({
    id: templateDocument(file.project, file.sha256, id),
    // The words of the exemplar bring in the values that the template hides, and the logger often says what it is about.
    text: [
      ...prepareWords(text),
      noWord,
      ...prepareWords(exemplar),
      noWord,
      ...prepareWords(shortName(table.components[first.component]!)),
    ].join(' '),
    payload: {
      ...payload,
      kind: 'template',
      template: text,
      templateKey: `${file.sha256}/${id}`,
      count,
      ...placed(first),
    },
  }));
  let number = 0;
  for (const { text, place, count, template } of signatures.values()) {
    documents.push({
      id: `${key}/e${(number += 1)}`,
      text: prepareWords(text).join(' '),
      payload: {
        ...payload,
        kind: 'event',
        template: textOf.get(miner.resolve(template)) ?? '',
        templateKey: `${file.sha256}/${miner.resolve(template)}`,
        count,
        ...placed(place),
      },
    });
  }
  // Whole events of small files, so that words of a trace count; templates stand for the rest.
  const about = [head, ...(file.bytes > maxHead ? indexed.map((each) => each.exemplar) : [])];
  documents.push({
    id: `${key}/f`,
    text: prepareWords(about.join('\n')).slice(0, maxFileWords).join(' '),
    payload: { ...payload, kind: 'file', count: 1, level: 'unknown', line: 1 },
  });
  for (let at = 0; at < documents.length; at += 500) {
    options.signal?.throwIfAborted();
    await stores.index.upsert(logsCollection, documents.slice(at, at + 500));
  }
  const profile = new TextEncoder().encode(
    JSON.stringify(profileOf(templates, [...signatures.values()])),
  );
  const kept = await stores.blobs.put(
    (async function* () {
      yield profile;
    })(),
    { hold: (sha256) => stores.metadata.holds.forContent(sha256, file.project, file.sha256) },
  );
  return {
    version: digestVersion,
    report: read,
    given: reading.format ?? null,
    templates: templates.length,
    templatesIndexed: indexed.length,
    levels,
    firstTime,
    lastTime,
    templateIds: templates.map(({ id, text }) => [id, templateId(text)]),
    merged: miner.merged().slice(0, maxMerged),
    table: { sha256: stored.sha256, index: table },
    ...(beside
      ? await beside.result()
      : { hits: collector.result(), milestones: milestones.result(read) }),
    profile: kept.sha256,
    degraded: degradedOf(
      read,
      templates.length - indexed.length,
      miner.effort(),
      signaturesDropped,
    ),
  };
}

async function* passedOn(
  bytes: AsyncIterable<Uint8Array>,
  collector: FindingCollector,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    await collector.push(chunk);
    yield chunk;
  }
}

/** A copy of what is kept of an event, without its text. */
const placeOf = ({ line, start, end, time, level }: LogEvent, component: number): Place => ({
  line,
  start,
  end,
  time,
  level,
  component,
});

/** The last part of a name: `TaskSetManager` of `org.apache.spark.scheduler.TaskSetManager`. */
const shortName = (component: string): string => component.split(/[./$]/).at(-1)!;

const severities: Readonly<Partial<Record<Level, number>>> = {
  fatal: 3,
  error: 3,
  warn: 2,
  unknown: 1,
};
const severity = (place: Place): number => severities[place.level] ?? 0;

/** Exception classes, their messages without numbers, and the first frame: what makes two stack traces the same failure. */
function signatureOf(event: LogEvent, template: number): string | null {
  const exceptions = parseExceptions(event.text);
  if (exceptions.length === 0) return event.lineCount > 1 ? `${template}` : null;
  return exceptions
    .map(
      ({ type, message, frames }) =>
        `${type}:${message.replaceAll(/\d+/g, '#').slice(0, 200)}@${frames[0] ?? ''}`,
    )
    .join('|');
}

function degradedOf(
  report: ReadReport,
  leftOut: number,
  { overflowed, wordsRefused }: { readonly overflowed: number; readonly wordsRefused: number },
  signaturesDropped: number,
) {
  const notes: { what: string; why: string; effect: string }[] = [];
  const note = (amount: number, what: string, why: string, effect: string): void => {
    if (amount > 0) notes.push({ what, why: `${why}: ${amount.toLocaleString('en')}.`, effect });
  };
  note(
    report.longLinesCut,
    'long lines',
    'Lines longer than 64 KiB',
    'Events, templates and causes were read from their first 64 KiB; exact search reads them whole.',
  );
  note(
    report.longEventsCut,
    'long events',
    'Events of more than 500 lines or 64 KiB',
    'They were split.',
  );
  note(
    report.invalidUtf8Lines,
    'encoding',
    'Lines that are not valid UTF-8',
    'Unreadable bytes are shown as the replacement character.',
  );
  const stillFound = 'Exact and regular-expression search still finds every line.';
  note(
    overflowed,
    'templates',
    'Messages without a template of their own, because the file has too many different ones',
    `Ranked search does not find them. ${stillFound}`,
  );
  note(
    wordsRefused,
    'words',
    'Words taken for values, because the file has more than 131,072 different ones',
    'Templates show them as <*>.',
  );
  note(
    leftOut,
    'search index',
    'Templates that are not indexed, because the file has more than 5,000 (common and harmless ones were left out first)',
    stillFound,
  );
  note(
    signaturesDropped,
    'traces',
    'Events with a trace that are not indexed, because the file has more than 2,000 different ones',
    stillFound,
  );
  if (report.timeZoneAssumed)
    notes.push({ what: 'time zone', why: 'Times have no zone.', effect: 'They are taken as UTC.' });
  if (report.yearAssumed)
    notes.push({
      what: 'year',
      why: 'Times have no year.',
      effect: `${report.referenceYear}, the year of the upload, was taken.`,
    });
  if (report.centuryAssumed)
    notes.push({
      what: 'century',
      why: 'Years have two digits.',
      effect: 'They are taken as 1970 to 2069.',
    });
  if (report.formatGiven)
    notes.push({
      what: 'format',
      why: `The format ${report.format} was given; ${Math.round(report.formatConfidence * 100)} % of the first events are of it.`,
      effect: 'Lines of other formats are text without time and level.',
    });
  else if (report.format === 'generic' && report.formatConfidence < 0.5)
    notes.push({
      what: 'format',
      why: 'No known log format was recognised.',
      effect: 'Times and levels may be missing.',
    });
  return notes;
}
