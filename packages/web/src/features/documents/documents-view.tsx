import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { plural } from '../../components/ui/format.ts';
import InertMarkdown from '../../components/ui/inert-markdown.tsx';
import { Section } from '../../components/ui/section.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { documentParts, type Documentation } from './documents.ts';
import { FlowchartView } from './flowchart-view.tsx';

interface Shown {
  readonly path: string;
  readonly title: string;
  readonly about: string;
  readonly markdown: string;
}

/** The documents that were written, one of them shown as it will look. */
export default function DocumentsView({ written }: { readonly written: Documentation }) {
  const [at, setAt] = useState(0);
  const all = useMemo<readonly Shown[]>(
    () => [
      ...written.documents.map(({ path, title, markdown, kind, file, facts, questions }) => ({
        path,
        title,
        markdown,
        about: `${kind} of ${file}, ${plural(facts, 'fact')}${questions > 0 ? `, ${plural(questions, 'open question')}` : ''}`,
      })),
      ...(written.documents.length > 1
        ? [
            {
              path: 'README.md',
              title: 'All pipelines',
              markdown: written.index,
              about: 'what flows between them',
            },
          ]
        : []),
    ],
    [written],
  );
  const shown = all[at] ?? all[0]!;
  return (
    <div className="space-y-5">
      <Section title={plural(written.documents.length, 'document')}>
        {all.length > 1 && (
          <ul className="max-h-56 space-y-1 overflow-y-auto p-0.5" aria-label="Documents">
            {all.map(({ path, title, about }, index) => (
              <li key={path}>
                <button
                  type="button"
                  aria-pressed={index === at}
                  onClick={() => setAt(index)}
                  className="border-line bg-surface hover:border-accent aria-pressed:border-accent aria-pressed:bg-accent-soft block w-full rounded-lg border px-3 py-1.5 text-left"
                >
                  <span className="block text-sm font-medium wrap-anywhere">
                    {visibleText(title)}
                  </span>
                  <span className="text-muted block text-xs wrap-anywhere">
                    {visibleText(about)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <article
          aria-label={`Document ${visibleText(shown.title)}`}
          className="border-line bg-surface rounded-xl border"
        >
          <header className="border-line flex flex-wrap items-center gap-1 border-b py-1.5 pr-2 pl-4">
            <code className="mr-auto min-w-0 font-mono text-xs wrap-anywhere">
              {visibleText(shown.path)}
            </code>
            <CopyButton showLabel label="Copy the Markdown" text={shown.markdown} />
            <Button onClick={() => save(shown)}>
              <Download size={15} aria-hidden /> Download
            </Button>
          </header>
          <div
            className="max-h-[40rem] space-y-3 overflow-y-auto p-4 text-sm [&_h1]:text-xl [&_h2]:pt-2 [&_h2]:text-base"
            tabIndex={0}
            role="region"
            aria-label="Preview"
          >
            {documentParts(shown.markdown).map(({ kind, text }) =>
              kind === 'diagram' ? (
                <FlowchartView key={text} mermaid={text} />
              ) : (
                <InertMarkdown key={text} text={text} cite={(id) => `[${id}]`} />
              ),
            )}
          </div>
        </article>
      </Section>
      {written.without.length > 0 && (
        <details className="text-sm">
          <summary>{plural(written.without.length, 'file')} without a document</summary>
          <ul className="text-muted mt-1 list-disc space-y-1 pl-5 wrap-anywhere">
            {written.without.map(({ path, why }) => (
              <li key={path}>
                {visibleText(path)}: {visibleText(why)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Gives a document to the browser's downloads, under the last part of its path. */
function save({ path, markdown }: Shown): void {
  const address = URL.createObjectURL(new Blob([markdown], { type: 'text/markdown' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = path.split('/').at(-1) ?? 'document.md';
  link.click();
  URL.revokeObjectURL(address);
}
