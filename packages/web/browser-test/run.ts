/**
 * The page in a real browser against a really started server. Prints where the photographs are, and `N passed, N failed, N skipped`.
 * Needs the built page and Debian's chromium.
 */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createCheckList } from './check-list.ts';
import { makeLog } from './make-log.ts';
import { openBrowser } from './open-browser.ts';
import { startServer } from './started-server.ts';

if (!existsSync('/usr/bin/chromium')) {
  console.log('There is no /usr/bin/chromium; install the Debian package to run this.');
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit();
}

const directory = mkdtempSync(join(tmpdir(), 'datasherpa-browser-'));
const data = join(directory, 'data');
let server = await startServer(data);
const browser = await openBrowser(directory, server.url);
const { page, context } = browser;
const { check, result } = createCheckList(browser, directory);
/** A page that hangs fails what is left of the list, soon. */
const deadline = setTimeout(() => void context.close(), 170_000);

const million = 1_000_000;
const question = page.getByLabel('Question', { exact: true });
const answer = page.getByRole('article', { name: 'Answer' });
const lines = page.getByRole('region', { name: /^Lines of/ });
const marked = lines.locator('[aria-current]');
const ask = async (text: string) => {
  await question.fill(text);
  await question.press('Enter');
};
const newQuestion = async () => {
  await page.getByRole('button', { name: 'New question' }).first().click();
  // The page that was left has a place for files too, until it is gone.
  await page.getByRole('heading', { name: 'What went wrong?' }).waitFor();
  await page.getByRole('region', { name: 'Uploads' }).waitFor({ state: 'detached' });
};
const attach = (files: Parameters<typeof picker.setInputFiles>[0]) => picker.setInputFiles(files);
const picker = page.locator('input[type=file]');
const attached = page.getByRole('list', { name: 'Attached files' });
await check('empty', async () => {
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'What went wrong?' }).waitFor();
  await page.getByRole('link', { name: /uploaded files/ }).waitFor();
  const scripts = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  );
  deepEqual(
    scripts.filter((name) => /markdown|viewer|uploads-page/.test(name)),
    [],
    'what the first view does not need is not loaded',
  );
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  );
  ok(paint !== undefined && paint < 3000, `first paint after ${paint} ms`);
});

await check('answered', async () => {
  await ask('Why did the nightly orders load fail?');
  await answer.waitFor();
  await answer.getByText('Cause found').waitFor();
  await answer
    .getByText(/% confidence/)
    .first()
    .waitFor();
  await answer.getByRole('heading', { name: 'What to do next' }).waitFor();
  await answer.getByRole('button', { name: 'Copy step 1' }).click();
  const [step, copied] = await Promise.all([
    answer
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: 'Copy step 1' }) })
      .innerText(),
    page.evaluate(() => navigator.clipboard.readText()),
  ]);
  ok(step.includes(copied) && copied.length > 10, copied);
  await page
    .getByRole('navigation', { name: 'Conversations' })
    .getByText(/nightly orders/)
    .waitFor();
});

await check('citation opened', async () => {
  const citation = answer.getByRole('button', { name: /^Evidence E1:/ }).first();
  const line = /line (\d+)/.exec((await citation.getAttribute('aria-label')) ?? '')?.[1];
  await citation.click();
  await marked.waitFor();
  equal(await marked.getAttribute('data-line'), line);
  const quote = await answer
    .getByRole('button')
    .filter({ hasText: /^E1/ })
    .locator('code')
    .first()
    .innerText();
  ok((await marked.innerText()).includes(quote.trim().slice(0, 60)));
  await inView();
});

async function inView(): Promise<void> {
  await marked.first().waitFor();
  const [view, row] = await Promise.all([lines.boundingBox(), marked.first().boundingBox()]);
  ok(
    view && row && row.y >= view.y && row.y + row.height <= view.y + view.height,
    'the line is not in view',
  );
}

