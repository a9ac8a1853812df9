import { expect, test } from 'vitest';
import { requestIn } from './request-in.ts';

const none = { now: 0, earlier: null, mentioned: [] };
const before = (request: string) => ({ ...none, earlier: { input: { request }, data: null } });
const old = 'delete the .bak files below /srv/in older than 5 days';

test.each([
  ['same but 9 days', 'delete the .bak files below /srv/in older than 9 days'],
  ['only below the folder done', 'delete the .bak files below /srv/in/done older than 5 days'],
  ['first only list them', 'list the .bak files below /srv/in older than 5 days'],
  ['make it safer', old],
  ['now for windows', `${old} on windows`],
  ['and also those larger than 3 MB', `${old} also those larger than 3 MB`],
  // A place of its own: a new request.
  ['now count the lines of /var/x.log', 'now count the lines of /var/x.log'],
  ['how do I see the free memory', 'how do I see the free memory'],
])('%s -> %s', (text, request) => {
  expect(requestIn(text, before(old))).toEqual({ request });
});

test('those lines are the lines that were searched for', () => {
  expect(
    requestIn('a command that counts those lines in all logs', {
      ...none,
      mentioned: ['lost leader'],
    }),
  ).toEqual({ request: 'a command that counts the lines with "lost leader" in all logs' });
});
