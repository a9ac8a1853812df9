import { Section } from '../../components/ui/section.tsx';
import { plural } from '../../components/ui/format.ts';
import { visibleText } from '../../components/ui/visible-text.ts';
import type { SparkTrends } from './spark.ts';

/** The runs of a job over time, as the server draws them, and from which run on they changed. The sentence above says by how much. */
export default function TrendsView({ trends }: { readonly trends: SparkTrends }) {
  const { job, runs, changes } = trends;
  if (job === null || runs.length === 0) return null;
  return (
    <Section title={`${plural(runs.length, 'run')} of ${visibleText(job)}`}>
      <img
        src={`/spark-trends/${encodeURIComponent(job.toWellFormed())}.svg`}
        alt="Duration, cost, spill, failures and input of each run"
        className="border-line w-full rounded-xl border"
      />
      <ul className="list-disc pl-5 text-sm">
        {changes.map(({ measure, applicationId }) => (
          <li key={`${measure} ${applicationId}`}>
            {measure} changed with {visibleText(applicationId)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
