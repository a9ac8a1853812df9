/** Programs that run another command, and shells. How their command is found is in effects/wrappers.ts. */
export const wrappers = String.raw`
tool sudo, doas, run0, gosu, su-exec, setpriv {wrapper stops} : runs a command as another user, root if none is named
-u, --user=USER : as USER
-g, --group=GROUP : as GROUP
-E, --preserve-env[=NAMES] : keeps variables
-H, --set-home : HOME of that user
-i, --login {login-shell} : with a login shell
-s, --shell {login-shell} : with a shell
-n, --non-interactive : never asks for the password
-S, --stdin : reads the password from the input
-A, --askpass : asks with another program
-k, --reset-timestamp : forgets the login
-K, --remove-timestamp : forgets the login
-l, --list {read-only} : lists what is allowed
-v, --validate : signs in for the next commands
-b, --background : in the background
-p, --prompt=TEXT : text of the question
-C, --close-from=N : closes files from that number on
-D, --chdir=DIR : starts in DIR
-R, --chroot=DIR : with another root folder
-h, --host=HOST : on HOST
-T, --command-timeout=TIME : ends after that time
-U, --other-user=USER : for USER
-r, --role=ROLE : role
-t, --type=TYPE : type
-e, --edit {in-place-edit} : edits files
-P, --preserve-groups : keeps groups
-V, --version {help} : prints the version
-B : rings
-N, --no-update : does not prolong the login
--reuid, --regid, --groups, --init-groups, --inh-caps=VALUE : identity
* COMMAND... : command to run

tool su, runuser : becomes another user
-c, --command=COMMAND {shell} : runs a shell command
-, -l, --login : with a login shell
-s, --shell=SHELL {program} : with that shell
-m, -p, --preserve-environment : keeps variables
-g, --group=GROUP : as GROUP
-P, --pty : with a terminal of its own
-u, --user=USER : as USER
* USER : user, root if none is named
* ARGUMENT... : given to the shell

tool env, genv {wrapper stops assignments} : runs a command with other variables, or prints them
-i, --ignore-environment : without variables
-u, --unset=NAME : without that variable
-C, --chdir=DIR : starts in DIR
-S, --split-string=TEXT {split} : splits TEXT into words
-0, --null : lines end with a zero byte
-v, --debug : tells each step
-P=PATH {dynamic-command no-gnu} : looks for the program there
--default-signal, --ignore-signal, --block-signal[=SIGNAL] : signals
--list-signal-handling : shows signals
-a, --argv0=NAME : name that the program sees
- : without variables
* COMMAND... : NAME=VALUE pairs, then the command to run

tool nice {wrapper stops} : runs a command with less claim on the processor
-n, --adjustment=N : by so much
-NUM : by so much
* COMMAND... : command to run

tool ionice, chrt, taskset, numactl-run, schedtool, cpulimit {wrapper stops} : runs a command with another claim on disk or processor
-c, --class=N : class
-n, --classdata=N : level
-p, --pid : of a running process
-t, --ignore : goes on without
-a, -f, -r, -o, -b, -i, -m, -v : how
-l, --limit=N : limit
* COMMAND... : command to run

tool nohup {wrapper stops} : runs a command that goes on after signing out
* COMMAND... : command to run

tool setsid {wrapper stops} : runs a command in a session of its own
-c, --ctty : with the terminal
-f, --fork : in a new process
-w, --wait : waits for its end
* COMMAND... : command to run

tool stdbuf, gstdbuf {wrapper stops no-bsd} : runs a command with other buffers
-i, --input=MODE : of the input
-o, --output=MODE : of the output
-e, --error=MODE : of messages
* COMMAND... : command to run

tool unbuffer, catchsegv, eatmydata, fakeroot, proot, firejail, faketime, dbus-run-session, xvfb-run, rlwrap, pv-run, caffeinate, numactl, arch, systemd-inhibit, torsocks, proxychains, chronic, ts-run, retry, bwrap, prlimit, cgexec, softlimit, setarch, linux32, linux64, perf-run, valgrind, gdb-run, tsp, sem, choom, uxn {wrapper stops} : runs a command with something around it
-p, -q, -d, -i, -s, -f, -v, -n, -u, -m, -t, -a, -r, -w : how
-c, -l, -b, -k, --time, --what, --why, --bind, --ro-bind, --target=VALUE : setting
* COMMAND... : command to run

tool time, gtime {wrapper stops} : runs a command and tells how long it took
-p, --portability : in plain form
-f, --format=FORMAT {gnu} : form
-o, --output=FILE {gnu writes overwrite-file} : writes to FILE
-a, --append {gnu} : adds to the file
-v, --verbose {gnu} : tells more
-l {no-gnu} : tells more
-q, --quiet {gnu} : tells less
* COMMAND... : command to run

tool timeout, gtimeout {wrapper stops no-bsd} : runs a command and ends it after a time
-s, --signal=SIGNAL : with that signal
-k, --kill-after=TIME : kills it so long after that
--preserve-status : gives the exit status of the command
--foreground : with the terminal
-v, --verbose : tells when it ends it
* DURATION : 10, 5m, 2h
* COMMAND... : command to run

tool watch, gwatch {wrapper stops} : runs a command again and again
-n, --interval=SECONDS : time between
-d, --differences[=KIND] : marks what changed
-t, --no-title : without a header
-g, --chgexit : ends when the output changes
-e, --errexit : ends on an error
-c, --color : in colours
-b, --beep : rings on an error
-x, --exec : without a shell
-p, --precise : exactly at the interval
-w, --no-wrap : cuts long lines
* COMMAND... : command, joined and given to a shell

tool entr {wrapper stops} : runs a command when files change
-c : clears the screen
-d : also for new files
-n : without a terminal
-p : waits for the first change
-r : starts it again
-s {shell-words} : through a shell
-z : ends after one run
* COMMAND... : command to run

tool flock {wrapper stops} : runs a command while it holds a lock
-n, --nb, --nonblock : fails when the lock is taken
-w, --wait, --timeout=SECONDS : waits so long
-x, -e, --exclusive : for one
-s, --shared : for several
-u, --unlock : gives the lock back
-o, --close : closes the file first
-E, --conflict-exit-code=N : exit status when the lock is taken
-c, --command=COMMAND {shell} : runs a shell command
-F, --no-fork, -v, --verbose : how
* FILE : file or folder to lock
* COMMAND... : command to run

tool nsenter {wrapper stops} : runs a command in the namespaces of another process
-t, --target, -S, --setuid, -G, --setgid=VALUE : process, user or group
-a, --all, -m, --mount, -u, --uts, -i, --ipc, -n, --net, -p, --pid, -C, --cgroup, -U, --user, -T, --time, -r, --root, -w, --wd, -F, --no-fork, -Z, --follow-context, --preserve-credentials : which namespaces

tool unshare {wrapper stops} : runs a command in namespaces of its own
-S, --setuid, -G, --setgid, -R, --root, -w, --wd, --propagation, --map-user, --map-group, --kill-child, --monotonic, --boottime=VALUE : user, group or folder
-m, --mount, -u, --uts, -i, --ipc, -n, --net, -p, --pid, -C, --cgroup, -U, --user, -T, --time, -r, --map-root-user, -c, --map-current-user, -f, --fork, --mount-proc, --keep-caps : which namespaces

tool chroot {wrapper stops} : runs a command with another root folder
--userspec=USER : as USER
--groups=LIST : with these groups
--skip-chdir : stays in the folder
* DIR : new root folder
* COMMAND... : command to run

tool busybox, toybox {wrapper stops} : runs one of the many small tools in it
--list, --list-full, --help, --install {help} : lists the tools
* COMMAND... : tool and its arguments

tool systemd-run {wrapper stops} : runs a command as a service
-p, --property, --unit, --description, --slice, --uid, --gid, -E, --setenv, --on-calendar, --on-active, -H, --host, -M, --machine, --working-directory=VALUE : setting
-t, --pty, -P, --pipe, -q, --quiet, --wait, --user, --system, --scope, -r, --remain-after-exit, -G, --collect, --no-block, --same-dir, -d, -S : how
* COMMAND... : command to run

tool ssh, autossh, mosh, tsh, slogin {wrapper stops} : runs a command on another host
-p=PORT : port
-i=FILE : key
-l=USER : user there
-o=OPTION {ssh-option} : option
-t : with a terminal
-T : without a terminal
-n : without input
-q : tells less
-v : tells more
-f : in the background
-N : runs nothing
-A : lends the key
-a : does not lend the key
-C : compresses
-X, -Y, -x : windows
-V {help} : prints the version
-4, -6, -K, -k, -M, -g, -G, -s, -y : how
-L=MAPPING : brings a port of there here
-R=MAPPING : brings a port of here there
-D=PORT : proxy
-J=HOST : through that host
-F=FILE {dynamic-command} : configuration
-E=FILE {writes create-file} : writes messages to FILE
-S, -W, -w, -b, -B, -c, -m, -e, -I, -O, -P, -Q=VALUE : setting
* HOST : USER@HOST
* COMMAND... : command there, joined and given to a shell

tool sshpass {wrapper stops} : gives a password to ssh
-p=TEXT {credential-use} : the password, which other users can see
-f=FILE : password from FILE
-e : password from a variable
-v, -d : how
* COMMAND... : command to run

tool pssh, parallel-ssh, pdsh, clush, dsh {wrapper stops} : runs a command on many hosts
-h=FILE : hosts from FILE
-H, -w=HOSTS : hosts
-l=USER : user there
-t, -p, -o, -e, -g, -x, -O, -f=VALUE : setting
-i, -P, -v, -a, -b, -R : how
* COMMAND... : command there, joined and given to a shell

tool sh, bash, zsh, dash, ksh, ash, mksh, rbash, fish, csh, tcsh, ksh93, oksh, yash, posh, elvish, nu, xonsh {stops} : runs commands (a shell)
-c=COMMANDS {shell} : runs these commands
-e : stops at the first error
-u : fails on variables that are not set
-x : prints each command first
-v : prints the input
-n {read-only} : only checks the syntax
-i : interactive
-l, --login : as after signing in
-s : reads commands from the input
-f : without patterns
-a, -b, -h, -k, -m, -p, -r, -t, -B, -C, -E, -H, -P, -T : how
-o, -O, +o, +O=OPTION : option of the shell
--norc, --noprofile, --posix, --verbose, --restricted, --debugger, --dump-strings, --wordexp : how
--rcfile, --init-file=FILE {dynamic-command} : settings from FILE
--version, --help {help} : prints help or the version
* SCRIPT : file with commands
* ARGUMENT... : given to the commands

tool script {create-file} : records a session in a file
-c, --command=COMMAND {shell} : runs a shell command
-a, -q, -f, -e, -t, -r, -k : how
-O, -I, -B, -T, -m, -o, -E=VALUE : setting
* FILE {writes} : file

tool expect, screen, tmux, dtach, abduco, zellij {dynamic-command stops} : runs commands in a terminal of its own
-S, -s, -t, -n, -L=NAME : which
-c=CODE {shell} : runs this
-d, -m, -dm, -dmS, -r, -x, -A, -X, -ls, -list, -dms : how
> ls, list-sessions, list-windows, list-panes, has-session, capture-pane, show-options, list-keys, info {read-only} : shows sessions
-t, -F : which
`;
