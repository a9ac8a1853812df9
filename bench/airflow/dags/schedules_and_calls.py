"""Schedules of every kind, default arguments, setup and teardown, groups, and what itertools gives."""

from __future__ import annotations

import copy
import itertools
import math
import os
import re
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pendulum
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.latest_only import LatestOnlyOperator
from airflow.providers.standard.operators.python import (
    BranchPythonOperator,
    ShortCircuitOperator,
)
from airflow.sdk import (
    DAG,
    Asset,
    AssetAll,
    AssetAny,
    BaseOperator,
    Param,
    TaskGroup,
    asset,
    dag,
    setup,
    task,
    task_group,
    teardown,
)
from airflow.timetables.assets import AssetOrTimeSchedule
from airflow.timetables.events import EventsTimetable
from airflow.timetables.trigger import (
    CronTriggerTimetable,
    DeltaTriggerTimetable,
    MultipleCronTriggerTimetable,
)
from airflow.utils.trigger_rule import TriggerRule

E = EmptyOperator
S = datetime(2024, 1, 1)

with DAG("sch_delta_days", schedule=timedelta(days=1, hours=2), start_date=S, catchup=True):
    E(task_id="a")
with DAG("sch_rel", schedule=timedelta(weeks=1), start_date=S):
    E(task_id="a")
with DAG("sch_cron_const", schedule=" ".join(["0", "4", "*", "*", "MON-FRI"]), start_date=S):
    E(task_id="a")
with DAG("sch_preset_weekly", schedule="@weekly", start_date=S):
    E(task_id="a")
with DAG("sch_preset_cont", schedule="@continuous", start_date=S, max_active_runs=1):
    E(task_id="a")
with DAG("sch_once", schedule="@once"):
    E(task_id="a")
with DAG("sch_crontrig", schedule=CronTriggerTimetable("0 1 * * *", timezone="Europe/Paris"), start_date=S):
    E(task_id="a")
with DAG("sch_deltatrig", schedule=DeltaTriggerTimetable(timedelta(hours=3)), start_date=S):
    E(task_id="a")
with DAG(
    "sch_multi", schedule=MultipleCronTriggerTimetable("0 1 * * *", "0 5 * * 1", timezone="UTC"), start_date=S
):
    E(task_id="a")
with DAG(
    "sch_events",
    schedule=EventsTimetable(event_dates=[pendulum.datetime(2024, 4, 5, tz="UTC")]),
    start_date=S,
):
    E(task_id="a")
with DAG(
    "sch_assetortime",
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("0 1 * * 3", timezone="UTC"), assets=(Asset("x1") & Asset("x2"))
    ),
    start_date=S,
):
    E(task_id="a")
with DAG("sch_assets_list", schedule=[Asset("s3://a/b"), Asset(name="n", uri="s3://c/d")]):
    E(task_id="a")
A1 = Asset("a1")
A2 = Asset("a2")
A3 = Asset("a3")
with DAG("sch_assets_expr", schedule=(A1 | A2) & A3):
    E(task_id="a")
with DAG("sch_assets_any", schedule=AssetAny(A1, AssetAll(A2, A3))):
    E(task_id="a")
with DAG("sch_assets_loop", schedule=[Asset(f"tbl_{i}") for i in range(3)]):
    E(task_id="a", outlets=[Asset("out")])
with DAG("sch_sched_var", schedule=None if 1 > 2 else "@monthly", start_date=S):
    E(task_id="a")
with DAG(
    "sch_min",
    schedule="*/15 * * * *",
    start_date=pendulum.datetime(2024, 3, 1, 5, 30, tz="America/New_York"),
    end_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
    tags={"b", "a"},
    max_active_tasks=3,
    dagrun_timeout=timedelta(hours=1),
):
    E(task_id="a")
with DAG("sch_zone", schedule="@daily", start_date=datetime(2024, 7, 1, tzinfo=ZoneInfo("Asia/Tokyo"))):
    E(task_id="a")
with DAG("sch_pend_parse", schedule="@daily", start_date=pendulum.parse("2024-02-03T04:05:06+02:00")):
    E(task_id="a")
with DAG("sch_pend_sub", schedule="@daily", start_date=pendulum.datetime(2024, 1, 31).add(months=1)):
    E(task_id="a")
with DAG(
    "sch_dt_arith",
    schedule="@daily",
    start_date=datetime(2024, 1, 1) + timedelta(days=45),
    default_args={"start_date": datetime(2020, 1, 1)},
):
    E(task_id="a")
with DAG(
    "sch_defarg_start",
    schedule="@daily",
    default_args={
        "start_date": datetime(2020, 1, 1),
        "owner": "o",
        "retries": 1,
        "end_date": datetime(2030, 1, 1),
    },
):
    E(task_id="a")
with DAG("sch_fromiso", schedule="@daily", start_date=datetime.fromisoformat("2024-05-06")):
    E(task_id="a")
