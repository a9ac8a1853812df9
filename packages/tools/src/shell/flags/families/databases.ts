/** Clients of databases. Statements are read by effects/sql.ts. */
export const databases = String.raw`
tool psql, pgcli {query} : talks to PostgreSQL
-c, --command=SQL {sql} : runs this SQL
-f, --file=FILE {sql-file} : runs SQL from FILE
-h, --host=HOST : host
-p, --port=PORT : port
-U, --username=NAME : user
-d, --dbname=NAME : database
-W, --password : asks for the password
-w, --no-password : never asks for the password
-l, --list {read-only} : lists databases
-t, --tuples-only : only rows
-A, --no-align : without alignment
-q, --quiet : tells less
-x, --expanded : one column a line
-X, --no-psqlrc : without the file of settings
-a, --echo-all : prints the input
-e, --echo-queries : prints statements
-E, --echo-hidden : prints statements of backslash commands
-b, --echo-errors : prints failed statements
-F, --field-separator=TEXT : fields are separated by TEXT
-R, --record-separator=TEXT : rows are separated by TEXT
-z, --field-separator-zero, -0, --record-separator-zero : separated by zero bytes
-H, --html : as HTML
--csv : as CSV
-P, --pset=SETTING : form of the output
-v, --set, --variable=NAME=VALUE : sets a variable
-1, --single-transaction : all or nothing
-s, --single-step : asks before each statement
-S, --single-line : a line ends a statement
-n, --no-readline : plain input
-o, --output=FILE {writes overwrite-file} : writes to FILE
-L, --log-file=FILE {writes overwrite-file} : writes a log
-V, --version, -?, --help {help} : prints help or the version
* DATABASE : database
* USER : user

tool mysql, mariadb, mycli, tidb {query} : talks to MySQL
-e, --execute=SQL {sql} : runs this SQL
--init-command=SQL {sql} : runs this SQL first
-h, --host=HOST : host
-P, --port=PORT : port
-u, --user=NAME : user
-p, --password[=TEXT] : the password; asks for it when TEXT is missing
-D, --database=NAME : database
-N, --skip-column-names : without names of columns
-B, --batch : fields separated by tabs
-s, --silent : tells less
-r, --raw : without escapes
-t, --table : as a table
-E, --vertical : one column a line
-H, --html : as HTML
-X, --xml : as XML
-A, --no-auto-rehash : does not read names of tables
-f, --force : goes on after errors
-v, --verbose : tells more
-q, --quick : prints rows as they come
-w, --wait : waits for the server
-C, --compress : compresses
-S, --socket=FILE : socket
-U, --safe-updates, --i-am-a-dummy : refuses UPDATE and DELETE without a key
--tee=FILE {writes overwrite-file} : writes a copy to FILE
--pager=COMMAND {shell} : shows results through a command
--defaults-file, --defaults-extra-file, --defaults-group-suffix, --login-path, --protocol, --delimiter, --connect-timeout, --max-allowed-packet, --default-character-set, --ssl-ca, --ssl-mode, --ssl-cert, --ssl-key=VALUE : setting
--local-infile[=YES], --column-names, --unbuffered, -n, --no-beep, --ssl, --column-type-info : how
-V, --version, -?, --help {help} : prints help or the version
* DATABASE : database

tool mysqladmin : administers MySQL
-h, --host=HOST : host
-u, --user=NAME : user
-p, --password[=TEXT] : the password
-f, --force : without asking
> status, ping, processlist, variables, extended-status, version {read-only} : shows the state
> drop {database-destroy} : deletes a database
> create {database-write} : makes a database
> shutdown {system-shutdown} : stops the server
> kill, flush-tables, flush-logs, flush-hosts, flush-privileges, refresh, reload, start-slave, stop-slave {service-change} : changes the server
> password {credential-change} : changes a password

tool mysqldump, mariadb-dump, pg_dump, pg_dumpall, mongodump {read-only} : prints or writes a copy of a database
-h, --host=HOST : host
-P, --port=PORT : port
-p, --password[=TEXT] : password or port
-u, --user=NAME : user
-U, --username=NAME : user
-d, --dbname, --db=NAME : database
-t, --table=NAME : table
-n, --schema=NAME : schema
-T, --exclude-table, -N, --exclude-schema, --ignore-table=NAME : leaves out
-F, --format=FORMAT : form
-f, --file, --result-file=FILE {writes overwrite-file create-file} : writes to FILE
-o, --out=DIR {create-file} : writes into DIR
-j, --jobs=N : so many at once
-Z, --compress[=N] : compresses
-s, --schema-only, -a, --data-only, --no-data, --single-transaction, --quick, --all-databases, -A, -B, --databases, --routines, --triggers, --events, --no-owner, -O, -x, --no-privileges, --no-acl, --inserts, --column-inserts, -v, --verbose, -W, -w, --skip-lock-tables, --lock-tables, --gzip, --no-create-info, --no-tablespaces, --if-exists, -c, --clean, -C, --create, --skip-comments, --compact, --hex-blob : how
--where=CONDITION : only such rows
--uri, --collection, --query, --archive, --set-gtid-purged, --default-character-set, --tab[=VALUE] : setting
* NAME... : database and tables

tool pg_restore, mongorestore {database-write} : brings a copy of a database back
-d, --dbname, --db, --nsInclude=NAME : database
-h, --host=HOST : host
-p, --port=PORT : port
-U, --username=NAME : user
-l, --list {read-only} : lists what is in the copy
-c, --clean {database-destroy} : deletes objects first
--drop {database-destroy} : deletes collections first
-C, --create, --if-exists, -1, -v, --verbose, -O, --no-owner, -x, -a, -s, -e, --gzip : how
-j, --jobs, -t, --table, -n, --schema, -F, --format, -L, --use-list, --uri, --archive, --dir[=VALUE] : setting
-f, --file=FILE {writes overwrite-file} : writes SQL to FILE
* FILE {reads} : the copy

tool dropdb, dropuser {database-destroy} : deletes a database or a user
-h, -p, -U, --host, --port, --username=VALUE : where
-i, -e, -f, --if-exists, --force : how
* NAME : which

tool createdb, createuser, pg_ctl, pg_ctlcluster, vacuumdb, reindexdb, initdb, pg_upgrade, clusterdb {database-write} : administers PostgreSQL
-h, -p, -U, -d, --host, --port, --username, --dbname, -D=VALUE : where
-O, -E, -T, --owner=VALUE : setting
-a, -z, -f, -v, -e, -w, -t, --all, --analyze, --full, --verbose, -j : how
* NAME... : which

tool pg_isready, pg_lsclusters, pg_controldata, pg_config, pgbadger {read-only} : shows the state of PostgreSQL
-h, -p, -U, -d, -t=VALUE : where
-q : prints nothing

tool pg_resetwal, pg_archivecleanup, pg_dropcluster {database-destroy} : throws away parts of a database
-f, -n, -D : how

tool sqlite3, sqlite {query} : runs SQL on a file
-header, -headers, -noheader : with or without names of columns
-csv, -json, -line, -list, -column, -html, -markdown, -table, -box, -quote, -tabs, -ascii : form of the output
-separator=TEXT : fields are separated by TEXT
-nullvalue=TEXT : TEXT for missing values
-cmd=COMMAND {sql} : runs this first
-init=FILE {sql-file} : runs FILE first
-readonly : does not change the file
-safe : without commands that reach out
-batch, -interactive, -bail, -echo, -stats : how
-version, -help {help} : prints help or the version
* FILE : database
* SQL... {sql} : statements

tool duckdb {query} : runs SQL on files
-c, -s=SQL {sql} : runs this SQL
-cmd=SQL {sql} : runs this SQL first
-f, -init, --init=FILE {sql-file} : runs SQL from FILE
-header, -noheader : with or without names of columns
-csv, -json, -jsonlines, -line, -list, -column, -html, -markdown, -table, -box, -quote, -ascii, -latex : form of the output
-separator=TEXT : fields are separated by TEXT
-nullvalue=TEXT : TEXT for missing values
-readonly : does not change the file
-safe, -batch, -interactive, -bail, -echo, -unsigned, -no-stdin, -ui : how
-version, --version, -help, --help {help} : prints help or the version
* FILE : database
* SQL... {sql} : statements

tool trino, presto, presto-cli {query} : talks to Trino
--execute=SQL {sql} : runs this SQL
-f, --file=FILE {sql-file} : runs SQL from FILE
--server=ADDRESS : server
--catalog=NAME : catalogue
--schema=NAME : schema
--user=NAME : user
--password : asks for the password
--output-format=FORMAT : form of the output
--session, --source, --client-tags, --keystore-path, --truststore-path, --timezone, --client-request-timeout, --http-proxy, --access-token, --extra-credential, --krb5-principal=VALUE : setting
--debug, --ignore-errors, --progress, --insecure, --disable-compression, --external-authentication : how
--version, --help {help} : prints help or the version

tool clickhouse-client, clickhouse-local, clickhouse {query} : runs SQL on ClickHouse
-q, --query=SQL {sql} : runs this SQL
--queries-file=FILE {sql-file} : runs SQL from FILE
-h, --host, --port, -u, --user, -d, --database, -f, --format, --password, --input-format, --output-format, --max_memory_usage, -S, --structure, -N, --table, --file=VALUE : setting
-m, --multiline, -n, --multiquery, -t, --time, -s, --secure, --progress, -v, --stacktrace : how

tool bq : works with BigQuery
--project_id, --location, --dataset_id, --format, --job_id=VALUE : setting
--dry_run {dry-run} : only shows how much would be read
-q, --quiet, --headless, --sync, --nosync : how
> ls, show, head, version, help, info, wait {read-only} : shows tables
-j, -n, -m, -a, --max_results, --schema, --format, --filter[=VALUE] : how
> query {query} : runs SQL
--use_legacy_sql, --nouse_legacy_sql, --append_table, --allow_large_results, --batch, --use_cache, --nouse_cache : how
--replace {database-write} : replaces the table of the result
--destination_table, --max_rows, -n, --maximum_bytes_billed, --time_partitioning_field, --label, --parameter=VALUE : setting
* SQL... {sql} : the statement
> rm {database-destroy} : deletes tables or datasets
-r, -f, -t, -d, -m : what
> load, extract, insert, mk, mkdef, update, cp, partition, cancel, undelete {database-write} : changes tables
--replace {database-destroy} : replaces all rows
-f, -t, -d, --append_table, --autodetect, --skip_leading_rows, --source_format, --field_delimiter, --destination_format, --schema, --expiration, --description[=VALUE] : how

tool snowsql, sqlcmd, isql, sqlplus, db2, vsql, usql, cqlsh, nzsql, tsql, bcp, osql, teradata, hdbsql {query} : talks to a database
-q, -Q, -e, --execute, --query=SQL {sql} : runs this SQL
-c, --command=SQL {sql} : runs this SQL, or a connection
-f, -i, --filename, --file=FILE {sql-file} : runs SQL from FILE
-a, -u, -U, -d, -D, -s, -S, -w, -r, -p, -P, -h, -o=VALUE : setting
-b, -t, -N, -x, -E, -C, -I, -L, -k : how

tool redis-cli, valkey-cli {stops} : talks to Redis
-h=HOST : host
-p=PORT : port
-a, --pass=TEXT {credential-use} : the password, which other users can see
-u=ADDRESS : address
-n=N : database
-r=N : so often
-i=SECONDS : time between
-x, -c, --raw, --no-raw, --csv, --tls, -3, -2, --no-auth-warning : how
--scan {read-only} : lists keys
--bigkeys, --memkeys, --hotkeys, --stat, --latency, --latency-history, --intrinsic-latency {read-only} : shows figures
--pattern=PATTERN : such keys
--user, --cacert, --cert, --key, --count=VALUE : setting
--eval=FILE {dynamic-command} : runs a script
--pipe {database-write} : sends commands from the input
--rdb=FILE {create-file} : writes a copy
* COMMAND... : command and its arguments

tool mongosh, mongo {query} : talks to MongoDB
--eval=CODE {mongo-code} : runs this code
--host, --port, -u, --username, -p, --password, --authenticationDatabase, --apiVersion=VALUE : setting
-f, --file=FILE {sql-file} : runs FILE
--quiet, --norc, --json, --tls, --verbose : how
* ADDRESS : database
* FILE... {sql-file} : file to run

tool influx, cypher-shell, arangosh, couchbase-cli, zookeeper-shell, etcdctl, consul, vault, zkCli, nomad {config-change} : talks to a store
-address, --address, -host, -port, -u, -p, --endpoints, -database, -execute, -server, -format=VALUE : setting
> get, read, list, ls, status, version, members, catalog, endpoint health, endpoint status, member list, kv get, kv list {read-only} : reads
> del, delete, deleteall, destroy, kv delete, kv destroy, rmr {database-destroy} : deletes
`;
