import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SherpaError } from '../../../errors.ts';
import { CheckpointSaver } from '../../checkpoints/checkpoint-saver.ts';
import { openDatabase } from '../sqlite-database.ts';
import { createSqliteCheckpointStorage } from './sqlite-checkpoint-storage.ts';

export interface EmbeddedCheckpointer {
  readonly saver: CheckpointSaver;
  close(): void;
}

/**
 * The checkpoints of one data directory, in a file of their own, `checkpoints.sqlite`: every step of a conversation writes there,
 * and SQLite has one writer a file, so that a conversation and an ingestion do not wait for each other. `:memory:` keeps nothing.
 * Importing this module loads LangChain (0.3 s); import it when the first conversation begins.
 * @throws STORE_UNAVAILABLE
 */
export function openCheckpointer(options: { readonly directory: string }): EmbeddedCheckpointer {
  const { directory } = options;
  const inMemory = directory === ':memory:';
  if (!inMemory) makeDirectory(directory);
  const database = openDatabase(inMemory ? ':memory:' : join(directory, 'checkpoints.sqlite'));
  // A crash of the process loses nothing; after a power loss a conversation may go on one step earlier.
  database.exec('PRAGMA synchronous = NORMAL');
  return {
    saver: new CheckpointSaver(createSqliteCheckpointStorage(database)),
    close: () => database.close(),
  };
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new SherpaError(
      'STORE_UNAVAILABLE',
      { reason: `${directory} cannot be made` },
      { cause },
    );
  }
}
