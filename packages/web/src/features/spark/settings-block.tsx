import { useState } from 'react';
import type { Answer } from '@datasherpa/agent/plugin';
import { failureOf, postJson, type RequestFailed } from '../../api/request.ts';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { Section } from '../../components/ui/section.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { readSparkAdvice, type SparkAdvice } from './spark.ts';

/** As the tool names them, with the words of the choice. */
const platforms = [
  ['spark-defaults', 'spark-defaults.conf'],
  ['spark-submit', 'spark-submit'],
  ['pyspark', 'PySpark'],
  ['spark-operator', 'Spark Operator'],
  ['emr', 'EMR'],
  ['emr-on-eks', 'EMR on EKS'],
  ['databricks', 'Databricks'],
  ['glue', 'Glue'],
  ['airflow', 'Airflow'],
] as const;

/** The settings to change, written for the platform that is chosen. The server writes them; it is asked again for another one. */
export function SettingsBlock({
  given,
  refused,
  request,
}: {
  readonly given: SparkAdvice['settings'];
  readonly refused: SparkAdvice['advice']['refused'];
  /** What the tool was asked. */
  readonly request: unknown;
}) {
  const [settings, setSettings] = useState(given);
  const [isAsking, setIsAsking] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  if (given.text === '' && refused.length === 0) return null;
  const write = async (platform: string) => {
    setIsAsking(true);
    setFailure(null);
    try {
      const body = { ...(typeof request === 'object' && request), platform };
      const { data } = await postJson<Answer>('/optimize-resources', body);
      const advice = readSparkAdvice(data);
      if (advice) setSettings(advice.settings);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setIsAsking(false);
    }
  };
  return (
    <Section
      title="Settings to change"
      beside={
        given.text !== '' && (
          <label className="flex items-center gap-2 text-sm">
            {isAsking ? <Spinner /> : <span className="text-muted">for</span>}
            <select
              aria-label="Platform of the settings"
              value={settings.platform}
              disabled={isAsking}
              onChange={({ target }) => void write(target.value)}
              className="border-line bg-surface rounded-lg border px-2 py-1"
            >
              {platforms.map(([name, words]) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        )
      }
    >
      {failure && (
        <p role="alert" className="text-danger text-sm">
          {visibleText(`${failure.message} ${failure.hint}`)}
        </p>
      )}
      {given.text !== '' && (
        <div className="border-line bg-sunken flex items-start gap-2 rounded-xl border p-3">
          <pre
            aria-label="Settings"
            className="min-w-0 grow font-mono text-sm wrap-anywhere whitespace-pre-wrap"
          >
            {visibleText(settings.text.trimEnd())}
          </pre>
          <CopyButton label="Copy the settings" text={settings.text} />
        </div>
      )}
      {refused.length > 0 && (
        <ul className="text-muted list-disc space-y-1 pl-5 text-sm wrap-anywhere">
          {refused.map(({ key, value, why }) => (
            <li key={key}>
              <code className="font-mono">
                {visibleText(key)} {visibleText(value)}
              </code>{' '}
              was left out: {visibleText(why)}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
