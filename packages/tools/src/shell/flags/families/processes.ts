/** Processes, services, schedules, time and system facts. */
export const processes = String.raw`
tool ps {read-only bundle} : lists processes
-e, -A : all processes
-f : full form
-F : more columns
-a : of all terminals, without leaders
a : of all users
u : with user and memory
x : also without a terminal
-x : also without a terminal
-u, --user, U=USER : of that user
-U=USER : of that real user
-p, --pid=PID : these processes
--ppid=PID {gnu} : children of that process
-C=NAME {gnu} : with that program
-o, --format=LIST : these columns
-O=LIST : these columns too
-l : long form
-L : with threads
-T : with threads
-m : with threads, or by memory
-H, --forest, f : as a tree
-t=TTY : of that terminal
-g=GROUP : of that group
-w, w, -ww, ww : wide output
-r : only running
-d : without leaders
-j : with job columns
-y : without flags
-N, --deselect : all others
-c, e, l, s, v, j, h, k : other columns
--sort=KEYS {gnu} : sorts by these
--no-headers, --no-heading {gnu} : without a header
--headers {gnu} : repeats the header
--cols, --width=N {gnu} : width
* PID... : process

tool pgrep, pidof, pidwait {read-only} : finds processes by name
-f, --full : compares the whole command line
-l, --list-name : prints names
-a, --list-full : prints command lines
-c, --count : prints how many
-n, --newest : the newest
-o, --oldest : the oldest
-u, --euid=USER : of that user
-U, --uid=USER : of that real user
-P, --parent=PID : children of that process
-x, --exact : the whole name
-v, --inverse : all others
-i, --ignore-case : without regard to case
-d, --delimiter=TEXT : puts TEXT between
-t, --terminal=TTY : of that terminal
-g, --pgroup=ID : of that process group
-s, --session=ID : of that session
-q : prints nothing
* PATTERN : name to find

tool kill {kill-process} : sends a signal to processes, TERM if none is named
-s, --signal=SIGNAL : this signal
-n=NUMBER : this signal
-l, -L, --list, --table {read-only} : lists names of signals
-SIGNAL : this signal; 9 and KILL cannot be caught, 0 only tests
-q, --queue=VALUE : sends a value too
* PID... : process; -1 is all, -N a whole group

tool pkill {kill-process} : sends a signal to processes by name, TERM if none is named
-SIGNAL : this signal; 9 and KILL cannot be caught
--signal=SIGNAL : this signal
-f, --full : compares the whole command line
-u, --euid=USER {kill-user} : of that user
-U, --uid=USER {kill-user} : of that real user
-P, --parent=PID : children of that process
-n, --newest : the newest
-o, --oldest : the oldest
-x, --exact : the whole name
-v, --inverse {kill-broad} : all others
-i, --ignore-case : without regard to case
-e, --echo : names each process
-c, --count : prints how many
-t, --terminal=TTY : of that terminal
-g, --pgroup=ID : of that process group
-s, --session=ID : of that session
-l : lists
-F, --pidfile=FILE : reads the process from FILE
* PATTERN : name

tool killall, skill, snice {kill-process} : sends a signal to all processes with a name
-SIGNAL : this signal; 9 and KILL cannot be caught
-s, --signal=SIGNAL : this signal
-u, --user=USER {kill-user} : of that user
-l, --list {read-only} : lists names of signals
-i, --interactive : asks
-e, --exact : the whole name
-I, --ignore-case : without regard to case
-q, --quiet : does not complain
-r, --regexp : the name is a regular expression
-v, --verbose : tells more
-w, --wait : waits until they have ended
-g, --process-group : whole groups
-o, --older-than=TIME : older
-y, --younger-than=TIME : younger
* NAME... : name

tool top, htop, atop, btop, iotop, iftop, nethogs, glances {read-only} : shows what is running, again and again
-b : plain output
-n=N : so many times
-d=SECONDS : time between
-p=PID : these processes
-u, -U=USER : of that user
-o=COLUMN : sorts by COLUMN
-H : threads
-c : whole command lines
-i : without idle ones
-w[=N] : width
-s, -S, -1, -a, -P, -k, -t, -q : other forms

tool ss, netstat {read-only} : lists network connections
-t, --tcp : TCP
-u, --udp : UDP
-l, --listening : waiting for connections
-n, --numeric : numbers instead of names
-p, --processes, --program : with processes
-a, --all : all
-s, --summary, --statistics : figures
-r, --route, --resolve : routes or names
-i, --info, --interfaces : details
-e, --extended : more
-o, --options, --timers : timers
-4, -6, -x, --unix, -m, --memory, -H, --no-header, -w, -c, -g, -v, -W, -O, -b, -f, -Z : which and how
-K, --kill {kill-process} : closes the connections
* FILTER... : which connections

tool free {read-only} : shows memory
-h, --human : sizes such as 2K and 1G
-m, --mebi : in MiB
-g, --gibi : in GiB
-k, --kibi : in KiB
-b, --bytes : in bytes
-t, --total : totals
-s, --seconds=N : again every N seconds
-c, --count=N : so many times
-w, --wide : more columns
-l : low and high memory

tool dmesg {read-only} : shows messages of the kernel
-T, --ctime : readable times
-H, --human : readable form
-w, --follow : keeps printing
-l, --level=LIST : these levels
-k, --kernel : of the kernel
-x, --decode : with levels
-c, --read-clear {delete-file} : prints and clears
-C, --clear {delete-file} : clears
-L, -t, -e, -r, -u, -P : other forms

tool journalctl {read-only} : shows the system's log
-u, --unit=UNIT : of that service
-f, --follow : keeps printing
-n, --lines[=N] : the last N lines
-e, --pager-end : goes to the end
-b, --boot[=ID] : since a start of the system
-k, --dmesg : of the kernel
-p, --priority=LEVEL : of that level and worse
-r, --reverse : newest first
-o, --output=FORMAT : form of the output
-S, --since=TIME : from then on
-U, --until=TIME : up to then
-g, --grep=PATTERN : matching lines
-t, --identifier=NAME : of that program
-x, --catalog : with explanations
-a, --all : all fields
-q, --quiet : tells less
-m, --merge : of all hosts
-D, --directory=DIR : from DIR
--no-pager : without pages
--no-hostname : without host names
--utc : times in UTC
--disk-usage : how much space it takes
--list-boots : lists starts of the system
--vacuum-size, --vacuum-time, --vacuum-files=LIMIT {delete-many} : deletes old log files
--rotate {service-change} : begins new files
--flush {service-change} : writes to disk
--user, --system : which log
* MATCH... : FIELD=VALUE

tool systemctl {service-change} : controls services
-l, --full : does not shorten
-t, --type=TYPE : of that type
-a, --all : also inactive ones
-q, --quiet : tells less
-n, --lines=N : so many lines of log
-p, --property=NAME : only that property
-H, --host=HOST {network-send} : on another host
-f, --force : replaces links, or forces
-r, --recursive : also containers
--no-pager : without pages
--user : services of the user
--system : services of the system
--now : starts or stops at once
--state=LIST : in that state
--failed : that failed
--no-legend, --plain, --value : plain output
-o, --output=FORMAT : form of the output
--no-block : does not wait
-s, --signal=SIGNAL : this signal
* UNIT... : service
> status, show, cat, is-active, is-enabled, is-failed, is-system-running, list-units, list-unit-files, list-timers, list-sockets, list-dependencies, list-jobs, get-default, help {read-only} : shows services and their state
> start, restart, reload, try-restart, reload-or-restart, stop, enable, disable, reenable, daemon-reload, daemon-reexec, reset-failed, set-property, set-environment, import-environment, edit, link, revert, set-default, kill, mask, unmask, preset {service-change} : changes services
> poweroff, reboot, halt, kexec, suspend, hibernate, rescue, emergency, isolate, exit, soft-reboot, switch-root {system-shutdown} : stops or restarts the host

tool service, rc-service, launchctl, supervisorctl, initctl, rc-update, update-rc.d, chkconfig {service-change} : controls services
-e : whether it exists
-s : status
--status-all {read-only} : lists all
* WORD... : service and what to do

tool crontab {cron-change} : shows or replaces the table of commands that run on a schedule
-l {read-only} : prints the table
-e : opens an editor
-r : deletes the whole table
-i : asks before it deletes
-u=USER : of that user
* FILE : replaces the table by FILE

tool at, batch {cron-change} : runs commands later
-f=FILE : reads commands from FILE
-l {read-only} : lists what waits
-d, -r=JOB {delete-file} : deletes a job
-c=JOB {read-only} : prints a job
-m : sends mail
-q=QUEUE : queue
-t=TIME : time
-v : tells the time
* TIME... : when

tool atq {read-only} : lists commands that wait

tool atrm {delete-file} : deletes commands that wait
* JOB... : job

tool date, gdate {read-only} : prints the time, or sets it
-d, --date=TEXT {no-bsd} : the time that TEXT names
-u, --utc, --universal : in UTC
-I, --iso-8601[=UNIT] : as 2025-03-14
-R, --rfc-email : as in mail
--rfc-3339=UNIT {gnu} : as 2025-03-14 09:00:00
-r, --reference=FILE : time of FILE; on BSD seconds since 1970
-s, --set=TIME {config-change} : sets the clock
-f, --file=FILE : reads times from FILE; on BSD the form of the input
-v=CHANGE {no-gnu} : changes the time, such as -1d
-j {no-gnu} : does not set the clock
-n {no-gnu} : does not set the clock
-z=ZONE {no-gnu} : in that zone
+FORMAT : form of the output: %F date, %T time, %s seconds since 1970
* TIME {config-change} : sets the clock
~ bsd -d : BSD and macOS date has no -d TEXT; use -v-1d or -r SECONDS.
~ busybox -d : BusyBox date -d knows only a few forms, not "yesterday".

tool sleep, usleep {read-only} : waits
* TIME... : how long

tool seq, gseq, jot {read-only} : prints numbers in a row
-w, --equal-width : with leading zeros
-s, --separator=TEXT : puts TEXT between
-f, --format=FORMAT {no-busybox} : form of each number
-t, --terminator=TEXT {no-gnu} : ends with TEXT
* NUMBER... : first, step, last

tool yes {read-only text} : prints a line for ever
* TEXT... : line

tool factor, expr {read-only} : computes
* WORD... : expression

tool man, info, apropos, whatis, tldr, help {read-only help-or-version} : shows the manual
-P, --pager=PROGRAM {program} : shows it with PROGRAM
-H, --html[=PROGRAM] {program} : shows it in a browser
-k, --apropos : searches descriptions
-f, --whatis : short description
-a, --all : all pages
-w, --where : where the page is
-d : short, or details
-s=SECTION : section
-u : which way
-m : as a manual page
* PAGE... : what to look up

tool clear, reset {read-only} : clears the screen

tool logger {config-change} : writes a line to the system's log
-t, --tag=NAME : name of the program
-p, --priority=LEVEL : level
-s, --stderr : also prints it
-f, --file=FILE : reads lines from FILE
-i, --id : with the process
* TEXT... : line

tool strace, ltrace, dtruss {wrapper stops} : runs a program and shows its calls to the system
-p=PID : of a running process
-f : with children
-e, --trace=WHAT : which calls
-o=FILE {writes overwrite-file} : writes to FILE
-c : counts
-t, -tt, -T, -r, -y, -yy, -v, -q, -x, -k, -C, -ff : form of the output
-s=N : length of texts
-u=USER : as that user
-E=NAME=VALUE : sets a variable
* COMMAND... : command to run

tool jps, jstack, jstat, jmap, jcmd, jinfo {read-only} : looks into a Java process
-l : whole names
-v : arguments
-m : arguments of main
-q : numbers only
-F : by force
-e : more
-heap, -histo, -gcutil, -gc, -gccause, -class : what to show
-dump {create-file} : writes the memory to a file
* PID... : process and command
`;
