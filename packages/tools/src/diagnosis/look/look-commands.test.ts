import { describe, expect, test } from 'vitest';
import { assessRisk } from '../../shell/index.ts';
import { rules } from '../rules.ts';
import { lookCommandsOf } from './fill-look-commands.ts';
import { allLookTemplates, causesWithTemplates } from './look-commands.ts';

const samples: Readonly<Record<string, string>> = {
  path: 's3://lake/orders',
  port: '9092',
  broker: 'kafka-1:9092',
  pid: '4711',
};

test.each(allLookTemplates.map(({ command }) => command))('changes nothing: %s', (command) => {
  const filled = command.replaceAll(
    /\{(\w+)\}/g,
    (_, slot: string) => samples[slot] ?? `${slot}-1`,
  );
  const risk = assessRisk(filled);
  expect([risk.level, risk.reasons.map(({ text }) => text).join(' ')]).toEqual([
    'safe',
    expect.any(String),
  ]);
});

test('commands belong to causes that exist', () => {
  const known = new Set(rules.map(({ id }) => id));
  expect(causesWithTemplates.filter((id) => !known.has(id))).toEqual([]);
});

describe('what the logs name is filled in', () => {
  test.each<[string, string, Record<string, string>[], string[], string]>([
    [
      'k8s_oomkilled',
      'memory',
      [{ pod: 'load-7f-exec-3' }],
      [],
      'kubectl describe pod load-7f-exec-3',
    ],
    [
      'container_memory_limit',
      'memory',
      [{ dag: 'a' }, { application: 'application_17_0042' }],
      [],
      'yarn application -status application_17_0042',
    ],
    [
      'connection_refused',
      'connectivity',
      [],
      [
        'Call From a/10.1.2.3 to nn1.example.com:8020 failed on connection exception: Connection refused',
      ],
      'nc -vz nn1.example.com 8020',
    ],
    [
      'dns_failure',
      'connectivity',
      [],
      ['java.net.UnknownHostException: warehouse-db'],
      'getent hosts warehouse-db',
    ],
    [
      'missing_python_module',
      'dependency',
      [],
      ["ModuleNotFoundError: No module named 'pandas'"],
      'python3 -m pip show pandas',
    ],
    [
      'leader_not_available',
      'availability',
      [],
      ['Error while fetching metadata with correlation id 3 : {orders=LEADER_NOT_AVAILABLE}'],
      'kafka-topics.sh --bootstrap-server BROKER --describe --topic orders',
    ],
    [
      's3_access_denied',
      'permission',
      [],
      ['AccessDeniedException: s3a://lake/raw/orders: getFileStatus'],
      'aws s3 ls s3://lake/raw/orders',
    ],
  ])('%s', (id, family, ids, quotes, command) => {
    expect(lookCommandsOf({ id, family }, ids, quotes).map((each) => each.command)).toContain(
      command,
    );
  });
});

test('an application of another product is nothing for the commands of YARN', () => {
  const cause = { id: 'executor_oom_shuffle', family: 'memory' };
  expect(lookCommandsOf(cause, [{ application: 'app-20261124075246-0000' }], [])).toEqual([]);
  expect(lookCommandsOf(cause, [], [])).toMatchObject([{ complete: false }]);
});

test.each([
  ['$(reboot)'],
  ['a;b'],
  ['--all'],
  ['a b'],
  ["a'b"],
  ['`id`'],
  ['a\nb'],
  ['x'.repeat(251)],
  ['\u202Eevil'],
])('a name that needs quotes, or is none, is not taken over: %j', (pod) => {
  const [first] = lookCommandsOf({ id: 'k8s_oomkilled', family: 'memory' }, [{ pod }], []);
  expect(first).toMatchObject({ command: 'kubectl describe pod POD', complete: false });
});
