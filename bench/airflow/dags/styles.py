"""Styles that people use."""

import json
import logging
import os
import re
from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Callable, Dict, List, Optional, TypedDict

from airflow import DAG
from airflow.datasets import Dataset
from airflow.decorators import dag, task, task_group
from airflow.models.baseoperator import chain
from airflow.operators.bash import BashOperator
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import BranchPythonOperator, PythonOperator
from airflow.sensors.base import BaseSensorOperator
from airflow.utils.edgemodifier import Label
from airflow.utils.task_group import TaskGroup
from airflow.utils.trigger_rule import TriggerRule

log = logging.getLogger(__name__)
START = datetime(2023, 6, 1)
ENV = os.getenv("ENVIRONMENT", "dev")
HERE = Path(__file__).parent
DAG_NAME = os.path.basename(__file__).replace(".pyc", "").replace(".py", "")
NAME2 = Path(__file__).stem
NAME3 = os.path.splitext(os.path.basename(__file__))[0]

with DAG(DAG_NAME + "_1", schedule="@daily", start_date=START, catchup=False) as dag1:
    a = EmptyOperator(task_id="a")
with DAG(dag_id=f"{NAME2}_2", schedule="0 0 * * 0", start_date=START) as dag2:
    a = EmptyOperator(task_id="a")
with DAG(dag_id=NAME3.upper(), schedule=None) as dag3:
    a = EmptyOperator(task_id="a")


class TableCfg(TypedDict):
    name: str
    pk: List[str]


TABLES: List[TableCfg] = [
    {"name": "users", "pk": ["id"]},
    {"name": "orders", "pk": ["id", "ts"]},
    TableCfg(name="items", pk=[]),
]

with DAG(
    "r_tables",
    schedule="@hourly",
    start_date=START,
    catchup=False,
    default_args={"owner": "de", "depends_on_past": False, "retries": 2, "retry_delay": timedelta(minutes=5)},
) as dagt:
    start = EmptyOperator(task_id="start")
    end = EmptyOperator(task_id="end")
    for cfg in TABLES:
        with TaskGroup(group_id=f"load_{cfg['name']}") as tg:
            ext = PythonOperator(
                task_id="extract", python_callable=lambda **c: None, op_kwargs={"t": cfg["name"]}
            )
            chk = EmptyOperator(task_id=f"check_{'_'.join(cfg['pk']) or 'none'}")
            if len(cfg["pk"]) > 1:
                dd = EmptyOperator(task_id="dedup")
                ext >> dd >> chk
            else:
                ext >> chk
        start >> tg >> end


class BasePipe(ABC):
    schedule: Optional[str] = None
    tags: List[str] = []

    @abstractmethod
    def steps(self): ...
    @property
    def dag_id(self) -> str:
        return re.sub("Pipe$", "", self.__class__.__name__).lower() + "_pipe"

    def build(self) -> DAG:
        d = DAG(self.dag_id, schedule=self.schedule, start_date=START, tags=self.tags, catchup=False)
        prev = None
        for i, s in enumerate(self.steps(), 1):
            t = EmptyOperator(task_id=f"{i:02}_{s}", dag=d)
            if prev is not None:
                prev.set_downstream(t)
            prev = t
        return d


class SalesPipe(BasePipe):
    schedule = "@daily"
    tags = ["sales"]

    def steps(self):
        return ["pull", "push"]


class StockPipe(BasePipe):
    schedule = "5 4 * * *"

    def steps(self):
        yield "one"
        yield "two"


for cls in (SalesPipe, StockPipe):
    p = cls()
    globals()[p.dag_id] = p.build()
for cls in BasePipe.__subclasses__():
    pass


def default_args(**over):
    base = {"owner": "airflow", "retries": 1}
    base.update(over)
    return base


with DAG("r_defaults", schedule=None, default_args=default_args(owner="x", email_on_failure=False)):
    EmptyOperator(task_id="a")


def with_retry(op, n: int = 3, **kw):
    return op(retries=n, **kw)


with DAG("r_hof", schedule=None):
    mk = partial(with_retry, EmptyOperator, n=5)
    mk(task_id="a") >> with_retry(BashOperator, task_id="b", bash_command="x")
    ops: Dict[str, Callable] = {"e": EmptyOperator, "b": partial(BashOperator, bash_command="true")}
    xs = [ops[k](task_id=f"op_{k}") for k in ops]
    chain(*xs)


