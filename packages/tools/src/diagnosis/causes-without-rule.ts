/** Causes of the label space that logs alone cannot prove, with the reason. No rule pretends to. */
export const causesWithoutRule: readonly { readonly id: string; readonly why: string }[] = [
  {
    id: 'airflow_bug_silent_failure',
    why: 'Its mark is that nothing was written: the log ends without exception, signal or time limit.',
  },
  {
    id: 'engine_regression_memory',
    why: 'It needs the memory of the same job before and after an upgrade; a single log has one of them.',
  },
];
