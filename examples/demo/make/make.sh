#!/usr/bin/env bash
# Runs the nightly_orders pipeline for two days on a real Airflow and a real Spark
# standalone cluster, then collects the logs into ../healthy and ../failed.
# Needs bash, Java 17, Python 3.11 and PyPI. About 10 minutes on 2 cores, 6 GB of memory.
#
#   examples/demo/make/make.sh            everything
#   examples/demo/make/make.sh install | data | run [healthy|failed] | collect | clean
#
# DEMO_ROOT is the folder everything runs in; it is outside the repository.
set -euo pipefail

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="${DEMO_ROOT:-/tmp/nightly-orders-demo}"
HEALTHY_DAY=2026-11-21
FAILED_DAY=2026-11-22

# Package versions are those of PyPI on this day, so no constraints file is needed.
CUTOFF=2026-03-15
AIRFLOW=3.1.8
SPARK=4.1.1

export PIPELINE_HOME="$ROOT/pipeline"
export SPARK_PYTHON="$ROOT/spark-venv/bin/python"
export SPARK_CONF_DIR="$ROOT/conf"
export SPARK_USER=etl HADOOP_USER_NAME=etl SPARK_LOCAL_IP=127.0.0.1
export PYSPARK_PYTHON="$SPARK_PYTHON"
export AIRFLOW_HOME="$ROOT/airflow"
export AIRFLOW__CORE__DAGS_FOLDER="$PIPELINE_HOME/dags"
export AIRFLOW__CORE__LOAD_EXAMPLES=False
export AIRFLOW__CORE__EXECUTOR=LocalExecutor
export AIRFLOW__CORE__PARALLELISM=2
export AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION=False
export AIRFLOW__CORE__EXECUTION_API_SERVER_URL=http://127.0.0.1:18080/execution/
export AIRFLOW__API__HOST=127.0.0.1 AIRFLOW__API__PORT=18080 AIRFLOW__API__WORKERS=1
export AIRFLOW__LOGGING__COLORED_CONSOLE_LOG=False
export NO_COLOR=1 TZ=UTC

PIDS=()

install() {
  [ -x "$ROOT/tool-venv/bin/uv" ] || {
    python3.11 -m venv "$ROOT/tool-venv"
    "$ROOT/tool-venv/bin/pip" install -q 'uv==0.10.12' 'zstandard==0.25.0'
  }
  local uv="$ROOT/tool-venv/bin/uv"
  [ -x "$ROOT/airflow-venv/bin/airflow" ] || {
    "$uv" venv -q --clear -p python3.11 "$ROOT/airflow-venv"
    "$uv" pip install -q -p "$ROOT/airflow-venv/bin/python" --exclude-newer "$CUTOFF" "apache-airflow==$AIRFLOW"
  }
  [ -x "$ROOT/spark-venv/bin/spark-submit" ] || {
    "$uv" venv -q --clear -p python3.11 "$ROOT/spark-venv"
    "$uv" pip install -q -p "$SPARK_PYTHON" --exclude-newer "$CUTOFF" "pyspark==$SPARK" numpy pyarrow
  }
}

data() {
  mkdir -p "$PIPELINE_HOME"
  [ -s "$ROOT/data.jsonl" ] && return
  "$SPARK_PYTHON" "$HERE/make_data.py" --out "$PIPELINE_HOME/landing" \
    --normal-day "$HEALTHY_DAY" --guest-day "$FAILED_DAY" | tee "$ROOT/data.tmp"
  mv "$ROOT/data.tmp" "$ROOT/data.jsonl"
}

start() { # name, log folder, command...
  local name="$1" logs="$2"
  shift 2
  setsid "$@" >"$logs/$name.log" 2>&1 9>&- &
  PIDS+=("$!")
}

stop_all() {
  local pid
  for pid in "${PIDS[@]}"; do kill -- "-$pid" 2>/dev/null || true; done
  sleep 3
  for pid in "${PIDS[@]}"; do kill -9 -- "-$pid" 2>/dev/null || true; done
  PIDS=()
}
trap stop_all EXIT

wait_for() { # seconds, what, command...
  local left="$1" what="$2"
  shift 2
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || { echo "gave up waiting for $what" >&2; return 1; }
    sleep 1
  done
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

run_state() { # run id
  "$ROOT/airflow-venv/bin/python" - "$AIRFLOW_HOME/airflow.db" "$1" <<'PY'
import sqlite3, sys
row = sqlite3.connect(sys.argv[1]).execute("select state from dag_run where run_id=?", sys.argv[2:]).fetchone()
print(row[0] if row else "none")
PY
}

ended() { case "$(run_state "$1")" in success | failed) true ;; *) false ;; esac; }

