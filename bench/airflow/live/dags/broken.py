"""A file that Airflow cannot import."""

import no_such_module

from airflow.decorators import dag


@dag(schedule=None)
def never_loaded():
    no_such_module.run()


never_loaded()
