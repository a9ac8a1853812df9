import { describe, expect, test } from 'vitest';
import { findSecrets } from './find-secrets.ts';

/** Made when needed, so that scanners of code hosts find no token in this file. */
const letters = (count: number, of = 'aB3dE5gH7jK9mN1pQ'): string => of.repeat(99).slice(0, count);
const hex = (count: number): string => letters(count, '0a1b2c3d4e5f6789');
const capitals = (count: number): string => letters(count, 'AB3DE5GH7JK');
const jwt = `eyJ${letters(30)}.eyJ${letters(40)}.${letters(43)}`;
const begin = ['-----', 'BEGIN'].join('');
const pem = (label: string, newline = '\n'): string =>
  `${begin} ${label}-----${newline}${letters(64)}${newline}${letters(20)}==${newline}-----END ${label}-----`;

/** Each text has one secret between guillemets. */
const positive: readonly [string, string][] = [
  ['AWS access key', `using key «AKIA${capitals(16)}» for s3`],
  ['AWS secret in properties', `fs.s3a.secret.key=«${letters(38)}/+»`],
  ['AWS secret in a credentials file', `aws_secret_access_key = «${letters(40)}»`],
  ['AWS secret in Python', `boto3.client('s3', aws_secret_access_key='«${letters(40)}»')`],
  ['AWS secret in JSON', `{"SecretAccessKey": "«${letters(40)}»", "Region": "eu"}`],
  ['AWS session token', `AWS_SESSION_TOKEN=«${letters(120)}==»`],
  ['signature of a link', `GET /a?X-Amz-Date=1&X-Amz-Signature=«${hex(64)}» 403`],
  [
    'Azure account key in spark-defaults',
    `spark.hadoop.fs.azure.account.key.lake.dfs.core.windows.net  «${letters(86)}==»`,
  ],
  [
    'Azure connection string',
    `Endpoint=sb://a.example/;SharedAccessKeyName=root;SharedAccessKey=«${letters(43)}=»;EntityPath=x`,
  ],
  ['Azure client secret', `secret value «abc8Q~${letters(34)}» expired`],
  ['Azure shared access signature', `?sv=2024&sp=r&sig=«${letters(40)}%3D»&se=2026`],
  ['Google key', `key=«AIza${letters(35)}» refused`],
  ['Google token', `ya29 is «ya29.${letters(60)}»`],
  ['service account', `"private_key": "«${pem('PRIVATE KEY', '\\n')}\\n»"`],
  ['GitHub', `clone https://x-access-token:«ghs_${letters(36)}»@github.com/a/b.git`],
  ['GitHub, fine-grained', `token «github_pat_${letters(60)}»`],
  ['GitLab', `PRIVATE-TOKEN: «glpat-${letters(20)}»`],
  ['Slack', `posting with «xoxb-1234567890-${letters(24)}»`],
  ['Slack hook', `https://hooks.slack.com/services/«T0ABCDEFG/B0ABCDEFG/${letters(24)}»`],
  ['npm', `//registry.npmjs.org/:_authToken=«npm_${letters(36)}»`],
  ['PyPI', `twine -u __token__ «pypi-${letters(80)}»`],
  ['Databricks', `Invalid access token «dapi${hex(32)}»`],
  ['dbt', `DBT_CLOUD_TOKEN: «dbtc_${letters(40)}»`],
  ['NVIDIA', `Authorization: Bearer «nvapi-${letters(64)}»`],
  ['OpenAI', `Incorrect API key provided: «sk-proj-${letters(80)}».`],
  ['Hugging Face', `login(token="«hf_${letters(34)}»")`],
  ['Vault', `X-Vault-Token: «hvs.${letters(90)}»`],
  ['Snowflake session', `Snowflake Token="«ver:3-hint:92-${letters(80)}»"`],
  ['JWT', `execution token «${jwt}» rejected`],
  ['bearer header', `> Authorization: Bearer «${letters(40)}»`],
  [
    'bearer header in Python',
    `headers={'Authorization': 'Bearer «${letters(30)}»', 'Accept': '*/*'}`,
  ],
  ['basic header', `Authorization: Basic «${letters(24)}==»`],
  ['cookie', `Cookie: «session=${letters(40)}; csrftoken=${letters(10)}»`],
  ['address', `postgresql+psycopg2://airflow:«s3cr3t!»@db.example.com:5432/airflow`],
  ['address with an at sign', `amqp://queue:«p@ssw0rd»@mq.example.com/`],
  ['address without a user', `redis://:«hunter2»@10.1.2.3:6379/0`],
  ['Oracle', `jdbc:oracle:thin:scott/«tiger1»@db:1521/orcl`],
  ['JDBC', `jdbc:sqlserver://h:1433;databaseName=ops;user=etl;password=«r1bW;x»;encrypt=true`],
  ['JDBC query', `jdbc:mysql://h/db?user=a&password=«pa,ss»&useSSL=true`],
  ['log4j', `2026-01-01 DEBUG Conf: javax.net.ssl.keyStorePassword=«changeit»`],
  ['Java map', `{user=etl, password=«Xk.29», host=db}`],
  ['Scala map', `Map(password -> «Xk29fa», user -> etl)`],
  ['YAML', `  password: «correct»\n  user: dbt`],
  ['YAML in quotes', `password: "«two words»" # later`],
  ['escaped JSON', String.raw`"body": "{\"password\":\"«Xk29fa»\",\"user\":\"etl\"}"`],
  ['XML of Hadoop', `<name>javax.jdo.option.ConnectionPassword</name><value>«hive1»</value>`],
  ['XML', `<dbPassword>«hive1»</dbPassword>`],
  ['XML of Spring', `<property name="password" value="«hive1»"/>`],
  ['XML with an attribute', `<entry key="password">«hive1»</entry>`],
  ['escaped in an address', `redirect=%3Fuser%3Detl%26password%3D«Xk29fa»%26db%3Dx`],
  [
    'escaped by a JSON library',
    String.raw`{"url":"u?user\u003detl\u0026password\u003d«Xk29fa»\u0026db"}`,
  ],
  ['command that sets a key', `aws configure set aws_secret_access_key «${letters(40)}»`],
  ['netrc', `machine h login etl password «s3cr3t»`],
  ['Spark options', `.option("user", "etl").option("password", "«s3cr3t»")`],
  ['token as an option', `tool --token «abcdefg1» run`],
  ['token with blanks', `pass = «hunter»`],
  ['option', `sqoop import --username ro --password «rFH5s1» --table t`],
  ['option with equals', `--client-secret=«${letters(12)}» --tenant x`],
  ['mysql', `mysql -h db -u root -p«s3cr3t» shop`],
  ['sshpass', `sshpass -p «s3cr3t» ssh host`],
  ['curl', `curl -s -u admin:«s3cr3t» https://es.example.com`],
  ['SQL', `CREATE USER etl IDENTIFIED BY '«s3cr3t»'`],
  ['SQL with password', `ALTER ROLE etl WITH PASSWORD '«s3cr3t»'`],
  ['shell', `export PGPASSWORD='«s3cr3t»'`],
  ['short name', `DB_PASS=«hunter»`],
  ['secret', `oauth.secret=«hunterx» realm=a`],
  ['Kafka', `required username="c1" password="«CW6gh»";`],
  ['Airflow', `AIRFLOW__CORE__FERNET_KEY=«${letters(43)}=»`],
  ['spark property', `spark.ssl.keyPassword   «abc123»`],
  ['api key', `x-api-key: «${hex(32)}»`],
  ['token in an address', `GET /api?access_token=«${letters(20)}»&page=2`],
  ['private key', `key:\n«${pem('RSA PRIVATE KEY')}»\ndone`],
  [
    'private key without its end',
    `«${pem('OPENSSH PRIVATE KEY').split('\n').slice(0, 3).join('\n')}»`,
  ],
  ['kubeconfig', `client-key-data: «LS0tLS1CRUdJTiBSU0E${letters(200)}»`],
  ['e-mail', `row rejected: email='«marta.kowalczyk+x@mail.example.org»'`],
  ['e-mail of a link', `mailto:«a.b@example.org»?subject=x`],
  ['e-mail in capitals', `to «A.KOWALSKI@EXAMPLE.ORG»;`],
  ['card', `pan «4111 1111 1111 1111» declined`],
  ['card of another form', `amex «378282246310005»,`],
  ['social security number', `ssn «123-45-6789»`],
  ['telephone', `call «+44 20 7946 0958» now`],
  ['telephone of America', `call «(415) 555-0132»`],
  // Numbers that the authorities, ISO 13616 or textbooks publish as examples.
  ['bank account', `refund to «GB82 WEST 1234 5698 7654 32» failed`],
  ['bank account without gaps', `iban="«DE89370400440532013000»"`],
  ['codice fiscale', `fiscal code «RSSMRA85T10A562S» rejected`],
  ['National Insurance number', `employee «QQ123456C» has no payroll`.replace('QQ', 'AB')],
  ['NIR', `assuré «2 55 08 14 168 025 38» absent`],
  ['CPF', `cliente «111.444.777-35» duplicado`],
  ['AHV', `row 7: «756.9217.0769.85»`],
  ['Chinese identity', `id «11010519491231002X» not unique`],
  ['Korean registration', `value «900101-1234568» of column rrn`],
  ['Aadhaar', `kyc «2341 2341 2346» pending`],
  ['named BSN', `{"bsn": "«123456782»", "age": 30}`],
  ['named PESEL', `pesel=«44051401359» invalid`],
  ['named tax id', `steuer-id: «86095742719»`],
  ['named passport', `passport_number='«C01X00T47»'`],
];