run_day() { # case, day, state wanted
  local case="$1" day="$2" want="$3" logs="$ROOT/runs/$1" run="landing__$2"
  echo "== $case: orders of $day"
  rm -rf "$logs" "$AIRFLOW_HOME" "$PIPELINE_HOME/staging" "$PIPELINE_HOME/serving"
  mkdir -p "$logs/work-1" "$logs/work-2" "$logs/events"
  mkdir -p "$SPARK_CONF_DIR"
  cp "$HERE/pipeline/conf/spark-defaults.conf" "$SPARK_CONF_DIR/"
  echo "spark.eventLog.dir              file:$logs/events" >>"$SPARK_CONF_DIR/spark-defaults.conf"
  mkdir -p "$PIPELINE_HOME/dags" "$PIPELINE_HOME/jobs"
  cp "$HERE"/pipeline/dags/*.py "$PIPELINE_HOME/dags/"
  cp "$HERE"/pipeline/jobs/*.py "$PIPELINE_HOME/jobs/"

  # A master and two workers, each worker on its own loopback address.
  local class="$ROOT/spark-venv/bin/spark-class"
  start spark-master "$logs" "$class" org.apache.spark.deploy.master.Master \
    --host 127.0.0.1 --port 7077 --webui-port 18081
  wait_for 60 "the Spark master" listens 7077
  local n
  for n in 1 2; do
    start "spark-worker-$n" "$logs" env SPARK_LOCAL_IP="127.0.0.1$n" "$class" \
      org.apache.spark.deploy.worker.Worker --host "127.0.0.1$n" --webui-port "1808$((n + 1))" \
      --cores 2 --memory 1g --work-dir "$logs/work-$n" spark://127.0.0.1:7077
  done

  export PATH="$ROOT/airflow-venv/bin:$ROOT/spark-venv/bin:$PATH"
  export AIRFLOW__API_AUTH__JWT_SECRET="${AIRFLOW__API_AUTH__JWT_SECRET:-$(head -c 32 /dev/urandom | base64)}"
  export AIRFLOW__LOGGING__BASE_LOG_FOLDER="$logs/airflow"
  export AIRFLOW__LOGGING__DAG_PROCESSOR_CHILD_PROCESS_LOG_DIRECTORY="$logs/dag_processor"
  airflow db migrate >"$logs/db-migrate.log" 2>&1
  start api-server "$logs" airflow api-server
  start dag-processor "$logs" airflow dag-processor
  start scheduler "$logs" airflow scheduler
  wait_for 90 "the API server" listens 18080
  wait_for 90 "the DAG" airflow dags details nightly_orders
  airflow dags trigger nightly_orders --run-id "$run" --logical-date "${day}T00:00:00+00:00" >"$logs/trigger.log" 2>&1
  wait_for 1500 "the run" ended "$run"
  sleep 5
  stop_all
  local state
  state="$(run_state "$run")"
  echo "== $case: run $run ended as $state"
  [ "$state" = "$want" ]
}

run() {
  local port
  for port in 7077 18080 18081; do
    ! listens "$port" || { echo "port $port of 127.0.0.1 is in use" >&2; return 1; }
  done
  case "${1:-both}" in healthy | both) run_day healthy "$HEALTHY_DAY" success ;; esac
  case "${1:-both}" in failed | both) run_day failed "$FAILED_DAY" failed ;; esac
}

collect() {
  "$ROOT/tool-venv/bin/python" "$HERE/collect.py" --root "$ROOT" --out "$HERE/.."
  "$ROOT/tool-venv/bin/python" "$HERE/skew.py" "$HERE/../failed" "$HERE/../healthy"
}

# One start at a time, whatever the step: a second one would empty the folders of the first.
mkdir -p "$ROOT"
exec 9>"$ROOT/lock"
flock -n 9 || { echo "another start of this script uses $ROOT" >&2; exit 1; }

case "${1:-all}" in
  install | data | run | collect) "$@" ;;
  all) install; data; run; collect ;;
  clean) rm -rf "$ROOT" ;;
  *) echo "unknown step $1" >&2; exit 2 ;;
esac
