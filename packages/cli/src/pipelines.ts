import type { GlobalOptions } from './global-options.ts';
import { openClient } from './open-client.ts';
import { jsonLine } from './render/json-line.ts';
import { harmless } from './render/render-answer.ts';

interface Page {
  readonly limit: number;
  readonly offset: number;
}

const minute = (time: number | null): string =>
  time === null ? 'at an unknown time' : `${new Date(time).toISOString().slice(0, 16)}Z`;

/** Prints the pipelines that uploads tell of, the one that ran last first. Exit code 1 where there is none. */
export async function listPipelines(options: GlobalOptions & Page): Promise<number> {
  const opened = await openClient(options);
  try {
    const list = await opened.client.pipelines(options);
    if (options.json) process.stdout.write(jsonLine(list));
    else {
      for (const { id, kind, name, runs, ...last } of harmless(list).pipelines) {
        const ended = [
          last.lastSuccess ? `last success ${minute(last.lastSuccess.at)}` : '',
          last.lastFailure ? `last failure ${minute(last.lastFailure.at)}` : '',
        ].filter(Boolean);
        process.stdout.write(
          `${id}  ${kind.padEnd(7)}  ${name}, ${runs} ${runs === 1 ? 'run' : 'runs'}${ended.map((text) => `, ${text}`).join('')}\n`,
        );
      }
      process.stdout.write(
        list.total === 0
          ? 'No upload tells of a pipeline yet.\n'
          : `${list.pipelines.length} of ${list.total} pipelines are shown.\n`,
      );
    }
    return list.total > 0 ? 0 : 1;
  } finally {
    await opened.close();
  }
}

/** Prints the runs of a pipeline, the last first. */
export async function listRuns(id: string, options: GlobalOptions & Page): Promise<number> {
  const opened = await openClient(options);
  try {
    const list = await opened.client.pipelineRuns(id, options);
    if (options.json) process.stdout.write(jsonLine(list));
    else {
      for (const run of harmless(list).runs) {
        const { status, startedAt, endedAt, tries, failedParts, causes } = run;
        process.stdout.write(
          `${run.run}  ${status ?? 'end unknown'}, ${startedAt === null ? 'ended' : 'began'} ${minute(startedAt ?? endedAt)}${tries > 1 ? `, ${tries} tries` : ''}\n${failedParts.map((part) => `  failed: ${part}\n`).join('')}${causes.map(({ title, fingerprint }) => `  ${title} (${fingerprint})\n`).join('')}`,
        );
      }
      process.stdout.write(`${list.runs.length} of ${list.total} runs are shown.\n`);
    }
    return 0;
  } finally {
    await opened.close();
  }
}
