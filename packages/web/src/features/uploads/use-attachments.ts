import type { ServerLimits, UploadView } from '@datasherpa/server/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { getLimits, sendFiles, watchUpload, type OutgoingFile } from '../../api/uploads.ts';
import { failureOf } from '../../api/request.ts';
import { nameOfFiles, readingOf, type Attachment } from './attachment.ts';
import { checkLimits } from './check-limits.ts';

export interface Attachments {
  readonly list: readonly Attachment[];
  readonly add: (files: readonly OutgoingFile[]) => void;
  /** Attaches what was uploaded before. */
  readonly addUpload: (upload: UploadView) => void;
  readonly remove: (key: string) => void;
  /** Takes what is attached for a question. What failed stays, to be seen. */
  readonly take: () => {
    readonly names: readonly string[];
    readonly uploads: () => Promise<readonly string[]>;
  };
}

interface Job {
  readonly controller: AbortController;
  readonly done: Promise<string>;
}

/** @param onChange is told when the server has something new */
export function useAttachments(onChange: () => void): Attachments {
  const [list, setList] = useState<readonly Attachment[]>([]);
  const jobs = useRef(new Map<string, Job>());
  const limits = useRef<ServerLimits | null>(null);
  const count = useRef(0);
  useEffect(() => {
    getLimits().then(
      (known) => (limits.current = known),
      // Without the limits the server says itself what is too much.
      () => {},
    );
  }, []);

  const change = useCallback(
    (key: string, part: Partial<Attachment>) =>
      setList((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each))),
    [],
  );

  const add = useCallback(
    (files: readonly OutgoingFile[]) => {
      if (files.length === 0) return;
      const key = `files-${(count.current += 1)}`;
      const sizes = files.map(({ file }) => file.size);
      setList((all) => [
        ...all,
        {
          key,
          name: nameOfFiles(files.map(({ name }) => name)),
          bytes: sizes.reduce((sum, size) => sum + size, 0),
          state: 'sending',
          fraction: 0,
          etaMs: null,
          uploadId: null,
          isKnown: false,
          failure: null,
          problems: [],
        },
      ]);
      const controller = new AbortController();
      const upload = async (): Promise<string> => {
        try {
          if (limits.current) checkLimits(sizes, limits.current);
          const receipt = await sendFiles(files, {
            signal: controller.signal,
            onSent: (fraction) => change(key, { fraction }),
          });
          const { id } = receipt.upload;
          let reading = readingOf(receipt.upload);
          change(key, { ...reading, isKnown: receipt.existing });
          onChange();
          for await (const view of watchUpload(id, controller.signal)) {
            reading = readingOf(view);
            change(key, reading);
          }
          onChange();
          if (reading.failure) throw reading.failure;
          return id;
        } catch (error) {
          const failure = failureOf(error);
          change(key, { state: 'failed', failure });
          throw failure;
        }
      };
      const done = upload();
      // A failure is shown at the chip; whoever asks with it is told too.
      done.catch(() => {});
      jobs.current.set(key, { controller, done });
    },
    [change, onChange],
  );

  const addUpload = useCallback((upload: UploadView) => {
    setList((all) =>
      all.some(({ uploadId }) => uploadId === upload.id)
        ? all
        : [
            ...all,
            {
              key: upload.id,
              name: nameOfFiles(upload.files.map(({ name }) => name)),
              isKnown: true,
              ...readingOf(upload),
            },
          ],
    );
    jobs.current.set(upload.id, {
      controller: new AbortController(),
      done: Promise.resolve(upload.id),
    });
  }, []);

  const remove = useCallback((key: string) => {
    jobs.current.get(key)?.controller.abort();
    jobs.current.delete(key);
    setList((all) => all.filter((each) => each.key !== key));
  }, []);

  const take = () => {
    const taken = list.filter(({ state }) => state !== 'failed');
    const work = taken.flatMap(({ key }) => jobs.current.get(key)?.done ?? []);
    for (const { key } of taken) jobs.current.delete(key);
    setList(list.filter(({ state }) => state === 'failed'));
    return { names: taken.map(({ name }) => name), uploads: () => Promise.all(work) };
  };

  return { list, add, addUpload, remove, take };
}
