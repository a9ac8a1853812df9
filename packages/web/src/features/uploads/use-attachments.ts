import type { FileProblem, ServerLimits, UploadView } from '@datasherpa/server/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { getLimits, sendFiles, watchUpload, type OutgoingFile } from '../../api/uploads.ts';
import { failureOf, RequestFailed } from '../../api/request.ts';
import { formatBytes, formatCount } from '../../components/ui/format.ts';

/** Files on their way to the server, or there: one chip at the composer. */
export interface Attachment {
  readonly key: string;
  /** One name, or `3 files`. */
  readonly name: string;
  readonly bytes: number;
  readonly state: 'sending' | 'reading' | 'ready' | 'failed';
  /** 0..1 of the state. */
  readonly fraction: number;
  readonly uploadId: string | null;
  /** Exactly these files were there already. */
  readonly isKnown: boolean;
  readonly failure: (Pick<FileProblem, 'message' | 'hint'> & { readonly code: string }) | null;
  /** Files that could not be read, or only in part; the others can be asked about. */
  readonly problems: readonly { readonly name: string; readonly problem: FileProblem }[];
}

export interface Attachments {
  readonly list: readonly Attachment[];
  readonly add: (files: readonly OutgoingFile[]) => void;
  /** Attaches what was uploaded before. */
  readonly addUpload: (upload: UploadView) => void;
  readonly remove: (key: string) => void;
  /** Takes what is attached for a question; afterwards nothing is. */
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
      const [first] = files;
      if (!first) return;
      const key = `files-${(count.current += 1)}`;
      const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
      const name = files.length === 1 ? first.name : `${formatCount(files.length)} files`;
      setList((all) => [
        ...all,
        {
          key,
          name,
          bytes,
          state: 'sending',
          fraction: 0,
          uploadId: null,
          isKnown: false,
          failure: null,
          problems: [],
        },
      ]);
      const controller = new AbortController();
      const upload = async (): Promise<string> => {
        try {
          checkLimits(files.length, bytes, limits.current);
          const receipt = await sendFiles(files, {
            signal: controller.signal,
            onSent: (fraction) => change(key, { fraction }),
          });
          let view = receipt.upload;
          change(key, { ...ingestion(view), isKnown: receipt.existing });
          onChange();
          for await (view of watchUpload(view.id, controller.signal)) change(key, ingestion(view));
          onChange();
          if (view.status === 'failed') throw failureOfUpload(view);
          return view.id;
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
              name:
                upload.files.length === 1
                  ? (upload.files[0]?.name ?? '')
                  : `${formatCount(upload.files.length)} files`,
              isKnown: true,
              failure: null,
              ...ingestion(upload),
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
    for (const { key } of list) jobs.current.delete(key);
    setList([]);
    return { names: taken.map(({ name }) => name), uploads: () => Promise.all(work) };
  };

  return { list, add, addUpload, remove, take };
}

function ingestion(upload: UploadView) {
  const { files } = upload;
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const read = files.reduce(
    (sum, { status, bytes, progress }) =>
      sum + bytes * (status === 'ready' || status === 'failed' ? 1 : (progress?.fraction ?? 0)),
    0,
  );
  return {
    uploadId: upload.id,
    bytes: total,
    state: upload.status === 'failed' ? 'failed' : upload.status === 'ready' ? 'ready' : 'reading',
    fraction: total > 0 ? read / total : 0,
    problems: files.flatMap(({ name, problem }) => (problem ? [{ name, problem }] : [])),
  } as const;
}

const failureOfUpload = ({ problem, files }: UploadView): RequestFailed => {
  const why = problem ?? files.find((file) => file.problem)?.problem;
  return new RequestFailed(
    why?.message ?? 'The files could not be read.',
    why?.hint ?? 'Send them again.',
    why?.code ?? 'INTERNAL',
  );
};

/** @throws RequestFailed before anything is sent that the server would refuse */
function checkLimits(files: number, bytes: number, limits: ServerLimits | null): void {
  if (limits && bytes > limits.maxUploadBytes)
    throw new RequestFailed(
      `These files have ${formatBytes(bytes)}; at most ${formatBytes(limits.maxUploadBytes)} go at once.`,
      'Compress them with gzip, send fewer, or raise DATASHERPA_MAX_UPLOAD_BYTES.',
      'UPLOAD_TOO_LARGE',
    );
  if (limits && files > limits.maxFiles)
    throw new RequestFailed(
      `These are ${formatCount(files)} files; at most ${formatCount(limits.maxFiles)} go at once.`,
      'Send the folders of the failed run only.',
      'UPLOAD_TOO_MANY_FILES',
    );
}
