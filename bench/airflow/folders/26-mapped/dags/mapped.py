from airflow.sdk import DAG
from work import COMMANDS, add_one, list_files, operator_over

with DAG("mapped", schedule=None) as dag:
    files = list_files()
    add_one.partial(by=2).expand(value=files)
    operator_over("each", COMMANDS)
