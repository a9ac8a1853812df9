import { useId } from 'react';
import { Figure } from '../../components/chart/figure.tsx';
import { formatCount, formatDuration, plural } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import { layOutCurve } from './lay-out-curve.ts';
import { measureText } from './measure-text.ts';
import type { SparkWhatIf } from './spark.ts';

const height = 180;

/** How long the same tasks would take on fewer or more executors, with this run marked. */
export function WhatIfChart({ whatIf }: { readonly whatIf: SparkWhatIf }) {
  const id = useId();
  const { points, executors, coresEach, modelError, isReliable, caveats } = whatIf;
  const curve = layOutCurve(points);
  const here = curve.find(({ point }) => point.executors === executors);
  const last = curve.at(-1);
  if (!last || curve.length < 2) return null;
  const words = (point: (typeof points)[number]): string =>
    `${plural(point.executors, 'executor')}: ${formatDuration(point.wallMs)}`;
  return (
    <Figure
      title="With other executors"
      note={`The time of the stages if the same tasks ran on other numbers of executors with ${plural(coresEach, 'core')} each.`}
      columns={['Executors', 'Time', 'Core-hours', 'Cores busy']}
      rows={curve.map(({ point }) => [
        `${formatCount(point.executors)}${point.executors === executors ? ' (this run)' : ''}`,
        formatDuration(point.wallMs),
        measureText({ value: point.coreHours, unit: '' }),
        `${Math.round(point.utilization * 100)} %`,
      ])}
    >
      <div className="border-line bg-surface rounded-xl border p-4">
        <svg
          xmlns="http://www.w3.org/2000/svg"
          role="img"
          aria-labelledby={`${id}-title ${id}-description`}
          width="100%"
          height={height}
          className="block overflow-visible"
        >
          <title id={`${id}-title`}>Time over executors</title>
          <desc id={`${id}-description`}>{curve.map(({ point }) => words(point)).join(', ')}</desc>
          {[0, 0.5, 1].map((y) => (
            <line
              key={y}
              x1="0"
              x2="100%"
              y1={y * height}
              y2={y * height}
              stroke="var(--color-line)"
            />
          ))}
          <svg
            xmlns="http://www.w3.org/2000/svg"
            width="100%"
            height={height}
            viewBox="0 0 1 1"
            preserveAspectRatio="none"
          >
            <polyline
              points={curve.map(({ x, y }) => `${x},${y}`).join(' ')}
              fill="none"
              stroke="var(--color-accent)"
              strokeWidth={2}
              strokeDasharray={isReliable ? undefined : '2 6'}
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          {curve.map(({ point, x, y }) => (
            <circle
              key={point.executors}
              cx={`${x * 100}%`}
              cy={y * height}
              r={point === here?.point ? 6 : 3.5}
              fill={point === here?.point ? 'var(--color-danger)' : 'var(--color-accent)'}
            >
              <title>{words(point)}</title>
            </circle>
          ))}
        </svg>
        <p className="text-muted mt-2 flex justify-between text-xs">
          <span>fewer executors</span>
          <span>{plural(last.point.executors, 'executor')}</span>
        </p>
        <p className="mt-1 text-sm">
          {here && (
            <>
              <span className="bg-danger mr-1.5 inline-block size-2.5 rounded-full" aria-hidden />
              This run: {words(here.point)}.{' '}
            </>
          )}
          At most: {words(last.point)}.
        </p>
      </div>
      {modelError !== null && !isReliable && (
        <p className="text-warn text-sm">
          The model is {Math.round(Math.abs(modelError) * 100)} %{' '}
          {modelError < 0 ? 'below' : 'above'} the time that this run really took, so these times
          are not to be relied on.
        </p>
      )}
      {caveats.length > 0 && (
        <details className="text-sm">
          <summary className="text-muted">What this takes for granted</summary>
          <ul className="mt-1 list-disc space-y-1 pl-5">
            {caveats.map((each) => (
              <li key={each}>{visibleText(each)}</li>
            ))}
          </ul>
        </details>
      )}
    </Figure>
  );
}