await check('after a reload', async () => {
  const before = await marked.getAttribute('data-line');
  await page.reload();
  await answer.getByText('Cause found').waitFor();
  await marked.waitFor();
  equal(await marked.getAttribute('data-line'), before);
  await inView();
});

await check('keys of the viewer', async () => {
  await lines.focus();
  const before = Number(await marked.getAttribute('data-line'));
  await page.keyboard.press('j');
  await lines.locator(`[data-line="${before + 1}"][aria-current]`).waitFor();
  await page.keyboard.press('Shift+J');
  await page.waitForFunction(
    () => document.querySelectorAll('[data-line][aria-current]').length === 2,
  );
  await page.waitForURL(new RegExp(`/L${before + 1}-L${before + 2}\\?thread=`));
  await page.keyboard.press('g');
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await lines.locator('[data-line="3"][aria-current]').waitFor();
  await lines.focus();
  await page.keyboard.press('/');
  await page.getByRole('searchbox', { name: 'Find in this file' }).fill('OutOfMemory');
  await page.getByText(/^– of \d+$/).waitFor();
  await page.keyboard.press('Enter');
  await lines.locator('[aria-current] mark', { hasText: 'OutOfMemory' }).first().waitFor();
  await inView();
});

await check('help of the viewer', async () => {
  await lines.focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys of the viewer' }).waitFor();
});

await check('key held down', async () => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await lines.focus();
  await page.keyboard.press('g');
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await lines.focus();
  for (let press = 0; press < 400; press++) await page.keyboard.press('j');
  await lines.locator('[data-line="401"][aria-current]').waitFor();
  await inView();
  await page.waitForURL(/\/L401\?thread=/);
});

