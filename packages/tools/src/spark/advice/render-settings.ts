import { stringify } from 'yaml';

/** Ways in which platforms take configuration. */
export const settingsFormats = [
  'spark-defaults',
  'spark-submit',
  'pyspark',
  'spark-operator',
  'emr',
  'emr-on-eks',
  'databricks',
  'glue',
  'airflow',
] as const;
export type SettingsFormat = (typeof settingsFormats)[number];

/**
 * Settings as text for a platform:
 * `spark-defaults` (spark-defaults.conf), `spark-submit` (flags), `pyspark` (builder), `spark-operator` (patch of a SparkApplication),
 * `emr` (classification), `emr-on-eks` (configurationOverrides), `databricks` (spark_conf of a cluster), `glue` (the `--conf` argument of
 * a job, which takes several settings in one), `airflow` (argument `conf` of SparkSubmitOperator).
 */
export function renderSettings(
  settings: readonly { readonly key: string; readonly new: string }[],
  format: SettingsFormat,
): string {
  const map = Object.fromEntries(settings.map(({ key, new: value }) => [key, value]));
  const entries = Object.entries(map);
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const lines = (all: readonly string[]): string => (all.length === 0 ? '' : `${all.join('\n')}\n`);
  switch (format) {
    case 'spark-defaults': {
      const width = Math.max(0, ...entries.map(([key]) => key.length));
      return lines(entries.map(([key, value]) => `${key.padEnd(width)}  ${value}`));
    }
    case 'spark-submit':
      return lines(
        entries.map(
          ([key, value], at) =>
            `--conf ${shellWord(`${key}=${value}`)}${at < entries.length - 1 ? ' \\' : ''}`,
        ),
      );
    case 'pyspark':
      return lines([
        'spark = (',
        '    SparkSession.builder',
        ...entries.map(
          ([key, value]) => `    .config(${JSON.stringify(key)}, ${JSON.stringify(value)})`,
        ),
        '    .getOrCreate()',
        ')',
      ]);
    case 'spark-operator':
      return stringify({ spec: { sparkConf: map } });
    case 'emr':
      return json([{ Classification: 'spark-defaults', Properties: map }]);
    case 'emr-on-eks':
      return json({
        applicationConfiguration: [{ classification: 'spark-defaults', properties: map }],
      });
    case 'databricks':
      return json({ spark_conf: map });
    case 'glue':
      return entries.length === 0
        ? ''
        : json({ '--conf': entries.map(([key, value]) => `${key}=${value}`).join(' --conf ') });
    case 'airflow':
      return lines([
        'SparkSubmitOperator(',
        '    conf={',
        ...entries.map(
          ([key, value]) => `        ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
        ),
        '    },',
        ')',
      ]);
    default:
      return format satisfies never;
  }
}

const shellWord = (word: string): string =>
  /^[\w.:=/@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
