import type { UploadView } from '@datasherpa/server/client';
import { useCallback, useEffect, useState } from 'react';
import { cancelReading, deleteUpload, listUploads, readAgain, readAs } from '../../api/uploads.ts';
import { failureOf, type RequestFailed } from '../../api/request.ts';

const againMs = 1000;

export interface Uploads {
  /** Newest first; null until they are known. */
  readonly list: readonly UploadView[] | null;
  readonly failure: RequestFailed | null;
  readonly reload: () => void;
  readonly remove: (id: string) => Promise<void>;
  /** Stops reading a file. */
  readonly cancel: (file: string) => Promise<void>;
  readonly readAgain: (file: string) => Promise<void>;
  readonly readAs: (upload: string, file: string, format: string) => Promise<void>;
  /** The upload that a file belongs to, asked from the server where it is not known yet; null where there is none. */
  readonly uploadOf: (file: string) => Promise<string | null>;
}

/** The uploads of the project; while one is being read they are asked for again. */
export function useUploads(): Uploads {
  const [list, setList] = useState<readonly UploadView[] | null>(null);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const load = useCallback(async () => {
    try {
      const uploads = await listUploads();
      setList(uploads);
      setFailure(null);
      return uploads;
    } catch (error) {
      setFailure(failureOf(error));
      return [];
    }
  }, []);
  const reload = useCallback(() => void load(), [load]);
  useEffect(reload, [reload]);
  const isReading = list?.some(({ status }) => status === 'ingesting' || status === 'uploading');
  useEffect(() => {
    if (!isReading) return undefined;
    const timer = setInterval(reload, againMs);
    return () => clearInterval(timer);
  }, [isReading, reload]);
  const change = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      reload();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return {
    list,
    failure,
    reload,
    remove: (id) => change(() => deleteUpload(id)),
    cancel: (file) => change(() => cancelReading(file)),
    readAgain: (file) => change(() => readAgain(file)),
    readAs: (upload, file, format) => change(() => readAs(upload, file, format)),
    async uploadOf(file) {
      const holds = (upload: UploadView) => upload.files.some(({ id }) => id === file);
      return (list?.find(holds) ?? (await load()).find(holds))?.id ?? null;
    },
  };
}
