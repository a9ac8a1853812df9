/** Package managers and build tools. */
export const packages = String.raw`
tool pip, pip2, pip3, pipx, uv : installs Python packages
-q, --quiet : tells less
-v, --verbose : tells more
--version, -V, --help, -h {help} : prints help or the version
--disable-pip-version-check, --no-input, --no-color, --isolated : how
--proxy, --timeout, --log, --cache-dir, --python, -p=VALUE : setting
> list, show, freeze, check, search, config list, config get, debug, inspect, help, index versions, cache info, cache list, hash, environment, pip list, pip show, pip freeze, pip check, tree {read-only} : shows packages
--format=FORMAT : form
-o, --outdated : that have newer versions
-u, --uptodate, -l, --local, -e, --editable, --not-required, --user, -f, --files, --all, --pre : which
> install, pip install, inject, add, sync, pip sync, tool install, upgrade, ensurepath, lock, venv, init, pip compile {package-change} : installs packages
-r, --requirement=FILE : packages listed in FILE
-c, --constraint=FILE : versions listed in FILE
-e, --editable=DIR : a project that can be edited
-t, --target=DIR : into DIR
-U, --upgrade : newer versions
-i, --index-url=ADDRESS : index of packages
--extra-index-url, -f, --find-links, --trusted-host, --only-binary, --no-binary, --platform, --python-version, --prefix, --root=VALUE : setting
--user, --no-deps, --pre, --no-cache-dir, --force-reinstall, -I, --ignore-installed, --no-build-isolation, --break-system-packages, --require-hashes, --prefer-binary, --no-index, --upgrade-strategy, --system, --frozen[=VALUE] : how
--dry-run {dry-run} : only shows what would be done
* PACKAGE... : package
> uninstall, pip uninstall, uninject, remove, tool uninstall {package-change} : removes packages
-y, --yes : does not ask
-r, --requirement=FILE : packages listed in FILE
* PACKAGE... : package
> run, tool run {job-submit stops runs-operands} : runs a command in the environment
--with, --python, -p, -n=VALUE : setting
> download, wheel, build, publish {network-download create-file} : fetches or builds packages
-r, -d, -w, --dest, --wheel-dir=VALUE : setting
--no-deps : without what they need
> cache purge, cache remove, cache clean, cache prune, uninstall-all, reinstall-all, upgrade-all, config set, config unset {package-change} : changes settings or the cache

tool conda, mamba, micromamba, poetry, pdm, hatch, pipenv, pyenv, virtualenv, rye {package-change} : installs Python packages and environments
-n, --name, -p, --prefix, -c, --channel, -f, --file, --group=VALUE : setting
-y, --yes, -q, --quiet, -v, --all, -a, --no-root, --no-dev, --json, -d, --dev : how
--dry-run {dry-run} : only shows what would be done
* ITEM... : package or what to do
> list, info, search, config, show, env list, env export, check, version, versions, which, graph, --version {read-only} : shows packages
> install, add, create, env create, update, upgrade, lock, sync, init, activate, deactivate, self update, local, global {package-change} : installs packages or environments
> remove, env remove, uninstall, cache clear, clean, prune {delete-file package-change} : removes packages or environments
> run, shell {job-submit stops runs-operands} : runs a command in the environment

tool apt, apt-get, aptitude, dnf, yum, zypper, apk, pacman, brew, snap, flatpak, dpkg, rpm, nix-env, port, pkg, choco, winget, emerge {package-change} : installs programs
-y, --yes, --assume-yes, -q, -qq, -f, --no-install-recommends, --purge, --allow-downgrades, --no-cache, --reinstall, --only-upgrade : how
-t, --target-release, -o=VALUE : setting
--installed, --upgradable, --upgradeable, --all-versions, --manual-installed, -a, --available, --all, --versions, --cask, --formula, -v, --verbose, -h, --quiet : which and how
-s, --simulate, --dry-run, --just-print, --no-act {dry-run} : only shows what would be done
-l, -L, -S, --list, -qa, -qi, -ql, -qf, -Q, -Qi, -Ss, -Si, -Ql, -W {read-only} : shows packages
* ITEM... : package or what to do
> list, search, show, info, policy, depends, rdepends, help, provides, repolist, history, leaves, deps, outdated, doctor, config, home, madison, showpkg, stats {read-only} : shows packages
> autoremove, autoclean, clean, purge, remove, erase, uninstall {package-change} : removes programs
> update, upgrade, install, dist-upgrade, full-upgrade, add, del, tap {package-change} : installs programs

tool apt-cache, apt-mark, dpkg-query, apt-file {read-only} : shows packages
-n, -f, -l, -s, -S, -W, -L, -a, --names-only : how
* WORD... : what to do

tool npm, pnpm, yarn1, npx-list, bower {package-change} : installs JavaScript packages
--depth=N : so many levels
-g, --global, -D, --save-dev, --save, -S, --production, --frozen-lockfile, --force, -f, --legacy-peer-deps, --silent, -s, --json, -r, --recursive, -w : how
--dry-run {dry-run} : only shows what would be done
* ITEM... : package or what to do
> ls, list, view, info, outdated, why, search, help, root, bin, prefix, whoami, audit, explain, config get, config list, ping, docs {read-only} : shows packages
> exec, dlx, x {job-submit stops runs-operands} : runs a program of a package
> run, run-script, test, start, stop, restart, build {job-submit} : runs a script of the package
> install, i, ci, add, remove, uninstall, rm, update, up, link, init, dedupe, rebuild, cache clean, set-script, pkg, version, import, fetch, store prune {package-change} : installs or removes packages
> unpublish, deprecate {cloud-delete} : takes a package away from everybody
> publish {network-send} : publishes a package

tool npx, pnpx, uvx, bunx {stops} : fetches a package and runs it
-y, --yes, -p, --package, -c, --call, --no-install, -q, --from : how
* COMMAND... : command to run

tool make, gmake, cmake, ninja, mvn, gradle, gradlew, sbt, ant, cargo, go, rake, just, task, tox, nox, pytest, bazel, meson, msbuild, dotnet, rustup, gem, bundle, composer, docker-buildx {job-submit} : builds or tests a project by its own rules
-j=N : so many at once
-f, -C=VALUE : file or folder
-n, --just-print, --dry-run, --recon {dry-run} : only shows what would be done
-B, -k, -s, -q, -v, --version, -i, -S, -D, -P, -U, -e, -x, -m, -p, -o, -t, -l : how
* TARGET... : what to build
> clean, distclean, mrproper {delete-many} : deletes what was built

tool jupyter, jupyter-lab, streamlit, uvicorn, gunicorn, flask, superset, mlflow, ray, dask-scheduler, dask-worker, celery {service-change} : runs a service
-p, --port, -h, --host, -w, --workers, -b, --bind, -A, --ip=VALUE : setting
* ITEM... : package or what to do
> db reset, gc {database-destroy} : deletes what is stored
`;
