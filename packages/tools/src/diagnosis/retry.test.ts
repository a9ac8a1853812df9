import { describe, expect, test } from 'vitest';
import { preventionOf } from './prevention.ts';
import { retryOf } from './retry.ts';
import { rules } from './rules.ts';
import { explainFiles } from './testing/explain.ts';

describe('retry', () => {
  test('no cause against which a retry cannot help is answered with one', () => {
    const advised = rules
      .filter(({ id, family }) => retryOf(id, family).verdict === 'cannot help')
      .flatMap(({ id, family, checks, fix }) =>
        [...checks, ...fix, ...preventionOf(family)].map((text) => ({ id, text })),
      )
      .filter(({ text }) =>
        /\bretr(?:y|ies)\b|\b(?:start|run|clear|try) (?:it )?again|once more/i.test(text),
      );
    expect(advised).toEqual([]);
  });
  test.each([
    [
      's3_access_denied',
      'cannot help',
      'An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    ],
    ['missing_python_module', 'cannot help', "ModuleNotFoundError: No module named 'pandas'"],
    [
      'rate_limited',
      'helps',
      '429 Client Error: Too Many Requests for url: https://api.example.com',
    ],
    [
      'spark_submit_failed',
      'unknown',
      'Cannot execute: spark-submit --master yarn job.py. Error code is: 1.',
    ],
  ])('%s: %s', async (id, verdict, line) => {
    const { causes } = await explainFiles({ log: `ERROR ${line}\n` });
    expect(causes[0]).toMatchObject({ id, retry: { verdict } });
  });
  test('every family has a verdict', () => {
    const families = new Set(rules.map(({ family }) => family));
    expect(
      [...families].filter((family) => retryOf('', family).why === retryOf('', '').why),
    ).toEqual([]);
  });
});
