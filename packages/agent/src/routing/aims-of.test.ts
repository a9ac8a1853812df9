import { expect, test } from 'vitest';
import type { Aim } from '../plugin/aim.ts';
import { aimsOf } from './aims-of.ts';
import { subjectsOf } from './subjects-of.ts';

/** The aim that stands out, or null where none does. */
function aimOf(
  text: string,
  attachmentKinds: readonly string[] = [],
  lastAims: readonly Aim[] = [],
) {
  const aims = aimsOf(text, subjectsOf(text), { attachmentKinds, lastAims });
  const [[best, most] = ['', 0], [, next] = ['', 0]] = Object.entries(aims).toSorted(
    (a, b) => b[1] - a[1],
  );
  return most >= 2.5 && most > next ? best : null;
}

test.each<[string, string | null]>([
  // A command is wanted, whatever it is about.
  ['I want a command that prints the errors of yesterday', 'command'],
  ['how do I archive folders that nobody opened for a year', 'command'],
  ['Gib mir einen Befehl, der leere Zeilen löscht', 'command'],
  ['Quelle commande affiche les partitions ?', 'command'],
  ['kubectl: delete evicted pods', 'command'],
  ['unzip all files of a folder on my mac', 'command'],
  // A command is there, and words are wanted.
  ["what does sed -i.bak '2,$d' f do", 'meaning'],
  ['is this dangerous? rm -rf "$DIR"/*', 'meaning'],
  ['I do not understand `ps -eo pid,rss --sort=-rss`', 'meaning'],
  ['¿Qué significa tar -czf a.tgz dir?', 'meaning'],
  // A command that printed an error is not what is to be explained.
  ['why: hdfs dfs -ls / -> ls: Error: Connection refused', 'cause'],
  ['how often did the broker log "rebalance"?', 'lines'],
  ['Zeige alle Warnungen zwischen 2 und 3 Uhr', 'lines'],
  ['the last 40 lines before the shutdown', 'lines'],
  ['Why did the consumer stop?', 'cause'],
  ['Warum ist der Import abgestürzt?', 'cause'],
  ['java.lang.IllegalStateException: queue full', 'cause'],
  // Slow has settings, failed has a cause.
  ['why is stage 9 of my spark job so slow?', 'settings'],
  ['why did stage 9 of my spark job fail?', 'cause'],
  ['how can I reduce the spill of this join in spark', 'settings'],
  ['compare application_1700000000001_0001 and application_1700000000001_0002', 'difference'],
  ['describe this pipeline for a new colleague', 'page'],
  ['which tables does load.sql write', 'page'],
  ['are there deprecated imports in my DAG?', 'review'],
  ['a photo of the team', null],
])('%s -> %s', (text, aim) => {
  expect(aimOf(text)).toBe(aim);
});

test('two event logs are compared, unless advice is wanted', () => {
  expect(aimOf('what happened between these?', ['event_log', 'event_logs'])).toBe('difference');
  expect(aimOf('what should I set for the second?', ['event_log', 'event_logs'])).toBe('settings');
});

test('a flag is asked about where a command was talked about', () => {
  expect(aimOf('what does the plus do?', [], ['command'])).toBe('meaning');
  expect(aimOf('what does the plus do?')).not.toBe('meaning');
});
