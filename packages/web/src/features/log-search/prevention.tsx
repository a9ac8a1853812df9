import { Section } from '../../components/ui/section.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';

/** What keeps a failure from coming again. */
export const Prevention = ({ steps }: { readonly steps: readonly string[] }) =>
  steps.length > 0 && (
    <Section title="So that it does not come again">
      <ul className="list-disc space-y-1 pl-5">
        {steps.map((step) => (
          <li key={step} className="wrap-anywhere">
            {visibleText(step)}
          </li>
        ))}
      </ul>
    </Section>
  );
