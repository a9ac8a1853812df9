import { X } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { formatCount } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { indentJson } from './indent-json.ts';
import type { Line } from './line-pages.ts';

/** The marked line, one value a line where it is a JSON object. The lines above stay as the file has them. */
export function JsonPanel({
  number,
  line,
  onClose,
}: {
  readonly number: number;
  /** Null while it is fetched. */
  readonly line: Line | null;
  readonly onClose: () => void;
}) {
  const indented = line && !line.cut ? indentJson(line.text) : null;
  return (
    <section
      aria-label="The marked line as JSON"
      className="border-line bg-canvas flex max-h-[45%] flex-col border-t"
    >
      <header className="flex items-center gap-1 px-3 py-1 text-sm">
        <h3 className="mr-auto font-semibold">Line {formatCount(number)} as JSON</h3>
        {indented && <CopyButton label="Copy the JSON" text={indented} />}
        <Button aria-label="Close the JSON" onClick={onClose}>
          <X size={16} aria-hidden />
        </Button>
      </header>
      {indented ? (
        <pre
          tabIndex={0}
          aria-label="JSON"
          className="min-h-0 overflow-auto px-3 pb-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap -outline-offset-2"
        >
          {rowsOf(indented).map(({ start, text }) => (
            <Row key={start} text={text} />
          ))}
        </pre>
      ) : (
        <p className="text-muted px-3 pb-3 text-sm">
          {line?.cut
            ? 'The line is too long to be shown whole.'
            : line
              ? 'This line is not a JSON object.'
              : 'Reading'}
        </p>
      )}
    </section>
  );
}

function rowsOf(text: string): readonly { readonly start: number; readonly text: string }[] {
  let start = 0;
  return text.split('\n').map((row) => {
    start += row.length + 1;
    return { start, text: row };
  });
}

const keyed = /^(\s*)("(?:[^"\\]|\\.)*": )(.*)$/s;

function Row({ text }: { readonly text: string }) {
  const [, indent, key, value] = keyed.exec(text) ?? [];
  if (key === undefined) return <div>{visibleText(text)}</div>;
  return (
    <div>
      {indent}
      <span className="text-accent">{visibleText(key)}</span>
      {visibleText(value ?? '')}
    </div>
  );
}
