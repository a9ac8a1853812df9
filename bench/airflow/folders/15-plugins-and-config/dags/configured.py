from airflow.sdk import DAG
from airflow.providers.standard.operators.bash import BashOperator
from warehouse_config import SETTINGS
from macros.paths import path_of

with DAG("configured", schedule=SETTINGS["schedule"], max_active_runs=SETTINGS.get("runs", 1)) as dag:
    BashOperator(task_id="copy", bash_command=path_of("a"), pool=SETTINGS["pool"])