with DAG("sch_strptime", schedule="@daily", start_date=datetime.strptime("2024-05-06", "%Y-%m-%d")):
    E(task_id="a")

BASE_ARGS = {"owner": "base", "retries": 2}
with DAG("arg_merge", schedule=None, default_args={**BASE_ARGS, "retries": 5, "pool": "p1"}):
    E(task_id="a")
    E(task_id="b", retries=0, owner="me")
    with TaskGroup("g", default_args={"retries": 7}):
        E(task_id="c")
        with TaskGroup("h", default_args={"owner": "hh"}):
            E(task_id="d")
with DAG("arg_or", schedule=None, default_args=BASE_ARGS | {"owner": "x"}):
    E(task_id="a")
d2 = copy.deepcopy(BASE_ARGS)
d2.update(retries=9)
d2["owner"] = "cp"
with DAG("arg_copy", schedule=None, default_args=d2):
    E(task_id="a")
d3 = dict(BASE_ARGS, retries=8)
with DAG("arg_dict", schedule=None, default_args=d3):
    E(task_id="a")
kw = dict(schedule="@daily", start_date=S, catchup=True, tags=["k"])
with DAG("arg_kwargs", **kw):
    E(task_id="a")
args = ["arg_star"]
with DAG(*args, schedule=None):
    E(task_id="a")

with DAG("br", schedule=None) as br:

    def pick():
        return "x"

    b = BranchPythonOperator(task_id="b", python_callable=pick)
    x, y = E(task_id="x"), E(task_id="y")
    j = E(task_id="j", trigger_rule=TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS)
    b >> [x, y] >> j
    LatestOnlyOperator(task_id="lo") >> b
    ShortCircuitOperator(task_id="sc", python_callable=lambda: True) >> b

with DAG("st", schedule=None):

    @setup
    def up():
        return 1

    @teardown
    def down(x):
        pass

    @task
    def w(x=None):
        pass

    u = up()
    d = down(u)
    u >> w() >> w() >> d
with DAG("st_ctx", schedule=None):
    u1 = E(task_id="u1").as_setup()
    u2 = E(task_id="u2").as_setup()
    dd = E(task_id="dd")
    with dd.as_teardown(setups=[u1, u2]):
        E(task_id="w1") >> E(task_id="w2")
with DAG("st_ctx2", schedule=None):
    c = E(task_id="c")
    dl = E(task_id="dl")
    ws = [E(task_id=f"w{i}") for i in range(2)]
    c >> ws >> dl.as_teardown(setups=c)
with DAG("st_grp", schedule=None):
    with TaskGroup("g") as g:
        s1 = E(task_id="s1").as_setup()
        w1 = E(task_id="w1")
        t1 = E(task_id="t1").as_teardown(setups=s1)
        s1 >> w1 >> t1
    with TaskGroup("h") as h:
        E(task_id="k")
    g >> h


@task_group(group_id="etl", tooltip="tt", prefix_group_id=False)
def etl(src, *dsts, **opts):
    a = E(task_id=f"read_{src}")
    for d in dsts:
        a >> E(task_id=f"write_{d}")
    return a


with DAG("tg_args", schedule=None):
    etl("s", "d1", "d2") >> E(task_id="z")


@task_group
def nested(n):
    @task_group
    def deep(m):
        @task
        def leaf(v):
            return v

        return leaf(m)

    r = deep(n)
    deep(n + 1)
    return r


with DAG("tg_nested", schedule=None):
    nested(1)
    nested(2)
    nested.override(group_id="other")(3)
    x = nested(4)
    x >> E(task_id="end")

with DAG("def_dict", schedule=None):
    deps = defaultdict(list)
    deps["b"].append("a")
    deps["c"].append("a")
    deps["c"].append("b")
    tt = {}
    for n in "abc":
        tt[n] = E(task_id=n)
        for u in deps[n]:
            tt[u] >> tt[n]
    od = OrderedDict([("q", 1), ("r", 2)])
    for k, v in od.items():
        E(task_id=f"{k}{v}")
    cnt = Counter("aab")
    for k, v in sorted(cnt.items()):
        E(task_id=f"cnt_{k}_{v}")
    dq = deque(["m", "n"])
    dq.appendleft("l")
    for k in dq:
        E(task_id=f"dq_{k}")
