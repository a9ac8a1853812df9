import type { LinesView } from '@datasherpa/server/client';
import { failureOf, type RequestFailed } from '../../api/request.ts';

export type Line = LinesView['lines'][number];

type Fetch = (range: {
  readonly from: number;
  readonly to: number;
  readonly signal: AbortSignal;
}) => Promise<LinesView>;

export interface LinePages {
  /** A line that has come, or null. */
  readonly line: (number: number) => Line | null;
  /** Says which lines are looked at: what is missing is fetched, what is no longer looked at is given up. */
  readonly look: (from: number, to: number) => void;
  /** Name and length of the file once a page of it has come. */
  readonly file: { readonly name: string; readonly lines: number } | null;
  readonly failure: RequestFailed | null;
  /** Fetches again after a failure. */
  readonly retry: () => void;
  readonly close: () => void;
}

/** Lines fetched at once. */
const pageLines = 400;
/** Pages kept: enough to go back and forth, and flat in memory. */
const maxPages = 30;

/** The lines of one file, fetched in pages around what is looked at. `changed` is called when there is something new to draw. */
export function createLinePages(fetchLines: Fetch, changed: () => void): LinePages {
  const pages = new Map<number, readonly Line[]>();
  const under = new Map<number, AbortController>();
  let file: LinePages['file'] = null;
  let failure: RequestFailed | null = null;
  let seen: readonly [number, number] = [0, 0];

  const load = async (page: number): Promise<void> => {
    const controller = new AbortController();
    under.set(page, controller);
    try {
      const from = page * pageLines + 1;
      const view = await fetchLines({
        from,
        to: from + pageLines - 1,
        signal: controller.signal,
      });
      if (controller.signal.aborted) return;
      file = { name: view.file.name, lines: view.totalLines };
      keep(page, view.from === from ? view.lines : []);
    } catch (error) {
      if (controller.signal.aborted) return;
      failure = failureOf(error);
    }
    under.delete(page);
    changed();
  };

  const keep = (page: number, lines: readonly Line[]): void => {
    pages.set(page, lines);
    const [first, last] = seen;
    for (const other of pages.keys()) {
      if (pages.size <= maxPages) break;
      if (other < first || other > last) pages.delete(other);
    }
  };

  const look = (from: number, to: number): void => {
    const first = Math.floor((Math.max(1, from) - 1) / pageLines);
    const last = Math.floor((Math.max(1, to) - 1) / pageLines);
    seen = [first, last];
    for (const [page, controller] of under) {
      if (page >= first && page <= last) continue;
      controller.abort();
      under.delete(page);
    }
    if (failure) return;
    for (let page = first; page <= last; page++) {
      const lines = pages.get(page);
      if (lines) {
        // The page becomes the youngest of those that are kept.
        pages.delete(page);
        pages.set(page, lines);
      } else if (!under.has(page)) void load(page);
    }
  };

  return {
    line: (number) =>
      pages.get(Math.floor((number - 1) / pageLines))?.[(number - 1) % pageLines] ?? null,
    look,
    get file() {
      return file;
    },
    get failure() {
      return failure;
    },
    retry() {
      failure = null;
      look(seen[0] * pageLines + 1, (seen[1] + 1) * pageLines);
      changed();
    },
    close() {
      for (const controller of under.values()) controller.abort();
      under.clear();
    },
  };
}
