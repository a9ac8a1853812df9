from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
import flags

if flags.USE_NEW:
    from new_names import NAMES
else:
    from old_names import NAMES

with DAG("conditional", schedule=None) as dag:
    for name in NAMES:
        EmptyOperator(task_id=name)
