import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * `try-image.ts TREE IMAGE.json`, in a network namespace of its own: starts the image as its configuration says, as its user, with a root
 * that cannot be written, without rights, as process 1, and asks it what a user would: health, page, upload, debug on the demo, the tools
 * that need files beside the program, metrics; then stops it and starts it again on the same data.
 */
const [tree, description] = process.argv.slice(2);
if (tree === undefined || description === undefined) throw new Error('tree and description');
const { Docker } = JSON.parse(readFileSync(description, 'utf8')) as {
  Docker: {
    config: {
      User: string;
      Env: string[];
      WorkingDir: string;
      Entrypoint: string[];
      Cmd: string[];
      Healthcheck: { Test: string[] };
    };
  };
};
const { User, Env, WorkingDir, Entrypoint, Cmd, Healthcheck } = Docker.config;
const folder = mkdtempSync(join(tmpdir(), 'sherpa-image-'));
const data = join(folder, 'data');
const secrets = join(folder, 'secrets');
mkdirSync(data);
mkdirSync(secrets);
const keyOf = (name: string): string => {
  const key = randomBytes(24).toString('hex');
  writeFileSync(join(secrets, name), key);
  return key;
};
const adminKey = keyOf('admin_key');
const metricsKey = keyOf('metrics_key');
const url = 'http://127.0.0.1:7171';
const logFile = join(folder, 'log');

const [user = '', group = user] = User.split(':');
const container = (command: readonly string[]): string[] => {
  const isolation = `--unshare-all --share-net --die-with-parent --new-session --uid ${user} --gid ${group} --cap-drop ALL --clearenv`;
  const files = `--ro-bind ${tree} / --proc /proc --dev /dev --tmpfs /tmp --tmpfs /run --bind ${data} /data --ro-bind ${secrets} /run/secrets`;
  const settings = [
    ...Env,
    'DATASHERPA_HOST=0.0.0.0',
    'DATASHERPA_AUTH=keys',
    'DATASHERPA_ADMIN_KEY_FILE=/run/secrets/admin_key',
    'DATASHERPA_METRICS_KEY_FILE=/run/secrets/metrics_key',
    'DATASHERPA_LOG_LEVEL=info',
  ].flatMap((each) => ['--setenv', each.split('=')[0]!, each.slice(each.indexOf('=') + 1)]);
  const options = `${isolation} ${files} --chdir ${WorkingDir}`.split(' ');
  return [...options, ...settings, ...command];
};
const runInside = (command: readonly string[]): string =>
  execFileSync('bwrap', container(command), { encoding: 'utf8', timeout: 30_000 });
const must = (isSo: boolean, what: string): void => {
  if (!isSo) throw new Error(what);
};
const ask = async (path: string, init: RequestInit = {}, key = adminKey): Promise<Response> =>
  fetch(url + path, {
    ...init,
    headers: { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) },
    signal: AbortSignal.timeout(60_000),
  });
const askTool = async (path: string, body: object): Promise<Record<string, unknown>> => {
  const answer = await ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  must(answer.ok, `${path}: ${answer.status} ${(await answer.clone().text()).slice(0, 500)}`);
  return (await answer.json()) as Record<string, unknown>;
};
const send = async (name: string, text: string | Buffer<ArrayBuffer>): Promise<void> => {
  const form = new FormData();
  form.append('files', new Blob([text]), name);
  const answer = await ask('/upload-logs', { method: 'POST', body: form });
  must(answer.ok, `upload of ${name}: ${answer.status}`);
  const isReady = async (): Promise<boolean> => {
    const text = await (await ask('/uploads')).text();
    return !/"status":"(stored|ingesting|receiving)"/.test(text);
  };
  for (let tried = 0; tried < 120 && !(await isReady()); tried++) await sleep(250);
};

