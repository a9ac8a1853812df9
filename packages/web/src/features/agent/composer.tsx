import { ArrowUp, Paperclip, Square } from 'lucide-react';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { OutgoingFile } from '../../api/uploads.ts';
import { Button } from '../../components/ui/button.tsx';
import { EditorButton } from '../access/editor-button.tsx';
import { useRefusal } from '../access/me-context.ts';
import { chosenFiles } from '../uploads/dropped-files.ts';

/** The server's limit of a message. */
const maxLength = 20_000;
/** Pasted text from this size on is a log and becomes an attachment. */
const logLines = 12;
const logLength = 2_000;

/** The question: Enter sends, Shift and Enter makes a new line; files and long pasted text become attachments. */
export function Composer({
  fills,
  text,
  onText,
  isBusy,
  onSend,
  onStop,
  onFiles,
  children,
}: {
  /** How often the page put a question into the field: each time it can be changed at once. */
  readonly fills: number;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly isBusy: boolean;
  readonly onSend: () => void;
  readonly onStop: () => void;
  readonly onFiles: (files: readonly OutgoingFile[]) => void;
  /** What is attached. */
  readonly children: ReactNode;
}) {
  const mayAttach = useRefusal() === null;
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  useEffect(() => {
    // A touch screen would open its keyboard over the page.
    if (fills > 0 || matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, [fills]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!isBusy) onSend();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = chosenFiles(event.clipboardData.files);
    const pasted = event.clipboardData.getData('text/plain');
    const isLog = pasted.length > logLength || pasted.split('\n').length > logLines;
    if (!mayAttach || (files.length === 0 && !isLog)) return;
    event.preventDefault();
    const asFile = { file: new File([pasted], 'pasted.log'), name: 'pasted.log' };
    onFiles(files.length > 0 ? files : [asFile]);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) onSend();
      }}
      className="px-4 pb-4 sm:px-6"
    >
      <div className="border-edge bg-surface focus-within:border-accent mx-auto max-w-3xl rounded-2xl border shadow-sm transition-colors">
        {children}
        <textarea
          ref={field}
          rows={1}
          aria-label="Question"
          placeholder="Ask why it failed, or paste a log"
          value={text}
          maxLength={maxLength}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="placeholder:text-muted block max-h-[40dvh] w-full resize-none rounded-2xl bg-transparent px-4 pt-3 pb-1 outline-none"
        />
        <div className="flex items-center gap-2 px-2 pb-2">
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
          <EditorButton aria-label="Attach files" onClick={() => picker.current?.click()}>
            <Paperclip size={17} aria-hidden />
          </EditorButton>
          <span className="text-muted mr-auto hidden min-w-0 truncate text-xs sm:block">
            Enter sends, Shift+Enter starts a new line; drop files anywhere
          </span>
          <span className="mr-auto sm:hidden" />
          {isBusy ? (
            <Button look="outline" onClick={onStop}>
              <Square size={13} fill="currentColor" aria-hidden /> Stop
            </Button>
          ) : (
            <Button type="submit" look="primary" aria-label="Send" disabled={text.trim() === ''}>
              <ArrowUp size={18} aria-hidden />
            </Button>
          )}
        </div>
      </div>
    </form>
  );
}
