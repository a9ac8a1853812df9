import { Section } from '../../components/ui/section.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { CommandBlock } from './command-block.tsx';
import type { ShellCommand } from './command.ts';
import { RiskBadge } from './risk-badge.tsx';

/** A command with its risk, its reasons, what was taken for granted, and what else would do. */
export default function CommandView({ made }: { readonly made: ShellCommand }) {
  const {
    command,
    explanation,
    risk,
    portability,
    dryRun,
    undo,
    assumptions = [],
    placeholders = [],
    notUnderstood = [],
    alternatives = [],
    why,
  } = made;
  if (command === null)
    return notUnderstood.length > 0 ? <Words title="Not understood" texts={notUnderstood} /> : null;
  return (
    <div className="space-y-5">
      <Section title="Command" beside={<RiskBadge level={risk.level} />}>
        <CommandBlock command={command} explanation={explanation} />
        {why && <p className="text-sm wrap-anywhere">{visibleText(why)}</p>}
      </Section>
      {notUnderstood.length > 0 && (
        <Words title="Not understood, and so not honoured" texts={notUnderstood} />
      )}
      {placeholders.length > 0 && (
        <Words title="To fill in" texts={placeholders.map((each) => `<${each}>`)} />
      )}
      {risk.level !== 'safe' && (
        <List title="Why it needs care" texts={risk.reasons.map(({ text }) => text)} />
      )}
      {dryRun && (
        <Section title="Look first">
          <CommandBlock command={dryRun.command} explanation={[]} />
          <p className="text-muted text-sm wrap-anywhere">{visibleText(dryRun.how)}</p>
        </Section>
      )}
      {undo && <List title="Undo" texts={[undo]} />}
      <List title="Taken for granted" texts={assumptions} />
      {alternatives.length > 0 && (
        <Section title="Also possible">
          {alternatives.map((each) => (
            <div key={each.command} className="space-y-1">
              <CommandBlock command={each.command} explanation={[]} />
              <p className="text-muted flex flex-wrap items-center gap-2 text-sm">
                {visibleText(each.when)} {each.risk !== 'safe' && <RiskBadge level={each.risk} />}
              </p>
            </div>
          ))}
        </Section>
      )}
      <List title="On other systems" texts={portability.map(({ text }) => text)} />
    </div>
  );
}

const List = ({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) =>
  texts.length === 0 ? null : (
    <Section title={title}>
      <ul className="list-disc space-y-1 pl-5 text-sm wrap-anywhere">
        {[...new Set(texts)].map((text) => (
          <li key={text}>{visibleText(text)}</li>
        ))}
      </ul>
    </Section>
  );

const Words = ({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) => (
  <Section title={title}>
    <p className="flex flex-wrap gap-1.5">
      {[...new Set(texts)].map((text) => (
        <code
          key={text}
          className="bg-warn-soft text-warn rounded-md px-2 py-0.5 font-mono text-sm wrap-anywhere"
        >
          {visibleText(text)}
        </code>
      ))}
    </p>
  </Section>
);
