/** Commands that are part of the shell. */
export const builtins = String.raw`
tool echo {read-only text} : prints its arguments
-n : without a line end
-e {no-sh} : understands \n and other escapes
-E {no-sh} : does not understand escapes
* TEXT... : text

tool printf {read-only stops} : prints text in a format
-v=NAME : sets a variable instead
* FORMAT : text with %s, %d, \n
* TEXT... : what is put in

tool print {read-only text} : prints its arguments (zsh, ksh)
-r : without escapes
-n : without a line end
-l : one a line
* TEXT... : text

tool cd, pushd, popd, dirs, chdir {read-only} : changes the current folder
-L : follows links by name
-P : follows links really
-e, -n, -c, -p, -v, -l : how
- : to the folder before
* DIR : where to go, home if none is named

tool export, declare, typeset, local, readonly, integer, setenv, unset, set, shopt, setopt, unsetopt, let, shift, getopts, hash, bind, complete, compgen, compopt, disown, bg, fg, enable, unalias, unsetenv, bindkey, rehash, history, suspend, logout, caller {read-only plain} : sets variables and options of this shell
-a, -A, -i, -r, -x, -f, -F, -g, -n, -p, -u, -l, -t, -e, -o, -s, -q, -m, -v, -b, -h, -k, -B, -C, -E, -H, -P, -T, -d, -c, -w, -z : how
+a, +e, +x, +u, +o, +r, +f : switches off
* NAME... : variable, value or option

tool fc, r {dynamic-command} : runs a command of the history again
-l {read-only} : lists commands
-n, -r, -e, -s : how

tool emulate, autoload, zmodload {dynamic-command} : loads or runs code (zsh)
-c=CODE {shell} : runs this code
-U, -z, -R, -L : how

tool read, mapfile, readarray, vared {read-only} : reads lines of the input into variables
-r : takes backslashes as they are
-a=NAME : into an array
-d=CHAR : ends at CHAR instead of the line end
-n=N : at most N characters
-N=N : exactly N characters
-p=TEXT : asks with TEXT
-t=SECONDS : gives up after that time
-s : does not show the input
-u=N : from that file number
-i=TEXT : suggests TEXT
-e : with editing
-C=COMMAND {shell} : runs COMMAND as lines come
-O, -c=N : from that index, or how often
* NAME... : variable

tool test, [ {read-only words plain-dashes} : compares, or looks at a file
-f, -d, -e, -s, -r, -w, -x, -L, -h, -p, -S, -b, -c, -g, -u, -k, -O, -G, -N, -t : asks about a file
-z, -n : asks whether text is empty, or not
-v, -R, -o : asks whether a variable or option is set
-eq, -ne, -lt, -le, -gt, -ge : compares numbers
-nt, -ot, -ef : compares files
-a : and
!, =, ==, !=, <, >, (, ) : compares text
] : end of the test
* VALUE... : what is compared

tool true, false, :, exit, return, break, continue, wait, pause {read-only text} : does nothing, or ends something
-n, -f, -p : how
* VALUE... : exit status or process

tool type, which, whereis, whence, where, command-not-found {read-only} : tells what a name stands for
-a, --all : all that it stands for
-t, -p, -P, -f, -s, -b, -m, -v, -w, -u, -l : form
* NAME... : name

tool alias {plain} : gives commands short names
-p, -g, -s : how
* DEFINITION... : NAME=COMMAND

tool eval {text} : runs its arguments as commands
* COMMANDS... : commands

tool trap {plain} : runs commands when a signal comes or the shell ends
-l, -p {read-only} : lists
* COMMANDS {shell} : commands
* SIGNAL... : when

tool source, . {dynamic-command stops} : runs the commands of a file in this shell
* FILE : file
* ARGUMENT... : given to the commands

tool command {wrapper stops} : runs a program, not a function
-v, -V {read-only} : tells what a name stands for
-p : looks only in the standard folders
* COMMAND... : command to run

tool builtin, noglob, nocorrect, - {wrapper stops} : runs a command of the shell
* COMMAND... : command to run

tool exec {wrapper stops} : runs a command in place of the shell
-a=NAME : name that the program sees
-c : without variables
-l : as after signing in
* COMMAND... : command to run

tool coproc {wrapper stops} : runs a command beside the shell
* COMMAND... : command to run
`;
