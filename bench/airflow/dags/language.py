"""Ways in which Python makes names, tasks and edges."""

from __future__ import annotations

import functools
import itertools
import json
import operator
import string
from collections import namedtuple
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

import pendulum
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import (
    PythonOperator,
)
from airflow.sdk import (
    DAG,
    Label,
    TaskGroup,
    XComArg,
    chain,
    chain_linear,
    cross_downstream,
    dag,
    task,
    task_group,
)

E = EmptyOperator

with DAG("adv_reduce", schedule=None):
    ts = [E(task_id=f"t{i}") for i in range(5)]
    functools.reduce(lambda a, b: a >> b, ts)

with DAG("adv_reduce_op", schedule=None):
    ts = [E(task_id=f"t{i}") for i in range(4)]
    functools.reduce(operator.rshift, ts)

with DAG("adv_zip", schedule=None):
    ts = [E(task_id=c) for c in string.ascii_lowercase[:5]]
    for a, b in zip(ts, ts[1:]):
        a >> b

with DAG("adv_pairwise", schedule=None):
    ts = list(map(lambda n: E(task_id=f"p_{n}"), range(3)))
    for a, b in itertools.pairwise(ts):
        a.set_downstream(b)

with DAG("adv_comp_edges", schedule=None):
    s = E(task_id="s")
    d = {k: E(task_id=k) for k in ("x", "y")}
    [s >> t for t in d.values()]
    e = E(task_id="e")
    _ = {t >> e for t in d.values()}

with DAG("adv_json", schedule=None):
    cfg = json.loads(
        '{"tables": [{"name": "a", "deps": []}, {"name": "b", "deps": ["a"]}, {"name": "c", "deps": ["a", "b"]}]}'
    )
    m = {t["name"]: E(task_id=t["name"]) for t in cfg["tables"]}
    for t in cfg["tables"]:
        for dep in t.get("deps", []):
            m[dep] >> m[t["name"]]

with DAG("adv_walrus", schedule=None):
    if (n := len("abc")) > 2:
        E(task_id=f"n{n}")
    while (n := n - 1) > 0:
        E(task_id=f"w{n}")


class Kind(IntEnum):
    A = 1
    B = 2


with DAG("adv_intenum", schedule=None):
    for k in Kind:
        E(task_id=f"{k.name}_{k.value}")
    E(task_id=Kind(2).name.lower())
    E(task_id=Kind["A"].name.title())


@dataclass
class Conf:
    name: str
    deps: list[str] = field(default_factory=list)
    retries: int = 3

    def __post_init__(self):
        self.full = f"{self.name}_full"

    @property
    def task_id(self):
        return f"do_{self.full}"

    @classmethod
    def make(cls, n):
        return cls(name=f"made{n}")

    @staticmethod
    def suffix(x):
        return x + "_s"


with DAG("adv_dataclass", schedule=None):
    for c in [Conf("a"), Conf("b", deps=["a"]), Conf.make(3)]:
        E(task_id=c.task_id, retries=c.retries)
    E(task_id=Conf.suffix("z"))


class Pt(NamedTuple):
    x: str
    y: int = 7


P2 = namedtuple("P2", "name n")
P3 = namedtuple("P3", ["name", "n"], defaults=[9])

with DAG("adv_namedtuple", schedule=None):
    for p in [Pt("a"), Pt("b", 8)]:
        E(task_id=f"{p.x}{p.y}")
    for name, n in [P2("q", 1), P2(name="r", n=2)]:
        E(task_id=f"{name}{n}")
    E(task_id=P3("k").name + str(P3("k").n))
    E(task_id="_".join(P2("m", 3)._fields))
    E(task_id=P2("m", 3)._replace(name="mm").name)


def gen(n):
    for i in range(n):
        yield f"g{i}"
    yield from ["h0", "h1"]


with DAG("adv_generator", schedule=None):
    prev = None
    for x in gen(2):
        t = E(task_id=x)
        if prev:
            prev >> t
        prev = t


