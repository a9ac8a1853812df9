/** Small folders that requests of the tests are about: path and text, or size and age. */
export interface PlaceFile {
  readonly path: string;
  readonly text?: string;
  readonly bytes?: number;
  readonly gzip?: boolean;
  readonly link?: string;
  readonly mode?: number;
  readonly daysOld?: number;
}

const log = `2024-11-02T00:59:58.120Z INFO  ingest started batch=17
2024-11-02T01:00:03.001Z ERROR ingest connection refused host=db1
2024-11-02T01:00:09.442Z WARN  ingest retry 1 host=db1
2024-11-02T01:10:00.000Z ERROR parser bad record at line 991
java.lang.IllegalStateException: bad record
\tat org.acme.Parser.parse(Parser.java:88)
2024-11-02T02:15:30.700Z INFO  writer wrote 1200 rows table=sales
2024-11-02T02:15:31.200Z ERROR parser bad record at line 1002
2024-11-03T01:00:00.000Z INFO  ingest started batch=18
`;

const bracketed = `[2024-05-06 10:00:01] [INFO] [worker-1] task started id=7
[2024-05-06 10:00:02] [ERROR] [worker-2] disk full on /data
[2024-05-06 10:05:02] [WARNING] [worker-1] slow task id=7 INFO
[2024-05-06 11:00:00] [ERROR] [worker-2] disk full on /data
[2024-05-06 11:30:00] [CRITICAL] [main] shutting down
`;

const pairs = `ts=2024-01-01T00:00:01Z level=info pipeline=sales step=extract rows=100 ms=250
ts=2024-01-01T00:00:02Z level=info pipeline=sales step=load rows=90 ms=1250
ts=2024-01-01T00:00:03Z level=error pipeline=stock step=load rows=0 ms=40 msg="no such table"
ts=2024-01-01T00:00:04Z level=info pipeline=stock step=extract rows=7 ms=900
ts=2024-01-01T00:00:05Z level=error pipeline=sales step=load rows=0 ms=30 msg="timeout"
`;

const access = `192.168.0.1 - - [01/Feb/2024:09:00:01 +0000] "GET /index.html HTTP/1.1" 200 1000 "-" "Mozilla"
192.168.0.2 - - [01/Feb/2024:09:10:01 +0000] "GET /api/items?id=404 HTTP/1.1" 200 50 "-" "Mozilla"
192.168.0.1 - - [01/Feb/2024:10:00:01 +0000] "POST /api/items HTTP/1.1" 404 20 "-" "curl"
192.168.0.3 - - [01/Feb/2024:10:20:01 +0000] "GET /missing HTTP/1.1" 404 20 "-" "curl"
192.168.0.1 - - [01/Feb/2024:11:00:01 +0000] "POST /api/items HTTP/1.1" 502 5 "-" "curl"
`;

const sales = `sale_id,store,product,quantity,price,sold_at
10,berlin,apple,3,1.50,2024-03-01
11,paris,pear,1,2.00,2024-03-01
12,berlin,pear,10,2.00,2024-03-02
13,rome,apple,2,1.60,2024-03-02
14,paris,apple,,1.55,2024-03-03
15,berlin,fig,4,0.50,2024-03-03
`;

const people = `id,name,city,notes
1,"Miller, Ann",Oslo,"likes ""tea"""
2,Bob,Bergen,
3,"Chen, Wei",Oslo,new
4,Dora,,x
`;

const stores = `store,country
berlin,DE
paris,FR
`;

const jsonl = `{"id":1,"status":"ok","user":{"name":"eva","age":31},"ms":120,"tags":["a","b"]}
{"id":2,"status":"failed","user":{"name":"tom","age":25},"ms":3400,"tags":[]}
{"id":3,"status":"ok","user":{"name":"eva","age":31},"ms":90,"tags":["b"]}
{"id":4,"status":"skipped","user":null,"ms":0,"tags":["c"]}
`;

const spans = `2024-04-01T10:00:00Z run=1 event=started job=load
2024-04-01T10:00:30Z run=2 event=started job=check
2024-04-01T10:05:00Z run=1 event=finished job=load rc=0
2024-04-01T10:06:00Z run=3 event=started job=purge
`;

const slow = `2024-09-09 01:00:00 INFO  [a] Store - wrote part 12 in 350 ms to s3://lake/x/p12
2024-09-09 01:00:05 WARN  [b] Store - wrote part 13 in 4100 ms to s3://lake/x/p13
2024-09-09 01:00:09 WARN  [a] Store - wrote part 14 in 900 ms to s3://lake/y/p14
2024-09-09 01:01:00 ERROR [b] Plan - user 4711 not found
2024-09-09 01:02:00 ERROR [b] Plan - user 815 not found
2024-09-09 01:02:30 ERROR [a] Store - bucket missing
`;

