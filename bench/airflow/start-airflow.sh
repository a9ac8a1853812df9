#!/usr/bin/env bash
# Starts a small Airflow 3 (standalone, SQLite, loopback) with one DAG that fails and one that does not load:
# `bash start-airflow.sh PYTHON_BIN_FOLDER HOME_FOLDER SECONDS`. The DAGs are in HOME_FOLDER/dags. Ends after SECONDS.
set -euo pipefail
bin=$1 home=$2 seconds=$3
export AIRFLOW_HOME="$home" PATH="$bin:$PATH"
export AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__CORE__DAGS_FOLDER="$home/dags"
export AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS=True
export AIRFLOW__API_AUTH__JWT_ISSUER=airflow AIRFLOW__CORE__DAG_DISCOVERY_SAFE_MODE=False
export AIRFLOW__API__HOST=127.0.0.1 AIRFLOW__API__PORT=7399 AIRFLOW__API__BASE_URL=http://127.0.0.1:7399
export AIRFLOW__CORE__EXECUTION_API_SERVER_URL=http://127.0.0.1:7399/execution/
export AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL=5 AIRFLOW__API__WORKERS=1
exec timeout --kill-after=10 "$seconds" "$bin/airflow" standalone