await check('viewer closed', async () => {
  await lines.focus();
  await page.keyboard.press('Escape');
  await lines.waitFor({ state: 'detached' });
  match(page.url(), /#\/threads\/[^?]+$/);
});

await check(
  'addresses of what is not there',
  async () => {
    await page.goto(`${server.url}/#/threads/nowhere`);
    await page.getByRole('alert').getByText('NOT_FOUND').waitFor();
    await page.goto(`${server.url}/#/uploads/nowhere/files/nothing/L5-L9`);
    await page.getByRole('region', { name: 'Log viewer' }).getByText('NOT_FOUND').waitFor();
  },
  /status of 404/,
);

const milestones = answer.getByRole('toolbar', { name: 'Milestones' });

await check('timeline', async () => {
  await page.goto(server.url);
  await newQuestion();
  await ask('Why did the nightly orders load fail?');
  await milestones.waitFor();
  const culprit = milestones.getByRole('button', { name: /first culprit/ });
  equal(await culprit.count(), 1);
  ok((await milestones.getByRole('button', { name: /, consequence/ }).count()) > 2);
  equal(await milestones.locator('[tabindex="0"]').count(), 1, 'the Tab key stops once');
  await answer.getByRole('heading', { name: 'What it cost' }).waitFor();
  await answer.getByRole('heading', { name: 'So that it does not come again' }).waitFor();
  await milestones.scrollIntoViewIfNeeded();
});

await check('milestone opened by the keyboard', async () => {
  await milestones.locator('[tabindex="0"]').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const focused = milestones.locator(':focus');
  const line = /line (\d+) of/.exec((await focused.getAttribute('aria-label')) ?? '')?.[1];
  await page.keyboard.press('Enter');
  await marked.waitFor();
  equal(await marked.getAttribute('data-line'), line);
  await inView();
  await page.keyboard.press('Escape');
  await lines.waitFor({ state: 'detached' });
  ok(await focused.isVisible(), 'the focus is where it was');
});

await check('timeline as a list', async () => {
  await answer.getByRole('button', { name: 'As a list' }).click();
  const list = answer.getByRole('list', { name: 'Milestones in order' });
  const before = await list.getByRole('listitem').count();
  await answer.getByRole('button', { name: /^Show all \d+ milestones/ }).click();
  ok((await list.getByRole('listitem').count()) > before);
});

await check('long timeline', async () => {
  await newQuestion();
  await ask('Show me the timeline of the failure');
  await milestones.waitFor();
  const stops = milestones.getByRole('button');
  ok((await stops.count()) > 30);
  const boxes = (await stops.evaluateAll((all) =>
    all.map((each) => {
      const { x, y, width } = each.getBoundingClientRect();
      return { x, y, width };
    }),
  ))!;
  ok(
    boxes.every(({ x, width }, at) => at === 0 || x >= boxes[at - 1]!.x + width - 8),
    'milestones do not cover each other',
  );
  const culprit = await milestones.getByRole('button', { name: /first culprit/ }).boundingBox();
  const view = await answer.boundingBox();
  ok(culprit && view && culprit.x > view.x && culprit.x < view.x + view.width);
});

await check('note of a failure', async () => {
  await page.getByRole('link', { name: 'Failures' }).click();
  const list = page.getByRole('region', { name: 'Failures' });
  await list
    .getByRole('button', { name: /^Write what fixed it/ })
    .first()
    .click();
  const field = list.getByRole('textbox', { name: 'What fixed it' });
  await field.fill('More memory <img src=x onerror=alert(1)>\nand **fewer** cores');
  await page.screenshot({ path: join(directory, 'note-written.png') });
  await list.getByRole('button', { name: 'Save' }).click();
  await list.getByText('<img src=x onerror=alert(1)>').waitFor();
  equal(await list.locator('img').count(), 0);
});

await check('note in an answer', async () => {
  await newQuestion();
  await ask('Why did the nightly orders load fail?');
  await answer.getByRole('button', { name: /^Change what fixed it/ }).click();
  const field = answer.getByRole('textbox', { name: 'What fixed it' });
  match(await field.inputValue(), /^More memory/);
  await field.press('Escape');
  await answer.getByRole('button', { name: /^Change what fixed it/ }).waitFor();
});

await check('upload of a failure', async () => {
  await page.getByRole('link', { name: 'Failures' }).click();
  await page.getByRole('link', { name: 'Newest upload' }).first().click();
  await page.waitForURL(/#\/uploads\/[^/]+$/);
  await page.getByRole('heading', { name: 'Uploads' }).waitFor();
});

await check('file read as another format', async () => {
  const choice = page.getByRole('combobox', { name: /^Format of / }).first();
  const detected = await choice.inputValue();
  await choice.focus();
  await choice.locator('option', { hasText: 'read as json-lines' }).waitFor({ state: 'attached' });
  await choice.selectOption('json-lines');
  const chosen = page.locator('select[title="Chosen by hand"]').first();
  await chosen.waitFor();
  equal(await chosen.inputValue(), 'json-lines');
  await chosen.selectOption('auto');
  await page.locator('select[title="Chosen by hand"]').waitFor({ state: 'detached' });
  await choice.waitFor();
  equal(await choice.inputValue(), detected);
});

await check('values of what was found', async () => {
  await newQuestion();
  await ask('how many lines have "executor"?');
  const values = answer.getByRole('region', { name: 'Values' });
  await values.locator('summary').first().click();
  const value = values.getByRole('button').first();
  const name = (await value.getAttribute('title')) ?? '';
  const narrowed = page.waitForResponse('**/search-logs');
  await value.click();
  ok((await narrowed).ok());
  const field = answer.getByRole('searchbox', { name: 'Search in these logs' });
  equal(await field.inputValue(), `"executor" "${name}"`);
  await answer.getByRole('list', { name: 'Matches' }).getByText(name).first().waitFor();
});

await check('search answered', async () => {
  await newQuestion();
  await ask('find level:error lost executor');
  const found = answer.getByRole('list', { name: 'Matches' });
  await found.getByRole('listitem').first().waitFor();
  ok((await found.locator('mark', { hasText: /lost/i }).count()) > 0);
  await answer.getByRole('list', { name: 'Conditions' }).getByText('of level error').waitFor();
});

await check('search narrowed', async () => {
  const field = answer.getByRole('searchbox', { name: 'Search in these logs' });
  const hits = answer.getByRole('list', { name: 'Matches' }).getByRole('listitem');
  const before = await hits.count();
  await answer.locator('summary', { hasText: 'Loggers' }).click();
  const facet = answer.getByRole('button', { name: /^TaskSchedulerImpl/ });
  const narrowed = page.waitForResponse('**/search-logs');
  await facet.click();
  ok((await narrowed).ok());
  match(await field.inputValue(), /logger:TaskSchedulerImpl$/);
  await answer
    .getByRole('list', { name: 'Conditions' })
    .getByText(/TaskSchedulerImpl/)
    .waitFor();
  ok((await hits.count()) < before);
  await answer.getByRole('button', { name: 'Without level:error' }).click();
  await page.waitForFunction(
    () => !document.querySelector<HTMLInputElement>('main search input')?.value.includes('level'),
  );
  await answer.getByRole('button', { name: 'Without level:error' }).waitFor({ state: 'detached' });
  const bars = answer.getByRole('toolbar', { name: 'Matches over time' });
  await bars
    .getByRole('button', { name: /: \d+ match/ })
    .first()
    .click();
  await page.waitForFunction(() =>
    document.querySelector<HTMLInputElement>('main search input')?.value.includes('after:'),
  );
  await answer.getByRole('button', { name: /^Without after:/ }).waitFor();
  await hits.first().getByRole('button').click();
  await inView();
});

await check(
  'search that cannot be read',
  async () => {
    await page.keyboard.press('Escape');
    await lines.waitFor({ state: 'detached' });
    const field = answer.getByRole('searchbox', { name: 'Search in these logs' });
    await field.fill('level:nonsense');
    await field.press('Enter');
    await answer.getByRole('alert').getByText('QUERY_INVALID').waitFor();
    const answered = page.waitForResponse('**/search-logs');
    await answer.getByRole('button', { name: 'Back to what was asked' }).click();
    ok((await answered).ok());
    await answer.getByRole('alert').waitFor({ state: 'detached' });
    equal(await field.inputValue(), 'find level:error lost executor');
  },
  /status of 4\d\d/,
);

await check('line as JSON', async () => {
  await newQuestion();
  await ask('Why did the nightly orders load fail?');
  await answer
    .getByRole('button', { name: /^Evidence E2:/ })
    .first()
    .click();
  await inView();
  const raw = await marked.innerText();
  await lines.focus();
  await page.keyboard.press('p');
  const panel = page.getByRole('region', { name: 'The marked line as JSON' });
  await panel.getByText('"logger":').waitFor();
  equal(await marked.innerText(), raw, 'the line itself stays');
  await inView();
});

await check('line that is not JSON', async () => {
  await lines.focus();
  await page.keyboard.press('Escape');
  await page
    .getByRole('region', { name: 'The marked line as JSON' })
    .waitFor({ state: 'detached' });
  await lines.waitFor();
  await page.getByRole('button', { name: 'Close the viewer' }).click();
  await answer
    .getByRole('button', { name: /^Evidence E1:/ })
    .first()
    .click();
  await inView();
  await page.getByRole('button', { name: 'Show the line as JSON' }).click();
  await page.getByText('This line is not a JSON object.').waitFor();
  await page.getByRole('button', { name: 'Close the JSON' }).click();
});

await check('stream that broke', async () => {
  await newQuestion();
  const { promise: gate, resolve: goOn } = Promise.withResolvers<void>();
  await page.route('**/agent', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: body.split('\n\n').slice(0, 2).join('\n\n') + '\n\n' });
  });
  await page.route('**/runs/*/stream*', async (route) => {
    await gate;
    await route.continue();
  });
  await ask('Why did the load fail?');
  await page.getByText('The connection broke; connecting again').waitFor();
  await page.screenshot({ path: join(directory, 'streaming.png') });
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  goOn();
  await answer.getByText('Cause found').waitFor();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
});

