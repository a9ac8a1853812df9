import type { Reporter, TestModule } from 'vitest/node';

/** Prints `N passed, N failed, N skipped` as the last line; files that fail to load and unhandled errors count as failed. */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        count[test.result().state] += 1;
        tests += 1;
      }
      const brokenFile = module.state() === 'failed' && (tests === 0 || module.errors().length > 0);
      if (brokenFile) count.failed += 1;
    }
    const failed = count.failed + count.pending + unhandledErrors.length;
    process.on('exit', () => {
      process.stdout.write(`${count.passed} passed, ${failed} failed, ${count.skipped} skipped\n`);
    });
  }
}
