from dataclasses import dataclass, field
from enum import Enum


class Stage(Enum):
    RAW = "raw"
    CLEAN = "clean"


@dataclass
class Environment:
    name: str
    cron: str = "@daily"
    owners: list = field(default_factory=lambda: ["ops"])

    @property
    def dag_id(self):
        return f"classy_{self.name}"

    def default_args(self):
        return {"owner": self.owners[0], "retries": 1}


PRODUCTION = Environment("production", cron="5 5 * * *")
