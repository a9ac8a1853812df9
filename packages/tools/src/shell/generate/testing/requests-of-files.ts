import type { PlaceFile } from './places.ts';
import type { Request } from './requests.ts';

const run = `10:00:00 BEGIN run 1
10:00:05 INFO read 10
10:00:07 ERROR cannot write part 3
10:00:08 INFO retry 1
10:00:09 INFO retry 2
10:01:00 END run 1
11:00:00 BEGIN run 2
11:00:04 WARNING slow disk
11:01:00 END run 2
`;
/** SHA-256 of `a`, `b` and `c`, each with its line end, as `sha256sum` prints them. */
const sums = [
  '87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7',
  '0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f',
  'a3a5e715f0cc574a73c3f9bebb6bc24f32ffd5b67b387244c2c909da779a1478',
] as const;

/** Folders of the requests below. */
export const placesOfFiles = {
  run: [{ path: 'var/run.log', text: run }],
  numbers: [{ path: 'seq.txt', text: 'a1\na2\na3\na4\na5\na6\na7\n' }],
  sums: [
    { path: 'in/a.bin', text: 'a\n' },
    { path: 'in/b.bin', text: 'changed\n' },
    {
      path: 'in/SHA256SUMS',
      text: `${sums[0]}  a.bin\n${sums[1]}  b.bin\n${sums[2]}  c.bin\n`,
    },
  ],
  tables: [
    { path: 'lake/day=2026-01-30/p.csv', text: '1\n' },
    { path: 'lake/day=2026-01-30/_DONE', text: '' },
    { path: 'lake/day=2026-01-31/p.csv', text: '1\n' },
    { path: 'lake/day=2026-01-31/q.csv', text: '1\n' },
    { path: 'lake/day=2026-02-01/p.csv', text: '1\n' },
    { path: 'lake/day=2026-02-01/_DONE', text: '' },
  ],
  crm: [
    {
      path: 'crm/people.psv',
      text: 'id|mail|joined\n1|ann@example.org|24/12/2025\n2||01/02/2026\n3|bob@example.com|\n',
    },
    { path: 'crm/orders.psv', text: 'order|id|total\n77|1|5\n78|1|6\n' },
  ],
  configs: [
    { path: 'conf/dev.env', text: '# dev\nHOST=a\nexport PORT=1\nDEBUG=1\n' },
    { path: 'conf/prod.env', text: 'HOST=b\n# DEBUG=0\n' },
    { path: 'conf/job.yaml', text: 'retries: 3\nmax_retries: 9\n' },
  ],
  source: [
    { path: 'repo/app/a.py', text: 'a\n' },
    { path: 'repo/.venv/b.py', text: 'b\n' },
    { path: 'repo/build/c.py', text: 'c\n', daysOld: 3 },
    { path: 'repo/app/d e.py', text: 'd\n', daysOld: 9 },
    { path: 'repo/stamp', text: '', daysOld: 5 },
  ],
  links: [
    { path: 'app/v1/x', text: '1\n' },
    { path: 'app/v2/x', text: '2\n' },
    { path: 'app/now', link: 'v1' },
  ],
  dumps: [
    { path: 'dump/one.sql.gz', text: 'CREATE a\nINSERT INTO a\nINSERT INTO a\n', gzip: true },
    { path: 'dump/two.sql.gz', text: 'CREATE b\n-- INSERT\n', gzip: true },
  ],
  inbox: [
    { path: 'inbox/my file.txt', text: '1\n' },
    { path: 'inbox/my folder/keep.txt', text: '2\n' },
    { path: 'inbox/plain.txt', text: '3\n' },
  ],
} satisfies Readonly<Record<string, readonly PlaceFile[]>>;

type Place = keyof typeof placesOfFiles;
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

const error = '10:00:07 ERROR cannot write part 3';
const secondRun = '11:00:00 BEGIN run 2\n11:00:04 WARNING slow disk\n11:01:00 END run 2';

/** Everyday questions about one text. */
const plain: readonly Request[] = [
  at('run', 'How many lines of var/run.log do not contain INFO?', '6'),
  at(
    'run',
    'Show the last 2 lines of var/run.log that contain INFO.',
    '10:00:08 INFO retry 1\n10:00:09 INFO retry 2',
  ),
  at('run', 'Count the words in var/run.log.', '38'),
  at('run', 'Print the 2 most frequent words in var/run.log, ignoring case.', '11 00\n7 10'),
  at('numbers', 'Remove the header from seq.txt and print the rest.', 'a2\na3\na4\na5\na6\na7'),
  at('numbers', 'Convert seq.txt to upper case.', 'A1\nA2\nA3\nA4\nA5\nA6\nA7'),
  at(
    'crm',
    'Replace the pipes in crm/orders.psv by semicolons and write the result to out.csv.',
    '',
    {
      'out.csv': 'order;id;total\n77;1;5\n78;1;6\n',
    },
  ),
  at('crm', 'Print every line of crm/people.psv with fewer than 3 fields.', ''),
  at('configs', 'Delete all lines of conf/dev.env that start with #, in place.', '', {
    'conf/dev.env': 'HOST=a\nexport PORT=1\nDEBUG=1\n',
  }),
  at('source', 'Find all .py files under repo that are older than 7 days and delete them.', '', {
    'repo/app/d e.py': null,
    'repo/build/c.py': 'c\n',
  }),
];

