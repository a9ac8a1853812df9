import { expect, test } from 'vitest';
import { isAsking, valueQuestion } from './value-question.ts';

test.each([
  ['which host comes up most?', 'most frequent', ['host']],
  ['over the whole file, which host most', 'most frequent', ['host']],
  ['who is it mostly', 'most frequent', []],
  ['top 5 users', 'most frequent', ['users']],
  ['which broker is mentioned least often', 'least frequent', ['broker', 'mentioned']],
  ['which query took longest?', 'greatest', ['query', 'took']],
  ['and the fastest?', 'least', []],
  ['how many different users are there', 'different', ['users']],
  ['average duration of these?', 'average', ['duration']],
  ['Welche Adresse kommt am häufigsten vor?', 'most frequent', ['adresse']],
  ['wie viele verschiedene Benutzer?', 'different', ['benutzer']],
  ['combien d’utilisateurs différents', 'different', ['utilisateurs']],
  ['la petición más lenta', 'greatest', ['peticion', 'lenta']],
])('%s -> %s', (text, wish, about) => {
  expect(valueQuestion(text)).toMatchObject({ wish, about });
});

test.each([
  'show the most recent errors',
  'what is the most likely cause',
  'errors of the last 30 min',
  'at most five lines',
  'how many errors are there',
  'what does it mean',
])('%s asks nothing of values', (text) => {
  expect(valueQuestion(text)).toBeNull();
});

test('words to be found are no question', () => {
  expect(isAsking('maximum heap size exceeded')).toBe(false);
  expect(isAsking('which executor was slowest')).toBe(true);
});

test.each([
  ['which remote host comes up most?', ['remote', 'host']],
  ['which broker was lost most often?', ['broker']],
  ['what was the slowest request?', ['request']],
  ['how many different users logged in?', ['users', 'logged']],
  ['average response time', ['response', 'time']],
])('%s counts %s', (text, subject) => {
  expect(valueQuestion(text)!.subject).toEqual(subject);
});
