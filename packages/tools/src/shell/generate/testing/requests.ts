/** A request, where it is made, and what the command must print. */
export interface Request {
  /** Of `places` or `placesOfFiles`. */
  readonly place: string;
  readonly request: string;
  /** Expected output, lines trimmed, runs of blanks as one. */
  readonly prints?: string;
  readonly unordered?: true;
  /** Files with this content afterwards; null: gone. */
  readonly leaves?: Readonly<Record<string, string | null>>;
}

export const requests: readonly Request[] = [
  // Logs.
  {
    place: 'log',
    request: 'How many ERROR lines are in var/ingest.log? Print only the number.',
    prints: '3',
  },
  {
    place: 'log',
    request: 'Count the lines of var/ingest.log per level, most frequent first.',
    prints: 'INFO 3\nERROR 3\nWARN 1',
    unordered: true,
  },
  {
    place: 'log',
    request: 'Print the ERROR lines of var/ingest.log between 01:00 and 02:00 on 2024-11-02.',
    prints:
      '2024-11-02T01:00:03.001Z ERROR ingest connection refused host=db1\n2024-11-02T01:10:00.000Z ERROR parser bad record at line 991',
  },
  {
    place: 'log',
    request:
      'Count the ERROR lines in var/ingest.log per hour. Print the hour as YYYY-MM-DDTHH and the count.',
    prints: '2024-11-02T01 2\n2024-11-02T02 1',
  },
  {
    place: 'log',
    request: 'Show the last 2 lines of var/ingest.log that contain "bad record".',
    prints:
      'java.lang.IllegalStateException: bad record\n2024-11-02T02:15:31.200Z ERROR parser bad record at line 1002',
  },
  {
    place: 'log',
    request:
      'Print each line containing "connection refused" in var/ingest.log with its line number.',
    prints: '2:2024-11-02T01:00:03.001Z ERROR ingest connection refused host=db1',
  },
  {
    place: 'log',
    request: 'Show lines of var/ingest.log that contain neither INFO nor WARN.',
    prints:
      '2024-11-02T01:00:03.001Z ERROR ingest connection refused host=db1\n2024-11-02T01:10:00.000Z ERROR parser bad record at line 991\njava.lang.IllegalStateException: bad record\nat org.acme.Parser.parse(Parser.java:88)\n2024-11-02T02:15:31.200Z ERROR parser bad record at line 1002',
  },
  {
    place: 'log',
    request: 'Print the first ERROR line of var/ingest.log.',
    prints: '2024-11-02T01:00:03.001Z ERROR ingest connection refused host=db1',
  },
  {
    place: 'log',
    request:
      'Which exception classes occur in var/ingest.log and how often? Print count and class name.',
    prints: '1 java.lang.IllegalStateException',
  },
  {
    place: 'log',
    request: 'Print the timestamp of the last line in var/ingest.log that has level ERROR.',
    prints: '2024-11-02T02:15:31.200Z',
  },
  {
    place: 'log',
    request: 'Show var/ingest.log without the DEBUG and INFO lines.',
    prints:
      '2024-11-02T01:00:03.001Z ERROR ingest connection refused host=db1\n2024-11-02T01:00:09.442Z WARN ingest retry 1 host=db1\n2024-11-02T01:10:00.000Z ERROR parser bad record at line 991\njava.lang.IllegalStateException: bad record\nat org.acme.Parser.parse(Parser.java:88)\n2024-11-02T02:15:31.200Z ERROR parser bad record at line 1002',
  },
  {
    place: 'bracketed',
    request: 'Count log lines by level in worker.log, highest count first.',
    prints: 'ERROR 2\nCRITICAL 1\nINFO 1\nWARNING 1',
  },
  {
    place: 'bracketed',
    request: 'How many WARNING lines does worker.log have? Only the number.',
    prints: '1',
  },
  {
    place: 'bracketed',
    request: 'Show every CRITICAL line in worker.log with the line before it.',
    prints:
      '[2024-05-06 11:00:00] [ERROR] [worker-2] disk full on /data\n[2024-05-06 11:30:00] [CRITICAL] [main] shutting down',
  },
  {
    place: 'bracketed',
    request:
      'List the distinct worker names (worker-1, worker-2, ...) that logged an ERROR in worker.log.',
    prints: 'worker-2',
  },
  {
    place: 'bracketed',
    request:
      'Print all lines of worker.log from 10:00 up to but not including 11:00 on 2024-05-06.',
    prints:
      '[2024-05-06 10:00:01] [INFO] [worker-1] task started id=7\n[2024-05-06 10:00:02] [ERROR] [worker-2] disk full on /data\n[2024-05-06 10:05:02] [WARNING] [worker-1] slow task id=7 INFO',
  },
  {
    place: 'bracketed',
    request: 'Count ERROR messages per minute in worker.log.',
    prints: '2024-05-06 10:00 1\n2024-05-06 11:00 1',
  },
  {
    place: 'bracketed',
    request:
      'List the 5 most frequent ERROR messages in worker.log, ignoring the timestamp. Print count and message.',
    prints: '2 disk full on /data',
  },
  {
    place: 'pairs',
    request:
      'What is the average ms per pipeline in runs.log? Print pipeline and average with one decimal, sorted by pipeline.',
    prints: 'sales 510.0\nstock 470.0',
  },
  {
    place: 'pairs',
    request: 'Sum of rows per step in runs.log, largest first.',
    prints: 'extract 107\nload 90',
  },
  {
    place: 'pairs',
    request:
      'Which pipeline has the most error lines in runs.log? Print count and pipeline of all, highest first.',
    prints: '1 sales\n1 stock',
    unordered: true,
  },
  {
    place: 'pairs',
    request: 'Print pipeline, step and ms of all runs in runs.log that took longer than 500 ms.',
    prints: 'sales load 1250\nstock extract 900',
  },
  { place: 'pairs', request: 'What is the maximum ms in runs.log?', prints: '1250' },
  { place: 'pairs', request: 'Print the 95th percentile of ms in runs.log.', prints: '1250' },
  { place: 'pairs', request: 'Print the median ms of runs.log.', prints: '250' },
  {
    place: 'pairs',
    request: 'How many distinct pipelines are there in runs.log? Print only the number.',
    prints: '2',
  },
  {
    place: 'pairs',
    request: 'List all distinct values of step in runs.log, sorted.',
    prints: 'extract\nload',
  },
  {
    place: 'pairs',
    request: 'Show the failed runs (level=error) in runs.log: pipeline and msg.',
    prints: 'sales timeout\nstock no such table',
    unordered: true,
  },
  {
    place: 'access',
    request:
      'Top 2 client IP addresses by number of requests in httpd/access.log. Print count and address.',
    prints: '3 192.168.0.1\n1 192.168.0.2',
  },
  {
    place: 'access',
    request: 'How many requests per HTTP status code are in httpd/access.log? Sort by status code.',
    prints: '200 2\n404 2\n502 1',
  },
  {
    place: 'access',
    request: 'Print the paths of all requests in httpd/access.log with status 404.',
    prints: '/api/items\n/missing',
  },
  { place: 'access', request: 'Total number of bytes sent in httpd/access.log.', prints: '1095' },
  {
    place: 'access',
    request: 'Count requests with a 5xx status in httpd/access.log.',
    prints: '1',
  },
  { place: 'access', request: 'Count POST requests in httpd/access.log.', prints: '2' },
  {
    place: 'access',
    request: 'Requests per hour in httpd/access.log',
    prints: '01/Feb/2024:09 2\n01/Feb/2024:10 2\n01/Feb/2024:11 1',
  },
  {
    place: 'access',
    request:
      'Count the 404 responses in all access logs under httpd, including the compressed one.',
    prints: '4',
  },
  {
    place: 'access',
    request:
      'What share of the requests in httpd/access.log failed with status 500 or above, in percent with one decimal?',
    prints: '20.0',
  },
  {
    place: 'access',
    request:
      'Print the lines of httpd/access.log.2.gz that contain "missing" without unpacking it on disk.',
    prints:
      '192.168.0.3 - - [01/Feb/2024:10:20:01 +0000] "GET /missing HTTP/1.1" 404 20 "-" "curl"',
  },
  // Tables.
  {
    place: 'sales',
    request: 'Print the rows of sales.csv where store is berlin.',
    prints:
      '10,berlin,apple,3,1.50,2024-03-01\n12,berlin,pear,10,2.00,2024-03-02\n15,berlin,fig,4,0.50,2024-03-03',
  },
  {
    place: 'sales',
    request: 'Print only the columns sale_id and price of sales.csv, keeping the header.',
    prints: 'sale_id,price\n10,1.50\n11,2.00\n12,2.00\n13,1.60\n14,1.55\n15,0.50',
  },
  {
    place: 'sales',
    request: 'Sort sales.csv by price, highest first, keep the header line on top.',
    prints:
      'sale_id,store,product,quantity,price,sold_at\n11,paris,pear,1,2.00,2024-03-01\n12,berlin,pear,10,2.00,2024-03-02\n13,rome,apple,2,1.60,2024-03-02\n14,paris,apple,,1.55,2024-03-03\n10,berlin,apple,3,1.50,2024-03-01\n15,berlin,fig,4,0.50,2024-03-03',
  },
  {
    place: 'sales',
    request: 'How many data rows does sales.csv have (without the header)? Print only the number.',
    prints: '6',
  },
  { place: 'sales', request: 'How many rows of sales.csv have an empty quantity?', prints: '1' },
  {
    place: 'sales',
    request: 'List the distinct products in sales.csv in alphabetical order.',
    prints: 'apple\nfig\npear',
  },
  {
    place: 'sales',
    request:
      'Count the sales per store in sales.csv and print store,count sorted by count descending.',
    prints: 'berlin,3\nparis,2\nrome,1',
  },
  {
    place: 'sales',
    request: 'Total quantity per product in sales.csv: print product and total, largest first.',
    prints: 'pear 11\napple 5\nfig 4',
  },
  {
    place: 'sales',
    request:
      'Compute the revenue (quantity times price) per store in sales.csv with two decimals, sorted by store.',
    prints: 'berlin 26.50\nparis 2.00\nrome 3.20',
  },
  {
    place: 'sales',
    request: 'Which 2 sales in sales.csv have the highest quantity? Print sale_id and quantity.',
    prints: '12,10\n15,4',
  },
  {
    place: 'sales',
    request: 'Print the rows of sales.csv with a price of at least 1.60, without the header.',
    prints:
      '11,paris,pear,1,2.00,2024-03-01\n12,berlin,pear,10,2.00,2024-03-02\n13,rome,apple,2,1.60,2024-03-02',
  },
  {
    place: 'sales',
    request: 'Number of sales per day in sales.csv (column sold_at)',
    prints: '2024-03-01 2\n2024-03-02 2\n2024-03-03 2',
  },
  {
    place: 'sales',
    request: 'Show the first 2 data rows of sales.csv without the header.',
    prints: '10,berlin,apple,3,1.50,2024-03-01\n11,paris,pear,1,2.00,2024-03-01',
  },
  {
    place: 'sales',
    request: 'Print the header of sales.csv with one column name per line, numbered.',
    prints: '1 sale_id\n2 store\n3 product\n4 quantity\n5 price\n6 sold_at',
  },
  {
    place: 'sales',
    request: 'Remove the column sold_at from sales.csv and print the rest.',
    prints:
      'sale_id,store,product,quantity,price\n10,berlin,apple,3,1.50\n11,paris,pear,1,2.00\n12,berlin,pear,10,2.00\n13,rome,apple,2,1.60\n14,paris,apple,,1.55\n15,berlin,fig,4,0.50',
  },
  {
    place: 'sales',
    request: 'Which stores in sales.csv are not in stores.csv? Print each once.',
    prints: 'rome',
  },
  {
    place: 'sales',
    request:
      'Join sales.csv with stores.csv on store and print sale_id,country, no header, sorted by sale_id.',
    prints: '10,DE\n11,FR\n12,DE\n14,FR\n15,DE',
  },
  { place: 'sales', request: 'Average price of sales.csv with two decimals', prints: '1.53' },
  {
    place: 'sales',
    request: 'Print the minimum and maximum price in sales.csv on one line.',
    prints: '0.50 2.00',
  },
  {
    place: 'sales',
    request: 'Convert sales.csv to tab-separated values.',
    prints:
      'sale_id store product quantity price sold_at\n10 berlin apple 3 1.50 2024-03-01\n11 paris pear 1 2.00 2024-03-01\n12 berlin pear 10 2.00 2024-03-02\n13 rome apple 2 1.60 2024-03-02\n14 paris apple 1.55 2024-03-03\n15 berlin fig 4 0.50 2024-03-03',
  },
  { place: 'sales', request: 'Print the sale_id of duplicate products in sales.csv' },
  {
    place: 'people',
    request: 'How many people in people.csv live in each city? Print city and count.',
    prints: 'Bergen 1\nOslo 2\n1',
    unordered: true,
  },
  {
    place: 'people',
    request: 'Print name and city of people.csv (fields can be quoted), without the header.',
    prints: '"Miller, Ann",Oslo\nBob,Bergen\n"Chen, Wei",Oslo\nDora,',
  },
  {
    place: 'people',
    request: 'List the names of the people in people.csv who live in Oslo.',
    prints: 'Miller, Ann\nChen, Wei',
  },
  {
    place: 'semicolon',
    request: 'Convert export.csv from semicolons to commas.',
    prints: 'k,v\na,1\nb,2',
  },
  {
    place: 'semicolon',
    request: 'Sort data.tsv by score numerically, descending, and keep the header.',
    prints: 'name score\ny 9\nz 7\nx 5',
  },
  {
    place: 'semicolon',
    request: 'Print the second column of data.tsv without the header.',
    prints: '5\n9\n7',
  },
  { place: 'semicolon', request: 'Sum up the second column of data.tsv.', prints: '21' },
  // JSON.
  { place: 'jsonl', request: 'Print the id of every failed job in jobs.jsonl.', prints: '2' },
  {
    place: 'jsonl',
    request:
      'Print id and user name of all jobs in jobs.jsonl with ms above 100, separated by a tab.',
    prints: '1 eva\n2 tom',
  },
  {
    place: 'jsonl',
    request: 'Sum of ms per status in jobs.jsonl, highest first.',
    prints: 'failed 3400\nok 210\nskipped 0',
  },
  {
    place: 'jsonl',
    request: 'How many jobs in jobs.jsonl have status "ok"? Print only the number.',
    prints: '2',
  },
  {
    place: 'jsonl',
    request: 'List the distinct user names in jobs.jsonl, sorted, ignoring jobs without a user.',
    prints: 'eva\ntom',
  },
  {
    place: 'jsonl',
    request: 'Print the objects of jobs.jsonl where status is not ok, one JSON object per line.',
    prints:
      '{"id":2,"status":"failed","user":{"name":"tom","age":25},"ms":3400,"tags":[]}\n{"id":4,"status":"skipped","user":null,"ms":0,"tags":["c"]}',
  },
  {
    place: 'jsonl',
    request: 'What is the average ms of the ok jobs in jobs.jsonl?',
    prints: '105.00',
  },
  {
    place: 'jsonl',
    request:
      'How often does each tag occur in jobs.jsonl? Print count and tag, most frequent first.',
    prints: '2 b\n1 a\n1 c',
  },
  { place: 'jsonl', request: 'Which job in jobs.jsonl took longest? Print its id.', prints: '2' },
  {
    place: 'json',
    request: 'Print the names in conf.json whose size is greater than 5.',
    prints: 'b',
  },
  { place: 'json', request: 'Pretty-print conf.json.' },
  { place: 'json', request: 'How many elements does the array in conf.json have?', prints: '2' },
  {
    place: 'badJson',
    request: 'Which lines of in.jsonl are not valid JSON? Print the line numbers.',
    prints: '2\n4',
  },
  {
    place: 'badJson',
    request: 'How many lines of in.jsonl are invalid JSON? Print only the number.',
    prints: '2',
  },
  // Lists.
  {
    place: 'lists',
    request: 'Which keys are in both today.txt and yesterday.txt? Sorted, each once.',
    prints: 'k2\nk3',
  },
  {
    place: 'lists',
    request: 'Print the lines of today.txt that are missing in yesterday.txt, each once.',
    prints: 'k1',
  },
  {
    place: 'lists',
    request: 'List the values that occur in only one of today.txt and yesterday.txt.',
    prints: 'k1\nk9',
    unordered: true,
  },
  {
    place: 'lists',
    request: 'Show the union of today.txt and yesterday.txt without duplicates, sorted.',
    prints: 'k1\nk2\nk3\nk9',
  },
  {
    place: 'dupLines',
    request: 'Which keys occur more than once in keys.txt? Print each once.',
    prints: 'a\nb',
    unordered: true,
  },
  {
    place: 'dupLines',
    request: 'Remove duplicate lines from keys.txt without changing the order, print the result.',
    prints: 'b\na\nc',
  },
  {
    place: 'dupLines',
    request: 'How often does each line occur in keys.txt? Most frequent first, count and line.',
    prints: '3 b\n2 a\n1 c',
  },
  {
    place: 'dupLines',
    request: 'How many distinct lines does keys.txt have? Print only the number.',
    prints: '3',
  },
  { place: 'dupLines', request: 'Print lines 2 to 4 of keys.txt.', prints: 'a\nb\nc' },
  { place: 'dupLines', request: 'Print every second line of keys.txt.', prints: 'a\nc\nb' },
  {
    place: 'dupLines',
    request: 'Print keys.txt in reverse line order.',
    prints: 'b\na\nc\nb\na\nb',
  },
  { place: 'dupLines', request: 'Print the longest line in keys.txt' },
  // Settings.
  {
    place: 'config',
    request: 'Set batch.size to 500 in etc/app.properties, keep everything else.',
    leaves: {
      'etc/app.properties':
        '# settings\nbatch.size=500\nretries = 3\nhost=old.example.com\n\nurl=http://old.example.com/x\n',
    },
  },
  {
    place: 'config',
    request:
      'Replace old.example.com with new.example.com everywhere in etc/app.properties, in place.',
    leaves: {
      'etc/app.properties':
        '# settings\nbatch.size=100\nretries = 3\nhost=new.example.com\n\nurl=http://new.example.com/x\n',
    },
  },
  {
    place: 'config',
    request: 'Print etc/app.properties without comments and blank lines.',
    prints: 'batch.size=100\nretries = 3\nhost=old.example.com\nurl=http://old.example.com/x',
  },
  {
    place: 'config',
    request: 'What is the value of batch.size in etc/app.properties? Print only the value.',
    prints: '100',
  },
  {
    place: 'config',
    request:
      'Replace "old.example.com" by "x" in etc/app.properties and keep a backup with the ending .bak.',
    leaves: {
      'etc/app.properties': '# settings\nbatch.size=100\nretries = 3\nhost=x\n\nurl=http://x/x\n',
      'etc/app.properties.bak':
        '# settings\nbatch.size=100\nretries = 3\nhost=old.example.com\n\nurl=http://old.example.com/x\n',
    },
  },
  {
    place: 'crlf',
    request: 'Convert the Windows line endings of win.csv to Unix ones, in place.',
    leaves: { 'win.csv': 'a,b\n1,2\n' },
  },
  // Files.
  { place: 'tree', request: 'How many regular files are under pool?', prints: '9' },
  {
    place: 'tree',
    request: 'Count the .csv files anywhere under pool. Print only the number.',
    prints: '3',
  },
  { place: 'tree', request: 'List all empty files under pool.', prints: 'pool/empty.txt' },
  { place: 'tree', request: 'List broken symbolic links under pool.', prints: 'pool/gone.lnk' },
  {
    place: 'tree',
    request: 'List files under pool that are smaller than 150 kB but larger than 50 kB.',
    prints: 'pool/mid.bin',
  },
  {
    place: 'tree',
    request: 'Find the largest file under pool. Print only its path.',
    prints: 'pool/big.bin',
  },
  {
    place: 'tree',
    request: 'Count files per extension under pool, most frequent first: count and extension.',
    prints: '3 csv\n2 bin\n1 json\n1 sh\n1 txt\n1 (none)',
    unordered: true,
  },
  {
    place: 'tree',
    request: 'List the .csv files directly in pool/in, not in sub-directories.',
    prints: 'pool/in/a.csv\npool/in/b one.csv',
    unordered: true,
  },
  {
    place: 'tree',
    request: 'Print the number of lines of each .csv file under pool/in together with its path.',
    prints: '3 pool/in/a.csv\n2 pool/in/b one.csv\n3 pool/in/deep/d.csv',
    unordered: true,
  },
  { place: 'tree', request: 'Make pool/run.sh executable for its owner.', prints: '' },
  {
    place: 'tree',
    request: 'Copy all .csv files under pool/in into flat, creating that directory.',
    leaves: {
      'flat/a.csv': 'x,y\n1,2\n3,4\n',
      'flat/b one.csv': 'x,y\n5,6\n',
      'flat/d.csv': 'x,y\n7,8\n9,10\n',
    },
  },
  {
    place: 'tree',
    request: 'Replace blanks by underscores in the file names in pool/in.',
    leaves: { 'pool/in/b_one.csv': 'x,y\n5,6\n', 'pool/in/b one.csv': null },
  },
  {
    place: 'tree',
    request: 'Delete all empty files under pool.',
    leaves: { 'pool/empty.txt': null },
  },
  { place: 'tree', request: 'Pack the directory pool/in into in.tar.gz.' },
  { place: 'tree', request: 'Which file in pool was modified most recently? Print only the path.' },
  { place: 'tree', request: 'How much disk space does pool/in use in total, human readable?' },
  {
    place: 'tree',
    request: 'Add the prefix "old_" to every .json file in pool/in.',
    leaves: { 'pool/in/old_c.json': '{}\n', 'pool/in/c.json': null },
  },
  { place: 'tree', request: 'Create a directory pool/out/2024 including parents.' },
  { place: 'tree', request: 'List hidden files under pool.', prints: 'pool/.secret' },
  {
    place: 'ages',
    request: 'List .log files under spool that were modified within the last 2 days.',
    prints: 'spool/new.log',
  },
  {
    place: 'ages',
    request: 'Delete log files (*.log) in spool older than 30 days, including sub-directories.',
    leaves: {
      'spool/old.log': null,
      'spool/sub/older.log': null,
      'spool/mid.log': 'm\n',
      'spool/old.txt': 't\n',
    },
  },
  {
    place: 'ages',
    request: 'Move all files older than 30 days from spool to attic/, creating it if needed.',
    leaves: {
      'attic/old.log': 'o\n',
      'attic/old.txt': 't\n',
      'attic/older.log': 'x\n',
      'spool/old.log': null,
    },
  },
  {
    place: 'ages',
    request: 'List the files in spool sorted by modification time, oldest first, names only.',
    prints: 'spool/sub/older.log\nspool/old.log\nspool/old.txt\nspool/mid.log\nspool/new.log',
  },
  {
    place: 'ages',
    request: 'Find the 2 oldest files under spool. Print only the paths, oldest first.',
    prints: 'spool/sub/older.log\nspool/old.log',
  },
  {
    place: 'code',
    request: 'Which Python files under dags mention warehouse_old? Print only the paths.',
    prints: 'dags/a.py\ndags/sub/c.py',
    unordered: true,
  },
  {
    place: 'code',
    request: 'Replace warehouse_old by warehouse_new in all .py files under dags.',
    leaves: {
      'dags/a.py': 'import os\nconn = "warehouse_new"\n',
      'dags/sub/c.py': 'q = "select * from warehouse_new.t"\n',
      'dags/notes.txt': 'warehouse_old\n',
    },
  },
  {
    place: 'code',
    request: 'How many .py files under dags do not contain "warehouse_old"?',
    prints: '1',
  },
  {
    place: 'code',
    request: 'Search for "select" in all files under dags and show file name and line number.',
    prints: 'dags/sub/c.py:1:q = "select * from warehouse_old.t"',
  },
  {
    place: 'parts',
    request: 'Concatenate all CSV files in parts into all.csv with the header only once.',
    leaves: { 'all.csv': 'id,v\n1,a\n2,b\n3,c\n' },
  },
  {
    place: 'parts',
    request:
      'How many data rows do the CSV files in parts have in total, not counting the headers?',
    prints: '3',
  },
  // Harder questions about logs.
  {
    place: 'spans',
    request:
      'Which runs in jobs.log have a started event but no finished event? Print the run numbers, sorted.',
    prints: '2\n3',
  },
  {
    place: 'spans',
    request: 'List the jobs in jobs.log that were started but never finished.',
    prints: 'check\npurge',
    unordered: true,
  },
  {
    place: 'slow',
    request: 'Print the lines of store.log where writing took more than 800 ms ("in N ms").',
    prints:
      '2024-09-09 01:00:05 WARN [b] Store - wrote part 13 in 4100 ms to s3://lake/x/p13\n2024-09-09 01:00:09 WARN [a] Store - wrote part 14 in 900 ms to s3://lake/y/p14',
  },
  {
    place: 'slow',
    request: 'List all distinct s3:// paths mentioned in store.log, sorted.',
    prints: 's3://lake/x/p12\ns3://lake/x/p13\ns3://lake/y/p14',
  },
  {
    place: 'slow',
    request:
      'Count ERROR lines per component in store.log, highest first. Print count and component.',
    prints: '2 Plan\n1 Store',
  },
  {
    place: 'slow',
    request:
      'Count the ERROR messages in store.log, treating different numbers as the same message: replace every number by N. Print count and message, most frequent first.',
    prints: '2 user N not found\n1 bucket missing',
  },
  {
    place: 'slow',
    request: 'How many lines per thread are in store.log? Print thread and count.',
    prints: 'a 3\nb 3',
    unordered: true,
  },
  {
    place: 'slow',
    request: 'Print the time of the first and of the last line of store.log.',
    prints: '2024-09-09 01:00:00\n2024-09-09 01:02:30',
  },
  {
    place: 'slow',
    request: 'How many seconds are between the first and the last line of store.log?',
    prints: '150',
  },
  {
    place: 'log',
    request:
      'Print the stack trace of the IllegalStateException in var/ingest.log: from the exception line to the last line that starts with a tab.',
    prints: 'java.lang.IllegalStateException: bad record\nat org.acme.Parser.parse(Parser.java:88)',
  },
  {
    place: 'log',
    request: 'Print only the message part of the ERROR lines in var/ingest.log, each once.',
    prints:
      'ingest connection refused host=db1\nparser bad record at line 991\nparser bad record at line 1002',
    unordered: true,
  },
  {
    place: 'perFile',
    request: 'For each .log file in svc print the file name and its number of ERROR lines.',
    prints: 'svc/api.log:2\nsvc/db.log:0',
    unordered: true,
  },
  {
    place: 'access',
    request:
      'Sum the bytes per client IP in httpd/access.log, largest first. Print bytes and address.',
    prints: '1025 192.168.0.1\n50 192.168.0.2\n20 192.168.0.3',
  },
  {
    place: 'access',
    request: 'Count the distinct client addresses in httpd/access.log.',
    prints: '3',
  },
  {
    place: 'access',
    request:
      'Which URL paths in httpd/access.log returned a 4xx or 5xx status? Print status and path, each pair once.',
    prints: '404 /api/items\n404 /missing\n502 /api/items',
    unordered: true,
  },
  // Partitions, manifests, backups.
  {
    place: 'partitions',
    request:
      'Which partition directories directly under tbl have no _SUCCESS file? Print the directory paths.',
    prints: 'tbl/dt=2024-01-02',
  },
  {
    place: 'partitions',
    request:
      'Which days between 2024-01-01 and 2024-01-05 have no dt=... directory under tbl? Print the missing dates.',
    prints: '2024-01-03\n2024-01-05',
  },
  {
    place: 'partitions',
    request: 'List the partition dates (dt=...) under tbl, only the date, sorted.',
    prints: '2024-01-01\n2024-01-02\n2024-01-04',
  },
  {
    place: 'partitions',
    request:
      'How many lines do the part files of each partition under tbl have? Print partition and count.',
    prints: 'dt=2024-01-01 1\ndt=2024-01-02 2\ndt=2024-01-04 1',
    unordered: true,
  },
  {
    place: 'manifest',
    request: 'Which files listed in manifest.txt do not exist? Print their paths.',
    prints: 'drop/b.csv',
  },
  {
    place: 'manifest',
    request: 'Which files in drop are not listed in manifest.txt?',
    prints: 'drop/extra.csv',
  },
  {
    place: 'backups',
    request: 'Keep only the 2 newest .sql files in bk and delete the older ones.',
    leaves: {
      'bk/dump-1.sql': null,
      'bk/dump-2.sql': null,
      'bk/dump-3.sql': '3\n',
      'bk/dump-4.sql': '4\n',
      'bk/readme.md': 'r\n',
    },
  },
  {
    place: 'backups',
    request: 'Rename bk/dump-1.sql to bk/first.sql.',
    leaves: { 'bk/first.sql': '1\n', 'bk/dump-1.sql': null },
  },
  // Harder questions about tables.
  {
    place: 'versions',
    request:
      'For each id in accounts.csv keep only the row with the latest updated_at. Print the rows sorted by id, without the header.',
    prints: '1,anna,2024-02-01,20\n2,bob,2024-01-02,x\n3,cy,2024-01-03,',
  },
  {
    place: 'versions',
    request:
      'Which rows of accounts.csv have a balance that is not a number? Print line number and balance.',
    prints: '3 x\n5',
  },
  {
    place: 'versions',
    request: 'Which ids occur more than once in accounts.csv? Print each once, sorted.',
    prints: '1\n2',
  },
  {
    place: 'versions',
    request: 'Count the empty values per column in accounts.csv. Print column name and count.',
    prints: 'id 0\nname 0\nupdated_at 0\nbalance 1',
    unordered: true,
  },
  {
    place: 'sales',
    request:
      'Print the row with the highest price of each store in sales.csv, without the header, sorted by store.',
    prints:
      '12,berlin,pear,10,2.00,2024-03-02\n11,paris,pear,1,2.00,2024-03-01\n13,rome,apple,2,1.60,2024-03-02',
  },
  {
    place: 'sales',
    request:
      'Print store, product and price of sales.csv in this order, separated by tabs, sorted by store and then by price descending, no header.',
    prints:
      'berlin pear 2.00\nberlin apple 1.50\nberlin fig 0.50\nparis pear 2.00\nparis apple 1.55\nrome apple 1.60',
  },
  {
    place: 'sales',
    request:
      'What percentage of all sales in sales.csv has each store? Print store and percent with one decimal, sorted by store.',
    prints: 'berlin 50.0\nparis 33.3\nrome 16.7',
  },
  {
    place: 'sales',
    request: 'Replace empty quantity values in sales.csv by 0 and print the file.',
    prints:
      'sale_id,store,product,quantity,price,sold_at\n10,berlin,apple,3,1.50,2024-03-01\n11,paris,pear,1,2.00,2024-03-01\n12,berlin,pear,10,2.00,2024-03-02\n13,rome,apple,2,1.60,2024-03-02\n14,paris,apple,0,1.55,2024-03-03\n15,berlin,fig,4,0.50,2024-03-03',
  },
  {
    place: 'sales',
    request:
      'Add a column total (quantity times price) at the end of sales.csv and print the result with header.',
    prints:
      'sale_id,store,product,quantity,price,sold_at,total\n10,berlin,apple,3,1.50,2024-03-01,4.5\n11,paris,pear,1,2.00,2024-03-01,2\n12,berlin,pear,10,2.00,2024-03-02,20\n13,rome,apple,2,1.60,2024-03-02,3.2\n14,paris,apple,,1.55,2024-03-03,0\n15,berlin,fig,4,0.50,2024-03-03,2',
  },
  {
    place: 'sales',
    request: 'Split sales.csv into one file per store named store_NAME.csv, each with the header.',
    leaves: {
      'store_rome.csv':
        'sale_id,store,product,quantity,price,sold_at\n13,rome,apple,2,1.60,2024-03-02\n',
      'store_paris.csv':
        'sale_id,store,product,quantity,price,sold_at\n11,paris,pear,1,2.00,2024-03-01\n14,paris,apple,,1.55,2024-03-03\n',
    },
  },
  {
    place: 'sales',
    request: 'How many columns does sales.csv have? Print only the number.',
    prints: '6',
  },
  // JSON.
  { place: 'settings', request: 'Print the value of db.port in app.json.', prints: '5432' },
  {
    place: 'settings',
    request: 'List all top-level keys of app.json, one per line.',
    prints: 'db\ndebug\ntags',
    unordered: true,
  },
  {
    place: 'settings',
    request: 'Change workers to 8 in job.yaml.',
    leaves: { 'job.yaml': 'name: nightly\nworkers: 8\nimage: repo/app:1.2\n' },
  },
  {
    place: 'jsonl',
    request: 'Which keys occur in the objects of jobs.jsonl? Print each once, sorted.',
    prints: 'id\nms\nstatus\ntags\nuser',
  },
  {
    place: 'jsonl',
    request: 'Print the 2 jobs with the highest ms in jobs.jsonl: id and ms separated by a space.',
    prints: '2 3400\n1 120',
  },
  {
    place: 'jsonl',
    request: 'Convert jobs.jsonl into one JSON array.',
    prints:
      '[\n{\n"id": 1,\n"status": "ok",\n"user": {\n"name": "eva",\n"age": 31\n},\n"ms": 120,\n"tags": [\n"a",\n"b"\n]\n},\n{\n"id": 2,\n"status": "failed",\n"user": {\n"name": "tom",\n"age": 25\n},\n"ms": 3400,\n"tags": []\n},\n{\n"id": 3,\n"status": "ok",\n"user": {\n"name": "eva",\n"age": 31\n},\n"ms": 90,\n"tags": [\n"b"\n]\n},\n{\n"id": 4,\n"status": "skipped",\n"user": null,\n"ms": 0,\n"tags": [\n"c"\n]\n}\n]',
  },
  // Text and files.
  {
    place: 'empties',
    request: 'Which files under box contain tab characters? Print the paths.',
    prints: 'box/x.txt',
  },
  {
    place: 'tree',
    request:
      'List the sizes of all .bin files under pool in bytes with their paths, sorted by size, smallest first.',
    prints: '100000 pool/mid.bin\n300000 pool/big.bin',
  },
  {
    place: 'tree',
    request: 'List all directories under pool.',
    prints: 'pool\npool/in\npool/in/deep',
    unordered: true,
  },
  {
    place: 'tree',
    request: 'Find all files under pool whose name contains a space.',
    prints: 'pool/in/b one.csv',
  },
  {
    place: 'tree',
    request: 'Show the permissions in octal and the path of every .sh file under pool.',
    prints: '644 pool/run.sh',
  },
  {
    place: 'dupLines',
    request: 'Print the number of characters of the longest line in keys.txt.',
    prints: '1',
  },
  {
    place: 'dupLines',
    request: 'Print the unique lines of keys.txt that occur exactly once.',
    prints: 'c',
  },
];
