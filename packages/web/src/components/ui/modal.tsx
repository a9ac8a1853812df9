import { useEffect, useRef, type ReactNode } from 'react';
import { useListener } from './use-listener.ts';

/** A native modal dialog: the browser keeps the focus inside, closes on Escape and gives the focus back. Mounted means open. */
export function Modal({
  label,
  className,
  onClose,
  children,
}: {
  readonly label: string;
  readonly className: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useListener(dialog, 'cancel', (event) => {
    event.preventDefault();
    onClose();
  });
  // A click beside the dialog, on its backdrop, has the dialog itself as target.
  useListener(dialog, 'click', (event) => {
    if (event.target === dialog.current) onClose();
  });
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      className={`bg-surface text-ink border-line ${className}`}
    >
      {children}
    </dialog>
  );
}