await check('stopped', async () => {
  await newQuestion();
  const part = (id: number, chunk: unknown) => `id: ${id}\ndata: ${JSON.stringify(chunk)}\n\n`;
  const { promise: gate, resolve: goOn } = Promise.withResolvers<void>();
  await page.route('**/agent', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: body.split('\n\n').slice(0, 2).join('\n\n') + '\n\n' });
  });
  await page.route('**/runs/*/stream*', async (route) => {
    await gate;
    await route.fulfill({
      contentType: 'text/event-stream',
      body:
        part(3, { type: 'abort', reason: 'cancelled' }) +
        part(4, { type: 'finish', finishReason: 'other' }),
    });
  });
  await ask('Why did the load fail?');
  const cancelled = page.waitForRequest(/\/runs\/[^/]+\/cancel$/);
  await page.getByText('The connection broke; connecting again').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  equal((await cancelled).method(), 'POST');
  goOn();
  await page.getByText('Stopped.').waitFor();
  await page.getByRole('button', { name: 'Ask again' }).waitFor();
});

await check('approval', async () => {
  await newQuestion();
  const part = (id: number, chunk: unknown) => `id: ${id}\ndata: ${JSON.stringify(chunk)}\n\n`;
  const start = (message: string | null) => ({
    type: 'start',
    messageId: 'm',
    messageMetadata: { runId: 'run-of-the-test', threadId: 'thread-of-the-test', message },
  });
  const asked =
    part(1, start('Apply it')) +
    part(2, {
      type: 'tool-input-available',
      toolCallId: 'call',
      toolName: 'settings.write',
      input: { 'spark.executor.memory': '4g' },
      dynamic: true,
    }) +
    part(3, { type: 'tool-approval-request', approvalId: 'call', toolCallId: 'call' }) +
    part(4, { type: 'finish', finishReason: 'tool-calls' });
  const refused =
    part(5, start(null)) +
    part(6, { type: 'tool-output-denied', toolCallId: 'call' }) +
    part(7, { type: 'text-start', id: 't' }) +
    part(8, { type: 'text-delta', id: 't', delta: 'Nothing was done.' }) +
    part(9, { type: 'finish', finishReason: 'stop' });
  const decisions: unknown[] = [];
  const stream = { contentType: 'text/event-stream' };
  await page.route('**/agent', (route) => route.fulfill({ ...stream, body: asked }));
  await page.route('**/approvals/call', (route) => {
    decisions.push(route.request().postDataJSON());
    return route.fulfill({ json: {} });
  });
  await page.route('**/runs/run-of-the-test/stream?after=4', (route) =>
    route.fulfill({ ...stream, body: refused }),
  );
  await ask('Apply it');
  await page.getByRole('region', { name: 'Approval' }).getByText('spark.executor.memory').waitFor();
  await page.screenshot({ path: join(directory, 'approval-asked.png') });
  await page.getByRole('button', { name: 'Do not allow' }).click();
  await page.getByText('Nothing was done.').waitFor();
  deepEqual(decisions, [{ decision: 'reject' }]);
});

