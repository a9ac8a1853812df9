import { useId, useMemo, useState } from 'react';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { cutPieces, type ExplainedPiece } from './command.ts';

/** A command with a copy button. Each word says what it means when it is pointed at or reached with the keyboard. */
export function CommandBlock({
  command,
  explanation,
}: {
  readonly command: string;
  readonly explanation: readonly ExplainedPiece[];
}) {
  const pieces = useMemo(() => cutPieces(command, explanation), [command, explanation]);
  const [chosen, setChosen] = useState<number | null>(null);
  const meaning = useId();
  const shown =
    chosen === null ? null : (pieces.find(({ start }) => start === chosen)?.meaning ?? null);
  return (
    <div className="border-line bg-sunken rounded-xl border">
      <div className="flex items-start gap-2 p-3">
        <pre
          className="min-w-0 grow font-mono text-sm leading-relaxed wrap-anywhere whitespace-pre-wrap"
          aria-label="Command"
        >
          {pieces.map(({ start, text, meaning: means }) =>
            means === null ? (
              <span key={start}>{visibleText(text)}</span>
            ) : (
              <button
                key={start}
                type="button"
                aria-describedby={chosen === start ? meaning : undefined}
                onMouseEnter={() => setChosen(start)}
                onFocus={() => setChosen(start)}
                onClick={() => setChosen(start)}
                className={`decoration-edge inline cursor-help rounded-sm text-left whitespace-pre-wrap underline decoration-dotted underline-offset-4 ${chosen === start ? 'bg-accent-soft text-accent' : ''}`}
              >
                {visibleText(text)}
              </button>
            ),
          )}
        </pre>
        <CopyButton label="Copy the command" text={command} />
      </div>
      {explanation.length > 0 && (
        <p
          id={meaning}
          aria-live="polite"
          className="border-line text-muted min-h-10 border-t px-3 py-2 text-sm wrap-anywhere"
        >
          {shown === null
            ? 'Point at a word, or reach it with the Tab key, to see what it means.'
            : visibleText(shown)}
        </p>
      )}
    </div>
  );
}
