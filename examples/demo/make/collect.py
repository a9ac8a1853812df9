"""Copies the logs of both runs beside the README.

The only change to a log: the folder of the run becomes /opt/pipeline, and the name of this host becomes etl-host.
Large files are gzipped; everything else is as Airflow and Spark wrote it.
"""

import argparse
import gzip
import pathlib
import shutil
import socket

LARGE = 60_000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    neutral = {
        str(args.root).encode(): b"/opt/pipeline",
        socket.gethostname().encode(): b"etl-host",
    }
    for case in ("failed", "healthy"):
        run = args.root / "runs" / case
        target = args.out / case
        shutil.rmtree(target, ignore_errors=True)
        for source in sorted(run.rglob("*")):
            place = where(source.relative_to(run))
            if place is None or not source.is_file() or source.stat().st_size == 0:
                continue
            content = source.read_bytes()
            # The event log is compressed: its paths cannot be replaced in place.
            if source.suffix != ".zstd":
                for old, new in neutral.items():
                    content = content.replace(old, new)
            write(target / place, content)


def where(path: pathlib.Path) -> pathlib.Path | None:
    """Name of a collected file, or None for what does not belong to the story."""
    parts = path.parts
    if parts[0] == "airflow":
        return pathlib.Path(*parts)
    if path.name in ("scheduler.log", "spark-master.log"):
        return path
    if parts[0].startswith("spark-worker"):
        return path
    if parts[0].startswith("work-") and path.name == "stderr":
        return pathlib.Path(f"executor-{parts[2]}.stderr.log")
    return None


def write(path: pathlib.Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if len(content) > LARGE:
        # No time and no name inside, so that the same logs give the same bytes.
        with open(f"{path}.gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
            out.write(content)
    else:
        path.write_bytes(content)


if __name__ == "__main__":
    main()
