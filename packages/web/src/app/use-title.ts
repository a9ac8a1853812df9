import { useEffect } from 'react';
import { visibleText } from '../components/ui/visible-text.ts';

/** Names the browser's tab after what is shown. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${visibleText(title)} · DataSherpa` : 'DataSherpa';
  }, [title]);
}
