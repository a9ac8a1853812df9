import type { FileView } from '@datasherpa/server/client';
import { useState } from 'react';
import { getLimits } from '../../api/uploads.ts';
import { useRefusal } from '../access/me-context.ts';

/** The format that a file was read as; another one can be chosen, and the file is read again. */
export function FormatChoice({
  name,
  digest: { format, formatConfidence, formatGiven },
  onChoose,
}: {
  readonly name: string;
  readonly digest: NonNullable<FileView['digest']>;
  readonly onChoose: (format: string) => void;
}) {
  const refusal = useRefusal();
  const [known, setKnown] = useState<readonly string[] | null>(null);
  const others = known?.filter((each) => each !== format) ?? [];
  const load = (): void => {
    // Only who opens the list needs it. Without it, what was detected stays the only choice.
    if (known === null)
      getLimits().then(
        ({ formats }) => setKnown(formats),
        () => undefined,
      );
  };
  return (
    <select
      aria-label={`Format of ${name}`}
      title={
        refusal ??
        (formatGiven
          ? 'Chosen by hand'
          : `Detected: ${Math.round(formatConfidence * 100)} % of its first events have this format`)
      }
      disabled={refusal !== null}
      value={format}
      onPointerEnter={load}
      onFocus={load}
      onChange={({ target }) => onChoose(target.value)}
      className="hover:text-ink -ml-1 max-w-48 cursor-pointer rounded bg-transparent px-0.5 hover:underline disabled:cursor-not-allowed"
    >
      <option value={format}>{format}</option>
      {formatGiven && <option value="auto">detect it again</option>}
      {others.map((each) => (
        <option key={each} value={each}>
          read as {each}
        </option>
      ))}
    </select>
  );
}
