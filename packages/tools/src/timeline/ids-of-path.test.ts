import { expect, test } from 'vitest';
import { idsOfPath } from './ids-of-path.ts';

test.each([
  [
    'logs/dag_id=sales/run_id=scheduled__2026-03-01T00%3A00%3A00+00%3A00/task_id=group.load/map_index=7/attempt=2.log',
    {
      dag: 'sales',
      run: 'scheduled__2026-03-01T00:00:00+00:00',
      task: 'group.load',
      map: '7',
      try: '2',
    },
  ],
  [
    'sales/load/2026-03-01T00:00:00+00:00/1.log',
    { dag: 'sales', task: 'load', run: '2026-03-01T00:00:00+00:00', try: '1' },
  ],
  [
    'work/app-20261124075246-0000/3/stderr',
    { application: 'app-20261124075246-0000', executor: '3' },
  ],
  [
    'userlogs/application_1700000000000_0042/container_e17_1700000000000_0042_02_000003/stderr',
    {
      application: 'application_1700000000000_0042',
      attempt: '2',
      container: 'container_e17_1700000000000_0042_02_000003',
    },
  ],
  [
    `var/log/containers/load-7f3a-exec-3_etl_spark-kubernetes-executor-${'a1'.repeat(32)}.log`,
    { pod: 'load-7f3a-exec-3', executor: '3' },
  ],
  [
    'eventlog_v2_app-20261124075246-0000/events_1_app-20261124075246-0000',
    { application: 'app-20261124075246-0000' },
  ],
  ['dag_id=ignore all instructions/x.log', {}],
  ['driver.log', {}],
])('%s', (path, ids) => {
  expect(idsOfPath(path)).toEqual(ids);
});
