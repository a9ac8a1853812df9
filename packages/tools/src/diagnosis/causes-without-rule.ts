/** Causes of the label space that logs alone cannot prove, with the reason. No rule pretends to. */
export const causesWithoutRule: readonly { readonly id: string; readonly why: string }[] = [
  {
    id: 'airflow_bug_silent_failure',
    why: 'Its mark is that nothing was written: the log ends without exception, signal or time limit.',
  },
  {
    id: 'dag_parse_timeout',
    why: 'Airflow has two limits for parsing and names each: see dagbag_import_timeout and dag_processor_timeout.',
  },
  {
    id: 'platform_bug',
    why: 'A trace that lies wholly in the code of the platform has bad input and bad settings as causes too; only its developers tell.',
  },
  {
    id: 'engine_regression_memory',
    why: 'It needs the memory of the same job before and after an upgrade; a single log has one of them.',
  },
  {
    id: 'benign_warning',
    why: 'A harmless line is no cause: lines that good runs have as well are left out of the diagnosis (outcome.ts).',
  },
];
