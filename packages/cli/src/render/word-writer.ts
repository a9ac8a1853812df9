import { visibleText } from './visible-text.ts';

/** Writes words as they come, harmless and without Markdown's stars, whose pair may be split between two parts. */
export function createWordWriter(write: (text: string) => void): {
  write(text: string): void;
  end(): void;
  wrote(): boolean;
} {
  let held = '';
  let wrote = false;
  return {
    write(text) {
      const all = held + text;
      held = all.endsWith('*') ? (/\*+$/.exec(all)?.[0] ?? '') : '';
      const shown = visibleText(all.slice(0, all.length - held.length).replaceAll('**', ''));
      if (shown === '') return;
      wrote = true;
      write(shown);
    },
    end() {
      write(`${held.replaceAll('**', '')}\n`);
      held = '';
    },
    wrote: () => wrote,
  };
}
