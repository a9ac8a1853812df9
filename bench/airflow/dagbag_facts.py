"""Writes what a real DagBag of the installed apache-airflow finds in a folder, as JSON: one entry a file.

    AIRFLOW_HOME=$(mktemp -d) python dagbag_facts.py FOLDER dagbag.json [INERT,MODULES]
    AIRFLOW_HOME=$(mktemp -d) python dagbag_facts.py FOLDER dagbag.json --homes

Needs Airflow 2 or 3 in the Python that runs it; no database, no scheduler. With `--homes` each folder in FOLDER is an Airflow home: its
`dags`, `config` and `plugins` are put on Python's path as Airflow does. Each file is imported in a process of its own, as the DAG
processor does, so that no module is left over from another file. Modules below the last argument's names that are not
installed are replaced (`inert_modules.py`), so that DAG files of cloud providers can be imported without the clouds' libraries.
"""

import json
import os
import sys
import warnings
from pathlib import Path

os.environ.setdefault("AIRFLOW__CORE__LOAD_EXAMPLES", "False")
os.environ.setdefault("AIRFLOW__CORE__UNIT_TEST_MODE", "False")
os.environ.setdefault("AIRFLOW__LOGGING__LOGGING_LEVEL", "ERROR")
warnings.filterwarnings("ignore")

HOMES = "--homes" in sys.argv
if len(sys.argv) > 3 and not HOMES:
    import inert_modules

    inert_modules.allow(sys.argv[3].split(","))

import airflow  # noqa: E402

try:
    from airflow.dag_processing.dagbag import DagBag  # noqa: E402
except ImportError:
    from airflow.models.dagbag import DagBag  # noqa: E402


def schedule_of(dag):
    timetable = dag.timetable
    name = type(timetable).__name__
    schedule = dag.schedule if hasattr(dag, "schedule") else dag.schedule_interval
    if name == "NullTimetable":
        return {"kind": "none"}
    if name in ("OnceTimetable", "ContinuousTimetable"):
        return {"kind": "preset", "value": str(schedule)}
    if isinstance(schedule, str) and (schedule.startswith("@") or " " in schedule.strip()) and name.startswith("Cron"):
        kind = "preset" if schedule.startswith("@") else "cron"
        return {"kind": kind, "value": schedule}
    if hasattr(schedule, "total_seconds"):
        return {"kind": "timedelta", "seconds": schedule.total_seconds()}
    if name in ("AssetTriggeredTimetable", "DatasetTriggeredTimetable"):
        return {"kind": "assets"}
    return {"kind": "timetable", "class": name}


# Airflow 2 would ask its database else.
FROM_FILES_ONLY = {"read_dags_from_db": False} if airflow.__version__.startswith("2.") else {}


def number(value):
    return None if value is None else value.total_seconds()


def task_of(task):
    group = task.task_group
    return {
        "task_id": task.task_id,
        "operator": task.operator_class.__name__ if hasattr(task, "operator_class") else type(task).__name__,
        "trigger_rule": str(getattr(task.trigger_rule, "value", task.trigger_rule)),
        "retries": task.retries,
        "retry_delay": number(task.retry_delay),
        "owner": task.owner,
        "pool": task.pool,
        "setup": task.is_setup,
        "teardown": task.is_teardown,
        "mapped": bool(getattr(task, "is_mapped", type(task).__name__ == "MappedOperator")),
        "group": group.group_id if group is not None and not group.is_root else None,
    }


def dag_of(dag):
    return {
        "dag_id": dag.dag_id,
        "schedule": schedule_of(dag),
        "start_date": dag.start_date.isoformat() if dag.start_date else None,
        "catchup": dag.catchup,
        "tags": sorted(dag.tags),
        "max_active_runs": dag.max_active_runs,
        "tasks": [task_of(task) for task in dag.tasks],
        "edges": sorted([task.task_id, down] for task in dag.tasks for down in task.downstream_task_ids),
    }


def found_in(path, search):
    sys.path.extend(search)
    bag = DagBag(dag_folder=str(path), include_examples=False, safe_mode=False, **FROM_FILES_ONLY)
    here = f"{path.parent.resolve()}/"
    errors = [text.strip().splitlines()[-1].replace(here, "") for text in bag.import_errors.values()]
    return {"errors": errors, "dags": [dag_of(dag) for _, dag in sorted(bag.dags.items())]}


def in_own_process(path, search):
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            json.dump(found_in(path, search), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    os.wait()
    return json.loads(text)


def main(folder, out):
    files = []
    for path in sorted(Path(folder).rglob("*.py")):
        home = Path(folder) / path.relative_to(folder).parts[0]
        search = [str(home / name) for name in ("dags", "config", "plugins")] if HOMES else []
        found = in_own_process(path, search)
        if found["dags"] or found["errors"]:
            files.append({"file": str(path.relative_to(folder)), **found})
    Path(out).write_text(json.dumps({"airflow": airflow.__version__, "homes": HOMES, "files": files}))


main(sys.argv[1], sys.argv[2])
