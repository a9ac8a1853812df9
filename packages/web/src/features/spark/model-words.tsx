import { Section } from '../../components/ui/section.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { SparkAdvice } from './spark.ts';

/** What a model said of the findings; the server left out what they do not bear out. */
export const ModelWords = ({ words }: { readonly words: NonNullable<SparkAdvice['words']> }) => (
  <Section title={`In the words of ${visibleText(words.model)}`}>
    <p className="text-sm text-pretty">{visibleText(words.explanation)}</p>
    <ul className="list-disc space-y-1 pl-5 text-sm">
      {words.advice.map(({ rule, text, before, after }) => (
        <li key={`${rule} ${text}`}>
          {visibleText(text)}
          {before !== null && after !== null && (
            <pre className="bg-surface mt-1 overflow-auto rounded-lg p-2 text-xs" tabIndex={0}>
              <del className="text-danger block no-underline">- {visibleText(before)}</del>
              <ins className="text-ok block no-underline">+ {visibleText(after)}</ins>
            </pre>
          )}
        </li>
      ))}
    </ul>
  </Section>
);
