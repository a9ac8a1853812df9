import type { KeyboardEvent } from 'react';

/**
 * Moves the focus along the buttons of a row by the arrow keys, Home and End, so that the row is one stop of the Tab key.
 * For `onKeyDown` of the row.
 */
export function moveAlongRow(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const goals: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const goal = goals[event.key];
  if (at === -1 || goal === undefined) return;
  event.preventDefault();
  buttons[goal]?.focus();
}
