/** Schedulers and transformations. */
export const pipelines = String.raw`
tool airflow : schedules pipelines
-h, --help {help} : prints help
-v, --verbose : tells more
-o, --output=FORMAT : form of the output
-S, --subdir=DIR : where the DAG files are
> dags list, dags list-runs, dags list-jobs, dags list-import-errors, dags details, dags show, dags show-dependencies, dags next-execution, dags report, dags state, tasks list, tasks state, tasks states-for-dag-run, tasks failed-deps, tasks render, config list, config get-value, config lint, connections list, connections get, variables list, variables get, pools list, pools get, roles list, users list, version, info, cheat-sheet, plugins, providers list, providers get, providers hooks, db check, db check-migrations, jobs check, assets list, datasets list, standalone-info {read-only} : shows DAGs, tasks and settings
-d, --dag-id=ID : DAG
-t, --task-id=ID : task
-r, --run-id=ID : run
-s, --start-date=DATE : from that date on
-e, --end-date=DATE : up to that date
--state=STATE : in that state
--no-backfill, --tree, --imgcat, -l, --local, -B, --bundle-name, --color, --columns, --limit : how
--save=FILE {writes overwrite-file} : writes a picture to FILE
* ID... : DAG and task
> dags trigger {job-submit} : starts a run of a DAG
-c, --conf=JSON : settings of the run
-e, --exec-date, --logical-date=DATE : date of the run
-r, --run-id=ID : name of the run
--no-replace-microseconds : keeps fractions of seconds
* DAG : DAG
> dags backfill, backfill create {job-submit} : runs a DAG for past dates
-s, --start-date, --from-date=DATE : from that date on
-e, --end-date, --to-date=DATE : up to that date
-t, --task-regex=PATTERN : only such tasks
-x, --donot-pickle, -l, --local, -i, --ignore-dependencies, -I, --ignore-first-depends-on-past, --continue-on-failures, --run-backwards, -m, --mark-success, -v, --verbose : how
-n, --dry-run {dry-run} : only shows what would be done
--reset-dagruns, --rerun-failed-tasks : runs again
-y, --yes : does not ask
-c, --conf=JSON : settings of the runs
--dag-id, --pool, --delay-on-limit, --max-active-runs, --reprocess-behavior, --dag-run-conf=VALUE : setting
* DAG : DAG
> dags test, tasks test, tasks run {job-submit} : runs a DAG or a task now
-n, --dry-run {dry-run} : only shows
--env-vars, -t, --task-params, -c, --conf, --cfg-path, -p, --pool, --pickle=VALUE : setting
-m, --mark-success, -f, --force, -A, --ignore-all-dependencies, -i, -I, -l, --local, --raw, --interactive : how
* ID... : DAG, task and date
> tasks clear {job-submit} : forgets the state of tasks, so that they run again
-s, --start-date=DATE : from that date on
-e, --end-date=DATE : up to that date
-t, --task-regex=PATTERN : only such tasks
-f, --only-failed : only failed ones
-r, --only-running : only running ones
-d, --downstream : also tasks after them
-u, --upstream : also tasks before them
-y, --yes : does not ask
-R, --dag-regex, -X, --exclude-parentdag, -x, --exclude-subdags : which
* DAG : DAG
> dags pause, dags unpause, dags reserialize, dags generate, pools set, pools import, variables set, variables import, connections add, connections import, connections create-default-connections, connections test, roles create, roles add-perms, users create, users add-role, users import, sync-perm, users reset-password {config-change} : changes settings
-y, --yes : does not ask
-j, --json, --conn-type, --conn-uri, --conn-host, --conn-login, --conn-schema, --conn-port, --conn-extra, --conn-json, --role, --username, -u, --firstname, -f, --lastname, -l, --email, -e, -r, --description=VALUE : setting
--conn-password, -p, --password=TEXT {credential-use} : the password, which other users can see
* ITEM... : what
> variables export, connections export, pools export, roles export, users export {create-file credential-use} : writes settings, also secret ones
--file-format=FORMAT : form
* FILE {writes} : file
> dags delete {scheduler-reset} : deletes a DAG with its whole history
-y, --yes : does not ask
* DAG : DAG
> connections delete, variables delete, pools delete, users delete, roles delete, roles del-perms, users remove-role {config-change delete-file} : deletes a setting
--color=WHEN : in colours
* ID : which
> db reset, resetdb {scheduler-reset} : deletes the database with all history, and makes a new one
-y, --yes : does not ask
-s, --skip-init : does not make a new one
* ITEM... : DAG, task, name or value
> db clean {scheduler-reset} : deletes old rows of the database
--clean-before-timestamp=TIME : older than TIME
-t, --tables=LIST : these tables
--skip-archive : keeps no copy
--dry-run {dry-run} : only shows what would be done
-y, --yes : does not ask
* ITEM... : DAG, task, name or value
> db drop-archived {scheduler-reset} : deletes copies of old rows
-y, --yes, -t, --tables : how
* ITEM... : DAG, task, name or value
> db export-archived {create-file} : writes copies of old rows
--output-path, --export-format, --tables=VALUE : setting
* ITEM... : DAG, task, name or value
> db init, db migrate, db upgrade, db create-default-connections, initdb, upgradedb {database-write} : makes or changes the tables of the database
-y, --yes, --show-sql-only : how
-n, --to-version, -r, --to-revision, --from-version=VALUE : version
* ITEM... : DAG, task, name or value
> db downgrade {scheduler-reset} : takes tables of the database back to an older form
-y, --yes : does not ask
-n, --to-version, -r, --to-revision=VALUE : version
--show-sql-only {dry-run} : only shows what would be done
* ITEM... : DAG, task, name or value
> db shell {dynamic-command} : opens the database
* ITEM... : DAG, task, name or value
> webserver, scheduler, worker, triggerer, standalone, celery worker, celery stop, celery flower, kerberos, dag-processor, api-server, kubernetes cleanup-pods, rotate-fernet-key, lazy-loaded {service-change} : runs a service of Airflow
-D, --daemon : in the background
-p, --port, -q, --queues, -c, --concurrency, -H, --hostname, -w, --workers, --pid, -l=VALUE : setting
* ITEM... : DAG, task, name or value

tool dbt : builds tables and views from SQL files
-s, --select, --models, -m=NODES : only these
--exclude=NODES : without these
--selector=NAME : a selection with that name
-t, --target=NAME : that target
--profile=NAME : that profile
--profiles-dir=DIR : where profiles are
--project-dir=DIR : where the project is
--vars=YAML : variables
--threads=N : so many at once
--state=DIR : earlier state
--target-path=DIR : where results go
--defer, --no-defer, --fail-fast, -x, --no-partial-parse, --partial-parse, --debug, -d, -q, --quiet, --warn-error, --no-version-check, --favor-state, --use-colors, --no-use-colors, --indirect-selection, --store-failures, --log-level, --log-format, --output, --resource-type, --output-keys, --limit[=VALUE] : how
--empty : without rows
-f, --full-refresh {database-destroy} : drops tables and builds them again
--version, --help, -h {help} : prints help or the version
> ls, list, parse, compile, debug, show, source freshness, docs generate, docs serve, test {read-only} : reads the project, or tests the data
--inline=SQL {sql} : the statement
* ITEM... : macro or argument
> run, build, snapshot, retry, run-operation {database-write} : builds tables and views
--args=YAML : arguments
* ITEM... : macro or argument
> seed {database-write} : loads CSV files into tables
--show : shows rows
* ITEM... : macro or argument
> clone {database-write} : makes copies of tables
* ITEM... : macro or argument
> clean {delete-many} : deletes the folders with results and packages
--no-clean-project-files-only : also outside the project
* ITEM... : macro or argument
> deps {package-change network-download} : fetches packages
--upgrade, --lock : how
* ITEM... : macro or argument
> init {create-file} : makes a project
* ITEM... : macro or argument
> freshness {read-only} : tests how new sources are
* ITEM... : macro or argument

tool prefect, dagster, luigi, oozie, nifi, great_expectations, gx, sqlmesh, meltano, airbyte {job-submit} : runs pipelines
-h, --help, --version {help} : prints help or the version
> list, ls, version, flow-run ls, deployment ls, job list, info, status, logs {read-only} : shows pipelines
> delete, database reset, run delete, run wipe, instance wipe, asset wipe, flow-run delete, deployment delete {scheduler-reset} : deletes history
`;
