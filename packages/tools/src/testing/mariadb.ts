import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import mysql from 'mysql2/promise';

const run = promisify(execFile);
const startMs = 30_000;

/** Where a database for tests is. */
export interface TestDatabase {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface TestDatabaseServer {
  readonly name: string;
  /** An empty database of its own, that a user with a password owns. */
  createDatabase(): Promise<TestDatabase>;
  /** Runs statements in a database, whatever its owner may. */
  run(database: string, ...statements: readonly string[]): Promise<void>;
  /** PEM of the certificate that the server shows, for the name localhost only; null where it offers no TLS. */
  readonly certificate: string | null;
  /** The server as it is started here, to be stopped and started by a test; null for a server that was given. */
  readonly process: {
    /** Ends it at once, as a crash would. */
    kill(): Promise<void>;
    start(): Promise<void>;
  } | null;
  stop(): Promise<void>;
}

/**
 * The server of `MYSQL_URL` (mysql://root:PASSWORD@HOST:PORT, of a user who may create databases and users), or a MariaDB that is
 * started on a loopback port in a temporary directory.
 * @returns null where there is neither
 */
export async function openTestDatabaseServer(): Promise<TestDatabaseServer | null> {
  const given = process.env['MYSQL_URL'];
  if (given) return serverAt(given, { process: null, certificate: null, stop: async () => {} });
  const found = await run('sh', [
    '-c',
    'command -v mariadbd && command -v mariadb-install-db',
  ]).then(
    () => true,
    () => false,
  );
  return found ? startMariaDb() : null;
}

/** Why tests do not run where there is no server. */
export const noDatabaseServer =
  'MariaDB is not installed (Debian: apt-get install mariadb-server) and MYSQL_URL is not set';

async function startMariaDb(): Promise<TestDatabaseServer> {
  const directory = await mkdtemp(join(tmpdir(), 'sherpa-mariadb-'));
  const data = join(directory, 'data');
  const port = await freePort();
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  await run('mariadb-install-db', [
    '--no-defaults',
    ...asRoot,
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  const certificate = await makeCertificate(directory);
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(
      'mariadbd',
      [
        '--no-defaults',
        ...asRoot,
        `--datadir=${data}`,
        `--socket=${join(directory, 'socket')}`,
        '--bind-address=127.0.0.1',
        `--port=${port}`,
        '--innodb-buffer-pool-size=64M',
        // Stores of many tests stay open side by side until all are through.
        '--max-connections=1000',
        '--innodb-flush-log-at-trx-commit=2',
        ...(certificate === null
          ? []
          : [
              `--ssl-cert=${join(directory, 'cert.pem')}`,
              `--ssl-key=${join(directory, 'key.pem')}`,
            ]),
      ],
      { stdio: 'ignore' },
    );
    await untilItAnswers({ host: '127.0.0.1', port, user: 'root' }, child);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  await start();
  return serverAt(`mysql://root@127.0.0.1:${port}`, {
    process: { kill: () => end('SIGKILL'), start },
    certificate,
    async stop() {
      await end('SIGKILL');
      await rm(directory, { recursive: true, force: true });
    },
  });
}

/** A certificate that nobody signed but itself. */
async function makeCertificate(directory: string): Promise<string | null> {
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext';
  return run('openssl', [
    ...request.split(' '),
    'subjectAltName=DNS:localhost',
    '-keyout',
    key,
    '-out',
    certificate,
  ]).then(
    () => readFile(certificate, 'utf8'),
    () => null,
  );
}

function serverAt(
  url: string,
  { process, certificate, stop }: Pick<TestDatabaseServer, 'process' | 'certificate' | 'stop'>,
): TestDatabaseServer {
  const { hostname: host, port, username, password } = new URL(url);
  const admin = {
    host,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
  const made: string[] = [];
  const asAdmin = async (...statements: string[]): Promise<void> => {
    const connection = await mysql.createConnection(admin);
    for (const statement of statements) await connection.query(statement);
    await connection.end();
  };
  return {
    name: process ? 'a MariaDB that is started here' : `the server at ${host}`,
    process,
    certificate,
    run: (database, ...statements) => asAdmin(`USE \`${database}\``, ...statements),
    async createDatabase() {
      const name = `sherpa_test_${globalThis.process.pid}_${Date.now().toString(36)}_${made.length}`;
      // User names have at most 32 characters.
      const user = name.slice(-30);
      made.push(name);
      await asAdmin(
        // Not the character set that tables need: they must not depend on it.
        `CREATE DATABASE \`${name}\` CHARACTER SET latin1`,
        `CREATE USER '${user}'@'%' IDENTIFIED BY 'p@ss:w/rd'`,
        `GRANT ALL ON \`${name}\`.* TO '${user}'@'%'`,
      );
      return { host: admin.host, port: admin.port, user, password: 'p@ss:w/rd', database: name };
    },
    async stop() {
      if (!process)
        for (const name of made)
          await asAdmin(`DROP DATABASE \`${name}\``, `DROP USER '${name.slice(-30)}'@'%'`);
      await stop();
    },
  };
}

async function untilItAnswers(
  address: { host: string; port: number; user: string },
  child: ChildProcess,
): Promise<void> {
  const until = Date.now() + startMs;
  for (;;) {
    try {
      const connection = await mysql.createConnection(address);
      await connection.end();
      return;
    } catch (cause) {
      if (child.exitCode !== null || Date.now() > until)
        throw new Error('MariaDB did not start', { cause });
      await sleep(100);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
