import { styleText } from 'node:util';
import type { LiveMessage } from '@datasherpa/server/client';
import { visibleText } from '../render/visible-text.ts';

type Alert = Extract<LiveMessage, { type: 'alert' }>['alert'];

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** An alert as one line: where, what, and the line of the log that shows it. */
export function renderAlert(name: string, alert: Alert): string {
  const [evidence] = alert.evidence;
  const place = evidence ? `${name}:${evidence.lines[0]}` : name;
  const quote = evidence?.quote.replaceAll(/\s+/g, ' ').trim() ?? '';
  // Text of logs is made harmless before colours of ours are put around it.
  const [shownPlace, what, shownQuote] = [place, wordsOf(alert), quote].map(visibleText) as [
    string,
    string,
    string,
  ];
  return `${styleText('cyan', shownPlace)}  ${styleText('bold', what)}  ${shownQuote}\n`;
}

function wordsOf(alert: Alert): string {
  if (alert.kind === 'new-cause') return `cause: ${alert.title} (${percent(alert.confidence)})`;
  if (alert.kind === 'new-template') return `new kind of message (${alert.level})`;
  const { change, level, before, share } = alert;
  if (change === 'first') return `first error (${level})`;
  return `errors ${change} from ${percent(before)} to ${percent(share)}`;
}
