#!/usr/bin/env bash
# Makes the files of fixtures/ with the tools that people use. Needs gzip, zstd, bzip2, xz, lz4, zip, GNU tar, Python, a JDK, and in SPARK_JARS
# the folder of the jars that a Spark distribution brings (lz4-java, snappy-java, compress-lzf).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

awk 'BEGIN { srand(7); for (i = 0; i < 60; i++) printf "26/11/20 02:%02d:%02d INFO TaskSetManager: Finished task %d.0 in stage 3.0 (TID %d) in %d ms on worker-%d\n", i / 60, i % 60, i, 1000 + i, rand() * 9000, rand() * 12 }' > plain.log
head -c 1500 plain.log > head.log
tail -c +1501 plain.log > tail.log
# Long enough for several blocks, and small when packed.
for _ in $(seq 20); do cat plain.log; done > long.log

{ gzip -9 < head.log; gzip -9 < tail.log; } > plain.gz
{ zstd -q --check < head.log; printf '\x50\x2a\x4d\x18\x03\x00\x00\x00abc'; zstd -q -19 < tail.log; } > plain.zst
zstd -q --check < long.log > long.zst
{ bzip2 < head.log; bzip2 < tail.log; } > plain.bz2
{ bzip2 -1 < long.log; } > long.bz2
{ xz --check=crc32 < head.log; xz --check=sha256 < tail.log; } > plain.xz
xz -9 --block-size=40000 < long.log > long.xz
{ lz4 -q -9 -BX < head.log; lz4 -q --content-size tail.log -c; } > plain.lz4
lz4 -q -B4 -BD < long.log > long.lz4
java -cp "$SPARK_JARS/*" "$here/PackAsSpark.java" plain.log long.log

cp plain.log 'with space.log'
mkdir -p tree/inner tree/.hidden
cp head.log tree/one.log
cp tail.log tree/inner/two.log
cp head.log tree/.hidden/secret.log
ln -s one.log tree/link.log
long=$(printf 'a%.0s' $(seq 120))
mkdir "tree/$long"
cp head.log "tree/$long/three.log"
fixed=(--owner=0 --group=0 --numeric-owner --mtime=@0 --sort=name)
tar "${fixed[@]}" --format=gnu -cf - -C tree . | gzip -9n > gnu.tar.gz
tar "${fixed[@]}" --format=posix -cf - -C tree . | zstd -q -19 > posix.tar.zst
tar "${fixed[@]}" --format=ustar -cf - -C tree one.log inner link.log | bzip2 > ustar.tar.bz2
(cd tree && zip -q -X -y -r ../deflated.zip . && zip -q -X -0 ../stored.zip one.log inner/two.log)
# Info-ZIP 3.0 writes a directory that cannot be read, with sizes behind the entries.
(cd tree && zip -q -X -fd -fz ../broken-directory.zip one.log inner/two.log)
python3 - <<'PYTHON'
import zipfile
with zipfile.ZipFile('zip64.zip', 'w', zipfile.ZIP_DEFLATED) as archive:
    for name in ('one.log', 'inner/two.log'):
        with archive.open(zipfile.ZipInfo(name), 'w', force_zip64=True) as entry:
            entry.write(open(f'tree/{name}', 'rb').read())
PYTHON
(cd tree && zip -q -X -P secret ../encrypted.zip one.log && zip -q -X ../encrypted.zip inner/two.log)
(cd tree && zip -q -X -Z bzip2 ../bzip2.zip one.log inner/two.log)
cp plain.log plain.gz plain.zst long.zst plain.bz2 long.bz2 plain.xz long.xz plain.lz4 long.lz4 ./*.java-lz4 ./*.java-snappy ./*.framed-snappy ./*.lzf \
  gnu.tar.gz posix.tar.zst ustar.tar.bz2 ./*.zip "$here/fixtures/"
