import type { UploadView } from '@datasherpa/server/client';
import { FileUp } from 'lucide-react';
import { formatCount, plural } from '../../components/ui/format.ts';

/** One example of each thing that can be asked, with what it needs. */
const examples = [
  ['Why did it fail?', 'The cause, from logs'],
  ['Find lines about lost executors', 'A search in logs'],
  ['Optimise this Spark job', 'Tuning, from a Spark event log'],
  ['Compare these two Spark runs', 'What made one slower, from two event logs'],
  ['Explain what this DAG does', 'Tasks and schedule, from an Airflow DAG file'],
  ['Document these pipelines', 'Documents and lineage, from DAGs, SQL, dbt, notebooks'],
  ['Write a shell command that counts the lines of app.log', 'A command, with its risk'],
  ['What can you do?', 'Everything that can be asked'],
] as const;

/** What an empty conversation says: what can be asked, and about what. */
export function EmptyState({
  uploads,
  onFill,
}: {
  /** Null until they are known. */
  readonly uploads: readonly UploadView[] | null;
  /** Puts a question into the field, where it can be changed before it is sent. */
  readonly onFill: (question: string) => void;
}) {
  const files = uploads?.flatMap((upload) => upload.files) ?? [];
  const lines = files.reduce((sum, { digest }) => sum + (digest?.lines ?? 0), 0);
  return (
    <div className="pt-[6vh]">
      <h1 className="text-3xl font-semibold tracking-tight text-balance">What went wrong?</h1>
      <p className="text-muted mt-2 max-w-prose text-pretty">
        Ask about the logs of a failed job: the answer names the cause, quotes the lines that prove
        it, and says what to do now. Or have a Spark job tuned, a DAG explained, a pipeline
        documented, a command written.
      </p>
      {uploads?.length === 0 && (
        <div className="border-edge text-muted mt-6 flex items-center gap-4 rounded-2xl border border-dashed p-5">
          <FileUp size={28} className="shrink-0" aria-hidden />
          <p>
            There are no logs yet. Drop files or a folder anywhere on this page, attach them below,
            or paste the log: plain text and gzip of Spark, Airflow, Kafka, dbt, Hadoop and others,
            Spark event logs, DAG files, SQL, notebooks.
          </p>
        </div>
      )}
      <ul aria-label="Examples" className="mt-6 grid gap-2 sm:grid-cols-2">
        {examples.map(([question, about]) => (
          <li key={question}>
            <button
              type="button"
              onClick={() => onFill(question)}
              className="border-line bg-surface hover:border-accent flex h-full w-full flex-col rounded-xl border px-4 py-2.5 text-left transition-colors"
            >
              {question}
              <span className="text-muted text-xs">{about}</span>
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
    </div>
  );
}
