import type { SeenCommand } from '../effects/interpreter.ts';
import type { Argument } from '../syntax/argument.ts';

/** What to run in place of a command that changes something; null: no form that only looks is known. */
export type LookFirst = (seen: SeenCommand, raw: Raw) => string | null;
/** A word as it is written in the command, with its quotes. */
type Raw = (word: Argument) => string;

const written = (seen: SeenCommand, raw: Raw, from = 0): string =>
  seen.invocation.operands
    .slice(from)
    .map((word) => raw(word))
    .join(' ');
const has = (seen: SeenCommand, ...names: string[]): boolean =>
  seen.invocation.options.some(
    ({ name, option }) =>
      names.includes(name) || (option?.names.some((known) => names.includes(known)) ?? false),
  );
const value = (seen: SeenCommand, raw: Raw, name: string): string | null => {
  const found = seen.invocation.options.find(({ option }) => option?.names.includes(name))
    ?.values[0];
  return found ? raw(found) : null;
};
/** The same command with a word added at the end of its options. */
const plus =
  (option: string): LookFirst =>
  (seen, raw) =>
    [seen.program, ...seen.words].map((word) => raw(word)).join(' ') + ` ${option}`;
const inFront =
  (option: string): LookFirst =>
  (seen, raw) =>
    [raw(seen.program), option, ...seen.words.map((word) => raw(word))].join(' ');
const listing: LookFirst = (seen, raw) => {
  const paths = written(seen, raw);
  return paths === '' ? 'ls -ld' : `ls -ld -- ${paths}`;
};
const list = (seen: SeenCommand, raw: Raw, from: number): string | null =>
  seen.invocation.operands.length > from ? `ls -ld -- ${written(seen, raw, from)}` : null;