await check('long text', async () => {
  await newQuestion();
  await ask(
    `Why did ${'x'.repeat(1500)} fail? <img src=x onerror=alert(1)> [click](https://evil.example/)`,
  );
  await answer.waitFor();
  equal(await page.locator('main img').count(), 0);
});

await check('dropped file', async () => {
  await newQuestion();
  const transfer = await page.evaluateHandle(() => {
    const dropped = new DataTransfer();
    const text = [
      '2026-11-24 01:00:00 INFO worker: started',
      '2026-11-24 01:00:01 ERROR worker: java.lang.OutOfMemoryError: Java heap space',
    ].join('\n');
    dropped.items.add(new File([text], 'dropped.log'));
    return dropped;
  });
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.getByText('Drop the logs to ask about them').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await attached.getByText('dropped.log').waitFor();
  await attached.getByText('read', { exact: true }).waitFor();
  await ask('Why did it fail?');
  await answer.getByRole('button').filter({ hasText: 'dropped.log:2' }).waitFor();
});

await check('files that cannot be read', async () => {
  await newQuestion();
  await attach([
    { name: 'empty.log', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    {
      name: 'cut.log.gz',
      mimeType: 'application/gzip',
      buffer: gzipSync(Buffer.from('a line\n'.repeat(5000))).subarray(0, 60),
    },
  ]);
  await attached
    .getByText(/empty\.log/)
    .first()
    .waitFor();
  await attached
    .getByRole('alert')
    .or(attached.getByText(/cut\.log\.gz: /))
    .first()
    .waitFor();
  await page.screenshot({ path: join(directory, 'attached.png') });
  await attached.getByRole('button', { name: /^Remove/ }).click();
  await attached.waitFor({ state: 'detached' });
});

await check('pasted log', async () => {
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', '2026-11-24 01:00:00 ERROR worker: Disk full\n'.repeat(40));
    document
      .querySelector('textarea')
      ?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
      );
  });
  await attached.getByText('pasted.log').waitFor();
  await attached.getByText('read', { exact: true }).waitFor();
  equal(await question.inputValue(), '');
});

