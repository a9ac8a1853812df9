import { expect, test } from 'vitest';
import { eventLogAddress } from './event-log-address.ts';

test.each([
  [
    'http://history:18080/api/v1/applications/app-1',
    'http://history:18080/api/v1/applications/app-1/logs',
  ],
  [
    'https://gate.example.com/shs/api/v1/applications/app-1/2/jobs?status=failed',
    'https://gate.example.com/shs/api/v1/applications/app-1/2/logs',
  ],
  [
    'http://history:18080/history/application_17_0001/1/stages/stage/?id=4&attempt=0#tasks',
    'http://history:18080/api/v1/applications/application_17_0001/1/logs',
  ],
  [
    'http://history:18080/api/v1/applications/app-1/logs',
    'http://history:18080/api/v1/applications/app-1/logs',
  ],
  ['http://history:18080/api/v1/applications', null],
  ['https://files.example.com/logs/app-1.zstd', null],
  ['ftp://history/api/v1/applications/app-1', null],
  ['app-1', null],
])('%s', (address, expected) => {
  expect(eventLogAddress(address)).toBe(expected);
});
