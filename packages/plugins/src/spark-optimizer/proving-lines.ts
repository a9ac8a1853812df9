import type { EventLog, QuotedPlace } from '@datasherpa/tools/ingestion';
import type { Advice, Application } from '@datasherpa/tools/spark';

type Place = { readonly file: number; readonly line: number; readonly start: number };

const maxOfEach = 3;

/** Lines of the log that the numbers of an overview can be checked at. */
export function provingLines(application: Application, log: EventLog): QuotedPlace[] {
  const places: QuotedPlace[] = [];
  const add = (place: Place | null, matched: string, why: string): void => {
    const file = place && log.files[place.file];
    if (file) places.push({ fileId: file.id, line: place.line, start: place.start, matched, why });
  };
  for (const job of application.jobs
    .filter(({ status }) => status === 'FAILED')
    .slice(0, maxOfEach))
    add(job.lines.end, '"JobFailed"', `Job ${job.id} failed.`);
  for (const executor of application.executors
    .filter(({ lines, removeTime }) => lines.end !== null && removeTime !== null)
    .slice(0, maxOfEach))
    add(executor.lines.end, '"Removed Reason"', `Executor ${executor.id} was removed.`);
  const slowest = application.stages
    .filter(
      ({ submissionTime, completionTime }) => submissionTime !== null && completionTime !== null,
    )
    .toSorted((a, b) => wallOf(b) - wallOf(a))
    .slice(0, maxOfEach);
  for (const stage of slowest)
    add(stage.lines.end, '"Completion Time"', `Stage ${stage.id}.${stage.attempt} ended.`);
  return places;
}

const wallOf = (stage: Application['stages'][number]): number =>
  (stage.completionTime ?? 0) - (stage.submissionTime ?? 0);

/** A line for each of the findings that matter most: the end of its stage, the removal of its executor. */
export function provingFindings({ findings }: Advice, log: EventLog): QuotedPlace[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .slice(0, maxOfEach * 3)
    .flatMap(({ places, title }) => {
      const [place] = places;
      const file = place && log.files[place.file];
      return place && file && 'start' in place
        ? [
            {
              fileId: file.id,
              line: place.line,
              start: place.start as number,
              matched: '"Event"',
              why: `${title}.`,
            },
          ]
        : [];
    });
}
