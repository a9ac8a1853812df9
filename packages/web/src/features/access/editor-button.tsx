import type { ComponentProps } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { useRefusal } from './me-context.ts';

/** A button for what takes the role editor. For a viewer it does nothing and says why; it can still be reached to read that. */
export function EditorButton(props: ComponentProps<typeof Button>) {
  const refusal = useRefusal();
  if (refusal === null) return <Button {...props} />;
  return (
    <Button
      {...props}
      onClick={undefined}
      aria-disabled
      aria-description={refusal}
      title={refusal}
      className={`cursor-not-allowed opacity-50 ${props.className ?? ''}`}
    />
  );
}
