export type RiskLevel = 'safe' | 'caution' | 'destructive';

interface ReasonCode {
  readonly level: RiskLevel;
  /** One sentence for a person. */
  readonly text: string;
}

/** What a command can do, with the level that it has by itself. A level of a whole line is the highest in it. */
export const reasonCodes = {
  'read-only': { level: 'safe', text: 'Only reads and prints.' },
  'quoted-text': { level: 'safe', text: 'Only prints text; nothing in it is run.' },
  'dry-run': { level: 'safe', text: 'Only shows what would be done.' },
  'help-or-version': { level: 'safe', text: 'Only prints help or a version.' },

  'create-file': { level: 'caution', text: 'Makes or adds to files.' },
  'overwrite-file': { level: 'caution', text: 'Replaces a file if it exists.' },
  'in-place-edit': { level: 'caution', text: 'Changes files in place.' },
  'move-or-rename': { level: 'caution', text: 'Moves, renames or replaces files.' },
  'delete-file': { level: 'caution', text: 'Deletes what is named.' },
  'permission-change': { level: 'caution', text: 'Changes who may read, write or run.' },
  'kill-process': { level: 'caution', text: 'Ends a process.' },
  'service-change': { level: 'caution', text: 'Starts, stops or changes a service.' },
  'config-change': { level: 'caution', text: 'Changes settings or state.' },
  'package-change': { level: 'caution', text: 'Installs or removes programs.' },
  'network-send': { level: 'caution', text: 'Sends something to another host.' },
  'network-download': { level: 'caution', text: 'Fetches something from another host.' },
  'database-write': { level: 'caution', text: 'Changes data or tables of a database.' },
  'job-submit': {
    level: 'caution',
    text: 'Starts a program or a job, whose effects are not seen here.',
  },
  'cron-change': { level: 'caution', text: 'Changes what runs on a schedule.' },
  'dynamic-command': { level: 'caution', text: 'What runs is only known when it runs.' },
  'privilege-escalation': { level: 'caution', text: 'Runs with more rights.' },
  'unknown-program': {
    level: 'caution',
    text: 'The program is not known here, so its effects are not either.',
  },
  'unknown-option': { level: 'caution', text: 'An option that is not known here.' },
  'credential-use': { level: 'caution', text: 'Works with a key, a password or another secret.' },
  interactive: { level: 'caution', text: 'Opens a session, in which anything can be done.' },
  unparseable: {
    level: 'caution',
    text: 'The text is not valid for a shell, so its effects are not known.',
  },
  'too-complex': { level: 'caution', text: 'Too deep or too long to be followed to the end.' },

  'delete-recursive': { level: 'destructive', text: 'Deletes folders with everything in them.' },
  'delete-broad': { level: 'destructive', text: 'Deletes far more than one place.' },
  'delete-many': { level: 'destructive', text: 'Deletes many files at once.' },
  'truncate-file': { level: 'destructive', text: 'Empties a file; what was in it is lost.' },
  'overwrite-device': { level: 'destructive', text: 'Writes on a disk below its files.' },
  'format-filesystem': {
    level: 'destructive',
    text: 'Makes a file system anew; everything on it is lost.',
  },
  'fork-bomb': {
    level: 'destructive',
    text: 'Starts itself again and again until the host stops.',
  },
  'permission-broad': {
    level: 'destructive',
    text: 'Opens access to everybody, or for a whole system folder.',
  },
  'kill-forced': {
    level: 'destructive',
    text: 'Ends processes at once; they cannot finish their work.',
  },
  'kill-broad': { level: 'destructive', text: 'Ends many processes at once.' },
  'remote-code-execution': {
    level: 'destructive',
    text: 'Runs code that comes from another host, or lets another host run code here.',
  },
  'opaque-code': { level: 'destructive', text: 'Runs code that cannot be seen here.' },
  'history-rewrite': {
    level: 'destructive',
    text: 'Throws away changes or commits, or replaces shared history.',
  },
  'cloud-delete': { level: 'destructive', text: 'Deletes objects in a cloud.' },
  'cluster-delete': { level: 'destructive', text: 'Deletes objects of a cluster.' },
  'database-destroy': { level: 'destructive', text: 'Deletes tables, databases or all rows.' },
  'scheduler-reset': {
    level: 'destructive',
    text: 'Throws away the history or the positions of a scheduler or a consumer.',
  },
  'firewall-change': {
    level: 'destructive',
    text: 'Changes who can reach the host; it can cut everybody off.',
  },
  'system-shutdown': { level: 'destructive', text: 'Stops or restarts a host or a server.' },
  'credential-change': { level: 'destructive', text: 'Changes who may sign in.' },
  'credential-exposure': { level: 'destructive', text: 'Shows a secret to others.' },
} as const satisfies Readonly<Record<string, ReasonCode>>;

export type ReasonCodeName = keyof typeof reasonCodes;

export function isReasonCode(name: string): name is ReasonCodeName {
  return Object.hasOwn(reasonCodes, name);
}

const order: readonly RiskLevel[] = ['safe', 'caution', 'destructive'];

export function higher(one: RiskLevel, other: RiskLevel): RiskLevel {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}
