import { useEffect, useState, type Ref } from 'react';

/** Shows the marked line and goes to another. */
export function LineField({
  ref,
  line,
  total,
  onGo,
}: {
  readonly ref: Ref<HTMLInputElement>;
  readonly line: number;
  readonly total: number;
  readonly onGo: (line: number) => void;
}) {
  const [text, setText] = useState(String(line));
  useEffect(() => setText(String(line)), [line]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = Number(text.replaceAll(/[,._\s]/g, ''));
        if (Number.isSafeInteger(wanted) && wanted >= 1) onGo(wanted);
        else setText(String(line));
      }}
    >
      <label className="text-muted flex items-center gap-1.5">
        Line
        <input
          ref={ref}
          inputMode="numeric"
          value={text}
          maxLength={20}
          aria-label={`Go to line, 1 to ${total}`}
          onFocus={(event) => event.target.select()}
          onBlur={() => setText(String(line))}
          onChange={(event) => setText(event.target.value)}
          className="border-edge bg-canvas text-ink w-24 rounded-lg border px-2 py-0.5 font-mono"
        />
      </label>
    </form>
  );
}
