import { visibleText } from './visible-text.ts';

/** What ends sooner needs no progress. */
const shownAfterMs = 1000;

export interface Progress {
  note(text: string): void;
  end(): void;
}

/** One line on stderr that is rewritten: only where a person sees it, and only for what takes longer than a second. */
export function showProgress(): Progress {
  const { stderr } = process;
  if (!stderr.isTTY) return { note: () => {}, end: () => {} };
  let text = '';
  let shown = false;
  const draw = (): void => {
    shown = true;
    // Some terminals do not tell their width.
    const width = (stderr.columns || 80) - 1;
    stderr.write(`\r\u001b[2K${visibleText(text).replaceAll('\n', ' ').slice(0, width)}`);
  };
  const timer = setTimeout(draw, shownAfterMs);
  return {
    note(next) {
      if (next === text) return;
      text = next;
      if (shown) draw();
    },
    end() {
      clearTimeout(timer);
      if (shown) stderr.write('\r\u001b[2K');
    },
  };
}
