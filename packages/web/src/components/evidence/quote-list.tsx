import type { Answer } from '@datasherpa/agent/plugin';
import { useState } from 'react';
import { plural } from '../ui/format.ts';
import { Button } from '../ui/button.tsx';
import { Quote } from './quote.tsx';

/** So many prove a point; more would push what to do out of view. */
const firstQuotes = 3;

/** Quoted places, the best first; the others are shown on demand. */
export function QuoteList({ evidence }: { readonly evidence: Answer['evidence'] }) {
  const [isOpen, setIsOpen] = useState(false);
  const shown = isOpen ? evidence : evidence.slice(0, firstQuotes);
  return (
    <ul className="space-y-2">
      {shown.map((each) => (
        <li key={each.id}>
          <Quote evidence={each} />
        </li>
      ))}
      {shown.length < evidence.length && (
        <li>
          <Button onClick={() => setIsOpen(true)}>
            Show {plural(evidence.length - shown.length, 'more quote')}
          </Button>
        </li>
      )}
    </ul>
  );
}
