/**
 * What the page draws of the plugins' answers, and how it asks for a key; in a real browser against really started servers. Prints where
 * the photographs are, and `N passed, N failed, N skipped`. Needs the built page and Debian's chromium.
 */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCheckList } from './check-list.ts';
import { openBrowser } from './open-browser.ts';
import { startServer } from './started-server.ts';

if (!existsSync('/usr/bin/chromium')) {
  console.log('There is no /usr/bin/chromium; install the Debian package to run this.');
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit();
}

const directory = mkdtempSync(join(tmpdir(), 'datasherpa-browser-'));
const server = await startServer(join(directory, 'data'));
const browser = await openBrowser(directory, server.url);
const { page, context } = browser;
const { check, result } = createCheckList(browser, directory);
/** A page that hangs fails what is left of the list, soon. */
const deadline = setTimeout(() => void context.close(), 170_000);

const question = page.getByLabel('Question', { exact: true });
const answer = page.getByRole('article', { name: 'Answer' });
const ask = async (text: string) => {
  await question.fill(text);
  await question.press('Enter');
};
const newQuestion = async () => {
  await page.getByRole('button', { name: 'New question' }).first().click();
  await page.getByRole('heading', { name: 'What went wrong?' }).waitFor();
};
const attached = page.getByRole('list', { name: 'Attached files' });
const attach = async (...files: readonly (readonly [string, string])[]) => {
  await page
    .locator('input[type=file]')
    .setInputFiles(
      files.map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
    );
  await attached.getByText('read', { exact: true }).waitFor();
};

await check('examples', async () => {
  await page.goto(server.url);
  await page.getByRole('link', { name: /uploaded files/ }).waitFor();
  const examples = page.getByRole('list', { name: 'Examples' });
  await examples.getByRole('button', { name: /Optimise this Spark job/ }).click();
  equal(await question.inputValue(), 'Optimise this Spark job');
  ok(await question.evaluate((field) => field === document.activeElement));
  const scripts = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  );
  deepEqual(
    scripts.filter((name) => /spark|documents|dag-view|command-view|keys-page/.test(name)),
    [],
    'what no answer needs yet is not loaded',
  );
});

await check('spark findings', async () => {
  await question.press('Enter');
  await answer.getByRole('heading', { name: 'Findings' }).waitFor();
  const cards = answer.getByRole('listitem').filter({ has: page.getByRole('heading') });
  match(await cards.first().innerText(), /Critical/);
  const first = answer.getByText('How that is known').first();
  await first.click();
  await answer.getByText('Proved wrong if').first().waitFor();
});

await check('spark stage of a finding', async () => {
  const chip = answer.getByRole('button', { name: /^stage \d/ }).first();
  const stage = (await chip.innerText()).replace('stage ', '');
  await chip.click();
  const row = answer.locator('li[aria-current]');
  await row.waitFor();
  ok((await row.innerText()).startsWith(stage));
  const box = await row.boundingBox();
  ok(box && box.y > 0 && box.y < 900, 'the stage is in view');
});

await check('spark settings for another platform', async () => {
  const settings = answer.getByLabel('Settings', { exact: true });
  match(await settings.innerText(), /^spark\.executor\.memory\s+\S+/);
  await answer.getByLabel('Platform of the settings').selectOption('pyspark');
  await settings.getByText('.config(').first().waitFor();
  await answer.getByRole('button', { name: 'Copy the settings' }).click();
  match(await page.evaluate(() => navigator.clipboard.readText()), /\.config\(/);
});

await check('spark drawings of the server', async () => {
  await answer.getByRole('button', { name: 'Show drawings' }).click();
  const drawing = answer.getByRole('img', { name: 'When stages ran' });
  await drawing.scrollIntoViewIfNeeded();
  // A picture that could not be read has no width, and its place is taken by a sentence.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('img')].every((each) => each.complete && each.naturalWidth > 0),
  );
  equal(await answer.getByRole('img', { name: /^(When stages|How long|Cores held)/ }).count(), 3);
  await page.screenshot({ path: join(directory, 'spark-drawings.png') });
});

await check('spark plots as tables', async () => {
  await answer.getByRole('heading', { name: 'With other executors' }).scrollIntoViewIfNeeded();
  equal(await answer.getByRole('img', { name: /^Time over executors/ }).count(), 1);
  await page.screenshot({ path: join(directory, 'spark-what-if.png') });
  const buttons = answer.getByRole('button', { name: 'As a table' });
  const before = await buttons.count();
  ok(before >= 3);
  for (let left = before; left > 0; left--) await buttons.first().click();
  equal(await answer.getByRole('table').count(), before);
  await answer.getByRole('cell', { name: /\(this run\)/ }).waitFor();
});

