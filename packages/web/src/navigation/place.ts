/** Lines of a file, as an address names them. Both 1-based, inclusive. */
export interface FilePlace {
  readonly upload: string;
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** Where the page is; everything that a reload or a shared link must bring back. */
export type Place =
  | { readonly view: 'chat'; readonly thread: string | null; readonly file: FilePlace | null }
  /** `upload` is the one that is shown first. */
  | { readonly view: 'uploads'; readonly upload?: string }
  | { readonly view: 'failures' }
  | { readonly view: 'keys' }
  | { readonly view: 'file'; readonly file: FilePlace };

const linesPart = /^L(\d{1,15})(?:-L?(\d{1,15}))?$/;

/**
 * Reads the part of an address after `#`. An address that says nothing readable is an empty conversation.
 *
 * - `/threads/T`
 * - `/uploads`, and `/uploads/U` to see one of them
 * - `/failures`, `/keys`
 * - `/uploads/U/files/F/L120-L140`, with `?thread=T` beside a conversation
 */
export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const parts = path.split('/').filter(Boolean).map(decode);
  const thread = new URLSearchParams(query).get('thread');
  const [first, id, third, file, lines] = parts;
  if (first === 'threads' && id) return { view: 'chat', thread: id, file: null };
  if (first === 'uploads' && id && third === 'files' && file) {
    const place = { upload: id, file, ...parseLines(lines) };
    return thread ? { view: 'chat', thread, file: place } : { view: 'file', file: place };
  }
  if (first === 'uploads') return { view: 'uploads', ...(id && { upload: id }) };
  if (first === 'failures') return { view: 'failures' };
  if (first === 'keys') return { view: 'keys' };
  return { view: 'chat', thread: null, file: null };
}

/** The other way round; starts with `#`. */
export function placeAddress(place: Place): string {
  if (place.view === 'failures' || place.view === 'keys') return `#/${place.view}`;
  if (place.view === 'uploads')
    return place.upload ? `#/uploads/${encodeURIComponent(place.upload)}` : '#/uploads';
  if (place.file) {
    const { upload, file, from, to } = place.file;
    const address = `#/uploads/${encodeURIComponent(upload)}/files/${encodeURIComponent(file)}/${linesText(from, to)}`;
    return place.view === 'chat' && place.thread
      ? `${address}?thread=${encodeURIComponent(place.thread)}`
      : address;
  }
  return place.view === 'chat' && place.thread
    ? `#/threads/${encodeURIComponent(place.thread)}`
    : '#/';
}

const linesText = (from: number, to: number): string =>
  from === to ? `L${from}` : `L${from}-L${to}`;

function parseLines(text: string | undefined): { from: number; to: number } {
  const match = linesPart.exec(text ?? '');
  const from = Math.max(1, Number(match?.[1] ?? 1));
  const to = Math.max(1, Number(match?.[2] ?? from));
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
