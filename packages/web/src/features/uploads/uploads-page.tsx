import type { UploadView } from '@datasherpa/server/client';
import { Upload } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { OutgoingFile } from '../../api/uploads.ts';
import { Button } from '../../components/ui/button.tsx';
import { EditorButton } from '../access/editor-button.tsx';
import { ProblemNotice } from '../../components/ui/problem-notice.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { chosenFiles } from './dropped-files.ts';
import { UploadCard } from './upload-card.tsx';
import type { Uploads } from './use-uploads.ts';

/** Everything that was uploaded, and what reading it found. */
export default function UploadsPage({
  uploads,
  first,
  onAsk,
  onFiles,
  children,
}: {
  readonly uploads: Uploads;
  /** The upload that the address names comes into view. */
  readonly first: string | undefined;
  readonly onAsk: (upload: UploadView) => void;
  readonly onFiles: (files: readonly OutgoingFile[]) => void;
  /** Files on their way. */
  readonly children: ReactNode;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const { list, failure } = uploads;
  const named = useRef<HTMLDivElement>(null);
  const isKnown = list !== null;
  useEffect(() => {
    named.current?.scrollIntoView();
  }, [first, isKnown]);
  return (
    <div
      className="relative h-full overflow-y-auto px-4 sm:px-6"
      tabIndex={0}
      role="region"
      aria-label="Uploads"
    >
      <div className="mx-auto max-w-5xl space-y-6 py-6">
        <header className="flex flex-wrap items-center gap-3">
          <h1 className="mr-auto text-2xl font-semibold tracking-tight">Uploads</h1>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label="Files"
            onChange={(event) => {
              onFiles(chosenFiles(event.target.files ?? []));
              event.target.value = '';
            }}
          />
          <EditorButton look="outline" onClick={() => picker.current?.click()}>
            <Upload size={15} aria-hidden /> Add files
          </EditorButton>
        </header>
        {children}
        {failure && (
          <ProblemNotice problem={failure}>
            <Button look="outline" onClick={uploads.reload}>
              Try again
            </Button>
          </ProblemNotice>
        )}
        {list === null && !failure && (
          <p className="text-muted flex items-center gap-2">
            <Spinner /> Loading
          </p>
        )}
        {list?.length === 0 && (
          <p className="text-muted">
            Nothing yet. Drop files, folders or archives anywhere on this page.
          </p>
        )}
        {list?.map((upload) => (
          <div
            key={upload.id}
            ref={upload.id === first ? named : undefined}
            className={upload.id === first ? 'ring-accent scroll-mt-6 rounded-2xl ring-2' : ''}
          >
            <UploadCard
              upload={upload}
              onAsk={() => onAsk(upload)}
              onRemove={() => void uploads.remove(upload.id)}
              onCancel={(file) => void uploads.cancel(file)}
              onReadAgain={(file) => void uploads.readAgain(file)}
              onReadAs={(file, format) => void uploads.readAs(upload.id, file, format)}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
