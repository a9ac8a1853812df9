import { definePlugin } from '@datasherpa/agent/plugin';
import { compareSparkRuns } from './compare-spark-runs.ts';
import { optimizeSpark } from './optimize-spark.ts';
import { sparkTrends } from './spark-trends.ts';

export const sparkOptimizer = definePlugin({
  name: 'spark-optimizer',
  version: '0.1.0',
  apiVersion: 1,
  summary: 'Reads Spark event logs and says where an application spent its time and its cores.',
  capabilities: ['workspace', 'model'],
  tools: {
    optimize_spark: optimizeSpark,
    compare_spark_runs: compareSparkRuns,
    spark_trends: sparkTrends,
  },
});