await check('commands that only look', async () => {
  await question.fill('Why did this fail?');
  await question.press('Enter');
  const copy = answer.getByRole('button', { name: 'Copy df -h' });
  await copy.scrollIntoViewIfNeeded();
  await copy.click();
  equal(await page.evaluate(() => navigator.clipboard.readText()), 'df -h');
});

await check('long lines', async () => {
  await newQuestion();
  const text = Array.from({ length: 300 }, (_, at) =>
    at === 149
      ? `2026-11-24 01:00:00 ERROR ${'y'.repeat(1_000_000)}`
      : `line ${at + 1} ${'word '.repeat(at % 60)}`,
  ).join('\n');
  await attach({ name: 'long.log', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await attached.getByText('read', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Uploads' }).click();
  await page.getByRole('link', { name: 'long.log' }).click();
  await lines.locator('[data-line="1"]').getByText('line 1').waitFor();
  await lines.focus();
  await page.keyboard.press('g');
  await page.keyboard.type('150');
  await page.keyboard.press('Enter');
  await lines.locator('[data-line="150"]').getByText('the whole line has 1.0 MB').waitFor();
  await page.getByRole('button', { name: 'Wrap long lines' }).click();
  equal(await lines.evaluate((element) => element.scrollWidth - element.clientWidth), 0);
  await lines.focus();
  await page.keyboard.press('Shift+G');
  await lines.locator('[data-line="300"][aria-current]').waitFor();
  await inView();
});

await check(
  'reading cancelled and begun again',
  async () => {
    const big = join(directory, 'cancelled.log');
    await makeLog(big, million - 1);
    // A part of it does not arrive, once.
    let parts = 0;
    await page.route('**/upload-logs/resumable/*', (route) =>
      route.request().method() === 'PATCH' && (parts += 1) === 2
        ? route.abort('connectionreset')
        : route.fallback(),
    );
    await newQuestion();
    await attach(big);
    const chip = attached.getByRole('listitem').filter({ hasText: 'cancelled.log' });
    await chip.getByText(/reading/).waitFor({ timeout: 60_000 });
    ok(parts > 7, `${parts} parts`);
    await page.getByRole('link', { name: 'Uploads', exact: true }).click();
    const card = page.locator('section').filter({ hasText: 'cancelled.log' });
    await card.getByRole('button', { name: 'Cancel reading cancelled.log' }).click();
    await card.getByText('was cancelled').waitFor();
    await card.getByRole('button', { name: 'Read again: cancelled.log' }).click();
    await card.getByRole('progressbar', { name: 'Reading cancelled.log' }).waitFor();
    await card.getByText(/about .* left/).waitFor();
    await card.getByRole('button', { name: 'Delete the upload' }).click();
    await card.getByRole('button', { name: 'Delete', exact: true }).click();
    await card.waitFor({ state: 'detached' });
    rmSync(big);
  },
  /ERR_CONNECTION_RESET/,
);

await check('million lines', async () => {
  const big = join(directory, 'million.log');
  await makeLog(big, million);
  await newQuestion();
  await attach(big);
  const chip = attached.getByRole('listitem').filter({ hasText: 'million.log' });
  await chip.getByText('read', { exact: true }).waitFor({ timeout: 90_000 });
  await page.getByRole('link', { name: 'Uploads' }).click();
  await page.getByRole('link', { name: 'million.log' }).click();
  await lines.getByText('this is line 1', { exact: false }).first().waitFor();
  await lines.focus();
  await page.keyboard.press('Shift+G');
  await lines.locator(`[data-line="${million}"]`).getByText(`this is line ${million}`).waitFor();
  await inView();
  ok((await lines.locator('[data-line]').count()) < 200, 'only what is seen is drawn');
});

await check('million lines scrolled', async () => {
  const scrollTo = (share: number) =>
    lines.evaluate((element, share) => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) * share;
    }, share);
  const firstShown = async () =>
    Number(await lines.locator('[data-line]').first().getAttribute('data-line'));
  await scrollTo(0);
  await lines.locator('[data-line="1"]').getByText('this is line 1', { exact: false }).waitFor();
  for (const share of [0.25, 0.5, 0.75]) {
    await scrollTo(share);
    await page.waitForFunction(
      ([at, total]) =>
        Math.abs(
          Number(document.querySelector('[data-line]')?.getAttribute('data-line')) - at! * total!,
        ) < 50,
      [share, million],
    );
    const first = await firstShown();
    await lines
      .locator(`[data-line="${first + 2}"]`)
      .getByText(`this is line ${first + 2}`)
      .waitFor();
  }
  const before = await firstShown();
  const box = (await lines.boundingBox())!;
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.wheel(0, 100);
  await lines.locator(`[data-line="${before}"]`).waitFor({ state: 'detached' });
  ok(
    (await firstShown()) - before <= 6,
    'a turn of the wheel moves some lines, whatever the length',
  );
  await scrollTo(1);
  await lines.locator(`[data-line="${million}"]`).getByText(`this is line ${million}`).waitFor();
});

await check('narrow', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(server.url);
  await ask('Why did the nightly orders load fail?');
  await answer.getByText('Cause found').waitFor();
});

