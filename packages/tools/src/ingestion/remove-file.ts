import type { FileRecord } from '../ports/index.ts';
import type { WorkspaceStores } from './workspace.ts';

/**
 * Removes what ingestion and upload stored for a file: search documents when no other file of the project has the
 * same content, bytes and event table when no other file at all has it. Call it after the record is gone
 * from the metadata; calling it twice does no harm.
 */
export declare function removeFileContent(stores: WorkspaceStores, file: FileRecord): Promise<void>;
