#!/usr/bin/env bash
# Starts a small Airflow (SQLite, loopback) with the DAGs beside this file, runs a command against it, and ends it:
# `bash start.sh PYTHON_BIN_FOLDER COMMAND...`. The command finds AIRFLOW_URL, READER_NAME, READER_PASSWORD (may only read),
# ADMIN_NAME and ADMIN_PASSWORD (may trigger) in its environment. Airflow 2 and 3; everything is kept in a folder that is deleted.
set -euo pipefail
bin=$(realpath "$1"); shift
here=$(cd "$(dirname "$0")" && pwd)
home=$(mktemp -d)
port=${AIRFLOW_PORT:-7399}
pids=()
stop() {
  local code=$?
  for pid in "${pids[@]}"; do kill -- "-$pid" 2>/dev/null || true; done
  sleep 1
  for pid in "${pids[@]}"; do kill -9 -- "-$pid" 2>/dev/null || true; done
  if [ "$code" -ne 0 ]; then tail -n 5 "$home"/*.out >&2; fi
  rm -rf "$home"
}
trap stop EXIT
mkdir "$home/dags" && cp "$here"/dags/*.py "$home/dags"
export AIRFLOW_HOME="$home" PATH="$bin:$PATH"
export AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__CORE__DAGS_FOLDER="$home/dags"
export AIRFLOW__CORE__EXECUTOR=LocalExecutor AIRFLOW__CORE__PARALLELISM=2
export AIRFLOW_URL="http://127.0.0.1:$port" READER_NAME=reader ADMIN_NAME=boss
READER_PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n') ADMIN_PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
export READER_PASSWORD ADMIN_PASSWORD
run() {
  setsid "$bin/airflow" "$@" >"$home/${1}.out" 2>&1 </dev/null &
  pids+=($!)
}
if "$bin/python" -c 'import sys, importlib.metadata as m; sys.exit(not m.version("apache-airflow").startswith("2."))'; then
  # SQLite and the LocalExecutor do not go together in Airflow 2.
  export AIRFLOW__CORE__EXECUTOR=SequentialExecutor AIRFLOW__WEBSERVER__WORKERS=1
  export AIRFLOW__API__AUTH_BACKENDS=airflow.providers.fab.auth_manager.api.auth.backend.basic_auth
  export AIRFLOW__WEBSERVER__WEB_SERVER_HOST=127.0.0.1 AIRFLOW__WEBSERVER__WEB_SERVER_PORT=$port
  "$bin/airflow" db migrate >"$home/migrate.out" 2>&1
  "$bin/airflow" sync-perm >"$home/roles.out" 2>&1
  for user in "$READER_NAME $READER_PASSWORD Viewer" "$ADMIN_NAME $ADMIN_PASSWORD Admin"; do
    read -r name password role <<<"$user"
    "$bin/airflow" users create -u "$name" -p "$password" -r "$role" -f "$name" -l "$name" -e "$name@localhost" >"$home/users.out" 2>&1
  done
  run webserver
  run scheduler
else
  export AIRFLOW__API__HOST=127.0.0.1 AIRFLOW__API__PORT=$port AIRFLOW__API__BASE_URL="$AIRFLOW_URL" AIRFLOW__API__WORKERS=1
  export AIRFLOW__CORE__EXECUTION_API_SERVER_URL="$AIRFLOW_URL/execution/"
  export AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL=5 AIRFLOW__API_AUTH__JWT_ISSUER=airflow
  AIRFLOW__API_AUTH__JWT_SECRET=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
  export AIRFLOW__API_AUTH__JWT_SECRET
  export AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS="$READER_NAME:viewer,$ADMIN_NAME:admin"
  export AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE="$home/passwords.json"
  printf '{"%s": "%s", "%s": "%s"}' "$READER_NAME" "$READER_PASSWORD" "$ADMIN_NAME" "$ADMIN_PASSWORD" >"$home/passwords.json"
  "$bin/airflow" db migrate >"$home/migrate.out" 2>&1
  run api-server
  run scheduler
  run dag-processor
fi
"$@"