const negative: readonly string[] = [
  'application_1712003344556_0917 container_e42_1712003344556_0917_01_000113 appattempt_1712003344556_0917_000001',
  'blk_1073741825_1001 blk_-1608999687919862906 part-00017-4f3a2b1c-9d8e-4f7a-8b6c-5d4e3f2a1b0c.c000.snappy.parquet',
  'task 14e162da-7c71-4946-8451-26ee1e17f638 trace_id=a5ed7db3b4d06b34e81cada31d4143ca',
  'image sha256:2bddfe6e48cfe128bf73dc8abd1e274685eb62373313019058805be9ceda33c1 commit 87b0941be5d8ba16bb58e45474677049ee00e357',
  'offset=98127734451 timestamp=1793011223456 2026-11-24T07:51:04.123+0000 took 4000 ms',
  'FATAL: password authentication failed for user "etl"',
  'ERROR password: incorrect for the user etl',
  'Unexpected token < in JSON at position 0; unexpected token: SELECT',
  'max_tokens=4096 token: 512 tokens=12 token bucket: 500',
  'password=******** secret_key: ${SECRET} token={{ var.value.token }} password=None api_key=null',
  'password: <your-password> aws_secret_access_key = $AWS_SECRET password=os.environ["PW"]',
  'def connect(password: str, token: Optional[str] = None): self.password = config.db.password',
  "for key 'payments.pan' primary key: order_id, partition key=2026-11-24",
  'ssl.key.location=/etc/ssl/private/server.key PWD=/opt/spark/work private_key: /etc/ssl/key.pem',
  'Basic statistics; Bearer channel not used; bearer realm="api"',
  'principal spark/_HOST@EXAMPLE.COM etl@EXAMPLE.COM keytab /etc/security/etl.keytab',
  'abfss://raw@lake.dfs.core.windows.net/a spark://CoarseGrainedScheduler@driver.example.com:35223 git@github.com:a/b.git',
  'akka.tcp://sparkDriver@10.0.0.1:7078 org.apache.spark.Executor@1f2e3d4c http://host:8080/a?b=c@d',
  'bypass=true compass: north design=5 authority=abc1234567 author: somebody1 signal=15',
  'User yarn (auth:SIMPLE),E23,Auth2 and (auth:KERBEROS2)',
  'password: [hidden] secret: (redacted) password=[REDACTED] Enter password: \n"password": {"type": "string"}',
  'password for user etl is required, secret manager, token refresh at 12:00, password_file=/run/x, passwordless=true1',
  'cannot read /etc/passwd: EACCES and /run/secrets/token: a1b2c3d4e5',
  'pass=12 fail=0 passed: 12 passes=3',
  'Secret default/warehouse-credentials-2 not found; secret: warehouse-credentials-2, secret=warehouse-credentials',
  'pod etl-loader-6d5f7c9b8b-x7k2p on ip-10-0-4-17.eu-west-1.compute.internal at 10.44.7.19',
  'java.lang.OutOfMemoryError: Java heap space at org.apache.spark.util.collection.ExternalSorter.insertAll(ExternalSorter.scala:192)',
  'order 4000123412341235 has 3 lines, 1234567812345678 rows, version 1.2.3-4567',
  'task-abcdefghijklmnopqrstuvwxyz risk-adjusted-returns-daily-job-2026 my-sk-learn-pipeline-runner-for-2026',
  'org.postgresql:postgresql:42.7.3 com.example:my-lib_2.13:1.0.0 eyJvcmRlcl9pZCI6IDU1MTJ9',
  '-----BEGIN CERTIFICATE----- MIIB -----END CERTIFICATE-----',
  // Forms of identity numbers whose check digits are wrong, and numbers that only look alike.
  'GB82 WEST 1234 5698 7654 33 RSSMRA85T10A562T 111.444.777-36 756.9217.0769.84 110105194912310021 2341 2341 2345',
  'offset 155081416802538 size 1234 5678 9012 rows 2026 1124 0751 block 123456789 sin(12) tin foil nie wieder nir=0.7 cpf',
  'no passport given; tax id missing; national id is required; dni: null; sinks: 12 ssn_count=3',
];

