import { AttachmentChip } from './attachment-chip.tsx';
import type { Attachments } from './use-attachments.ts';

/** What is attached to the next question, if anything. */
export const AttachmentList = ({ attachments }: { readonly attachments: Attachments }) =>
  attachments.list.length > 0 && (
    <ul aria-label="Attached files" className="flex max-h-[30dvh] flex-wrap gap-2 overflow-y-auto">
      {attachments.list.map((attachment) => (
        <AttachmentChip
          key={attachment.key}
          attachment={attachment}
          onRemove={() => attachments.remove(attachment.key)}
        />
      ))}
    </ul>
  );
