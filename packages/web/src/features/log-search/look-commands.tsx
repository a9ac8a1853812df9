import { CopyButton } from '../../components/ui/copy-button.tsx';
import { Section } from '../../components/ui/section.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { Cause } from './diagnosis.ts';

/** Commands that show more of a cause and change nothing, each with what it shows and a button to copy it. */
export function LookCommands({ commands }: { readonly commands: NonNullable<Cause['commands']> }) {
  if (commands.length === 0) return null;
  return (
    <Section title="Commands that only look">
      <ul className="border-line divide-line divide-y rounded-xl border">
        {commands.map(({ command, shows, complete }) => (
          <li key={command} className="flex items-start gap-2 px-3 py-2">
            <div className="min-w-0 grow">
              <code className="font-mono text-sm wrap-anywhere">{visibleText(command)}</code>
              <p className="text-muted text-sm">
                {visibleText(shows)}
                {!complete && '; put in what is written in capitals'}
              </p>
            </div>
            <CopyButton label={`Copy ${command}`} text={command} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
