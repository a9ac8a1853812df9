#!/usr/bin/env bash
# Makes the files in secrets/ that are not there yet. Nothing that exists is changed, and nothing is printed.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p secrets
# Nobody else on this host may come in; inside, the files are readable, because Compose mounts them as they are, and containers run
# as other users.
chmod 700 secrets
for name in admin_key metrics_key database_password database_root_password qdrant_key grafana_password; do
  [ -s "secrets/$name" ] || head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"secrets/$name"
done
# The key for nvcr.io and for downloading models; put yours there for `--profile gpu`.
[ -e secrets/ngc_key ] || : >secrets/ngc_key
chmod 444 secrets/*
