import type { Incident } from '../story.ts';
import { dbt as dbtLog } from '../writers.ts';

const done = (pass: number, error: number, skip: number, warn = 0): string =>
  `Done. PASS=${pass} WARN=${warn} ERROR=${error} SKIP=${skip} NO-OP=0 TOTAL=${pass + error + skip + warn}`;
const start = (name: string, seed: number) =>
  dbtLog(name, '2026-03-04T02:00:00Z', seed)
    .say('info', '', 'Running with dbt=1.9.2')
    .say('info', '', 'Registered adapter: postgres=1.9.0')
    .say('info', '', 'Found 86 models, 4 snapshots, 211 data tests, 12 sources, 630 macros')
    .say('info', '', '')
    .say('info', '', "Concurrency: 8 threads (target='prod')");

export const dbt: readonly Incident[] = [
  {
    id: 'dbt-duplicate-key',
    question: 'Why is the nightly dbt run red?',
    tools: ['dbt'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'dbt_test_failed',
      accepted: ['duplicate_unique_key'],
      forbidden: ['unique_violation', 'dbt_compile_error', 'relation_missing'],
    },
    files: [
      start('dbt.log', 201)
        .quiet(30)
        .herring(
          'warn',
          '',
          '14 of 211 WARN 3 accepted_values_stg_orders_status ............................. [\u001b[33mWARN 3\u001b[0m in 0.31s]',
        )
        .proof(
          'error',
          '',
          '57 of 211 FAIL 12 unique_dim_customer_customer_id ............................... [\u001b[31mFAIL 12\u001b[0m in 0.44s]',
        )
        .quiet(10)
        .proof(
          'error',
          '',
          '\u001b[31mFailure in test unique_dim_customer_customer_id (models/marts/schema.yml)\u001b[0m',
        )
        .proof('error', '', '  Got 12 results, configured to fail if != 0')
        .say('info', '', done(210, 1, 0))
        .file(),
    ],
  },
  {
    id: 'dbt-ref-missing',
    question: 'dbt does not even start',
    tools: ['dbt'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'dbt_compile_error',
      forbidden: ['relation_missing', 'sql_syntax_error', 'dataset_missing'],
    },
    files: [
      dbtLog('dbt.log', '2026-03-04T02:00:00Z', 202)
        .say('info', '', 'Running with dbt=1.9.2')
        .proof('error', '', 'Encountered an error:')
        .proof(
          'error',
          '',
          "Compilation Error\n  Model 'model.shop.fct_sales' (models/marts/fct_sales.sql) depends on a node named 'stg_order_line' which was not found",
        )
        .file(),
    ],
  },
  {
    id: 'dbt-relation-gone',
    question: 'why did int_refunds fail',
    tools: ['dbt', 'database'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'relation_missing',
      accepted: ['dataset_missing'],
      forbidden: ['dbt_compile_error', 'warehouse_permission', 'column_not_found'],
    },
    files: [
      start('dbt.log', 203)
        .quiet(24)
        .say(
          'error',
          '',
          '31 of 86 ERROR creating sql table model analytics.int_refunds ................ [\u001b[31mERROR\u001b[0m in 0.20s]',
        )
        .quiet(12)
        .proof(
          'error',
          '',
          'Database Error in model int_refunds (models/int/int_refunds.sql)\n  relation "raw.refunds_v2" does not exist\n  LINE 12:     from raw.refunds_v2',
        )
        .herring(
          'info',
          '',
          '84 of 86 SKIP relation analytics.fct_refunds ................................. [\u001b[33mSKIP\u001b[0m]',
        )
        .say('info', '', done(80, 1, 5))
        .file(),
    ],
  },
  {
    id: 'dbt-new-column',
    question: 'incremental model fails since upstream added a field',
    tools: ['dbt'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'incremental_schema_change',
      accepted: ['schema_evolution'],
      forbidden: ['column_not_found', 'sql_syntax_error'],
    },
    files: [
      start('dbt.log', 204)
        .quiet(14)
        .proof(
          'error',
          '',
          'Compilation Error in model fct_events (models/marts/fct_events.sql)\n  The source and target schemas on this incremental model are out of sync!\n  They can be reconciled in several ways:\n    - set the `on_schema_change` config to either append_new_columns or sync_all_columns, depending on your situation.',
        )
        .say('info', '', done(85, 1, 0))
        .file(),
    ],
  },
  {
    id: 'dbt-source-late',
    question: 'The freshness job failed. Our fault?',
    tools: ['dbt'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'source_stale',
      forbidden: ['dbt_test_failed', 'relation_missing'],
    },
    files: [
      start('dbt.log', 205)
        .say(
          'info',
          '',
          '1 of 12 START freshness of raw.payments ........................................ [RUN]',
        )
        .proof(
          'error',
          '',
          '1 of 12 ERROR STALE freshness of raw.payments .................................. [\u001b[31mERROR STALE\u001b[0m in 0.92s]',
        )
        .say(
          'info',
          '',
          '2 of 12 PASS freshness of raw.orders .......................................... [\u001b[32mPASS\u001b[0m in 0.41s]',
        )
        .say('info', '', 'Done.')
        .file(),
    ],
  },
  {
    id: 'dbt-statement-timeout',
    question: 'What stopped fct_sessions?',
    tools: ['dbt', 'database'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'warehouse_timeout',
      forbidden: ['stopped_by_user', 'task_timeout', 'lock_wait_timeout'],
    },
    files: [
      start('dbt.log', 206)
        .quiet(40)
        .pause(3600)
        .proof(
          'error',
          '',
          'Database Error in model fct_sessions (models/marts/fct_sessions.sql)\n  000630 (57014): Statement reached its statement or warehouse timeout of 3,600 second(s) and was canceled.',
        )
        .say('info', '', done(85, 1, 0))
        .file(),
    ],
  },
  {
    id: 'dbt-syntax',
    question: 'help, model is red',
    tools: ['dbt', 'database'],
    origin: 'written',
    expected: {
      outcome: 'cause',
      cause: 'sql_syntax_error',
      forbidden: ['dbt_compile_error', 'column_not_found'],
    },
    files: [
      start('dbt.log', 207)
        .quiet(9)
        .proof(
          'error',
          '',
          'Database Error in model dim_product (models/marts/dim_product.sql)\n  syntax error at or near "form"\n  LINE 9:     form stg_products',
        )
        .say('info', '', done(85, 1, 0))
        .file(),
    ],
  },
  {
    id: 'dbt-all-green',
    question: 'Anything to worry about?',
    tools: ['dbt'],
    origin: 'written',
    expected: { outcome: 'healthy' },
    files: [
      start('dbt.log', 208)
        .herring(
          'warn',
          '',
          '\u001b[33m[WARNING]\u001b[0m: Deprecated functionality\nThe `tests` config has been renamed to `data_tests`. Please see https://docs.getdbt.com/docs/build/data-tests#new-data_tests-syntax for more information.',
        )
        .quiet(60)
        .herring(
          'info',
          '',
          '60 of 86 OK created sql table model analytics.error_log_daily ................... [\u001b[32mSELECT 0\u001b[0m in 0.3s]',
        )
        .herring(
          'warn',
          '',
          '12 of 211 WARN 2 accepted_values_stg_payments_method ........................... [\u001b[33mWARN 2\u001b[0m in 0.31s]',
        )
        .say('info', '', '\u001b[33mCompleted with 1 warning:\u001b[0m')
        .say('info', '', done(296, 0, 0, 1))
        .file(),
    ],
  },
];