/** Lines by what stands near them, check sums, folders by what is in them, settings, known forms. */
export const requestsOfFiles: readonly Request[] = [
  ...plain,
  at(
    'run',
    'Show the ERROR line of var/run.log and the 2 lines that follow it.',
    `${error}\n10:00:08 INFO retry 1\n10:00:09 INFO retry 2`,
  ),
  at(
    'run',
    'Print the line with ERROR in var/run.log together with the line before it.',
    `10:00:05 INFO read 10\n${error}`,
  ),
  at(
    'run',
    'Print 1 line before and after each ERROR line in var/run.log.',
    `10:00:05 INFO read 10\n${error}\n10:00:08 INFO retry 1`,
  ),
  at('run', 'Find "slow disk" in var/run.log with 1 line of context.', secondRun),
  at(
    'run',
    'Print everything in var/run.log from the last "BEGIN run" line to the end of the file.',
    secondRun,
  ),
  at(
    'run',
    'Show all lines of var/run.log after the first line that contains "retry 2".',
    `10:01:00 END run 1\n${secondRun}`,
  ),
  at(
    'run',
    'Print the lines of var/run.log before the first ERROR line.',
    '10:00:00 BEGIN run 1\n10:00:05 INFO read 10',
  ),
  at('numbers', 'Print every third line of seq.txt.', 'a3\na6'),
  at('numbers', 'Print every second line of seq.txt, beginning with line 1.', 'a1\na3\na5\na7'),
  at('numbers', 'Show each 3rd line of seq.txt starting at line 2.', 'a2\na5'),
  at(
    'sums',
    'Check the files in in against in/SHA256SUMS and print only the names of the files that are missing or do not match.',
    'b.bin\nc.bin',
  ),
  at(
    'sums',
    'Verify the checksums in in/SHA256SUMS and show only the files that fail.',
    'b.bin\nc.bin',
  ),
  at('sums', 'Print the SHA-256 checksum of in/a.bin.', `${sums[0]}  in/a.bin`),
  at(
    'tables',
    'Which partition directories (day=...) under lake have no _DONE file? Print only the paths.',
    'lake/day=2026-01-31',
  ),
  at(
    'tables',
    'List the directories in lake that contain a _DONE file.',
    'lake/day=2026-01-30\nlake/day=2026-02-01',
  ),
  at(
    'tables',
    'How many .csv files does each partition directory under lake contain? Print directory and count.',
    'lake/day=2026-01-30 1\nlake/day=2026-01-31 2\nlake/day=2026-02-01 1',
  ),
  at(
    'tables',
    'Delete the partition directories under lake (day=YYYY-MM-DD) with a date before 2026-01-31, with everything in them.',
    '',
    {
      'lake/day=2026-01-30/p.csv': null,
      'lake/day=2026-01-31/p.csv': '1\n',
    },
  ),
  at(
    'tables',
    'List the partitions under lake that are older than 2026-02-01.',
    'lake/day=2026-01-30\nlake/day=2026-01-31',
  ),
  at(
    'crm',
    'Print crm/people.psv with every mail address replaced by <hidden>.',
    'id|mail|joined\n1|<hidden>|24/12/2025\n2||01/02/2026\n3|<hidden>|',
  ),
  at(
    'crm',
    'Print crm/people.psv with NULL in place of every empty field.',
    'id|mail|joined\n1|ann@example.org|24/12/2025\n2|NULL|01/02/2026\n3|bob@example.com|NULL',
  ),
  at(
    'crm',
    'Print crm/people.psv with the dates in the third column changed from DD/MM/YYYY to YYYY-MM-DD.',
    'id|mail|joined\n1|ann@example.org|2025-12-24\n2||2026-02-01\n3|bob@example.com|',
  ),
  at(
    'crm',
    'Which people in crm/people.psv have no order in crm/orders.psv (column id)? Print id and mail.',
    '2|\n3|bob@example.com',
  ),
  at(
    'configs',
    'Which keys are set in conf/dev.env but not in conf/prod.env? Print the keys only; comment lines do not count.',
    'DEBUG\nPORT',
  ),
  at('configs', 'List the settings that are in both conf/dev.env and conf/prod.env.', 'HOST'),
  at(
    'configs',
    'Change the value of retries in conf/job.yaml to 5, in place; max_retries must stay as it is.',
    '',
    { 'conf/job.yaml': 'retries: 5\nmax_retries: 9\n' },
  ),
  at(
    'source',
    'List the .py files under repo, but nothing below repo/build and nothing in hidden directories.',
    'repo/app/a.py\nrepo/app/d e.py',
  ),
  at(
    'source',
    'List the .py files under repo that are newer than the file repo/stamp, without hidden directories.',
    'repo/app/a.py\nrepo/build/c.py',
  ),
  at(
    'source',
    'Copy all .py files under repo/app into a new directory out with the same directory structure.',
    '',
    { 'out/repo/app/a.py': 'a\n' },
  ),
  at('links', 'Let the symbolic link app/now point to v2 (relative target) instead of v1.', '', {
    'app/now/x': '2\n',
  }),
  at(
    'dumps',
    'For every .sql.gz file in dump print the path and the number of lines that begin with INSERT INTO, ordered by path.',
    'dump/one.sql.gz 2\ndump/two.sql.gz 0',
  ),
  at(
    'dumps',
    'Decompress every .gz file in dump next to the original and keep the compressed files.',
    '',
    { 'dump/two.sql': 'CREATE b\n-- INSERT\n' },
  ),
  at(
    'inbox',
    'Rename the files directly in inbox so that every blank in the name becomes an underscore. Sub-directories stay as they are.',
    '',
    {
      'inbox/my_file.txt': '1\n',
      'inbox/my folder/keep.txt': '2\n',
    },
  ),
];