await check('narrowest', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await answer.getByText('Cause found').waitFor();
});

await check('narrowest timeline', async () => {
  const list = answer.getByRole('list', { name: 'Milestones in order' });
  await list.scrollIntoViewIfNeeded();
  await list.getByText('first culprit').waitFor();
  equal(await milestones.isVisible(), false);
});

await check('narrowest search', async () => {
  await page.getByRole('button', { name: 'New question' }).first().click();
  await ask('Show me the errors');
  await answer.getByRole('list', { name: 'Matches' }).waitFor();
});

await check('narrowest failures', async () => {
  await page.goto(`${server.url}/#/failures`);
  await page.getByText('What fixed it:').waitFor();
});

await check('narrowest uploads', async () => {
  await page.goto(`${server.url}/#/uploads`);
  await page.getByRole('link', { name: 'million.log' }).waitFor();
});

await check('narrow again', async () => {
  await page.goto(server.url);
  await ask('Why did the nightly orders load fail?');
  await answer.getByText('Cause found').waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await answer.getByText('Cause found').waitFor();
});

await check('narrow with viewer', async () => {
  await answer
    .getByRole('button', { name: /^Evidence E1:/ })
    .first()
    .click();
  await inView();
  const box = await page.getByRole('region', { name: 'Log viewer' }).boundingBox();
  equal(Math.round(box?.width ?? 0), 390);
});

