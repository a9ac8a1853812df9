import { deepEqual, equal } from 'node:assert/strict';
import { join } from 'node:path';
import { accessibilityViolations, overflow, type Watched } from './open-browser.ts';

/** Runs checks one after the other, in one browser; one that fails does not end the others. */
export function createCheckList(browser: Watched, directory: string) {
  let passed = 0;
  let failed = 0;
  return {
    /**
     * One check. Afterwards the page is photographed; it must fit the window, and neither axe nor the console may have something to say.
     * @param expected what the console may say in this check
     */
    check: async (name: string, act: () => Promise<void>, expected?: RegExp): Promise<void> => {
      const started = performance.now();
      try {
        await act();
        await browser.page.screenshot({
          path: join(directory, `${name.replaceAll(' ', '-')}.png`),
        });
        deepEqual(await overflow(browser.page), { wider: 0, higher: 0 });
        equal((await accessibilityViolations(browser.page)).join('\n'), '');
        const complaints = browser.takeComplaints().filter((text) => !expected?.test(text));
        equal(complaints.join('\n'), '');
        passed += 1;
        console.log(`ok   ${name} (${Math.round(performance.now() - started)} ms)`);
      } catch (error) {
        failed += 1;
        const complaints = browser.takeComplaints().join('\n');
        await browser.page
          .screenshot({ path: join(directory, `FAILED-${name.replaceAll(' ', '-')}.png`) })
          .catch(() => {});
        console.error(
          `FAIL ${name}\n${error instanceof Error ? error.message : String(error)}\n${complaints}`,
        );
      } finally {
        await browser.page.unrouteAll({ behavior: 'ignoreErrors' });
      }
    },
    result: () => ({ passed, failed }),
  };
}