export const places: Readonly<Record<string, readonly PlaceFile[]>> = {
  log: [{ path: 'var/ingest.log', text: log }],
  bracketed: [{ path: 'worker.log', text: bracketed }],
  pairs: [{ path: 'runs.log', text: pairs }],
  access: [
    { path: 'httpd/access.log', text: access },
    { path: 'httpd/access.log.1', text: access.split('\n').slice(0, 2).join('\n') + '\n' },
    {
      path: 'httpd/access.log.2.gz',
      text: access.split('\n').slice(2, 4).join('\n') + '\n',
      gzip: true,
    },
  ],
  sales: [
    { path: 'sales.csv', text: sales },
    { path: 'stores.csv', text: stores },
  ],
  people: [{ path: 'people.csv', text: people }],
  semicolon: [
    { path: 'export.csv', text: 'k;v\na;1\nb;2\n' },
    { path: 'data.tsv', text: 'name\tscore\nx\t5\ny\t9\nz\t7\n' },
  ],
  jsonl: [{ path: 'jobs.jsonl', text: jsonl }],
  json: [{ path: 'conf.json', text: '[{"name":"a","size":3},{"name":"b","size":9}]\n' }],
  badJson: [{ path: 'in.jsonl', text: '{"a":1}\n{"a":\n{"a":3}\nnot json\n' }],
  lists: [
    { path: 'today.txt', text: 'k3\nk1\nk2\nk1\n' },
    { path: 'yesterday.txt', text: 'k2\nk9\nk3\n' },
  ],
  dupLines: [{ path: 'keys.txt', text: 'b\na\nb\nc\na\nb\n' }],
  config: [
    {
      path: 'etc/app.properties',
      text: '# settings\nbatch.size=100\nretries = 3\nhost=old.example.com\n\nurl=http://old.example.com/x\n',
    },
  ],
  crlf: [{ path: 'win.csv', text: 'a,b\r\n1,2\r\n' }],
  tree: [
    { path: 'pool/in/a.csv', text: 'x,y\n1,2\n3,4\n' },
    { path: 'pool/in/b one.csv', text: 'x,y\n5,6\n' },
    { path: 'pool/in/c.json', text: '{}\n' },
    { path: 'pool/in/deep/d.csv', text: 'x,y\n7,8\n9,10\n' },
    { path: 'pool/big.bin', bytes: 300_000 },
    { path: 'pool/mid.bin', bytes: 100_000 },
    { path: 'pool/empty.txt', text: '' },
    { path: 'pool/.secret', text: 's\n' },
    { path: 'pool/link.csv', link: 'in/a.csv' },
    { path: 'pool/gone.lnk', link: 'nowhere' },
    { path: 'pool/run.sh', text: '#!/bin/sh\necho hi\n', mode: 0o644 },
  ],
  ages: [
    { path: 'spool/old.log', text: 'o\n', daysOld: 40 },
    { path: 'spool/mid.log', text: 'm\n', daysOld: 10 },
    { path: 'spool/new.log', text: 'n\n', daysOld: 0 },
    { path: 'spool/old.txt', text: 't\n', daysOld: 40 },
    { path: 'spool/sub/older.log', text: 'x\n', daysOld: 60 },
  ],
  code: [
    { path: 'dags/a.py', text: 'import os\nconn = "warehouse_old"\n' },
    { path: 'dags/b.py', text: 'x = 1\n' },
    { path: 'dags/sub/c.py', text: 'q = "select * from warehouse_old.t"\n' },
    { path: 'dags/notes.txt', text: 'warehouse_old\n' },
  ],
  parts: [
    { path: 'parts/day1.csv', text: 'id,v\n1,a\n' },
    { path: 'parts/day2.csv', text: 'id,v\n2,b\n3,c\n' },
  ],
  spans: [{ path: 'jobs.log', text: spans }],
  slow: [{ path: 'store.log', text: slow }],
  perFile: [
    { path: 'svc/api.log', text: 'ERROR a\nINFO b\nERROR c\n' },
    { path: 'svc/db.log', text: 'INFO x\n' },
    { path: 'svc/web.log.gz', text: 'ERROR z\n', gzip: true },
  ],
  partitions: [
    { path: 'tbl/dt=2024-01-01/part-0.csv', text: '1\n' },
    { path: 'tbl/dt=2024-01-01/_SUCCESS', text: '' },
    { path: 'tbl/dt=2024-01-02/part-0.csv', text: '1\n2\n' },
    { path: 'tbl/dt=2024-01-04/part-0.csv', text: '3\n' },
    { path: 'tbl/dt=2024-01-04/_SUCCESS', text: '' },
  ],
  manifest: [
    { path: 'manifest.txt', text: 'drop/a.csv\ndrop/b.csv\ndrop/c d.csv\n' },
    { path: 'drop/a.csv', text: '1\n' },
    { path: 'drop/c d.csv', text: '2\n' },
    { path: 'drop/extra.csv', text: '3\n' },
  ],
  backups: [
    { path: 'bk/dump-1.sql', text: '1\n', daysOld: 5 },
    { path: 'bk/dump-2.sql', text: '2\n', daysOld: 4 },
    { path: 'bk/dump-3.sql', text: '3\n', daysOld: 3 },
    { path: 'bk/dump-4.sql', text: '4\n', daysOld: 2 },
    { path: 'bk/readme.md', text: 'r\n', daysOld: 9 },
  ],
  versions: [
    {
      path: 'accounts.csv',
      text: 'id,name,updated_at,balance\n1,ann,2024-01-01,10\n2,bob,2024-01-02,x\n1,anna,2024-02-01,20\n3,cy,2024-01-03,\n2,bobby,2024-01-01,7\n',
    },
  ],
  settings: [
    { path: 'app.json', text: '{"db":{"host":"h1","port":5432},"tags":["x","y"],"debug":false}\n' },
    { path: 'job.yaml', text: 'name: nightly\nworkers: 4\nimage: repo/app:1.2\n' },
    { path: 'dot.env', text: '# c\nA=1\nB=two\n' },
  ],
  empties: [
    { path: 'box/full/a.txt', text: 'a\n' },
    { path: 'box/x.txt', text: '\tindented\nplain\n' },
  ],
};
