import type { SeenCommand } from '../effects/interpreter.ts';
import { assessRisk } from '../effects/assess-risk.ts';
import { parseShell, type ParsedShell } from '../syntax/parse-shell.ts';
import { commandsOf } from './explain-command.ts';

type Undo = (seen: SeenCommand, action: string) => string | null;

const has = (seen: SeenCommand, name: string): boolean =>
  seen.invocation.options.some(({ option }) => option?.names.includes(name) ?? false);

const undone: Readonly<Record<string, Undo>> = {
  rm: () => 'There is no undo: only a backup brings the files back.',
  rmdir: () => 'Make the folder again with mkdir.',
  find: (seen) =>
    has(seen, '-delete') ? 'There is no undo: only a backup brings the files back.' : null,
  shred: () => 'There is no undo; that is what it is for.',
  mv: (seen) =>
    seen.invocation.operands.length === 2
      ? 'Move it back with mv, the names swapped. What was replaced is lost; -n replaces nothing.'
      : 'Move the files back with mv. What was replaced is lost; -n replaces nothing.',
  cp: () => 'Delete the copies. What was replaced is lost; -n replaces nothing.',
  sed: (seen) =>
    has(seen, '-i') ? 'There is no undo; -i.bak keeps each old file beside the new one.' : null,
  gzip: () => 'gunzip brings the file back.',
  gunzip: () => 'gzip packs the file again.',
  tar: (seen) =>
    has(seen, '-x')
      ? 'List the archive with tar -t to see which files to delete; what was replaced is lost.'
      : null,
  truncate: () => 'There is no undo: only a backup brings the contents back.',
  dd: () => 'There is no undo: only a backup brings the contents back.',
  mkfs: () => 'There is no undo: only a backup brings the files back.',
  chmod: () =>
    'Note the old permissions first (getfacl -R PATH > permissions.txt); setfacl --restore=permissions.txt brings them back.',
  chown: () =>
    'Note the old owners first (getfacl -R PATH > permissions.txt); setfacl --restore=permissions.txt brings them back.',
  kill: () => 'Start the program again; what it had not written is lost.',
  pkill: () => 'Start the program again; what it had not written is lost.',
  killall: () => 'Start the programs again; what they had not written is lost.',
  crontab: () =>
    'There is no undo; keep the table first: crontab -l > crontab.backup. crontab crontab.backup brings it back.',
  systemctl: (_seen, action) =>
    action === 'stop'
      ? 'systemctl start starts it again.'
      : action === 'start'
        ? 'systemctl stop stops it again.'
        : action === 'disable'
          ? 'systemctl enable switches it on again.'
          : action === 'enable'
            ? 'systemctl disable switches it off again.'
            : action === 'mask'
              ? 'systemctl unmask.'
              : null,
  iptables: () =>
    'Keep the rules first: iptables-save > rules.v4. iptables-restore < rules.v4 brings them back.',
  git: (seen, action) => {
    switch (action) {
      case 'reset':
        return 'Commits: git reflog shows where the branch was; git reset --hard HEAD@{1} goes back. Changes that were not committed are lost.';
      case 'rebase':
      case 'merge':
      case 'pull':
        return 'git reflog shows where the branch was; git reset --hard ORIG_HEAD goes back.';
      case 'commit':
        return has(seen, '--amend')
          ? 'git reset --soft HEAD@{1} brings the old commit back.'
          : 'git reset --soft HEAD~1 takes the commit back and keeps the changes.';
      case 'push':
        return 'Push the old commit again; git reflog show origin/BRANCH names it where it was fetched before.';
      case 'branch':
        return 'git reflog names the last commit; git branch NAME COMMIT makes the branch again.';
      case 'stash drop':
      case 'stash clear':
        return 'git fsck --unreachable may still find the commit for some weeks.';
      case 'clean':
      case 'checkout':
      case 'restore':
        return 'There is no undo for changes that were not committed; git stash -u before keeps them.';
      case 'add':
        return 'git restore --staged takes it back.';
      case 'rm':
        return 'git restore --staged --worktree brings the file back.';
      default:
        return null;
    }
  },
  aws: (_seen, action) =>
    /^s3 (?:rm|sync|rb|mv|cp)$/.test(action)
      ? 'Only a bucket with versioning keeps old objects: delete the delete marker (aws s3api list-object-versions).'
      : null,
  gsutil: (_seen, action) =>
    /^(?:rm|rsync|mv|rb)$/.test(action)
      ? 'Only a bucket with versioning or soft delete keeps old objects (gsutil ls -a).'
      : null,
  hdfs: (seen, action) => {
    if (!/-(?:rm|rmr)$/.test(action))
      return action.endsWith('-mv') ? 'hdfs dfs -mv with the paths swapped.' : null;
    return seen.words.some(({ text }) => text === '-skipTrash')
      ? 'There is no undo without the trash folder; without -skipTrash it would stand in /user/NAME/.Trash.'
      : 'Until the trash is emptied: hdfs dfs -mv /user/NAME/.Trash/Current/PATH back. A snapshot keeps it longer.';
  },
  kubectl: (seen, action) => {
    if (action === 'delete')
      return 'Keep the object first (kubectl get … -o yaml > backup.yaml); kubectl apply -f backup.yaml makes it again. Data of a deleted volume is lost.';
    if (action === 'scale')
      return 'kubectl scale with the old number of replicas; kubectl get shows it before.';
    if (/^(?:apply|set|patch|edit|rollout)/.test(action))
      return 'kubectl rollout undo goes back to the version before, for deployments and their like.';
    if (action === 'cordon' || action === 'drain')
      return 'kubectl uncordon lets the node work again.';
    return has(seen, '--replicas') ? 'Set the old number again.' : null;
  },
  helm: (_seen, action) =>
    action === 'uninstall'
      ? 'helm uninstall --keep-history allows helm rollback.'
      : /^(?:upgrade|install)$/.test(action)
        ? 'helm rollback goes back to the release before.'
        : null,
  docker: (_seen, action) =>
    /stop$|kill$/.test(action)
      ? 'docker start starts it again.'
      : /rm$|prune$|down$/.test(action)
        ? 'Containers and images can be made again; data in deleted volumes is lost.'
        : null,
  terraform: (_seen, action) =>
    action === 'destroy'
      ? 'terraform apply makes the objects again, without their data.'
      : action === 'apply'
        ? 'Apply the description from before the change.'
        : null,
  yarn: () => 'Submit the application again.',
  airflow: (_seen, action) => {
    if (action === 'dags pause') return 'airflow dags unpause.';
    if (action === 'dags unpause') return 'airflow dags pause.';
    if (/^db (?:reset|clean|downgrade)|dags delete$/.test(action))
      return 'There is no undo: only a backup of the metadata database brings the history back.';
    return /clear$|trigger$|backfill$/.test(action)
      ? 'Mark the runs as failed, or pause the DAG, to stop them; earlier states are not kept.'
      : null;
  },
  dbt: (seen) =>
    has(seen, '--full-refresh')
      ? 'There is no undo: tables are dropped and built again; a clone or time travel of the warehouse brings old rows back.'
      : null,
  'kafka-topics': (seen) =>
    has(seen, '--delete') ? 'There is no undo: messages of a deleted topic are lost.' : null,
  'kafka-consumer-groups': () =>
    'Note the positions first (--describe); --reset-offsets --to-offset brings them back.',
  pip: () =>
    'Note the versions first: pip freeze > before.txt; pip install -r before.txt goes back.',
  psql: () => 'Run it between BEGIN and ROLLBACK first; after COMMIT only a backup helps.',
  mysql: () =>
    'Run it between START TRANSACTION and ROLLBACK first; DROP, TRUNCATE and ALTER cannot be rolled back.',
  sqlite3: () => 'Copy the file first; or run it between BEGIN and ROLLBACK.',
};

/** How to take a command back, or that it cannot be; null for a command that only reads, and where nothing is known. */
export function undoHint(text: string | ParsedShell): string | null {
  const parsed = typeof text === 'string' ? parseShell(text) : text;
  if (assessRisk(parsed).level === 'safe') return null;
  for (const seen of commandsOf(parsed)) {
    const rule = seen.tool ? undone[seen.tool.names[0]!] : undefined;
    const hint = rule?.(seen, seen.invocation.subcommandWords.map(({ text }) => text).join(' '));
    if (hint) return hint;
  }
  return null;
}