describe('secrets', () => {
  test.each(positive)('%s', (_, marked) => {
    const start = marked.indexOf('«');
    const end = marked.indexOf('»') - 1;
    const text = marked.replace('«', '').replace('»', '');
    expect(findSecrets(text).map((found) => text.slice(found.start, found.end))).toEqual([
      text.slice(start, end),
    ]);
  });
});

test.each(negative)('not a secret: %s', (text) => {
  expect(findSecrets(text).map((found) => text.slice(found.start, found.end))).toEqual([]);
});

test.each([
  ['connect to «10.1.2.3»:8020 failed', true],
  ['peer=/«2001:db8::8a2e:370:7334» gone', true],
  ['127.0.0.1 0.0.0.0 ::1 :: version 1.2.3.4.5 10.1.2.345 at 12:30:45 a::b std::vector', false],
])('addresses only when asked: %s', (marked, has) => {
  const text = marked.replaceAll(/[«»]/g, '');
  const inner = /«(.+)»/.exec(marked)?.[1];
  expect(findSecrets(text)).toEqual([]);
  expect(
    findSecrets(text, { addresses: true }).map((found) => text.slice(found.start, found.end)),
  ).toEqual(has ? [inner] : []);
});

test('spans are in order and do not overlap, whatever is mixed', () => {
  const text = positive.map(([, marked]) => marked.replaceAll(/[«»]/g, '')).join(' ');
  let last = 0;
  for (const { start, end } of findSecrets(text)) {
    expect(start).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThan(start);
    last = end;
  }
});

