/** How sure a cause is, as a bar and a number. */
export const Confidence = ({ value }: { readonly value: number }) => {
  const percent = Math.round(value * 100);
  return (
    <span className="text-muted inline-flex items-center gap-2 text-sm">
      <span className="bg-line inline-block h-1.5 w-16 overflow-hidden rounded-full" aria-hidden>
        <span className="bg-accent block h-full rounded-full" style={{ width: `${percent}%` }} />
      </span>
      {percent} % confidence
    </span>
  );
};
