"""Mapped tasks and groups, setups and teardowns in each other, labels, ids that are taken."""

from datetime import datetime, timedelta

import yaml
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator as E
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import (
    DAG,
    Label,
    TaskGroup,
    chain,
    dag,
    setup,
    task,
    task_group,
    teardown,
)

CONF = """
dags:
  - id: y_one
    schedule: "@daily"
    tasks: [a, b]
  - id: y_two
    schedule: null
    tasks: [c]
"""
for d in yaml.safe_load(CONF)["dags"]:
    with DAG(d["id"], schedule=d["schedule"], start_date=datetime(2024, 1, 1), catchup=False):
        chain(*[E(task_id=t) for t in d["tasks"]])

with DAG("m_setup_groups", schedule=None):

    @task_group
    def tg1():
        @setup
        def s():
            pass

        @teardown
        def t():
            pass

        @task
        def w():
            pass

        x, y, z = s(), w(), t()
        x >> y >> z
        x >> z

    @task_group
    def tg2():
        @task
        def w2():
            pass

        w2()

    tg1() >> tg2()

with DAG("m_setup_nested", schedule=None):
    a = E(task_id="a").as_setup()
    b = E(task_id="b").as_setup()
    a >> b
    c = E(task_id="c")
    d = E(task_id="d").as_teardown(setups=b)
    e = E(task_id="e").as_teardown(setups=a)
    with d:
        b >> c
    d >> e
with DAG("m_ctx_teardown_list", schedule=None):
    s1, s2 = E(task_id="s1").as_setup(), E(task_id="s2").as_setup()
    t1 = E(task_id="t1").as_teardown(setups=[s1])
    with s1 >> t1:
        E(task_id="w1")
        with s2 >> E(task_id="t2").as_teardown(setups=s2):
            E(task_id="w2") >> E(task_id="w3")


@task
def one():
    return 1


@task
def many():
    return [1, 2]


@task
def f(x, y=None, z=None):
    return x


with DAG("m_map_chain", schedule=None):
    a = f.expand(x=many())
    b = f.partial(y=one()).expand(x=a)
    c = f.expand(x=b, y=many())
    d = f.expand(x=a.map(str))
    one() >> c
    d >> E(task_id="end")
    PythonOperator.partial(task_id="po", python_callable=print).expand(op_args=many())
    BashOperator.partial(task_id="bo").expand(bash_command=d)

    @task_group
    def g(v, w):
        q = f(v)
        r = E(task_id="r")
        q >> r

        @task_group
        def h(u):
            f.override(task_id="deep")(u)

        h(w)

    g.partial(w=one()).expand(v=many())
    g.expand(v=[1], w=many())

    @task_group
    def ret(v):
        return f(f(v))

    k = ret.expand(v=many())
    f(k) >> E(task_id="z")
    f.partial(y=k).expand(x=[1])
with DAG("m_labels", schedule=None):
    a, b, c, d = (E(task_id=x) for x in "abcd")
    a >> Label("x") >> b >> Label("y") >> [c, d]
    chain(a, [Label("p"), Label("q")], [c, d])
    d << Label("back") << b
with DAG("m_groups_edges", schedule=None):
    with TaskGroup("a") as ga:
        with TaskGroup("b") as gb:
            x = E(task_id="x")
        y = E(task_id="y")
        gb >> y
    with TaskGroup("c") as gc:
        p, q = E(task_id="p"), E(task_id="q")
    s = E(task_id="s")
    s >> [ga, gc] >> E(task_id="t")
    x >> q
    ga >> gc
    [s, ga] >> E(task_id="u")
    gc.set_upstream(s)
    E(task_id="v") >> ga
with DAG("m_empty_groups", schedule=None):
    s, t = E(task_id="s"), E(task_id="t")
    with TaskGroup("e1") as e1:
        pass
    with TaskGroup("e2") as e2:
        with TaskGroup("e3"):
            pass
    s >> e1 >> e2 >> t
with DAG("m_taskflow_misc", schedule=None):

    @task(multiple_outputs=True)
    def multi() -> dict:
        return {"a": 1}

    @task.branch
    def br(v):
        return ["f"]

    @task.short_circuit(ignore_downstream_trigger_rules=False)
    def sc():
        return True

    m = multi()
    r = f(m["a"], y=m["b"])
    br(r) >> [f(1), f(2)]
    sc() >> f(m)
    f(x=f(x=f(x=1)))
    f([one(), one()], y={"k": one()}, z=(one(),))
    f.override(task_id="named", pool="p", retries=3)(one())
    f.override(task_id="named2").override(retries=4)(0)
    y = f.partial(y=2)
    y.expand(x=[1])
    h = f
    h(3)
    for i in range(2):

        @task(task_id=f"loop_{i}")
        def lo(n):
            return n

        lo(i)
    E(task_id="tmpl", doc_md=f"{m['a']}")
    PythonOperator(task_id="ops", python_callable=print, op_kwargs={"a": m["a"]}, templates_dict={"q": r})
    (
        BashOperator(
            task_id="bs", bash_command="echo " + "{{ ti.xcom_pull(task_ids='multi') }}", env={"X": "1"}
        )
        >> m
    )


@dag(
    schedule=timedelta(minutes=30),
    start_date=datetime(2024, 1, 1),
    catchup=False,
    dag_id="m_deco",
    default_args={"retries": 2, "owner": "z"},
)
def deco(a: str = "x", b: int = 1):
    @task
    def t(v):
        return v

    @task_group(default_args={"retries": 5})
    def gg():
        t(a)
        E(task_id="e", retries=1)

    gg()
    t.override(retries=0)(b)


deco()


@dag(schedule=None)
def m_called_twice():
    E(task_id="a")


m_called_twice()
x = m_called_twice
dags = [dag(dag_id=f"m_gen_{i}", schedule=None)(lambda: None) for i in range(0)]


def outer():
    @dag(schedule="@weekly", start_date=datetime(2024, 1, 1))
    def m_inner():
        E(task_id="only")

    return m_inner()


res = outer()
with DAG("m_same_ids", schedule=None):
    with TaskGroup("g"):
        E(task_id="a")
    with TaskGroup("g2", prefix_group_id=False):
        E(task_id="a")
    one()
    one()
    one.override(task_id="one__5")()
    one()
with DAG("m_suffix", schedule=None):

    @task_group
    def gx():
        E(task_id="a")

    gx()
    gx()
    gx()
    with TaskGroup("o"):
        gx()
        gx()
    with TaskGroup("dup", add_suffix_on_collision=True):
        E(task_id="k")
    with TaskGroup("dup", add_suffix_on_collision=True):
        E(task_id="k")
