from airflow.sdk import DAG


class TeamDag(DAG):
    pass
