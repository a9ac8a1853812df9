import { CheckpointSaver } from '../../checkpoints/checkpoint-saver.ts';
import { createMysqlKysely } from '../mysql-kysely.ts';
import type { MysqlSettings } from '../mysql-settings.ts';
import type { SharedSchema } from '../shared-schema.ts';
import { createMysqlCheckpointStorage } from './mysql-checkpoint-storage.ts';

/** Each step of a conversation takes one for a moment. */
const connections = 4;

export interface MysqlCheckpointer {
  readonly saver: CheckpointSaver;
  close(): Promise<void>;
}

/**
 * The checkpoints of a MySQL database that is at this version. Nothing is connected before the first conversation.
 * Importing this module loads LangChain (0.3 s).
 */
export function openMysqlCheckpointer(settings: MysqlSettings): MysqlCheckpointer {
  const database = createMysqlKysely<SharedSchema>(settings, { connections });
  return {
    saver: new CheckpointSaver(createMysqlCheckpointStorage(database)),
    close: () => database.destroy(),
  };
}
