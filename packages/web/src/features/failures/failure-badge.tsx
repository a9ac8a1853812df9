import type { FailureView } from '@datasherpa/server/client';

const looks: Readonly<Record<FailureView['status'], readonly [string, string]>> = {
  new: ['new', 'bg-sunken text-muted'],
  recurring: ['recurring', 'bg-warn-soft text-warn'],
  regressed: ['back after a fix', 'bg-danger-soft text-danger'],
};

/** Whether a failure is new, came again, or came again although a note says what fixed it. */
export const FailureBadge = ({ status }: { readonly status: FailureView['status'] }) => {
  const [words, look] = looks[status];
  return (
    <span className={`inline-block rounded-full px-2 py-0.5 text-xs font-semibold ${look}`}>
      {words}
    </span>
  );
};
