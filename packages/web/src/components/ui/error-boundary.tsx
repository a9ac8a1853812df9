import { Component, type ReactNode } from 'react';

/** Keeps a fault while drawing from leaving an empty page; what was asked and found is kept by the server. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main role="alert" className="mx-auto flex max-w-prose flex-col items-start gap-3 p-8">
        <h1 className="text-lg font-semibold">This page could not be drawn</h1>
        <p>
          It is a fault of the page; your conversations and uploads are not lost. Load it again. If
          it happens again, the browser&apos;s console has the cause.
        </p>
        <button
          type="button"
          className="border-line rounded-md border px-3 py-1.5"
          onClick={() => globalThis.location.reload()}
        >
          Load again
        </button>
      </main>
    );
  }
}
