"""DAGs of many shapes, to compare what is read from the source with what Airflow makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from itertools import product
from pathlib import Path

import pendulum

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import (
    DAG,
    Asset,
    AssetAlias,
    BaseOperator,
    Label,
    TaskGroup,
    chain,
    cross_downstream,
    dag,
    setup,
    task,
    task_group,
    teardown,
)
from airflow.timetables.interval import CronDataIntervalTimetable
from airflow.utils.trigger_rule import TriggerRule

BASE = Path(__file__).stem
DEFAULTS = {"owner": "data", "retries": 2, "retry_delay": timedelta(minutes=7)}
REGIONS = ["eu", "us"]
TABLES = {"orders": {"hour": 1, "deps": []}, "items": {"hour": 2, "deps": ["orders"]}}


class Layer(Enum):
    RAW = "raw"
    CLEAN = "clean"


@dataclass
class Job:
    name: str
    retries: int = 1
    pool: str = "default_pool"


class Load(BaseOperator):
    template_fields = ("table",)

    def __init__(self, table, rows=None, **kwargs):
        super().__init__(**kwargs)
        self.table = table
        self.rows = rows

    def execute(self, context):
        return self.table


class LoadDaily(Load):
    def __init__(self, name, **kwargs):
        kwargs.setdefault("retries", 5)
        super().__init__(table=name, task_id=f"daily_{name}", **kwargs)


def make(name, layer=Layer.RAW, *, hour, **kwargs):
    return BashOperator(task_id=f"{layer.value}_{name}_{hour:02d}", bash_command="true", **kwargs)


with DAG(
    dag_id=f"{BASE}_loops",
    schedule="@daily",
    start_date=pendulum.datetime(2024, 3, 31, tz="Europe/Berlin"),
    default_args=DEFAULTS,
    tags=["a", *REGIONS],
    max_active_runs=1,
) as loops:
    made = {}
    for name, settings in TABLES.items():
        made[name] = make(name, hour=settings["hour"], trigger_rule=TriggerRule.ALL_DONE)
        for dep in settings["deps"]:
            made[dep] >> made[name]
    for region, layer in product(REGIONS, Layer):
        EmptyOperator(task_id=f"{region}_{layer.name.lower()}") >> made["items"]
    pairs = [EmptyOperator(task_id="pair_%s_%d" % (x, i)) for i, x in enumerate("ab", start=1)]
    chain(*pairs)
    small = partial(BashOperator, bash_command="true", pool="default_pool")
    ends = [small(task_id=t) for t in sorted({"z", "y"})]
    cross_downstream(pairs, ends)
    for job in [Job("one"), Job("two", retries=4)]:
        BashOperator(task_id=job.name, bash_command="true", retries=job.retries)
    i = 0
    while i < 3:
        if i == 1:
            i += 1
            continue
        EmptyOperator(task_id=f"while_{i}")
        i += 1

with DAG(
    "shapes_labels", schedule=timedelta(hours=6), start_date=datetime(2024, 1, 1), catchup=True
) as labels:
    start = EmptyOperator(task_id="start")
    with TaskGroup("left", tooltip="Left") as left:
        l1 = EmptyOperator(task_id="l1")
        l2 = EmptyOperator(task_id="l2")
        l1 >> l2
    with TaskGroup(group_id="right", default_args={"retries": 9}) as right:
        with TaskGroup("inner") as inner:
            r1 = EmptyOperator(task_id="r1")
        r2 = EmptyOperator(task_id="r2", retries=1)
        inner >> r2
    with TaskGroup("bare", prefix_group_id=False) as bare:
        EmptyOperator(task_id="naked")
        with TaskGroup("nested"):
            EmptyOperator(task_id="deep")
    with TaskGroup("empty") as empty:
        pass
    end = EmptyOperator(task_id="end", trigger_rule="none_failed_min_one_success")
    start >> Label("to the left") >> left >> end
    start >> right >> Label("done") >> end
    start >> bare >> empty >> end
    r1 >> Label("out") >> l2
    l1.set_downstream([r1, r2])
    end << [start]


@task
def extract(n: int = 0) -> dict:
    return {"rows": [n]}


@task(retries=3, multiple_outputs=True)
def transform(rows, extra=None):
    return {"a": rows}


@task.branch(task_id="choose")
def pick(value):
    return "load"


@task_group
def pair(value):
    """Two steps."""
    first = transform(value)
    return transform.override(task_id="second")(first["a"])


@task_group(group_id="nothing_returned", default_args={"owner": "group"})
def quiet(value):
    transform(value)


@dag(schedule="0 3 * * *", start_date=datetime(2024, 1, 1), tags=["taskflow"], default_args=DEFAULTS)
def shapes_taskflow(limit: int = 10):
    """Taskflow."""
    one = extract(limit)
    two = [extract.override(task_id=f"extract_{n}")(n) for n in range(2)]
    joined = transform(two, extra={"deep": [one["rows"]]})
    for n in range(3):
        joined >> pair(n)
    g = quiet(one)
    pick(one) >> [g, joined]
    BashOperator(task_id="text", bash_command=f"echo {one['rows']}")
    BashOperator(task_id="templated", bash_command=joined)
    Load(task_id="load", table=one, rows=joined) >> LoadDaily(name="items")
    op = PythonOperator(task_id="classic", python_callable=print, op_args=[one])
    transform(op.output)


shapes_taskflow()

with DAG("shapes_mapping", schedule=None) as mapping:

    @task
    def names():
        return ["a"]

    @task
    def greet(name, end):
        return name

    @task_group
    def each(item, other):
        a = greet(item, end="!")
        b = EmptyOperator(task_id="b")
        a >> b

    listed = names()
    mapped = greet.partial(end=".").expand(name=listed)
    greet.expand_kwargs([{"name": "x", "end": "y"}])
    BashOperator.partial(task_id="bash", env={"A": "b"}, retries=2).expand(
        bash_command=listed.map(lambda n: n)
    )
    Load.partial(task_id="load", rows=1).expand(table=mapped)
    each.partial(other=1).expand(item=listed)
    each.expand_kwargs(names())
    zipped = listed.zip(names.override(task_id="names2")())
    greet.override(task_id="of_zip").partial(end="").expand(name=zipped)

with DAG("shapes_setup", schedule="@once", start_date=datetime.min) as setups:

    @setup
    def create():
        return 1

    @teardown(on_failure_fail_dagrun=True)
    def delete(cluster):
        pass

    @task
    def work(x=None):
        pass

    with delete(create()):
        w1 = work()
        w2 = work()
        w1 >> w2

    @setup
    def outer_up():
        pass

    @teardown
    def outer_down():
        pass

    @setup
    def inner_up():
        pass

    @teardown
    def inner_down():
        pass

    with outer_up() >> outer_down():
        work()
        with inner_up() >> inner_down():
            work() >> EmptyOperator(task_id="inner_work")

    s = EmptyOperator(task_id="s").as_setup()
    t = EmptyOperator(task_id="t").as_teardown(setups=s)
    s >> EmptyOperator(task_id="between") >> t
    with TaskGroup("cleaned") as cleaned:
        c1 = EmptyOperator(task_id="c1").as_setup()
        c2 = EmptyOperator(task_id="c2")
        c3 = EmptyOperator(task_id="c3").as_teardown(setups=c1)
        c1 >> c2 >> c3
    cleaned >> EmptyOperator(task_id="after_cleaned")

one_asset = Asset("s3://bucket/one")
with DAG("shapes_asset", schedule=(one_asset & Asset(name="two")) | AssetAlias("three"), catchup=False):
    PythonSensor(
        task_id="wait", python_callable=lambda: True, mode="reschedule", timeout=60, outlets=[one_asset]
    )

with DAG(
    "shapes_timetable",
    schedule=CronDataIntervalTimetable("0 4 * * *", timezone="UTC"),
    start_date=datetime(2024, 1, 1),
):
    EmptyOperator(task_id="only")


def build(number):
    with DAG(f"shapes_built_{number}", schedule=None, tags=[str(number)]) as built:
        a = EmptyOperator(task_id="a")
        if number % 2:
            a >> EmptyOperator(task_id="odd")
        else:
            a << EmptyOperator(task_id="even")
    return built


for number in range(3):
    globals()[f"built_{number}"] = build(number)

constructed = DAG(
    "shapes_constructed", schedule="30 2 * * 1-5", start_date=datetime(2024, 5, 1), description="Old style"
)
first = BashOperator(task_id="first", bash_command="true", dag=constructed)
second = BashOperator(task_id="second", bash_command="true", dag=constructed)
floating = EmptyOperator(task_id="floating")
first >> second
second.set_downstream(floating)


def hidden():
    lost = DAG("shapes_lost", schedule=None)
    EmptyOperator(task_id="a", dag=lost)


hidden()
