import { CopyButton } from '../../components/ui/copy-button.tsx';
import { Button } from '../../components/ui/button.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { Section } from '../../components/ui/section.tsx';

const ask = 'Ask: ';

/** What to do now. Steps that are questions to the assistant can be asked with a click. */
export function NextSteps({
  steps,
  onAsk,
}: {
  readonly steps: readonly string[];
  readonly onAsk: (question: string) => void;
}) {
  const questions = steps.filter((step) => step.startsWith(ask));
  const todo = steps.filter((step) => !step.startsWith(ask));
  return (
    <>
      {todo.length > 0 && (
        <Section
          title="What to do next"
          beside={
            todo.length > 1 && (
              <CopyButton
                showLabel
                label="Copy all"
                text={todo.map((step) => `- ${step}`).join('\n')}
              />
            )
          }
        >
          <ol className="space-y-1">
            {todo.map((step, at) => (
              <li key={step} className="group flex items-start gap-3">
                <span className="bg-sunken text-muted mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold">
                  {at + 1}
                </span>
                <span className="min-w-0 flex-1 pt-0.5 wrap-anywhere">{visibleText(step)}</span>
                <CopyButton label={`Copy step ${at + 1}`} text={step} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      {questions.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {questions.map((question) => (
            <Button key={question} look="outline" onClick={() => onAsk(question.slice(ask.length))}>
              {visibleText(question.slice(ask.length))}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
