/** Finding lines and files, and running a command on what was found. */
export const search = String.raw`
tool grep, egrep, fgrep {read-only} : prints lines that match a pattern
-E, --extended-regexp : the pattern is an extended regular expression
-F, --fixed-strings : the pattern is plain text
-G, --basic-regexp : the pattern is a basic regular expression
-P, --perl-regexp {gnu} : the pattern is a Perl regular expression
-e, --regexp=PATTERN {script} : searches this pattern; may come several times
-f, --file=FILE {script reads} : reads patterns from FILE
-i, --ignore-case, -y : takes small and capital letters as equal
--no-ignore-case {gnu} : takes case into account
-v, --invert-match : prints lines that do not match
-w, --word-regexp : matches only whole words
-x, --line-regexp : matches only whole lines
-c, --count : prints how many lines match
-l, --files-with-matches : prints only names of files that match
-L, --files-without-match : prints only names of files that do not match
-m, --max-count=N : stops after N lines of a file
-o, --only-matching : prints only the part that matches
-q, --quiet, --silent : prints nothing, only the exit status tells
-s, --no-messages : does not complain of files that cannot be read
-n, --line-number : prints line numbers
-H, --with-filename : prints the file name before each line
-h, --no-filename : prints no file names
-b, --byte-offset : prints where the line begins in the file
-A, --after-context=N : also prints N lines after a match
-B, --before-context=N : also prints N lines before a match
-C, --context=N : also prints N lines around a match
-NUM : also prints so many lines around a match
-r, --recursive : searches all files in folders
-R, --dereference-recursive : searches all files in folders, also through links
-a, --text : takes binary files as text
-I : skips binary files
--binary-files=HOW : what to do with binary files
--include=GLOB : searches only files with such names
--exclude=GLOB : leaves out files with such names
--exclude-from=FILE : leaves out names listed in FILE
--exclude-dir=GLOB : leaves out folders with such names
--color[=WHEN], --colour[=WHEN] : shows matches in colours
--line-buffered : prints each line at once
--label=NAME : name of the standard input in the output
-T, --initial-tab {gnu} : sets the text at a tab stop
-U, --binary {gnu} : reads bytes as they are
-Z, --null : puts a zero byte after file names
-z, --null-data : lines end with a zero byte
-d, --directories=HOW : what to do with folders
-D, --devices=HOW : what to do with devices
--group-separator=TEXT {gnu} : puts TEXT between groups
--no-group-separator {gnu} : puts nothing between groups
* PATTERN {script} : what is searched
* FILE... {reads} : file or folder to search
~ bsd -P : BSD and macOS grep has no -P; use -E, or perl -ne.
~ busybox -P : BusyBox grep has no -P; use -E.
~ busybox --line-buffered : BusyBox grep has no --line-buffered.

tool zgrep, zegrep, zfgrep, bzgrep, xzgrep, zstdgrep {read-only} : prints matching lines of compressed files
-E, --extended-regexp : the pattern is an extended regular expression
-F, --fixed-strings : the pattern is plain text
-e, --regexp=PATTERN {script} : searches this pattern
-i, --ignore-case : takes small and capital letters as equal
-v, --invert-match : prints lines that do not match
-w, --word-regexp : matches only whole words
-x, --line-regexp : matches only whole lines
-c, --count : prints how many lines match
-l, --files-with-matches : prints only names of files that match
-L, --files-without-match : prints only names of files that do not match
-m, --max-count=N : stops after N lines of a file
-o, --only-matching : prints only the part that matches
-q, --quiet : prints nothing, only the exit status tells
-s, --no-messages : does not complain of files that cannot be read
-n, --line-number : prints line numbers
-H, --with-filename : prints the file name before each line
-h, --no-filename : prints no file names
-a, --text : takes binary files as text
-A, --after-context=N : also prints N lines after a match
-B, --before-context=N : also prints N lines before a match
-C, --context=N : also prints N lines around a match
--color[=WHEN] : shows matches in colours
* PATTERN {script} : what is searched
* FILE... {reads} : file to search
~ busybox : BusyBox zgrep fails on files that are not compressed.

tool rg, ag, ack {read-only} : searches folders for lines that match
-e, --regexp=PATTERN {script} : searches this pattern
-F, --fixed-strings : the pattern is plain text
-i, --ignore-case : takes small and capital letters as equal
-S, --smart-case : takes case into account only when the pattern has capitals
-s, --case-sensitive : takes case into account
-v, --invert-match : prints lines that do not match
-w, --word-regexp : matches only whole words
-x, --line-regexp : matches only whole lines
-c, --count : prints how many lines match
--count-matches : prints how often the pattern matches
-l, --files-with-matches : prints only names of files that match
--files-without-match : prints only names of files that do not match
--files : lists the files that would be searched
-n, --line-number : prints line numbers
-N, --no-line-number : prints no line numbers
-H, --with-filename : prints the file name
-I, --no-filename : prints no file names
-o, --only-matching : prints only the part that matches
-A, --after-context=N : also prints N lines after a match
-B, --before-context=N : also prints N lines before a match
-C, --context=N : also prints N lines around a match
-g, --glob=GLOB : searches only files with such names
-t, --type=TYPE : searches only files of that type
-T, --type-not=TYPE : leaves out files of that type
-m, --max-count=N : stops after N lines of a file
-u, --unrestricted : also searches hidden and ignored files
-., --hidden : also searches hidden files
--no-ignore : also searches ignored files
-z, --search-zip : also searches compressed files
-P, --pcre2 : the pattern is a Perl regular expression
-U, --multiline : a match may run over several lines
-q, --quiet : prints nothing, only the exit status tells
-r, --replace=TEXT : prints TEXT in place of a match; files stay as they are
-a, --text : takes binary files as text
-L, --follow : follows links
--json : prints JSON
--color=WHEN : shows matches in colours
--sort=KEY : sorts the files
-j, --threads=N : searches with N threads
--max-depth=N : goes at most N folders deep
--stats : prints figures of the search
--pre=COMMAND {program} : runs COMMAND on each file
--hostname-bin=COMMAND {program} : runs COMMAND
* PATTERN {script} : what is searched
* PATH... {reads} : file or folder to search

tool find, gfind {read-only words plain-dashes} : lists files that pass tests, and may act on them
-H : follows links that are named on the command line
-L : follows links
-P : does not follow links
-O=LEVEL {gnu} : how much to rearrange tests
-D=WHAT {gnu} : prints how tests are arranged
-E {no-gnu} : extended regular expressions
-name=PATTERN : the name matches the pattern
-iname=PATTERN : the name matches, without regard to case
-path, -wholename=PATTERN : the whole path matches
-ipath, -iwholename=PATTERN : the whole path matches, without regard to case
-regex=PATTERN : the whole path matches a regular expression
-iregex=PATTERN : the same without regard to case
-regextype=TYPE {gnu} : kind of regular expressions
-lname=PATTERN : a link whose target matches
-type=LETTER : of that type: f file, d folder, l link
-xtype=LETTER : the same, after following links
-size=N : of that size; +N more, -N less; c bytes, k KiB, M MiB, G GiB, rounded up
-empty : an empty file or folder
-mtime=N : changed N days ago; +N longer ago, -N less
-mmin=N : changed N minutes ago; +N longer ago, -N less
-atime=N : read N days ago
-amin=N : read N minutes ago
-ctime=N : status changed N days ago
-cmin=N : status changed N minutes ago
-newer=FILE : changed after FILE
-anewer=FILE : read after FILE was changed
-cnewer=FILE : status changed after FILE was changed
-newermt=TIME {no-busybox} : changed after that time
-newerct=TIME {no-busybox} : status changed after that time
-newerat=TIME {no-busybox} : read after that time
-daystart {gnu} : counts times from the start of today
-user=NAME : owned by that user
-group=NAME : owned by that group
-uid=N : owned by that user number
-gid=N : owned by that group number
-nouser : of no known user
-nogroup : of no known group
-perm=MODE : has these permissions
-readable {gnu} : can be read
-writable {gnu} : can be written
-executable {no-bsd} : can be run
-links=N : has N names
-inum=N : has that inode number
-samefile=FILE : is the same file
-fstype=TYPE : on such a file system
-true : always true
-false : never true
-maxdepth=N : goes at most N folders deep
-mindepth=N : begins N folders deep
-depth, -d : visits what is in a folder before the folder
-xdev, -mount, -x : stays on one file system
-prune : does not go into the folder
-follow : follows links
-noleaf {gnu} : takes no short cuts on foreign file systems
-ignore_readdir_race {gnu} : does not complain of files that vanish
-warn, -nowarn {gnu} : whether to warn
-files0-from=FILE {gnu} : reads starting points from FILE
-print : prints the path
-print0 : prints the path and a zero byte
-printf=FORMAT {no-bsd no-busybox} : prints in that format: %p path, %f name, %s size, %T@ time
-ls : prints details of the file
-quit : ends at once
-delete {delete-many} : deletes the file
-exec=COMMAND {until-semicolon} : runs a command on each file; with + on many at once
-execdir=COMMAND {until-semicolon} : runs a command in the folder of the file
-ok=COMMAND {until-semicolon} : asks, then runs a command
-okdir=COMMAND {until-semicolon} : asks, then runs a command in the folder of the file
-fprint=FILE {writes overwrite-file gnu} : prints paths to FILE
-fprint0=FILE {writes overwrite-file gnu} : prints paths and zero bytes to FILE
-fls=FILE {writes overwrite-file gnu} : prints details to FILE
-fprintf=FILE FORMAT {writes overwrite-file gnu} : prints in a format to FILE
-a, -and : both must hold
-o, -or : one of both must hold
!, -not : must not hold
( : opens a group
) : closes a group
, : runs both lists
* PATH... {reads} : where to begin; without it the current folder
~ busybox -delete : Old BusyBox versions are built without -delete; use -exec rm {} +.
~ busybox -printf : BusyBox find has no -printf; use -exec stat.
~ bsd -printf : BSD and macOS find has no -printf; use -exec stat -f.
~ bsd : BSD find needs a starting path.

tool fd, fdfind {read-only} : lists files whose names match
-e, --extension=EXT : with that ending
-t, --type=TYPE : of that type
-H, --hidden : also hidden files
-I, --no-ignore : also ignored files
-g, --glob : the pattern is a glob
-F, --fixed-strings : the pattern is plain text
-i, --ignore-case : without regard to case
-s, --case-sensitive : with regard to case
-p, --full-path : matches the whole path
-d, --max-depth=N : goes at most N folders deep
-E, --exclude=GLOB : leaves out such names
-S, --size=SIZE : of that size
--changed-within=TIME : changed within that time
--changed-before=TIME : changed before that time
-0, --print0 : ends names with a zero byte
-l, --list-details : prints details
-L, --follow : follows links
-a, --absolute-path : prints whole paths
-x, --exec=COMMAND {rest-command} : runs a command on each file
-X, --exec-batch=COMMAND {rest-command} : runs a command on all files at once
-u, --unrestricted : also hidden and ignored files
-c, --color=WHEN : shows colours
-j, --threads=N : uses N threads
* PATTERN : what the name must match
* PATH... : where to begin

tool locate, mlocate, plocate {read-only} : finds files by name in a data base
-i, --ignore-case : without regard to case
-r, --regexp=PATTERN : the pattern is a regular expression
-n, -l, --limit=N : at most N names
-c, --count : prints how many
-e, --existing : only files that are there
-b, --basename : matches only the last part
* PATTERN... : what the path must match

tool xargs, gxargs {wrapper stops} : runs a command with arguments from its input
-0, --null : input is separated by zero bytes
-a, --arg-file=FILE {gnu} : reads arguments from FILE
-d, --delimiter=CHAR {gnu} : input is separated by CHAR
-E=TEXT : ends at that line
-I=TEXT : puts each line in place of TEXT
-i, --replace[=TEXT] {gnu} : puts each line in place of TEXT, {} if none is given
-J=TEXT {no-gnu} : puts the arguments in place of TEXT
-L, --max-lines=N : uses at most N lines for one run
-l[=N] : uses at most N lines for one run
-n, --max-args=N : uses at most N arguments for one run
-P, --max-procs=N : runs N at the same time
-p, --interactive : asks before each run
-r, --no-run-if-empty : does not run without input
-s, --max-chars=N : length of a command line
-t, --verbose : prints each command first
-x, --exit : ends where a line is too long
-o, --open-tty : gives the terminal to the command
-R=N {no-gnu} : how many replacements -I makes
-S=N {no-gnu} : how long a replacement may be
--process-slot-var=NAME {gnu} : sets a variable to the number of the process
--show-limits {gnu} : prints limits
* COMMAND... : command to run, echo if none is given
~ bsd -r : BSD xargs never runs without input; macOS accepts -r since 13.

tool parallel {wrapper stops} : runs commands at the same time
-j, --jobs=N : so many at once
-k, --keep-order : prints in the order of the input
-a, --arg-file=FILE : reads arguments from FILE
-0, --null : input is separated by zero bytes
-d, --delimiter=CHAR : input is separated by CHAR
-I=TEXT : puts each line in place of TEXT
-n, --max-args=N : uses at most N arguments for one run
-N, --max-replace-args=N : uses at most N arguments for one run
-q, --quote : quotes the command
-v, --verbose : prints each command
-C, --colsep=PATTERN : splits lines into columns
-X : as many arguments as fit
-m : as many arguments as fit
--pipe : gives the input to the command
--block=SIZE : size of a block of the input
--dry-run, --dryrun {dry-run} : only prints the commands
--bar : shows progress
--eta : shows how long it will take
--progress : shows progress
--joblog=FILE {writes overwrite-file} : writes a log of the jobs
--resume : goes on after an earlier run
--halt=WHEN : when to stop
--retries=N : tries so often
--timeout=SECONDS : ends a job after that time
--results=DIR {create-file} : keeps the output of each job
--tag : puts the argument before each line
--will-cite : prints no notice
-u, --ungroup : prints at once
--line-buffer, --lb : prints whole lines at once
--no-notice : prints no notice
-S, --sshlogin=HOSTS {network-send} : runs on other hosts
* COMMAND... : command to run
`;
