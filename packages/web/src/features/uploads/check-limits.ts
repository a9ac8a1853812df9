import type { ServerLimits } from '@datasherpa/server/client';
import { RequestFailed } from '../../api/request.ts';
import { formatBytes, formatCount } from '../../components/ui/format.ts';

/**
 * Refuses what the server would refuse, before any byte is sent.
 * @throws RequestFailed with the server's code
 */
export function checkLimits(sizes: readonly number[], limits: ServerLimits): void {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > limits.maxUploadBytes)
    throw new RequestFailed(
      `These files have ${formatBytes(bytes)}; at most ${formatBytes(limits.maxUploadBytes)} go at once.`,
      'Compress them with gzip, send fewer, or raise DATASHERPA_MAX_UPLOAD_BYTES.',
      'UPLOAD_TOO_LARGE',
    );
  if (sizes.length > limits.maxFiles)
    throw new RequestFailed(
      `These are ${formatCount(sizes.length)} files; at most ${formatCount(limits.maxFiles)} go at once.`,
      'Send the folders of the failed run only, or raise DATASHERPA_MAX_FILES.',
      'UPLOAD_TOO_MANY_FILES',
    );
}
