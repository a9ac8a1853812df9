import type { UploadView } from '@datasherpa/server/client';
import { ArrowRight, FileUp } from 'lucide-react';
import { formatCount, plural } from '../../components/ui/format.ts';

const questions = [
  'Why did it fail?',
  'Show me the errors',
  'Find lines about lost executors',
  'What can you do?',
];

/** What an empty conversation says: what can be asked now, and about what. */
export function EmptyState({
  uploads,
  onAsk,
}: {
  /** Null until they are known. */
  readonly uploads: readonly UploadView[] | null;
  readonly onAsk: (question: string) => void;
}) {
  return (
    <div className="pt-[8vh]">
      <h1 className="text-3xl font-semibold tracking-tight text-balance">What went wrong?</h1>
      <p className="text-muted mt-2 max-w-prose text-pretty">
        Ask about the logs of a failed job. The answer names the cause, quotes the lines that prove
        it, and says what to do now.
      </p>
      {uploads?.length === 0 ? <NoLogs /> : <Suggestions uploads={uploads ?? []} onAsk={onAsk} />}
    </div>
  );
}

const NoLogs = () => (
  <div className="border-edge text-muted mt-8 flex items-center gap-4 rounded-2xl border border-dashed p-6">
    <FileUp size={28} className="shrink-0" aria-hidden />
    <p>
      There are no logs yet. Drop files or a folder anywhere on this page, attach them below, or
      paste the log. Plain text and gzip, of Spark, Airflow, Kafka, dbt, Hadoop and others.
    </p>
  </div>
);

function Suggestions({
  uploads,
  onAsk,
}: {
  readonly uploads: readonly UploadView[];
  readonly onAsk: (question: string) => void;
}) {
  const files = uploads.flatMap((upload) => upload.files);
  const lines = files.reduce((sum, { digest }) => sum + (digest?.lines ?? 0), 0);
  return (
    <>
      <ul className="mt-8 grid gap-2 sm:grid-cols-2">
        {questions.map((question) => (
          <li key={question}>
            <button
              type="button"
              onClick={() => onAsk(question)}
              className="group border-line bg-surface hover:border-accent flex w-full items-center justify-between gap-2 rounded-xl border px-4 py-3 text-left transition-colors"
            >
              {question}
              <ArrowRight
                size={16}
                className="text-muted group-hover:text-accent shrink-0"
                aria-hidden
              />
            </button>
          </li>
        ))}
      </ul>
      {files.length > 0 && (
        <p className="text-muted mt-4 text-sm">
          Questions look at{' '}
          <a href="#/uploads" className="text-accent underline underline-offset-2">
            {plural(files.length, 'uploaded file')}
          </a>{' '}
          with {formatCount(lines)} lines. Attach files to ask about those only.
        </p>
      )}
    </>
  );
}
