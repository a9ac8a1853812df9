import type { PipelineFacts } from '../facts/fact.ts';
import type { Block } from './document.ts';
import { text } from './write-section.ts';

/** A word for a POSIX shell: quoted where it holds more than harmless characters. */
const word = (value: string): string =>
  /^[A-Za-z0-9_./:@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;

/** Commands to run, try and repair the pipeline, filled with its own names. Commands that change something stand last. */
export function runbookOf({ kind, name, file, facts }: PipelineFacts): Block[] {
  const commands = (...lines: readonly string[]): Block => ({ kind: 'commands', lines });
  switch (kind) {
    case 'airflow': {
      const task = facts.find((fact) => fact.kind === 'task')?.value;
      return [
        text('Look first:'),
        commands(
          'airflow dags list-import-errors',
          `airflow dags list-runs ${word(name)}`,
          `airflow tasks states-for-dag-run ${word(name)} RUN_ID`,
        ),
        text('Try without a scheduler:'),
        commands(
          `airflow dags test ${word(name)} 2026-01-01`,
          ...(task === undefined
            ? []
            : [`airflow tasks test ${word(name)} ${word(task)} 2026-01-01`]),
        ),
        text('Run again (these change state):'),
        commands(
          `airflow dags trigger ${word(name)}`,
          `airflow tasks clear --only-failed --start-date 2026-01-01 --end-date 2026-01-02 ${word(name)}`,
          `airflow backfill create --dag-id ${word(name)} --from-date 2026-01-01 --to-date 2026-01-02  # Airflow 3`,
        ),
      ];
    }
    case 'dbt':
      return [
        text('Look first, then build:'),
        commands(
          `dbt compile --select ${word(name)}`,
          `dbt test --select ${word(name)}`,
          `dbt build --select ${word(name)}`,
        ),
      ];
    case 'python':
      return [text('Run it:'), commands(`python ${word(file)}`)];
    case 'spark':
      return [text('Run it:'), commands(`spark-submit ${word(file)}`)];
    case 'shell':
      return [
        text('Check its syntax, then run it:'),
        commands(`bash -n ${word(file)}`, `bash ${word(file)}`),
      ];
    case 'compose':
      return [
        text('Look first, then start:'),
        commands(
          `docker compose -f ${word(file)} config --quiet`,
          `docker compose -f ${word(file)} up -d`,
        ),
      ];
    case 'kubernetes':
      return [
        text('Look first, then apply:'),
        commands(`kubectl diff -f ${word(file)}`, `kubectl apply -f ${word(file)}`),
      ];
    default:
      return [];
  }
}
