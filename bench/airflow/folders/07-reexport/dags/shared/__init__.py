from .args import DEFAULT_ARGS
from .args import NIGHTLY as nightly
from .operators import Loader
from . import tasks

make = tasks.make