def deco(fn):
    @functools.wraps(fn)
    def inner(*a, **k):
        return fn(*a, **k)

    return inner


@deco
def mk(tid, *, pre="p", **kw):
    return E(task_id=f"{pre}_{tid}", **kw)


with DAG("adv_decorator", schedule=None):
    mk("a") >> mk("b", pre="q", retries=4)


class Factory:
    registry = {}
    prefix = "fac"

    def __init__(self, dag_id, tables):
        self.dag_id = dag_id
        self.tables = tables
        self._tasks = []

    def __enter__(self):
        return self

    def __exit__(self, *a):
        pass

    def __call__(self, name):
        return self.add(name)

    def add(self, name, **kw):
        t = E(task_id=f"{self.prefix}_{name}", **kw)
        self._tasks.append(t)
        return self

    def build(self):
        with DAG(self.dag_id, schedule="@hourly", start_date=datetime(2024, 1, 1), catchup=False) as dag:
            for t in self.tables:
                self.add(t)
            chain(*self._tasks)
        Factory.registry[self.dag_id] = dag
        return dag


f1 = Factory("adv_factory_1", ["a", "b", "c"]).build()
f2 = Factory("adv_factory_2", ["a"]).build()


class Sub(Factory):
    prefix = "sub"

    def add(self, name, **kw):
        super().add(name.upper(), **kw)
        return self


f3 = Sub("adv_factory_3", ["x", "y"]).build()


def create(dag_id, schedule, n=2):
    @dag(dag_id=dag_id, schedule=schedule, start_date=pendulum.datetime(2023, 1, 1, tz="UTC"), catchup=False)
    def inner():
        @task
        def one(i):
            return i

        @task(task_id="two_t")
        def two(xs):
            pass

        two([one.override(task_id=f"one_{i}")(i) for i in range(n)])

    return inner()


for did, sch in {"adv_cr_a": "@daily", "adv_cr_b": "15 3 * * 1"}.items():
    globals()[did] = create(did, sch)

with DAG("adv_starred", schedule=None):
    first, *mid, last = [E(task_id=f"s{i}") for i in range(5)]
    first >> mid >> last

with DAG("adv_slices", schedule=None):
    ts = [E(task_id=f"s{i}") for i in range(6)]
    ts[0] >> ts[1:3]
    ts[::-1][0] << ts[1:-1]

with DAG("adv_chunks", schedule=None):
    names = [f"c{i}" for i in range(7)]
    size = 3
    chunks = [names[i : i + size] for i in range(0, len(names), size)]
    before = None
    for no, chunk in enumerate(chunks):
        with TaskGroup(f"chunk_{no}") as g:
            for n in chunk:
                E(task_id=n)
        if before is not None:
            before >> g
        before = g

with DAG("adv_groups_same", schedule=None):
    with TaskGroup("g1") as g1:
        with TaskGroup("inner") as i1:
            a = E(task_id="a")
        with TaskGroup("inner2") as i2:
            b = E(task_id="a")
        i1 >> i2
    with TaskGroup("g2") as g2:
        with TaskGroup("inner"):
            E(task_id="a")
    g1 >> Label("x") >> g2

with DAG("adv_chain_lists", schedule=None):
    t = {n: E(task_id=n) for n in "abcdefgh"}
    chain(t["a"], [t["b"], t["c"]], [t["d"], t["e"]], t["f"])
    chain_linear(t["f"], [t["g"], t["h"]])

with DAG("adv_chain_groups", schedule=None):
    with TaskGroup("g") as g:
        E(task_id="x")
        E(task_id="y")
    s, e = E(task_id="s"), E(task_id="e")
    chain(s, Label("go"), g, e)

with DAG("adv_cross", schedule=None):
    xs = [E(task_id=f"x{i}") for i in range(2)]
    ys = [E(task_id=f"y{i}") for i in range(3)]
    cross_downstream(xs, ys)


@task
def ext():
    return {"a": 1}


@task
def tr(a, b=None):
    return a


@task(multiple_outputs=True)
def mo():
    return {"k": 1, "l": 2}


