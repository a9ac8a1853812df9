from shared import DEFAULT_ARGS, Loader, make, nightly
from airflow.sdk import DAG

with DAG("reexported", schedule=nightly, default_args=DEFAULT_ARGS):
    make("x") >> Loader(task_id="y")
