import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@datasherpa/server/client';
import { SherpaError } from '@datasherpa/tools/errors';
import { reasonOf } from '../find-files.ts';
import type { AdviceData } from './render-advice.ts';

/**
 * Writes the drawings of the run that was answered about, one file each, and says so on stderr.
 * @throws FILE_NOT_WRITABLE
 */
export async function writePlots(
  client: Client,
  { application: { id, attemptId }, read }: AdviceData,
  folder: string,
): Promise<void> {
  if (read.files.length === 0) {
    process.stderr.write('Nothing is drawn: a run that is told in words has no times of tasks.\n');
    return;
  }
  const { plots } = await client.sparkPlots({ id, attempt: attemptId });
  for (const { name, svg } of plots) {
    const path = join(folder, `${name}.svg`);
    try {
      await mkdir(folder, { recursive: true });
      // Whole or not at all.
      await writeFile(`${path}.unfinished`, svg);
      await rename(`${path}.unfinished`, path);
    } catch (error) {
      throw new SherpaError(
        'FILE_NOT_WRITABLE',
        { name: path, reason: reasonOf(error) },
        { cause: error },
      );
    }
    process.stderr.write(`${path} written\n`);
  }
  if (plots.length === 0)
    process.stderr.write('Nothing is drawn: no stage and no task is in the log.\n');
}