with DAG("adv_taskflow_nested", schedule=None):
    e = ext()
    m = mo()
    tr(tr(tr(e["a"]), b=m["k"]), b=[m["l"], {"z": e}])
    tr((e, m))
    tr(f"{e}")
    x = tr.override(task_id="ov", retries=2, trigger_rule="all_done")(1)
    x >> tr(2) >> [tr(3), tr(4)]

with DAG("adv_xcomarg", schedule=None):
    p = PythonOperator(task_id="p", python_callable=lambda: 1)
    tr(p.output)
    tr(XComArg(p))
    tr(p.output["a"])
    BashOperator(task_id="b", bash_command="echo {{ ti.xcom_pull('p') }}")
    BashOperator(task_id="c", bash_command=p.output, env={"A": p.output})
    tr(ext().map(lambda v: v))
    tr(ext().zip(mo()))
    tr(ext().concat(mo()))


@task
def lst():
    return [1, 2]


@task
def add(x, y=1):
    return x + y


with DAG("adv_mapping", schedule=None):
    l = lst()
    a = add.expand(x=l)
    b = add.partial(y=2).expand(x=a)
    c = add.partial(y=l).expand(x=[1, 2])
    add.override(task_id="named").partial(y=1).expand(x=b)

    @task_group
    def tg(n):
        q = add(n)
        return add(q)

    r = tg.expand(n=lst())
    add(r)
    tg.partial().expand(n=[1, 2])
    add.expand_kwargs(lst())
    BashOperator.partial(task_id="bb", retries=1).expand(bash_command=["a", "b"])


with DAG("adv_cond", schedule=None):
    env = "prod"
    t1 = E(task_id="t1")
    t2 = E(task_id="t2") if env == "prod" else E(task_id="t3")
    t1 >> t2
    if env in ("dev", "test") or not t1:
        E(task_id="no")
    elif env.startswith("pro") and len(env) == 4:
        E(task_id="yes")
    match env:
        case "prod":
            E(task_id="m_prod")
        case _:
            E(task_id="m_other")

with DAG("adv_try", schedule=None):
    try:
        v = {"a": 1}["b"]
    except KeyError:
        v = "dflt"
    E(task_id=f"v_{v}")
    try:
        n = int("x")
    except (ValueError, TypeError):
        n = -1
    else:
        n = 5
    finally:
        E(task_id="fin")
    E(task_id=f"n_{abs(n)}")
    for x in ["1", "b", "3"]:
        try:
            y = int(x)
        except ValueError:
            continue
        E(task_id=f"i_{y}")

with DAG("adv_strings", schedule=None):
    E(task_id="{}-{}".format("a", 1))
    E(task_id="{x}_{y:03d}".format(x="a", y=7))
    E(task_id="%(a)s_%(b)d" % {"a": "q", "b": 2})
    E(task_id="A.C".replace(".", "_").lower())
    E(task_id="_".join(sorted({"b", "a"})))
    E(task_id="  pad ".strip().ljust(5, "_"))
    E(task_id="x".zfill(3))
    E(task_id=f"{'a' * 3}{1 + 1}")
    E(task_id=f"{3.14159:.2f}".replace(".", "_"))
    E(task_id=f"{'n':>4}".replace(" ", "_"))
    E(task_id="a,b,c".split(",")[-1] + "1")
    E(task_id="k=v".partition("=")[2])
    E(task_id="pre_name".removeprefix("pre_"))
    E(task_id="CamelCase".swapcase())
    E(task_id=f"{date(2024, 1, 2):%Y%m%d}")
    E(task_id=datetime(2024, 1, 2, 3).strftime("d%Y_%m_%d_%H"))
    E(task_id=str(True) + "_" + repr("x").strip("'"))
    E(task_id=f"{5!r}_{'a'!s}")
    E(task_id="abc"[1:] + "abc"[-1])
    E(task_id=string.capwords("hello world").replace(" ", ""))
    E(task_id="xyz")
    E(task_id=("long_name"))