await check('spark runs compared', async () => {
  await newQuestion();
  await ask('Compare these two Spark runs');
  await answer.getByRole('heading', { name: 'From one run to the other' }).waitFor();
  await answer
    .getByText(/^Before: app-/)
    .first()
    .waitFor();
  await answer
    .getByText(/^After: app-/)
    .first()
    .waitFor();
  equal(await answer.getByText('of the difference is in no part').count(), 0, 'it adds up');
});

const dag = `"""Loads orders every night. <img src=x onerror=alert(1)>"""
from airflow import DAG
from airflow.operators.bash import BashOperator
from datetime import datetime

with DAG("orders", schedule="0 3 * * *", start_date=datetime(2025, 1, 1)) as dag:
    extract = BashOperator(task_id="extract", bash_command="true")
    check = BashOperator(task_id="check", bash_command="true")
    publish = BashOperator(task_id="publish", bash_command="true")
    extract >> check >> publish
`;
const sql =
  'INSERT INTO dw.orders SELECT o.id FROM stage.orders o JOIN dw.people p ON p.id = o.by;\n';

await check('documents', async () => {
  await newQuestion();
  await attach(['orders.py', dag], ['orders.sql', sql]);
  await ask('Document these pipelines');
  const preview = answer.getByRole('region', { name: 'Preview' });
  await preview.getByRole('heading', { name: 'Purpose' }).waitFor();
  await preview.getByText('<img src=x onerror=alert(1)>').waitFor();
  equal(await preview.locator('img, a').count(), 0);
  equal(await preview.getByText('<!--').count(), 0);
  const diagram = preview.getByRole('img', { name: /extract to check, check to publish/ });
  await diagram.scrollIntoViewIfNeeded();
});

await check('another document', async () => {
  const list = answer.getByRole('list', { name: 'Documents' });
  await list.getByRole('button', { name: /orders\.sql/ }).click();
  await answer.getByRole('img', { name: /stage\.orders to / }).waitFor();
  await answer.getByRole('button', { name: 'Copy the Markdown' }).click();
  match(await page.evaluate(() => navigator.clipboard.readText()), /^# orders/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    answer.getByRole('button', { name: 'Download' }).click(),
  ]);
  match(download.suggestedFilename(), /^orders.*\.md$/);
});

await check('runs of logs compared', async () => {
  const line = (second: number, text: string) =>
    `2026-11-24 01:00:${String(second).padStart(2, '0')},000 ${text}\n`;
  const quiet = Array.from({ length: 20 }, (_, at) => line(at, 'INFO worker.Loop: row read'));
  await page.goto(server.url);
  const ids = await page.evaluate(
    async (texts) => {
      const made: string[] = [];
      for (const text of texts) {
        const body = new FormData();
        body.append('files', new File([text], 'run.log'));
        const receipt = await (await fetch('/upload-logs', { method: 'POST', body })).json();
        made.push(receipt.upload.id);
      }
      return made;
    },
    [
      quiet.join(''),
      quiet.join('') + line(30, 'ERROR worker.Loop: java.lang.OutOfMemoryError: Java heap space'),
    ],
  );
  const body = { against: [ids[0]], uploads: [ids[1]] };
  for (const id of ids)
    while (
      ((await (await fetch(`${server.url}/uploads/${id}`)).json()) as { status: string }).status !==
      'ready'
    )
      await page.waitForTimeout(100);
  const compared = await page.evaluate(async (input) => {
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(input) };
    return (await fetch('/compare', request)).json();
  }, body);
  equal(compared.status, 'found');
  // The agent asks for the other run by a conversation; here the answer is what counts.
  const part = (id: number, chunk: unknown) => `id: ${id}\ndata: ${JSON.stringify(chunk)}\n\n`;
  await page.route('**/agent', (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      body:
        part(1, {
          type: 'start',
          messageId: 'm',
          messageMetadata: { runId: 'run', threadId: 'thread', message: 'Compare' },
        }) +
        part(2, { type: 'data-answer', data: compared }) +
        part(3, { type: 'finish', finishReason: 'stop' }),
    }),
  );
  await ask('Compare');
  await answer.getByRole('heading', { name: 'Compared with the other run' }).waitFor();
  await answer.getByText('OutOfMemoryError').first().waitFor();
});

await check('dark spark', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(server.url);
  await ask('Optimise this Spark job');
  await answer.getByRole('heading', { name: 'Time of stages' }).scrollIntoViewIfNeeded();
});

await check('dark documents', async () => {
  await newQuestion();
  await ask('Document these pipelines');
  await answer.getByRole('region', { name: 'Diagram' }).first().scrollIntoViewIfNeeded();
});

await check('narrow spark', async () => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(server.url);
  await ask('Optimise this Spark job');
  await answer.getByRole('heading', { name: 'Times of tasks' }).scrollIntoViewIfNeeded();
});

await check('narrow comparison', async () => {
  await newQuestion();
  await ask('Compare these two Spark runs');
  await answer
    .getByText(/^Before: app-/)
    .first()
    .waitFor();
});

