import type { ButtonHTMLAttributes } from 'react';

const looks = {
  primary: 'bg-accent-fill text-on-accent hover:brightness-110 px-3.5 py-1.5 font-medium',
  outline: 'border-edge bg-surface hover:bg-sunken border px-3 py-1.5',
  quiet: 'text-muted hover:bg-sunken hover:text-ink px-2 py-1',
  danger: 'text-danger hover:bg-danger-soft px-2 py-1',
} as const;

/** A button of the page. One that shows only an icon needs an `aria-label`; it is shown as a tooltip too. */
export function Button({
  look = 'quiet',
  className = '',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { readonly look?: keyof typeof looks }) {
  return (
    <button
      type="button"
      title={rest['aria-label']}
      {...rest}
      className={`inline-flex min-h-8 min-w-8 shrink-0 items-center justify-center gap-1.5 rounded-lg text-sm transition-colors disabled:opacity-50 ${looks[look]} ${className}`}
    />
  );
}
