import { useEffect, useState } from 'react';
import { failureOf, type RequestFailed } from '../../api/request.ts';
import { findText } from '../../api/search-logs.ts';

export interface Finding {
  readonly state: 'idle' | 'searching' | 'done';
  readonly lines: readonly number[];
  readonly total: number;
  readonly failure: RequestFailed | null;
}

const idle: Finding = { state: 'idle', lines: [], total: 0, failure: null };
const typingPauseMs = 250;

/** Lines of one file with a text, searched by the server a moment after the last keystroke. */
export function useFind(file: string, query: string): Finding {
  const [finding, setFinding] = useState(idle);
  useEffect(() => {
    setFinding(query.trim() === '' ? idle : { ...idle, state: 'searching' });
    if (query.trim() === '') return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      findText(file, query, controller.signal).then(
        (found) => setFinding({ ...found, state: 'done', failure: null }),
        (error: unknown) => {
          if (!controller.signal.aborted)
            setFinding({ ...idle, state: 'done', failure: failureOf(error) });
        },
      );
    }, typingPauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [file, query]);
  return finding;
}
