import type { ReactNode } from 'react';

/** A part of an answer with its heading; `beside` stands at the end of the heading's line. */
export const Section = ({
  title,
  beside,
  isContainer = false,
  children,
}: {
  readonly title: string;
  readonly beside?: ReactNode;
  /** Its parts are drawn by its own width, not by that of the window. */
  readonly isContainer?: boolean;
  readonly children: ReactNode;
}) => (
  <section className={`space-y-2 ${isContainer ? '@container' : ''}`}>
    <div className="flex min-h-8 items-center justify-between gap-2">
      <h3 className="text-muted text-xs font-semibold tracking-wide uppercase">{title}</h3>
      {beside}
    </div>
    {children}
  </section>
);
