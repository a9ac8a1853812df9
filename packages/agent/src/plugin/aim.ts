/** What a user wants to get. It weighs more than what the request is about. */
export type Aim =
  /** A shell command to be written. */
  | 'command'
  /** What a command does. */
  | 'meaning'
  /** Lines, or how many there are. */
  | 'lines'
  /** Why something went wrong. */
  | 'cause'
  /** What to set or change so that a job runs better. */
  | 'settings'
  /** In what two runs differ. */
  | 'difference'
  /** A page, a table or a diagram that describes code. */
  | 'page'
  /** What is bad in code that works. */
  | 'review';

/** What a request is about, as opposed to what it wants. */
export type Subject =
  /** A shell command stands in the text. */
  | 'command_line'
  /** An error as some system wrote it. */
  | 'error'
  | 'airflow'
  | 'spark'
  /** Words about how fast or large a Spark job is. */
  | 'spark_settings'
  /** Two runs that are named, or words for two of them. */
  | 'two_runs'
  | 'log'
  /** Files with code: a DAG file, a script, SQL. */
  | 'code'
  /** Anything that data engineers work with. */
  | 'data_systems';