/** By the first name of a tool's entry in the flag table. */
export const lookFirstRules: Readonly<Record<string, LookFirst>> = {
  rm: listing,
  rmdir: listing,
  mkdir: listing,
  touch: listing,
  unlink: listing,
  shred: listing,
  truncate: listing,
  mv: listing,
  cp: listing,
  ln: listing,
  chmod: (seen, raw) => list(seen, raw, 1),
  chown: (seen, raw) => list(seen, raw, 1),
  tee: (seen, raw) => list(seen, raw, 0),
  gzip: listing,
  gunzip: (seen, raw) => `gzip -l -- ${written(seen, raw)}`,
  tar: (seen, raw) => {
    const archive = value(seen, raw, '-f');
    return archive && has(seen, '-x', 'x') ? `tar -tvf ${archive}` : null;
  },
  unzip: (seen, raw) =>
    seen.invocation.operands[0] ? `unzip -l ${raw(seen.invocation.operands[0])}` : null,
  sed: (seen, raw) => {
    if (!has(seen, '-i')) return null;
    const files = seen.invocation.operands.slice(has(seen, '-e', '-f') ? 0 : 1);
    const kept = seen.words.filter(
      (word) => !/^(?:-i\S*|--in-place\S*|-I)$/.test(word.text) && word.text !== '',
    );
    const command = [
      'sed',
      ...kept.map((word) =>
        /^-[nErszu]*i/.test(word.text) ? word.text.replace('i', '') : raw(word),
      ),
    ].join(' ');
    const [only] = files;
    return files.length === 1 && only && !only.glob && !seen.open
      ? `${command} | diff -u ${raw(only)} -`
      : command;
  },
  dd: (seen, raw) => {
    const target = value(seen, raw, 'of=');
    return target ? (target.startsWith('/dev/') ? `lsblk ${target}` : `ls -ld -- ${target}`) : null;
  },
  mkfs: (seen, raw) =>
    seen.invocation.operands[0] ? `lsblk -f ${raw(seen.invocation.operands.at(-1)!)}` : null,
  fdisk: () => 'lsblk -f',
  wipefs: (seen, raw) =>
    seen.invocation.operands[0] ? `lsblk -f ${raw(seen.invocation.operands.at(-1)!)}` : null,
  rsync: inFront('-n'),
  rename: inFront('-n'),
  patch: inFront('--dry-run'),
  parallel: inFront('--dry-run'),
  make: inFront('-n'),
  kill: (seen, raw) => {
    const processes = seen.words
      .filter(({ text }) => /^\d+$/.test(text) || /^[$`]/.test(text))
      .map((word) => raw(word));
    return processes.length > 0 ? `ps -f -p ${processes.join(',')}` : 'ps -ef';
  },
  pkill: (seen, raw) => {
    const kept = seen.invocation.options.filter(
      ({ option }) => !option?.names.some((name) => /^(?:-SIGNAL|--signal|-e)$/.test(name)),
    );
    const words = kept.flatMap(({ argument, values }) => [
      raw(argument),
      ...values
        .filter(
          (word) => word.span.start !== argument.span.start && word.span.end !== argument.span.end,
        )
        .map((word) => raw(word)),
    ]);
    return ['pgrep -a', ...new Set(words), written(seen, raw)].join(' ').trim();
  },
  killall: (seen, raw) => `pgrep -a -x ${written(seen, raw)}`,
  crontab: (seen) => (seen.stdin.origin === 'none' ? 'crontab -l' : null),
  systemctl: (seen, raw) =>
    seen.invocation.operands.length > 0 ? `systemctl status ${written(seen, raw)}` : null,
  service: (seen, raw) =>
    seen.invocation.operands[0] ? `service ${raw(seen.invocation.operands[0])} status` : null,
  iptables: () => 'iptables -L -n',
  shutdown: () => 'who',
  aws: (seen, raw) => {
    const [service, action] = seen.invocation.subcommandWords.map(({ text }) => text);
    if (service === 's3' && /^(?:rm|cp|mv|sync)$/.test(action ?? ''))
      return plus('--dryrun')(seen, raw);
    if (service === 's3' && action === 'rb')
      return `aws s3 ls ${written(seen, raw)} --recursive --summarize`;
    if (service === 'emr' && action === 'terminate-clusters') {
      const id = value(seen, raw, '--cluster-ids');
      return id ? `aws emr describe-cluster --cluster-id ${id}` : null;
    }
    return service === 'ec2' || seen.words[0]?.text === 'ec2' ? plus('--dry-run')(seen, raw) : null;
  },
  gsutil: (seen, raw) => {
    const action = seen.invocation.subcommandWords[0]?.text;
    if (action === 'rsync')
      return `${raw(seen.program)} rsync -n ${seen.words
        .slice(seen.words.findIndex(({ text }) => text === 'rsync') + 1)
        .map((word) => raw(word))
        .join(' ')}`;
    return action === 'rm' || action === 'rb' || action === 'mv' || action === 'cp'
      ? `gsutil ls -r ${seen.invocation.operands[0] ? raw(seen.invocation.operands[0]) : ''}`.trim()
      : null;
  },
  azcopy: plus('--dry-run'),
  terraform: (seen, raw) => {
    const action = seen.invocation.subcommandWords[0]?.text;
    const rest = seen.words
      .slice(1)
      .filter(({ text }) => text !== '-auto-approve' && text !== '-destroy')
      .map((word) => raw(word));
    if (action === 'destroy') return ['terraform plan -destroy', ...rest].join(' ');
    return action === 'apply'
      ? [`terraform plan${has(seen, '-destroy') ? ' -destroy' : ''}`, ...rest].join(' ')
      : null;
  },
  ansible: plus('--check'),
  kubectl: (seen, raw) => {
    const action = seen.invocation.subcommandWords[0]?.text ?? '';
    if (action === 'apply')
      return [
        'kubectl diff',
        ...seen.words
          .slice(seen.words.findIndex(({ text }) => text === 'apply') + 1)
          .map((word) => raw(word)),
      ].join(' ');
    return /^(?:delete|create|replace|patch|label|annotate|set|expose|scale|drain|cordon|taint|run|autoscale)$/.test(
      action,
    )
      ? plus(
          action === 'drain' || action === 'delete' || action === 'scale'
            ? '--dry-run=client'
            : '--dry-run=client',
        )(seen, raw)
      : null;
  },
  helm: plus('--dry-run'),
  docker: (seen, raw) => {
    const path = seen.invocation.subcommandWords.map(({ text }) => text).join(' ');
    if (path.endsWith('prune')) return 'docker system df -v';
    if (path.endsWith('volume rm')) return `docker volume inspect ${written(seen, raw)}`;
    if (/^(?:rmi|image rm)$/.test(path)) return `docker image inspect ${written(seen, raw)}`;
    if (/^compose down$/.test(path)) return 'docker compose ps -a';
    return /^(?:container )?(?:rm|stop|kill|restart)$/.test(path)
      ? `docker inspect --format '{{.Name}} {{.State.Status}}' ${written(seen, raw)}`
      : null;
  },
  hdfs: (seen, raw) => {
    const action = seen.invocation.subcommand?.path.at(-1) ?? '';
    if (/^-(?:rm|rmr|rmdir|mv|chmod|chown|truncate)$/.test(action))
      return `hdfs dfs -ls -R ${written(seen, raw, /^-(?:chmod|chown|truncate)$/.test(action) ? 1 : 0)}`;
    return /^-(?:put|copyFromLocal|cp)$/.test(action) && seen.invocation.operands.length > 0
      ? `hdfs dfs -ls ${raw(seen.invocation.operands.at(-1)!)}`
      : null;
  },
  yarn: (seen, raw) => {
    const id = value(seen, raw, '-kill');
    return id ? `yarn application -status ${id}` : null;
  },
  airflow: (seen, raw) => {
    const path = seen.invocation.subcommandWords.map(({ text }) => text).join(' ');
    if (/^(?:dags backfill|db clean)$/.test(path)) return plus('--dry-run')(seen, raw);
    if (path === 'dags delete') return `airflow dags list-runs -d ${written(seen, raw)}`;
    if (path === 'tasks clear' || path === 'dags trigger')
      return `airflow dags list-runs -d ${written(seen, raw)}`;
    if (path === 'db reset') return 'airflow db check';
    const kind = /^(connections|variables|pools|users|roles) delete$/.exec(path)?.[1];
    return kind ? `airflow ${kind} list` : null;
  },
  dbt: (seen, raw) => {
    const action = seen.invocation.subcommandWords[0]?.text ?? '';
    if (!/^(?:run|build|seed|snapshot)$/.test(action)) return null;
    const kept = seen.words.filter(
      ({ text }) => text !== '--full-refresh' && text !== '-f' && text !== action,
    );
    return ['dbt ls', ...kept.map((word) => raw(word))].join(' ');
  },
  'kafka-topics': (seen, raw) =>
    seen.words.some(({ text }) => text === '--delete' || text === '--alter')
      ? [
          raw(seen.program),
          ...seen.words.map((word) =>
            /^--(?:delete|alter)$/.test(word.text) ? '--describe' : raw(word),
          ),
        ].join(' ')
      : null,
  'kafka-consumer-groups': (seen, raw) =>
    [
      raw(seen.program),
      ...seen.words.map((word) =>
        word.text === '--execute'
          ? '--dry-run'
          : word.text === '--delete'
            ? '--describe'
            : raw(word),
      ),
    ].join(' '),
  git: (seen, raw) => {
    const action = seen.invocation.subcommandWords[0]?.text;
    const operands = written(seen, raw);
    if (
      action === 'clean' ||
      action === 'push' ||
      action === 'add' ||
      action === 'rm' ||
      action === 'fetch'
    )
      return plus('--dry-run')(seen, raw);
    if (action === 'reset')
      return 'git status --short && git log --oneline ORIG_HEAD..HEAD'.replace(
        'ORIG_HEAD',
        operands === '' || operands === 'HEAD' ? 'HEAD' : operands.split(' ')[0]!,
      );
    if (action === 'checkout' || action === 'restore') return `git diff -- ${operands || '.'}`;
    if (action === 'stash') return 'git stash list';
    if (action === 'branch') return `git log --oneline ${operands} --not --remotes`;
    return action === 'rebase' || action === 'merge' ? `git log --oneline HEAD..${operands}` : null;
  },
  pip: (seen, raw) =>
    seen.invocation.subcommandWords[0]?.text === 'install'
      ? plus('--dry-run')(seen, raw)
      : `pip show ${written(seen, raw)}`.trim(),
  apt: plus('--dry-run'),
  npm: plus('--dry-run'),
};
