from airflow.sdk import DAG


def build():
    from parts import make

    return make("late")


with DAG("inner_import", schedule=None) as dag:
    build()