await check('narrow documents', async () => {
  await newQuestion();
  await ask('Document these pipelines');
  await answer.getByRole('region', { name: 'Preview' }).scrollIntoViewIfNeeded();
});

await server.stop();
await page.setViewportSize({ width: 1440, height: 900 });
/** Of the test; the server keeps nothing of it. */
const adminKey = 'ds_admin_key_of_the_browser_test_0123456789';
const guarded = await startServer(join(directory, 'guarded'), {
  port: Number(new URL(server.url).port),
  hasDemo: false,
  settings: { DATASHERPA_AUTH: 'keys', DATASHERPA_ADMIN_KEY: adminKey },
});
const refused = /status of 401/;
const keyField = page.getByLabel('Key', { exact: true });
const signIn = async (key: string) => {
  await keyField.fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

await check(
  'sign in with a wrong key',
  async () => {
    await page.goto(guarded.url);
    await signIn('ds_wrong');
    await page.getByRole('alert').getByText('The key is wrong').waitFor();
    equal(await question.count(), 0);
  },
  refused,
);

await check('signed in', async () => {
  await signIn(adminKey);
  await page.getByText('admin of default').waitFor();
  await question.waitFor();
  await attach(['run.log', '2026-11-24 01:00:00 INFO worker: started\n']);
});

let viewerKey = '';
await check('key made', async () => {
  await page.getByRole('link', { name: 'Keys' }).click();
  await page.getByLabel('For whom or what').fill('a reader <b>');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const secret = page.getByRole('status').locator('code');
  await secret.waitFor();
  viewerKey = await secret.innerText();
  await page.getByRole('status').getByRole('button', { name: 'Copy the key' }).click();
  equal(await page.evaluate(() => navigator.clipboard.readText()), viewerKey);
  await page.getByRole('listitem').filter({ hasText: 'a reader <b>' }).waitFor();
});

await check('key rotated', async () => {
  await page.getByRole('button', { name: 'Rotate a reader <b>' }).click();
  await page.getByLabel('The old secret ends').selectOption('at once');
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  const secret = page.getByRole('status').locator('code');
  await secret.filter({ hasNotText: viewerKey }).waitFor();
  const fresh = await secret.last().innerText();
  const statusOf = async (key: string): Promise<number> =>
    (await fetch(`${guarded.url}/me`, { headers: { authorization: `Bearer ${key}` } })).status;
  equal(await statusOf(viewerKey), 401);
  equal(await statusOf(fresh), 200);
  viewerKey = fresh;
});

await check('user added, and disabled', async () => {
  await page.getByLabel('Name', { exact: true }).fill('Ann <b>');
  await page.getByRole('button', { name: 'Add a user' }).click();
  await page.getByLabel('Role of Ann <b>').selectOption('editor');
  await page.getByRole('button', { name: 'Disable Ann <b>' }).click();
  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  await page.getByRole('button', { name: 'Enable Ann <b>' }).waitFor();
  const { users } = (await (
    await fetch(`${guarded.url}/users`, { headers: { authorization: `Bearer ${adminKey}` } })
  ).json()) as { users: { role: string; disabledAt: number | null }[] };
  equal(users.length, 1);
  equal(users[0]!.role, 'editor');
  equal(users[0]!.disabledAt === null, false);
});

await check(
  'viewer',
  async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(viewerKey);
    await page.getByText('viewer of default').waitFor();
    equal(await page.getByRole('link', { name: 'Keys' }).count(), 0);
    await page.getByRole('link', { name: 'Uploads', exact: true }).click();
    const remove = page.getByRole('button', { name: 'Delete the upload' }).first();
    equal(await remove.getAttribute('aria-disabled'), 'true');
    match((await remove.getAttribute('aria-description')) ?? '', /editor/);
    await remove.click({ force: true });
    equal(await page.getByText('Delete it with all its files?').count(), 0);
  },
  refused,
);

await check(
  'key revoked while it is used',
  async () => {
    await newQuestion();
    await question.fill('a question that is not lost');
    await fetch(`${guarded.url}/keys`, { headers: { authorization: `Bearer ${adminKey}` } })
      .then((response) => response.json() as Promise<{ keys: { id: string; name: string }[] }>)
      .then(({ keys }) =>
        fetch(`${guarded.url}/keys/${keys.find(({ name }) => name === 'a reader <b>')!.id}`, {
          method: 'DELETE',
          headers: { authorization: `Bearer ${adminKey}` },
        }),
      );
    await question.press('Enter');
    await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
  },
  refused,
);

await check(
  'narrow dark sign in',
  async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await keyField.waitFor();
  },
  refused,
);

clearTimeout(deadline);
await context.close();
await guarded.stop();
for (const large of ['data', 'guarded', 'profile'])
  rmSync(join(directory, large), { recursive: true, force: true });
const { passed, failed } = result();
console.log(`photographs: ${directory}`);
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;