async function start(): Promise<{ outer: ChildProcess; inner: number; ended: Promise<number> }> {
  const log = openSync(logFile, 'a');
  const outer = spawn(
    'bwrap',
    ['--as-pid-1', '--json-status-fd', '3', ...container([...Entrypoint, ...Cmd])],
    {
      stdio: ['ignore', log, log, 'pipe'],
    },
  );
  const ended = new Promise<number>((resolve) =>
    outer.once('exit', (code, signal) => resolve(code ?? (signal ? 128 : 1))),
  );
  let told = '';
  const inner = await new Promise<number>((resolve) =>
    outer.stdio[3]!.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const pid = /"child-pid": (\d+)\D/.exec(told)?.[1];
      if (pid !== undefined) resolve(Number(pid));
    }),
  );
  for (let tried = 0; tried < 240; tried++) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return { outer, inner, ended };
    must(outer.exitCode === null, `it ended with ${outer.exitCode}`);
    await sleep(250);
  }
  throw new Error('it is not ready after a minute');
}

let running: Awaited<ReturnType<typeof start>> | undefined;
try {
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  const begun = performance.now();
  running = await start();
  process.stdout.write(`ready after ${Math.round(performance.now() - begun)} ms\n`);
  const status = readFileSync(`/proc/${running.inner}/status`, 'utf8');
  must(/^CapEff:\s*0+$/m.test(status), 'it has rights');
  const identity = runInside(['node', '-p', 'process.getuid() + ":" + process.getgid()']).trim();
  must(identity === `${user}:${group}` && user !== '0', `it runs as ${identity}`);
  const write = `try { require('fs').writeFileSync('/app/x', ''); } catch (error) { console.log(error.code); }`;
  must(runInside(['node', '-e', write]).trim() === 'EROFS', 'its root can be written');
  must(Healthcheck.Test[0] === 'CMD', 'its health check needs a shell');
  runInside(Healthcheck.Test.slice(1));

  must((await (await fetch(url)).text()).includes('<!doctype html>'), 'no page');
  must((await fetch(`${url}/uploads`)).status === 401, 'open without a key');
  must((await ask('/docs/swagger-ui-bundle.js')).ok, 'no viewer of the API');
  execFileSync('tar', ['-C', 'examples/demo', '-czf', join(folder, 'demo.tgz'), 'failed']);
  await send('demo.tgz', readFileSync(join(folder, 'demo.tgz')));
  const question = { question: 'why did the nightly orders load fail?' };
  const debug = await askTool('/debug', question);
  must(debug['status'] === 'found', `debug: ${String(debug['status'])}`);
  // More than one thread reads at once.
  await send('large.log', '2026-11-20 02:10:04 ERROR Executor: lost a block\n'.repeat(200_000));
  await send(
    'dag.py',
    'from airflow import DAG\nfrom airflow.operators.bash import BashOperator\n' +
      'with DAG("orders") as dag:\n    load = BashOperator(task_id="load", bash_command="true")\n',
  );
  must((await askTool('/parse-airflow', {}))['status'] === 'found', 'no DAG read');
  const lint = JSON.stringify(await askTool('/tools/airflow-parser/lint_dag', {}));
  must(lint.includes('AIR'), 'no rules of Ruff');
  await send(
    'copy.sql',
    'insert into target select a.id from source a join other b on a.id = b.id',
  );
  const documents = JSON.stringify(await askTool('/generate-documentation', {}));
  must(documents.includes('target'), 'no lineage of SQL');
  const counted = await (await ask('/metrics', {}, metricsKey)).text();
  must(counted.includes('datasherpa_ingestion_files_total{outcome="ready"}'), 'nothing counted');

  process.kill(running.inner, 'SIGTERM');
  const code = await running.ended;
  must(code === 0, `it ended with exit code ${code} after SIGTERM`);
  running = await start();
  must((await askTool('/debug', question))['status'] === 'found', 'its data did not stay');
  const log = readFileSync(logFile, 'utf8');
  must(log.includes('"what":"stopped"'), 'it did not say that it stopped');
  for (const secret of [adminKey, metricsKey]) must(!log.includes(secret), 'a key is in the log');
  process.stdout.write(
    'health, page, upload, debug, tools, metrics, end, restart: as they should be\n',
  );
} catch (error) {
  process.stderr.write(readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n'));
  throw error;
} finally {
  running?.outer.kill('SIGKILL');
  await running?.ended;
  rmSync(folder, { recursive: true });
}
