import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './figure.ts';

const port = 18_481;
const limitMs = 300_000;

/** Seconds from the start of Spark's own History Server to its first answer about the stages of a log; null without a Spark. */
export async function measureHistoryServer(
  log: string,
  sparkHome: string | null,
  scratch: string,
): Promise<Figure | null> {
  if (sparkHome === null) return null;
  const folder = join(scratch, 'history');
  mkdirSync(folder);
  copyFileSync(log, join(folder, 'application'));
  const settings = [
    `-Dspark.history.fs.logDirectory=file:${folder}`,
    `-Dspark.history.ui.port=${port}`,
    '-Dspark.history.fs.update.interval=1s',
  ].join(' ');
  const started = performance.now();
  const server = spawn(
    join(sparkHome, 'bin', 'spark-class'),
    ['org.apache.spark.deploy.history.HistoryServer'],
    {
      env: {
        PATH: process.env['PATH'],
        SPARK_HOME: sparkHome,
        SPARK_HISTORY_OPTS: settings,
        SPARK_DAEMON_MEMORY: '2g',
      },
      stdio: 'ignore',
      detached: true,
    },
  );
  try {
    while (performance.now() - started < limitMs) {
      if (await answers()) {
        const seconds = (performance.now() - started) / 1000;
        return {
          what: "History Server, start to first answer about the log's stages",
          value: seconds,
          unit: 's',
          runs: 1,
          peer: null,
        };
      }
      await pause(200);
    }
    return null;
  } finally {
    // The server is a group of its own, because a shell starts the Java process.
    if (server.pid !== undefined) process.kill(-server.pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function answers(): Promise<boolean> {
  const base = `http://127.0.0.1:${port}/api/v1/applications`;
  try {
    const list = (await (await fetch(base)).json()) as readonly { readonly id: string }[];
    if (!list[0]) return false;
    const stages = await fetch(`${base}/${list[0].id}/stages`);
    await stages.arrayBuffer();
    return stages.ok;
  } catch {
    return false;
  }
}
