import { Menu, SquarePen } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { UploadView } from '@datasherpa/server/client';
import type { OutgoingFile } from '../api/uploads.ts';
import { useRefusal } from '../features/access/me-context.ts';
import type { Evidence } from '../components/evidence/evidence-context.ts';
import { Button } from '../components/ui/button.tsx';
import { Modal } from '../components/ui/modal.tsx';
import { Spinner } from '../components/ui/spinner.tsx';
import { useMedia } from '../components/ui/use-media.ts';
import { Composer } from '../features/agent/composer.tsx';
import { ConversationView } from '../features/agent/conversation-view.tsx';
import { EmptyState } from '../features/agent/empty-state.tsx';
import { useConversation } from '../features/agent/use-conversation.ts';
import { useThreads } from '../features/agent/use-threads.ts';
import { AttachmentList } from '../features/uploads/attachment-list.tsx';
import { DropZone } from '../features/uploads/drop-zone.tsx';
import { useAttachments } from '../features/uploads/use-attachments.ts';
import { useUploads } from '../features/uploads/use-uploads.ts';
import type { FilePlace } from '../navigation/place.ts';
import { goTo, usePlace } from '../navigation/use-place.ts';
import { SideBar } from './side-bar.tsx';
import { useSideBar } from './use-side-bar.ts';
import { useTitle } from './use-title.ts';

const LogViewer = lazy(() => import('../features/log-search/log-viewer.tsx'));
const FailuresPage = lazy(() => import('../features/failures/failures-page.tsx'));
const KeysPage = lazy(() => import('../features/access/keys-page.tsx'));
const UploadsPage = lazy(() => import('../features/uploads/uploads-page.tsx'));

const emptyChat = { view: 'chat', thread: null, file: null } as const;
const openThread = (thread: string) => goTo({ view: 'chat', thread, file: null }, true);

