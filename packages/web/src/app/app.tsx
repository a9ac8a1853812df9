import type { Answer } from '@datasherpa/agent/plugin';
import type { UploadView } from '@datasherpa/server/client';
import { LoaderCircle, Mountain, Square, Upload } from 'lucide-react';
import { useEffect, useRef, useState, type DragEvent, type FormEvent } from 'react';
import { ask, getUpload, listUploads, RequestFailed, sendFiles } from '../api/request.ts';
import { visibleText } from '../components/ui/visible-text.ts';
import { AnswerView, type EvidenceItem } from '../features/log-search/answer-view.tsx';
import { LogViewer } from '../features/log-search/log-viewer.tsx';

const suggestions = ['Why did it fail?', 'What was the first error?', 'What should I do now?'];

export function App() {
  const [uploads, setUploads] = useState<readonly UploadView[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [question, setQuestion] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const [opened, setOpened] = useState<EvidenceItem | null>(null);
  const [dragged, setDragged] = useState(false);
  const [sending, setSending] = useState(false);
  const running = useRef<AbortController | null>(null);
  const [busy, setBusy] = useState(false);
  const picker = useRef<HTMLInputElement>(null);

  const report = (error: unknown) =>
    setFailure(
      error instanceof RequestFailed
        ? error
        : new RequestFailed(
            'Something went wrong in the page.',
            'Reload it and try again.',
            'INTERNAL',
          ),
    );
  const reload = async () => {
    const list = await listUploads();
    setUploads(list.uploads);
    return list.uploads;
  };
  useEffect(() => {
    reload().catch(report);
  }, []);

  const send = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setFailure(null);
    setSending(true);
    try {
      let { upload } = await sendFiles(files);
      setChosen(upload.id);
      while (upload.status === 'ingesting') {
        await reload();
        await new Promise((resolve) => setTimeout(resolve, 300));
        upload = await getUpload(upload.id);
      }
      await reload();
    } catch (error) {
      report(error);
    } finally {
      setSending(false);
    }
  };
  const run = async (text: string) => {
    if (text.trim() === '') return;
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setFailure(null);
    setAnswer(null);
    setOpened(null);
    setBusy(true);
    try {
      setAnswer(await ask(text, chosen, controller.signal));
    } catch (error) {
      if (!controller.signal.aborted) report(error);
    } finally {
      if (running.current === controller) setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(question);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDragged(false);
    void send([...event.dataTransfer.files]);
  };
  const file =
    opened && uploads?.flatMap((upload) => upload.files).find(({ id }) => id === opened.fileId);
  const empty = uploads?.length === 0;
  return (
    <div
      className={`min-h-dvh ${dragged ? 'ring-4 ring-teal-600 ring-inset' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setDragged(true);
      }}
      onDragLeave={() => setDragged(false)}
      onDrop={drop}
    >
      <header className="flex items-center gap-2 px-4 py-4 sm:px-8">
        <Mountain className="text-teal-700 dark:text-teal-400" aria-hidden />
        <h1 className="text-lg font-semibold">DataSherpa</h1>
      </header>
      <main
        className={`mx-auto grid gap-6 px-4 pb-10 sm:px-8 ${file ? 'max-w-7xl lg:grid-cols-2' : 'max-w-3xl'}`}
      >
        <div className="min-w-0 space-y-5">
          <form onSubmit={submit} className="flex gap-2">
            <label htmlFor="question" className="sr-only">
              Question
            </label>
            <input
              id="question"
              value={question}
              onChange={(event) => setQuestion(event.target.value)}
              placeholder="Why did the nightly load fail?"
              maxLength={4000}
              className="min-w-0 flex-1 rounded-lg border border-stone-400 bg-white px-4 py-2 dark:border-stone-600 dark:bg-stone-900"
            />
            {busy ? (
              <button
                type="button"
                onClick={() => running.current?.abort()}
                className="flex cursor-pointer items-center gap-2 rounded-lg bg-stone-700 px-4 py-2 text-white"
              >
                <Square size={14} /> Stop
              </button>
            ) : (
              <button
                type="submit"
                className="cursor-pointer rounded-lg bg-teal-700 px-5 py-2 font-medium text-white hover:bg-teal-800"
              >
                Ask
              </button>
            )}
          </form>
          <div className="flex flex-wrap gap-2 text-sm">
            {suggestions.map((text) => (
              <button
                key={text}
                type="button"
                onClick={() => {
                  setQuestion(text);
                  void run(text);
                }}
                className="cursor-pointer rounded-full border border-stone-300 px-3 py-1 hover:border-teal-600 dark:border-stone-700"
              >
                {text}
              </button>
            ))}
          </div>
          {busy && (
            <output className="flex items-center gap-2">
              <LoaderCircle className="animate-spin motion-reduce:animate-none" size={16} /> Looking
              through the logs
            </output>
          )}
          {failure && (
            <div
              role="alert"
              className="rounded-xl border border-red-300 bg-red-50 p-4 dark:border-red-800 dark:bg-red-950"
            >
              <p className="font-medium">{failure.message}</p>
              <p className="text-sm">{failure.hint}</p>
              <p className="mt-1 font-mono text-xs">{failure.code}</p>
            </div>
          )}
          {answer && <AnswerView answer={answer} onOpen={setOpened} />}
          <section
            aria-label="Uploads"
            className="rounded-xl border border-dashed border-stone-300 p-5 dark:border-stone-700"
          >
            <div className="flex items-center gap-3">
              <p className="flex-1 text-sm">
                {empty
                  ? 'Drop the logs of a failed job here: plain text or gzip, several files at once.'
                  : 'Drop more logs anywhere.'}
              </p>
              <input
                ref={picker}
                type="file"
                multiple
                className="hidden"
                aria-label="Files"
                onChange={(event) => void send([...(event.target.files ?? [])])}
              />
              <button
                type="button"
                disabled={sending}
                onClick={() => picker.current?.click()}
                className="flex cursor-pointer items-center gap-2 rounded-lg border border-stone-400 px-3 py-1.5 text-sm dark:border-stone-600"
              >
                {sending ? (
                  <LoaderCircle className="animate-spin motion-reduce:animate-none" size={14} />
                ) : (
                  <Upload size={14} />
                )}{' '}
                {sending ? 'Reading' : 'Choose files'}
              </button>
            </div>
            {uploads === null && !failure && <p className="mt-3 text-sm">Loading</p>}
            <ul className="mt-3 space-y-2">
              {uploads?.map((upload) => (
                <UploadRow
                  key={upload.id}
                  upload={upload}
                  chosen={upload.id === chosen}
                  onChoose={() => setChosen(upload.id === chosen ? null : upload.id)}
                />
              ))}
            </ul>
            {uploads && uploads.length > 0 && (
              <p className="mt-3 text-xs text-stone-600 dark:text-stone-400">
                {chosen
                  ? 'Questions look at the chosen upload.'
                  : 'Questions look at all uploads; choose one to narrow.'}
              </p>
            )}
          </section>
        </div>
        {opened && file && (
          <div className="sticky top-4 h-[85dvh] min-w-0">
            <LogViewer
              key={opened.fileId}
              uploadId={file.uploadId}
              fileId={opened.fileId}
              name={opened.source}
              line={opened.lines[0]}
              onClose={() => setOpened(null)}
            />
          </div>
        )}
      </main>
    </div>
  );
}

function UploadRow({
  upload,
  chosen,
  onChoose,
}: {
  upload: UploadView;
  chosen: boolean;
  onChoose: () => void;
}) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        onClick={onChoose}
        className={`w-full cursor-pointer rounded-lg border p-3 text-left text-sm ${chosen ? 'border-teal-600' : 'border-stone-200 dark:border-stone-800'}`}
      >
        {upload.files.slice(0, 8).map((file) => (
          <span key={file.id} className="flex flex-wrap gap-x-3">
            <span className="min-w-0 break-all">{visibleText(file.name)}</span>
            <span className="text-stone-600 dark:text-stone-400">
              {file.digest
                ? `${file.digest.format}, ${file.digest.lines.toLocaleString('en')} lines, ${file.digest.levels.error ?? 0} errors`
                : file.problem
                  ? file.problem.message
                  : file.progress
                    ? `reading, ${Math.round(file.progress.fraction * 100)} %`
                    : 'waiting'}
            </span>
          </span>
        ))}
        {upload.files.length > 8 && <span>and {upload.files.length - 8} more files</span>}
      </button>
    </li>
  );
}
