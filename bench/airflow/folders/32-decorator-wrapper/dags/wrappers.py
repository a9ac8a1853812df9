import functools

from airflow.sdk import task


def noted(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


def team_task(function):
    return task(retries=3, pool="team")(function)
