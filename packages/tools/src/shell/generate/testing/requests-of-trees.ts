import type { PlaceFile } from './places.ts';
import type { Request } from './requests.ts';

/** Folders of the requests below. */
export const placesOfTrees = {
  depot: [
    { path: 'depot/eu/big.parquet', bytes: 300_000 },
    { path: 'depot/eu/raw/p1.parquet', bytes: 5000 },
    { path: 'depot/us/p2.parquet', bytes: 90_000 },
    { path: 'depot/us/nil.csv', text: '' },
    { path: 'depot/us/two words/a b.csv', text: 'x\n' },
    { path: 'depot/.hid', text: 'h\n' },
    { path: 'depot/q1.sql', text: 'one\n\n  \ntwo\n' },
    { path: 'depot/eu/q2.sql', text: 'from orders\n' },
    { path: 'depot/dead', link: 'gone' },
  ],
  services: [
    { path: 'srv/app/a.log', text: 'INFO start\nERROR OutOfMemory\nLoad complete\n', daysOld: 5 },
    { path: 'srv/app/d.log', text: 'none\n' },
    { path: 'srv/db/old/b.log', text: 'Load complete today\n', daysOld: 5 },
    { path: 'srv/live/c.log', text: 'ERROR OutOfMemory\n', daysOld: 5 },
  ],
  copies: [
    { path: 'mirror/a/1.csv', text: 'same\n' },
    { path: 'mirror/a/3.csv', text: 'other\n' },
    { path: 'mirror/b/1.csv', text: 'same\n' },
    { path: 'mirror/b/2.csv', text: 'same\n' },
    { path: 'mirror/b/3.csv', text: 'changed\n' },
  ],
  dated: [
    { path: 'stage/report_2025-01-31.csv', text: '1\n' },
    { path: 'stage/report_2025-02-01.csv', text: '2\n' },
    { path: 'stage/READ me.TXT', text: '3\n' },
  ],
  hosts: [
    { path: 'hosts.txt', text: 'web1\n\n# list\ndb1\nweb1\n  app2 \n' },
    { path: 'etc/a.ini', text: 'pool = 1 # few\n[web]\npool = 2\n[db]\npool = 3\nmax_pool = 9\n' },
    { path: 'etc/b.ini', text: 'max_pool = 9\npool=4\n' },
  ],
} satisfies Readonly<Record<string, readonly PlaceFile[]>>;

type Place = keyof typeof placesOfTrees;
const at = (
  place: Place,
  request: string,
  prints?: string,
  leaves?: Request['leaves'],
): Request => ({
  place,
  request,
  ...(prints !== undefined && { prints }),
  ...(leaves && { leaves }),
});

const largest = '300000 depot/eu/big.parquet\n90000 depot/us/p2.parquet';

const anyOrder = (request: Request): Request => ({ ...request, unordered: true });

