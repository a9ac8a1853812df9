import { Check, Copy, type LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

/** Copies a text; `label` says what, and is shown beside the icon where `showLabel` is set. */
export function CopyButton({
  text,
  label,
  showLabel = false,
  icon: Icon = Copy,
}: {
  readonly text: string | (() => Promise<string>);
  readonly label: string;
  readonly showLabel?: boolean;
  readonly icon?: LucideIcon;
}) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  useEffect(() => {
    if (state === 'ready') return undefined;
    const timer = setTimeout(() => setState('ready'), 1600);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text());
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  const words = { ready: label, copied: 'Copied', refused: 'Could not copy' }[state];
  return (
    <Button aria-label={showLabel ? undefined : words} onClick={() => void copy()}>
      {state === 'copied' ? <Check size={15} aria-hidden /> : <Icon size={15} aria-hidden />}
      {showLabel && <span aria-live="polite">{words}</span>}
    </Button>
  );
}
