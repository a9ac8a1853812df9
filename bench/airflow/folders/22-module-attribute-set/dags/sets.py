import state
from airflow.sdk import DAG
from steps import build

state.PREFIX = "changed"
state.LIMITS["n"] = 2
with DAG("sets", schedule=None) as dag:
    build()
