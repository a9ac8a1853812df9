import { Button } from '../../components/ui/button.tsx';
import { Modal } from '../../components/ui/modal.tsx';

const keys = [
  ['j, k', 'mark the next, the previous line'],
  ['J, K', 'mark one line more, one less'],
  ['Shift and a click', 'mark up to that line'],
  ['g', 'go to a line'],
  ['G', 'go to the last line'],
  ['/', 'find in this file'],
  ['n, N', 'next, previous line that was found'],
  ['w', 'wrap long lines'],
  ['p', 'show the marked line as JSON'],
  ['Esc', 'close the search or the JSON, then the viewer'],
  ['?', 'this list'],
] as const;

export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal
      label="Keys of the viewer"
      onClose={onClose}
      className="m-auto w-[min(31rem,90vw)] rounded-2xl border p-5 shadow-xl"
    >
      <h2 className="mb-3 text-base font-semibold">Keys of the viewer</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {keys.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="bg-sunken border-line rounded border px-1.5 font-mono text-xs">
                {key}
              </kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Button look="outline" className="mt-4" onClick={onClose}>
        Close
      </Button>
    </Modal>
  );
}