class Sens(BaseSensorOperator):
    def __init__(self, path, **kwargs):
        self.path = path
        super().__init__(mode="reschedule", **kwargs)

    def poke(self, context):
        return True


with DAG("r_sensor", schedule=None):
    s = Sens(task_id="s", path="/x", poke_interval=30)
    s2 = Sens(task_id="s2", path="/y", timeout=10, mode="poke") if False else None

graph = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}
with DAG("r_graph", schedule=None):
    tasks = {}
    for node in graph:
        tasks[node] = EmptyOperator(task_id=node)
    for node, ups in graph.items():
        for up in ups:
            tasks[up] >> tasks[node]
    roots = [t for t in tasks.values() if not t.upstream_list]
    leaves = [t for t in tasks.values() if not t.downstream_list]
    EmptyOperator(task_id="begin") >> roots
    leaves >> EmptyOperator(task_id="finish")


def topo(g):
    seen, out = set(), []

    def visit(n):
        if n in seen:
            return
        seen.add(n)
        for m in g[n]:
            visit(m)
        out.append(n)

    for n in g:
        visit(n)
    return out


with DAG("r_topo", schedule=None):
    chain(*[EmptyOperator(task_id=f"t_{n}") for n in topo(graph)])


@task
def get():
    return [1]


@task
def proc(x, *, y=0):
    return x


@task(task_id="fin", trigger_rule=TriggerRule.ALL_DONE)
def fin(*xs):
    pass


@dag(schedule=[Dataset("s3://x/y")], start_date=START, catchup=False, tags=["ds"])
def r_flow():
    """Doc"""
    vals = get()
    outs = []
    for i in range(3):
        with TaskGroup(f"g{i}"):
            o = proc(vals, y=i)
            outs.append(o)
            if i:
                outs[i - 1] >> o
    fin(*outs)
    a, b = proc.override(task_id="pa")(1), proc.override(task_id="pb")(2)
    [a, b] >> EmptyOperator(task_id="join") >> [proc(a), proc(b)]

    @task_group
    def inner_g(v, k="z"):
        return proc(proc(v), y=proc(k))

    res = [inner_g(o) for o in outs]
    fin.override(task_id="fin2")(res)
    res[0] >> res[1]


r_flow()

for team, conf in {"ml": dict(cron="0 1 * * *", steps=2), "bi": dict(cron=None, steps=1)}.items():
    dag_id = f"r_team_{team}"
    with DAG(dag_id, schedule=conf["cron"], start_date=START, catchup=False) as _d:
        last = None
        for k in range(conf["steps"]):
            cur = BashOperator(task_id=f"step_{k}", bash_command=f"echo {team} {k}")
            if last:
                last >> cur
            last = cur
    globals()[dag_id] = _d

if ENV == "no-such":
    with DAG("r_maybe", schedule=None):
        EmptyOperator(task_id="a")

cfg_file = HERE / "conf.json"
conf = json.loads(cfg_file.read_text()) if cfg_file.exists() else {"jobs": []}


def sub(dag, name, n):
    tg = TaskGroup(group_id=name, dag=dag)
    ts = [EmptyOperator(task_id=f"s{i}", task_group=tg, dag=dag) for i in range(n)]
    for x, y in zip(ts[:-1], ts[1:]):
        x >> y
    return tg


d9 = DAG("r_sub", schedule=None)
one, two = sub(d9, "one", 2), sub(d9, "two", 3)
one >> Label("ok") >> two

with DAG(dag_id="r_branch", schedule=None) as d10:
    options = ["a", "b", "c"]
    br = BranchPythonOperator(task_id="br", python_callable=lambda: "a")
    join = EmptyOperator(task_id="join", trigger_rule="none_failed_min_one_success")
    for o in options:
        t = EmptyOperator(task_id=o)
        f = EmptyOperator(task_id="follow_" + o)
        br >> Label(o) >> t >> f >> join
with d10:
    late = EmptyOperator(task_id="late")
    join.set_downstream(late)
assert len(d10.tasks) == 9
print(f"loaded {d10.dag_id}")
d10.doc_md = __doc__
d10.tags = ["late"]
del late
