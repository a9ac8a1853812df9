import { lazy, memo, Suspense } from 'react';
import { visibleText } from '../../components/ui/visible-text.ts';
import { Citation } from '../../components/evidence/citation.tsx';

const InertMarkdown = lazy(() => import('../../components/ui/inert-markdown.tsx'));

const cite = (id: string) => <Citation id={id} />;

/** The words of an answer. Until the Markdown reader is there they are shown plain. */
export const AnswerText = memo(({ text }: { readonly text: string }) => (
  <Suspense
    fallback={
      <p className="wrap-anywhere whitespace-pre-wrap">{visibleText(text.replaceAll('**', ''))}</p>
    }
  >
    <InertMarkdown text={text} cite={cite} />
  </Suspense>
));
