import { SherpaError } from '@datasherpa/tools/errors';
import { mayAs } from '../access/required-role.ts';
import type { Actor } from '../access/authenticate.ts';
import type { AppParts } from '../app-parts.ts';
import { keepUpload } from '../keep-text.ts';
import { incomingOf } from '../receive-upload.ts';

/**
 * The input of a tool that came as a form: its files become an upload that the tool looks at, the field `input` holds what else it is
 * asked, as JSON.
 * @throws ROLE_TOO_LOW where the key may not store files; JSON_MALFORMED, INPUT_INVALID, and what `receiveUpload` throws
 */
export async function inputOfForm(
  request: Request,
  actor: Actor,
  parts: Pick<AppParts, 'stores' | 'config' | 'ingestion'>,
): Promise<Record<string, unknown>> {
  if (!mayAs(actor.role, 'editor'))
    throw new SherpaError('ROLE_TOO_LOW', { role: actor.role, required: 'editor' });
  let text = '{}';
  const upload = await keepUpload(parts, actor.project, {
    ...incomingOf(request),
    onField: (name, value) => {
      if (name === 'input') text = value;
    },
  });
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (cause) {
    throw new SherpaError(
      'JSON_MALFORMED',
      { reason: 'the field "input" cannot be parsed' },
      { cause, field: 'input' },
    );
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new SherpaError(
      'INPUT_INVALID',
      { reason: 'the field "input" is no object' },
      { field: 'input' },
    );
  return { ...input, uploads: [upload] };
}