test.each([
  ['letters', 'a'],
  ['digits', '1'],
  ['digits with gaps', '4 '],
  ['names without values', 'password='],
  ['options', '--password '],
  ['key blocks without an end', `${begin} PRIVATE KEY-----`],
  ['starts of JWT', 'eyJ-'],
  ['dotted starts of JWT', 'eyJaaaaaaaaaa.'],
  ['addresses', 'a://a:'],
  ['at signs', 'a@'],
  ['accounts', 'GB82 WEST '],
  ['names of identity numbers', 'passport number '],
  ['colons', '1:'],
  ['double colons', '1::'],
  ['dotted hosts', 'a@a.'],
  ['quotes', `"'`],
  ['open quotes', 'password="'],
  ['commands', 'mysql '],
  ['hyphenated commands', 'mysql-'],
  ['plus signs', '+1'],
  ['groups', '+123 123 123 '],
  ['backslashes', 'token=\\'],
  ['bearer', 'bearer '],
  ['cookies', 'cookie:a='],
  ['accounts', 'account.key.a'],
  ['sk', 'sk-'],
  ['base 64', 'LS0tLS1CRUdJTi'],
  ['placeholders', '<a-'],
])('the time grows with the text and not with its square: %s', (_, unit) => {
  const text = unit.repeat(Math.ceil(200_000 / unit.length));
  const started = performance.now();
  findSecrets(text, { addresses: true });
  // Squared, the least of these would take minutes.
  expect(performance.now() - started).toBeLessThan(5000);
});