/** The page: conversations at the left, one of them in the middle, a file beside it. */
export function App() {
  const place = usePlace();
  const isWide = useMedia('(min-width: 64rem)');
  const [isSideShown, setIsSideShown] = useSideBar(place, isWide);
  const [text, setText] = useState('');
  const [fills, setFills] = useState(0);
  const [isFileGone, setIsFileGone] = useState(false);
  const refusal = useRefusal();
  const uploads = useUploads();
  const threads = useThreads();
  const attachments = useAttachments(uploads.reload);
  const isChat = place.view === 'chat';
  const conversation = useConversation(isChat ? place.thread : undefined, openThread);
  const file = place.view === 'chat' || place.view === 'file' ? place.file : null;

  // The list is asked again when a run begins or ends: its conversation is new, or the latest now.
  const { reload } = threads;
  useEffect(reload, [reload, conversation.busy]);
  useTitle(threads.list?.find(({ id }) => isChat && id === place.thread)?.title);

  const ask = (message: string) => {
    if (message.trim() === '' || conversation.busy) return;
    setText('');
    conversation.ask(message, attachments.take());
  };
  const fill = (question: string) => {
    setText(question);
    setFills(fills + 1);
  };
  const startNew = () => {
    if (!isWide) setIsSideShown(false);
    setIsFileGone(false);
    conversation.reset();
    goTo(emptyChat);
  };
  const askAbout = (upload: UploadView) => {
    attachments.addUpload(upload);
    startNew();
  };
  const addFiles = useCallback(
    (files: readonly OutgoingFile[]) => {
      if (files.length === 0 || refusal !== null) return;
      attachments.add(files);
      if (place.view !== 'chat') goTo({ view: 'uploads' });
    },
    [attachments, place.view, refusal],
  );
  const openEvidence = async ({ fileId, lines: [from, to] }: Evidence) => {
    const upload = await uploads.uploadOf(fileId);
    setIsFileGone(upload === null);
    if (upload === null) return;
    const target: FilePlace = { upload, file: fileId, from, to };
    goTo(
      isChat && place.thread
        ? { view: 'chat', thread: place.thread, file: target }
        : { view: 'file', file: target },
    );
  };
  const moveInFile = useCallback(
    (target: FilePlace) =>
      goTo(isChat ? { ...place, file: target } : { view: 'file', file: target }, true),
    [place, isChat],
  );
  const closeFile = () =>
    goTo(isChat ? { view: 'chat', thread: place.thread, file: null } : { view: 'uploads' });

  const side = (
    <SideBar
      place={place}
      threads={threads}
      onNew={startNew}
      onClose={() => setIsSideShown(false)}
    />
  );
  const FileFrame = isChat ? 'aside' : 'main';
  const isCovered = !isWide && file !== null;
  return (
    <div className="flex h-dvh">
      <DropZone onFiles={addFiles} />
      {isWide && isSideShown && (
        <aside aria-label="Side bar" className="border-line w-64 shrink-0 border-r">
          {side}
        </aside>
      )}
      {!isWide && isSideShown && (
        <Modal
          label="Side bar"
          onClose={() => setIsSideShown(false)}
          className="m-0 h-dvh max-h-dvh w-72 border-r"
        >
          {side}
        </Modal>
      )}
      {place.view !== 'file' && (
        <main inert={isCovered} className="flex min-w-0 flex-1 flex-col">
          {(!isWide || !isSideShown) && (
            <header className="flex items-center gap-1 px-2 py-2">
              <Button aria-label="Show the side bar" onClick={() => setIsSideShown(true)}>
                <Menu size={18} aria-hidden />
              </Button>
              <span className="mr-auto font-semibold">DataSherpa</span>
              <Button aria-label="New question" onClick={startNew}>
                <SquarePen size={17} aria-hidden />
              </Button>
            </header>
          )}
          {place.view === 'chat' ? (
            <>
              <ConversationView
                conversation={conversation}
                actions={{
                  onOpen: (evidence) => void openEvidence(evidence),
                  onAsk: ask,
                  onRetry: conversation.retry,
                  onDecide: conversation.decide,
                }}
              >
                <EmptyState uploads={uploads.list} onFill={fill} />
              </ConversationView>
              {isFileGone && (
                <p role="alert" className="text-danger mx-auto w-full max-w-3xl px-4 pb-2 text-sm">
                  The file is not there any more; its upload was deleted.
                </p>
              )}
              <Composer
                fills={fills}
                text={text}
                onText={setText}
                isBusy={conversation.busy}
                onSend={() => ask(text)}
                onStop={conversation.stop}
                onFiles={addFiles}
              >
                <div className="px-3 pt-3 empty:hidden">
                  <AttachmentList attachments={attachments} />
                </div>
              </Composer>
            </>
          ) : (
            <Suspense fallback={<Loading />}>
              {place.view === 'keys' ? (
                <KeysPage />
              ) : place.view === 'failures' ? (
                <FailuresPage uploads={uploads.list} onAsk={askAbout} />
              ) : (
                <UploadsPage
                  uploads={uploads}
                  first={place.upload}
                  onFiles={addFiles}
                  onAsk={askAbout}
                >
                  <AttachmentList attachments={attachments} />
                </UploadsPage>
              )}
            </Suspense>
          )}
        </main>
      )}
      {file && (
        <FileFrame
          {...(isChat && { 'aria-label': 'File' })}
          className={
            !isChat
              ? 'min-w-0 flex-1'
              : isWide
                ? 'border-line min-w-0 flex-[1.25] border-l'
                : 'fixed inset-0 z-40'
          }
        >
          <Suspense fallback={<Loading />}>
            <LogViewer
              key={`${file.upload} ${file.file}`}
              place={file}
              isBeside={isChat}
              onMove={moveInFile}
              onClose={closeFile}
            />
          </Suspense>
        </FileFrame>
      )}
    </div>
  );
}

const Loading = () => (
  <p className="text-muted flex items-center gap-2 p-6">
    <Spinner /> Loading
  </p>
);
