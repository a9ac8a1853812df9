import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Section } from '../../components/ui/section.tsx';
import { addressOfDrawing } from './address-of-drawing.ts';
import type { SparkAdvice } from './spark.ts';

const drawings = [
  ['stage-timeline', 'When stages ran'],
  ['task-times', 'How long tasks took'],
  ['executor-occupancy', 'Cores held and cores at work'],
] as const;

/** What the server draws of the run, as pictures: they do nothing, whatever stands in a log. Fetched when they are asked for. */
export function RunDrawings({
  application,
}: {
  readonly application: NonNullable<SparkAdvice['application']>;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [missing, setMissing] = useState<readonly string[]>([]);
  return (
    <Section
      title="Drawings"
      beside={
        <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Hide drawings' : 'Show drawings'}
        </Button>
      }
    >
      {isOpen &&
        drawings.map(([name, title]) =>
          missing.includes(name) ? (
            <p key={name} className="text-muted text-sm">
              {title}: nothing to draw, or the log is gone.
            </p>
          ) : (
            <img
              key={name}
              src={addressOfDrawing(application, name)}
              alt={title}
              className="border-line w-full rounded-xl border"
              onError={() => setMissing((all) => [...all, name])}
            />
          ),
        )}
    </Section>
  );
}
