import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from './bench/src/closing-line-reporter.ts';

const resolve = { conditions: ['datasherpa-source'] };

export default defineConfig({
  resolve,
  ssr: { resolve: { conditions: ['datasherpa-source', 'node'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.{ts,tsx}',
      'bench/{src,incidents,deploy,airflow}/**/*.test.ts',
      'examples/*/**/*.test.ts',
    ],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: ['default', new ClosingLineReporter()],
  },
});
