import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { OutgoingFile } from '../../api/uploads.ts';
import { useRefusal } from '../access/me-context.ts';
import { droppedFiles } from './dropped-files.ts';

const carriesFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') ?? false;

/** Takes files that are dropped anywhere on the page. */
export function DropZone({
  onFiles,
}: {
  readonly onFiles: (files: readonly OutgoingFile[]) => void;
}) {
  const [isOver, setIsOver] = useState(false);
  const refusal = useRefusal();
  useEffect(() => {
    // Moving over an element inside leaves the one around it: only the balance tells whether the page was left.
    let depth = 0;
    const controller = new AbortController();
    const on = (
      name: 'dragenter' | 'dragleave' | 'dragover' | 'drop',
      act: (e: DragEvent) => void,
    ) =>
      addEventListener(
        name,
        (event) => {
          if (!carriesFiles(event)) return;
          event.preventDefault();
          act(event);
        },
        { signal: controller.signal },
      );
    on('dragenter', () => setIsOver((depth += 1) > 0));
    on('dragleave', () => setIsOver((depth -= 1) > 0));
    on('dragover', () => {});
    on('drop', (event) => {
      depth = 0;
      setIsOver(false);
      if (event.dataTransfer) void droppedFiles(event.dataTransfer).then(onFiles);
    });
    return () => controller.abort();
  }, [onFiles]);
  return (
    isOver && (
      <div className="bg-canvas/85 pointer-events-none fixed inset-0 z-50 p-4">
        <div className="border-accent text-accent flex h-full flex-col items-center justify-center gap-3 rounded-2xl border-2 border-dashed">
          <FileDown size={40} aria-hidden />
          {refusal === null ? (
            <>
              <p className="text-lg font-semibold">Drop the logs to ask about them</p>
              <p className="text-muted max-w-lg px-4 text-center text-sm text-balance">
                Logs, Spark event logs, DAG files, SQL, dbt projects, notebooks. Files and folders;
                archives are unpacked.
              </p>
            </>
          ) : (
            <p className="text-ink max-w-lg px-4 text-center">{refusal}</p>
          )}
        </div>
      </div>
    )
  );
}
