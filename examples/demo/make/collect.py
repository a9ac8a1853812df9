"""Copies the logs of both runs beside the README, with the names Airflow and Spark gave them.

What is changed, and nothing else:
- the folder the pipeline ran in becomes /opt/pipeline (what lies beside it: /opt/etl), and the
  folder of the Python that made the environments becomes /usr/local;
- the name of the host becomes etl-host, the user who ran it becomes etl;
- a log over 200 kB is gzipped (.gz is added to its name), and Spark's event log, which Spark 4
  writes as zstd, is kept as gzip (.zstd becomes .gz). Empty files are left out.
"""

import argparse
import getpass
import gzip
import pathlib
import re
import shutil
import socket
import subprocess

import zstandard

LARGE = 200_000


def rules(root: pathlib.Path) -> list[tuple[re.Pattern[bytes], bytes]]:
    python = subprocess.run(
        [root / "spark-venv/bin/python", "-c", "import sys; print(sys.base_prefix)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()

    def exact(text: str) -> bytes:
        return re.escape(text).encode()

    user, home = exact(getpass.getuser()), exact(str(pathlib.Path.home()))
    host = exact(socket.gethostname())
    return [
        (re.compile(exact(f"{root}/pipeline")), b"/opt/pipeline"),
        (re.compile(exact(str(root))), b"/opt/etl"),
        (re.compile(exact(python)), b"/usr/local"),
        (re.compile(rb"(?<![\w.-])" + host + rb"(?![\w.-])"), b"etl-host"),
        (re.compile(rb"((?:acls|acls groups) to: |permissions: )" + user + rb"\b"), rb"\1etl"),
        (re.compile(rb'("user\.name":"|"unixname":"|"user":")' + user + rb'"'), rb'\1etl"'),
        (re.compile(rb'("user\.home":")' + home + rb'"'), rb'\1/home/etl"'),
    ]


def place_of(path: pathlib.Path) -> pathlib.Path | None:
    """Where a file of a run goes, or None for what is no part of the story."""
    top = path.parts[0]
    if top == "airflow" or path.name == "scheduler.log":
        return path if top == "airflow" else pathlib.Path("airflow", path)
    if top.startswith("spark-") or path.name == "stderr":
        return pathlib.Path("spark", path)
    if top == "events" and path.suffix == ".zstd":
        return pathlib.Path("spark", path).with_suffix("")
    return None


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    scrub = rules(args.root)
    total = 0
    for case in ("failed", "healthy"):
        run = args.root / "runs" / case
        shutil.rmtree(args.out / case, ignore_errors=True)
        for source in sorted(run.rglob("*")):
            place = place_of(source.relative_to(run))
            if place is None or not source.is_file() or source.stat().st_size == 0:
                continue
            packed = source.suffix == ".zstd"
            content = source.read_bytes()
            if packed:
                content = zstandard.ZstdDecompressor().stream_reader(content, read_across_frames=True).read()
            for pattern, neutral in scrub:
                content = pattern.sub(neutral, content)
            target = args.out / case / place
            target.parent.mkdir(parents=True, exist_ok=True)
            if packed or len(content) > LARGE:
                target = target.with_name(target.name + ".gz")
                # No time inside, so that the same log gives the same bytes.
                content = gzip.compress(content, 9, mtime=0)
            target.write_bytes(content)
            total += len(content)
            print(f"{len(content):8d} {target.relative_to(args.out)}")
    print(f"{total:8d} bytes in all")


if __name__ == "__main__":
    main()
