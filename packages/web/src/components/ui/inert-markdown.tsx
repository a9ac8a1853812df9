import { createContext, use, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { remarkCitations } from './remark-citations.ts';
import { visibleText } from './visible-text.ts';

/** Draws a citation: `E1` for `[E1]`. */
type Cite = (id: string) => ReactNode;

const CiteContext = createContext<Cite>((id) => `[${id}]`);

/** Addresses and pictures come from logs or from a model that read logs: they are shown as what they are and lead nowhere. */
const inert: Components = {
  a: ({ children, href }) => (
    <span>
      {children}
      {href && children !== href && <span className="text-muted"> ({href})</span>}
    </span>
  ),
  img: ({ alt, src }) => (
    <span className="text-muted">
      [picture: {alt ?? ''} {String(src ?? '')}]
    </span>
  ),
  input: ({ checked }) => (checked ? '☑ ' : '☐ '),
  cite: ({ children }) => <Citation id={typeof children === 'string' ? children : ''} />,
};

const Citation = ({ id }: { readonly id: string }) => use(CiteContext)(id);

/** Markdown whose text has no power: no HTML, no link, no picture; citations such as [E1] are drawn by `cite`. */
export default function InertMarkdown({
  text,
  cite,
}: {
  readonly text: string;
  readonly cite: Cite;
}) {
  return (
    <CiteContext value={cite}>
      <div className="prose">
        <ReactMarkdown
          components={inert}
          remarkPlugins={[remarkGfm, remarkCitations]}
          // Nothing is followed, so nothing needs to be changed; the reader sees what stood there.
          urlTransform={(url) => url}
        >
          {visibleText(text)}
        </ReactMarkdown>
      </div>
    </CiteContext>
  );
}
