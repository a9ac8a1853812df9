import { Pencil } from 'lucide-react';
import type { FailureView } from '@datasherpa/server/client';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { maxNoteLength, putNote } from '../../api/failures.ts';
import { failureOf, type RequestFailed } from '../../api/request.ts';
import { Button } from '../../components/ui/button.tsx';
import { EditorButton } from '../access/editor-button.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';

/** What somebody wrote about how a failure was fixed, with a field to write it. Plain text. */
export function FailureNote({
  fingerprint,
  title,
  note,
}: {
  readonly fingerprint: string;
  /** Of the failure, for the names of buttons. */
  readonly title: string;
  readonly note: FailureView['note'];
}) {
  const [saved, setSaved] = useState(note?.text ?? '');
  const [draft, setDraft] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const opener = useRef<HTMLSpanElement>(null);
  const field = useId();
  const close = () => {
    setDraft(null);
    setFailure(null);
    // The button is drawn again when the field has gone.
    requestAnimationFrame(() => opener.current?.querySelector('button')?.focus());
  };
  const save = async () => {
    if (draft === null || isSaving) return;
    setIsSaving(true);
    try {
      const { note: kept } = await putNote(fingerprint, draft.trim());
      setSaved(kept?.text ?? '');
      close();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setIsSaving(false);
    }
  };
  if (draft === null)
    return (
      <span ref={opener} className="flex flex-wrap items-baseline gap-x-2">
        {saved !== '' && (
          <span className="text-ink min-w-0 wrap-anywhere whitespace-pre-wrap">
            <span className="text-muted">What fixed it: </span>
            {visibleText(saved)}
          </span>
        )}
        <EditorButton
          className="-ml-2"
          aria-label={`${saved === '' ? 'Write' : 'Change'} what fixed it: ${visibleText(title)}`}
          onClick={() => setDraft(saved)}
        >
          <Pencil size={13} aria-hidden /> {saved === '' ? 'Write what fixed it' : 'Change'}
        </EditorButton>
      </span>
    );
  return (
    <form
      className="mt-1 space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label htmlFor={field} className="block">
        What fixed it
      </label>
      <textarea
        id={field}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the field is opened by the button that asks for it
        autoFocus
        rows={3}
        value={draft}
        maxLength={maxNoteLength}
        placeholder="For the next person who meets it; an empty note removes it"
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Escape') close();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
        className="border-edge bg-surface text-ink placeholder:text-muted block w-full rounded-lg border px-3 py-2"
      />
      <span className="flex gap-2">
        <Button type="submit" look="primary" disabled={isSaving || draft.trim() === saved.trim()}>
          Save
        </Button>
        <Button onClick={close}>Cancel</Button>
      </span>
      {failure && (
        <span role="alert" className="text-danger block">
          {failure.message} {failure.hint}
        </span>
      )}
    </form>
  );
}