/** Conditions, verbs and columns in other places of the sentence than usual. */
export const requestsOfTrees: readonly Request[] = [
  at(
    'depot',
    'Which 2 regular files under depot are the largest? Give size in bytes and path.',
    largest,
  ),
  at('depot', '2 biggest files below depot, size and path, biggest first', largest),
  anyOrder(
    at(
      'depot',
      'Regular files beneath depot that take up more than 4 KiB (4096 bytes) but no more than 100 kB: paths.',
      'depot/eu/raw/p1.parquet\ndepot/us/p2.parquet',
    ),
  ),
  at(
    'depot',
    'How many bytes do the files ending in .parquet or .csv under depot occupy together? Just the number.',
    '395002',
  ),
  anyOrder(
    at(
      'depot',
      'Show every file in depot, hidden ones included, that was changed during the last 3 hours and is smaller than 10 bytes but not empty.',
      'depot/.hid\ndepot/us/two words/a b.csv',
    ),
  ),
  at(
    'depot',
    'For each directory right below depot, how many files does it contain (at all levels)? Show number and name, most files first.',
    '3 eu\n3 us',
  ),
  at(
    'depot',
    'bytes per extension under depot, extension and bytes, biggest first; skip files without an extension',
    undefined,
  ),
  at('depot', 'How many non-blank lines are there in total in the .sql files below depot?', '3'),
  at(
    'depot',
    'Which .sql files anywhere in depot refer to the table orders (any letter case)? Paths only.',
    'depot/eu/q2.sql',
  ),
  at('depot', 'Empty files below depot: get rid of them, but keep hidden files.', '', {
    'depot/us/nil.csv': null,
    'depot/.hid': 'h\n',
  }),
  at('depot', 'dangling symlinks in depot - list them', 'depot/dead'),
  at(
    'services',
    'Gzip all .log files below srv, at whatever depth, that nobody modified in the past 3 days, but skip everything in srv/live.',
    '',
    { 'srv/live/c.log': 'ERROR OutOfMemory\n', 'srv/app/a.log': null, 'srv/app/d.log': 'none\n' },
  ),
  at(
    'services',
    'All .log files older than 4 days under srv should be deleted, except those in srv/live.',
    '',
    {
      'srv/live/c.log': 'ERROR OutOfMemory\n',
      'srv/db/old/b.log': null,
      'srv/app/d.log': 'none\n',
    },
  ),
  anyOrder(
    at(
      'services',
      'Which .log files anywhere in srv lack a line that reads exactly "Load complete"? Paths only.',
      'srv/app/d.log\nsrv/live/c.log\nsrv/db/old/b.log',
    ),
  ),
  at(
    'services',
    'For every directory directly below srv count the .log files that contain the word OutOfMemory. Print directory and count.',
    'app 1\nlive 1',
  ),
  at(
    'copies',
    'How many files under mirror are redundant, so that each content would exist only once without them?',
    '2',
  ),
  at(
    'copies',
    'Which file names occur in more than one directory below mirror? List each once, sorted.',
    '1.csv\n3.csv',
  ),
  at(
    'copies',
    'Compare mirror/a with mirror/b: which files are in both but differ in content?',
    '3.csv',
  ),
  at('copies', 'Which files are in mirror/b but missing from mirror/a? Relative paths.', '2.csv'),
  at(
    'copies',
    'Make a copy of each .csv in mirror/a beside the original, with .bak appended to the name.',
    '',
    { 'mirror/a/1.csv.bak': 'same\n', 'mirror/a/1.csv': 'same\n' },
  ),
  at(
    'dated',
    'Move each file stage/report_YYYY-MM-DD.csv into a folder of stage that is named after the month in its name (stage/YYYY-MM). The names stay the same.',
    '',
    { 'stage/2025-01/report_2025-01-31.csv': '1\n', 'stage/2025-02/report_2025-02-01.csv': '2\n' },
  ),
  at('dated', 'Rename stage/report_YYYY-MM-DD.csv to stage/YYYYMMDD.csv.', '', {
    'stage/20250131.csv': '1\n',
  }),
  at('dated', 'In stage, turn the extension .TXT into lower case .txt', '', {
    'stage/READ me.txt': '3\n',
  }),
  at('dated', 'File names in stage that have a space in them: put a dash where the space is.', '', {
    'stage/READ-me.TXT': '3\n',
  }),
  at('dated', 'The .csv files in stage: add "arch-" in front of their names.', '', {
    'stage/arch-report_2025-01-31.csv': '1\n',
  }),
  at(
    'dated',
    'Move the January reports (stage/report_2025-01*.csv) to a new folder stage/jan, names unchanged.',
    '',
    { 'stage/jan/report_2025-01-31.csv': '1\n', 'stage/report_2025-02-01.csv': '2\n' },
  ),
  at(
    'hosts',
    'Print the unique hosts in hosts.txt without comments and empty lines, sorted, as one line joined by semicolons.',
    'app2 ;db1;web1',
  ),
  at(
    'hosts',
    'hosts.txt: throw out repeated lines but keep the order of first appearance; overwrite the file',
    '',
    { 'hosts.txt': 'web1\n\n# list\ndb1\n  app2 \n' },
  ),
  at(
    'hosts',
    'Lines 4 through 5 of hosts.txt, each with its line number and a blank in front.',
    '4 db1\n5 web1',
  ),
  at('hosts', 'How many lines of hosts.txt are neither blank nor comments?', '4'),
  at(
    'hosts',
    'Print hosts.txt in upper case, each line in double quotes, separated by commas on a single line; skip blank lines and comments.',
    '"WEB1","DB1","WEB1"," APP2 "',
  ),
  at('hosts', 'How often does the word web1 occur in hosts.txt, ignoring case?', '2'),
  at(
    'hosts',
    'In every .ini file below etc set pool to 50 in place; max_pool must not change.',
    '',
    { 'etc/b.ini': 'max_pool = 9\npool=50\n' },
  ),
  at(
    'hosts',
    'etc/a.ini: the pool of section [db] should be changed from 3 to 8, everything else untouched',
    '',
    { 'etc/a.ini': 'pool = 1 # few\n[web]\npool = 2\n[db]\npool = 8\nmax_pool = 9\n' },
  ),
  at(
    'depot',
    'anything under depot bigger than 80 kB? path and size, biggest first',
    'depot/eu/big.parquet 300000\ndepot/us/p2.parquet 90000',
  ),
  at('depot', 'under depot, total size of the parquet files, human readable', '386K'),
  at(
    'services',
    "I'd like to see which .log files in srv nobody touched in the last 4 days and that do not mention OutOfMemory.",
    'srv/db/old/b.log',
  ),
  anyOrder(
    at(
      'services',
      'Find all .log files under srv containing ERROR but not "Load complete".',
      'srv/live/c.log',
    ),
  ),
  at('services', 'free up space: delete srv/db/old/*.log files that are older than 3 days', '', {
    'srv/db/old/b.log': null,
    'srv/app/a.log': 'INFO start\nERROR OutOfMemory\nLoad complete\n',
  }),
  at('dated', 'files in stage whose names are not all lower case', 'stage/READ me.TXT'),
  at('hosts', 'In all .ini files under etc, comment out the lines that start with max_', '', {
    'etc/b.ini': '#max_pool = 9\npool=4\n',
  }),
  at('hosts', 'delete lines 2 to 5 of hosts.txt in place', '', { 'hosts.txt': 'web1\n  app2 \n' }),
];