with DAG("iter", schedule=None):
    for a, b in itertools.product("ab", [1, 2]):
        E(task_id=f"{a}{b}")
    for a, b in itertools.combinations("xyz", 2):
        E(task_id=f"cb_{a}{b}")
    for p in itertools.permutations([1, 2]):
        E(task_id="pm_" + "".join(map(str, p)))
    for i, x in enumerate(itertools.chain("a", ["b"], *[["c"], ["d"]])):
        E(task_id=f"ch_{i}{x}")
    for x in itertools.chain.from_iterable([["e"], ["f"]]):
        E(task_id=f"cf_{x}")
    for x, y in itertools.zip_longest("ab", "c", fillvalue="_"):
        E(task_id=f"zl_{x}{y}")
    for k, g in itertools.groupby(sorted(["aa", "ab", "ba"]), key=lambda s: s[0]):
        E(task_id=f"gb_{k}_{len(list(g))}")
    for x in itertools.repeat("r", 1):
        E(task_id=x)
    for x in itertools.accumulate([1, 2, 3]):
        E(task_id=f"ac_{x}")
    for x in reversed(["v", "w"]):
        E(task_id=f"rv_{x}")
    for x in filter(None, ["", "o"]):
        E(task_id=f"fl_{x}")
    for x in filter(lambda q: q > 1, [1, 2]):
        E(task_id=f"fl_{x}")
    E(
        task_id=f"mx_{max([3, 9, 2])}_{min(4, 2)}_{sum([1, 2])}_{any([0, 1])}_{all([])}_{round(2.6)}_{divmod(7, 2)[1]}_{pow(2, 3)}_{len({1, 2})}_{abs(-3)}"
    )
    E(
        task_id=f"mx_{max(['aa', 'b'], key=len)}_{math.ceil(2.1)}_{math.floor(2.9)}_{int('12')}_{float(3)}_{bool('')}_{ord('a')}_{chr(98)}_{hex(255)}".replace(
            ".", "_"
        )
    )
    E(task_id=re.sub(r"[^a-z]+", "_", "a b!c"))
with DAG("ops", schedule=None) as o:
    first = E(task_id="first")
    first.set_downstream([E(task_id="d1"), E(task_id="d2")])
    E(task_id="u") >> first
    [E(task_id="l1"), E(task_id="l2")] >> first << E(task_id="r1")
    E(task_id="m1") << [E(task_id="m2"), E(task_id="m3")]
    for t in o.leaves:
        pass
    for t in list(o.tasks)[:2]:
        t >> E(task_id=f"after_{t.task_id}")
    o.get_task("d1") >> o.get_task("d2")
dd = DAG("old", schedule=None, start_date=S)
oa = E(task_id="oa", dag=dd)
ob = E(task_id="ob", dag=dd)
ob.set_upstream(oa)
with dd:
    oc = E(task_id="oc")
    ob >> oc
with TaskGroup("outer", dag=dd) as og:
    od_ = E(task_id="od")
og << oc


def add_to(dag, n):
    with dag:
        return E(task_id=n)


add_to(dd, "fn") >> oc
tg = TaskGroup(group_id="late", dag=dd)
lt = E(task_id="lt", task_group=tg, dag=dd)


@asset(schedule="@daily")
def my_asset():
    pass


@asset(schedule=my_asset, uri="s3://b/k", name="second")
def other(self, my_asset):
    pass


@asset.multi(schedule=None, outlets=[Asset("o1"), Asset("o2")])
def multi():
    pass


@dag(schedule="@daily", start_date=S, params={"p": Param(1, type="integer")})
def with_params(x: int = 3, y: str = "a"):
    @task
    def use(v, w=None, **context):
        return v

    use(x, w="{{ params.p }}")

    @task.bash
    def sh():
        return "echo"

    @task.branch
    def brn():
        return "sh"

    @task.short_circuit
    def scc():
        return True

    @task.sensor(poke_interval=5, mode="reschedule")
    def sen():
        return True

    @task.virtualenv(requirements=["x"])
    def venv():
        pass

    @task.external_python(python="/usr/bin/python3")
    def extp():
        pass

    sen() >> scc() >> brn() >> sh()
    return use(1)


wp = with_params()


class Op(BaseOperator):
    template_fields = ("sql",)
    ui_color = "#fff"

    def __init__(self, *, sql: str, table=None, conn="c", **kwargs):
        super().__init__(**kwargs)
        self.sql = sql
        self.table = table

    def execute(self, context):
        return 1


class Op2(Op):
    def __init__(self, name, **kw):
        super().__init__(sql=f"select {name}", task_id=f"op2_{name}", **kw)


with DAG("custom", schedule=None):

    @task
    def q():
        return "x"

    v = q()
    Op(task_id="o1", sql=v) >> Op2(name="n", retries=3)
    Op(task_id="o2", sql="x", table=v)
    Op.partial(task_id="o3").expand(sql=["a", "b"])
if __name__ == "__main__":
    with DAG("never", schedule=None):
        E(task_id="a")
if os.environ.get("NO_SUCH_ENV_HERE"):
    with DAG("maybe", schedule=None):
        E(task_id="a")
for env in ("dev", "prd"):

    @dag(dag_id=f"per_env_{env}", schedule=None, tags=[env])
    def per_env():
        @task(task_id=f"run_{env}")
        def run():
            pass

        run()

    per_env()
dags = {}
for i in range(2):
    dags[i] = DAG(f"indict_{i}", schedule=None)
    E(task_id="a", dag=dags[i])
lst = [DAG("inlist", schedule=None)]
E(task_id="a", dag=lst[0])


def ret():
    with DAG("ctx_in_func", schedule=None) as x:
        E(task_id="a")


ret()