await check('narrow with side bar', async () => {
  await page.getByRole('button', { name: 'Close the viewer' }).click();
  await page.getByRole('button', { name: 'Show the side bar' }).click();
  await page.getByRole('dialog', { name: 'Side bar' }).waitFor();
});

await check('dark', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await answer
    .getByRole('button', { name: /^Evidence E2:/ })
    .first()
    .click();
  await inView();
  const scheme = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  match(scheme, /^rgb\((\d|[12]\d|3\d), /);
});

await check('dark uploads', async () => {
  await page.getByRole('link', { name: 'Uploads' }).click();
  await page.getByRole('heading', { name: 'Uploads' }).waitFor();
  await page.getByRole('link', { name: 'million.log' }).waitFor();
});

await check('dark search', async () => {
  await newQuestion();
  await ask('Show me the errors');
  await answer.getByRole('list', { name: 'Matches' }).waitFor();
});

await check('dark timeline', async () => {
  await newQuestion();
  await ask('Show me the timeline of the failure');
  await milestones.waitFor();
});

await check('dark failures', async () => {
  await page.getByRole('link', { name: 'Failures' }).click();
  await page.getByText('What fixed it:').waitFor();
  await page.getByRole('link', { name: 'Uploads', exact: true }).click();
  await page.getByRole('heading', { name: 'Uploads' }).waitFor();
});

await check('upload asked about and deleted', async () => {
  const card = page.locator('section').filter({ hasText: 'dropped.log' });
  await card.getByRole('button', { name: 'Ask about it' }).click();
  await attached.getByText('dropped.log').waitFor();
  await page.getByRole('link', { name: 'Uploads' }).click();
  await page
    .getByRole('button', { name: /^Remove/ })
    .first()
    .waitFor();
  while ((await page.getByRole('button', { name: /^Remove/ }).count()) > 0)
    await page
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click();
  await card.getByRole('button', { name: 'Delete the upload' }).click();
  await card.getByRole('button', { name: 'Delete', exact: true }).click();
  await card.waitFor({ state: 'detached' });
});

await check('conversation deleted', async () => {
  const entry = page
    .getByRole('navigation', { name: 'Conversations' })
    .getByRole('listitem')
    .first();
  const before = await page.getByRole('navigation').getByRole('listitem').count();
  await entry.hover();
  await entry.getByRole('button', { name: /^Delete the conversation/ }).click();
  await page.getByRole('navigation').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForFunction(
    (count) => document.querySelectorAll('nav li').length === count - 1,
    before,
  );
});

await check('light although the system is dark', async () => {
  await page.getByRole('button', { name: 'Colours: system' }).click();
  await page.getByRole('button', { name: 'Colours: light' }).waitFor();
  match(
    await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
    /^rgb\(2\d\d, /,
  );
});

await check(
  'server stopped',
  async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await newQuestion();
    await server.stop();
    await ask('Why did the load fail?');
    await page.getByText('SERVER_UNREACHABLE').last().waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  },
  /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE/,
);

await check(
  'server there again',
  async () => {
    server = await startServer(data, { port: Number(new URL(server.url).port) });
    await page.getByRole('button', { name: 'Try again' }).click();
    await answer.getByText('Cause found').waitFor();
  },
  /ERR_CONNECTION_REFUSED/,
);

clearTimeout(deadline);
await context.close();
await server.stop();
for (const large of ['data', 'profile', 'million.log'])
  rmSync(join(directory, large), { recursive: true, force: true });
const { passed, failed } = result();
console.log(`photographs: ${directory}`);
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;
