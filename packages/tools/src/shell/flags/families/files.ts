/** Listing, copying, moving, deleting and describing files. */
export const files = String.raw`
tool ls, dir, vdir, exa, eza {read-only} : lists files
-l : with size, owner, permissions and time
-a, --all : also hidden files
-A, --almost-all : also hidden files, without . and ..
-h, --human-readable : sizes such as 2K and 1G
-t : newest first
-r, --reverse : reverses the order
-S : largest first
-1 : one name a line
-R, --recursive : also everything in folders
-d, --directory : folders themselves, not what is in them
-F, --classify[=WHEN] : a sign after each name tells its type
-i, --inode : inode numbers
-s, --size : blocks used
-n, --numeric-uid-gid : owners as numbers
-g : like -l without the owner
-o : like -l without the group
-G, --no-group : without the group; on BSD with colours
-L, --dereference : what links point to
-H : follows links on the command line
-k, --kibibytes : counts blocks of 1024 bytes
-u : time of last use
-c : time of last status change
-U : in the order of the folder
-v : in order of versions
-X : ordered by ending
-x : columns filled row by row
-C : in columns
-m : separated by commas
-p : a / after folders
-q : ? for characters that are not visible
-b, --escape : escapes characters that are not visible
-N, --literal {gnu} : names as they are
-Q, --quote-name {gnu} : names in quotes
-Z : security context
-I, --ignore=PATTERN {gnu} : leaves out such names
-B, --ignore-backups {gnu} : leaves out names that end in ~
-w, --width=N : width of the output
-T, --tabsize=N : tab stops
--color[=WHEN] : in colours
--sort=KEY {gnu} : sorts by KEY
--time=KIND {gnu} : which time
--time-style=STYLE {gnu} : form of times
--full-time {no-bsd} : full times
--group-directories-first {no-bsd} : folders first
--block-size=SIZE {gnu} : unit of sizes
--si {gnu} : sizes in powers of 1000
--hide=PATTERN {gnu} : leaves out such names
--indicator-style=STYLE {gnu} : signs after names
--zero {gnu} : names end with a zero byte
* PATH... : file or folder to list

tool tree {read-only} : shows folders as a tree
-L=N : N levels deep
-a : also hidden files
-d : only folders
-f : whole paths
-h : sizes such as 2K
-s : sizes
-D : times
-p : permissions
-I=PATTERN : leaves out such names
-P=PATTERN : only such names
-J : prints JSON
-C : in colours
-o=FILE {writes overwrite-file} : writes to FILE
--du : sizes of folders
--dirsfirst : folders first
--noreport : without the count at the end
* DIR... : where to begin

tool stat, gstat {read-only} : shows details of a file
-c, --format=FORMAT {no-bsd} : prints in that format: %n name, %s size, %y time
--printf=FORMAT {gnu} : the same, with escapes
-f, --file-system : of the file system; on BSD the format
-L, --dereference : of what a link points to
-t, --terse : in short form
-x {no-gnu} : in long form
-s {no-gnu} : as variables
* FILE... : file to describe
~ bsd -c : BSD and macOS stat has -f FORMAT with other letters.

tool file {read-only} : tells what kind of data a file holds
-b, --brief : without the file name
-i, --mime : as MIME type
-I : as MIME type
--mime-type : only the MIME type
--mime-encoding : only the encoding
-L, --dereference : of what a link points to
-z, --uncompress : looks into compressed files
-s, --special-files : also reads devices
-f, --files-from=FILE : reads names from FILE
-m, --magic-file=FILE : uses these rules
-k, --keep-going : tells all that fits
-h, --no-dereference : does not follow links
* FILE... : file to look at

tool readlink, realpath {read-only} : prints where a path really leads
-f, --canonicalize : resolves all links
-e, --canonicalize-existing : everything must exist
-m, --canonicalize-missing : nothing must exist
-n, --no-newline : without a line end
-q, --quiet : does not complain
-s, --strip, --no-symlinks : does not resolve links
-z, --zero : ends with a zero byte
--relative-to=DIR {gnu} : relative to DIR
--relative-base=DIR {gnu} : relative below DIR
* PATH... : path to resolve
~ bsd -f : older macOS readlink has no -f.

tool basename, dirname {read-only} : prints the last part of a path, or what is before it
-a, --multiple : several paths
-s, --suffix=TEXT : takes the ending away
-z, --zero : ends with a zero byte
* PATH... : path

tool pwd, tty, whoami, id, groups, logname, hostname, uname, nproc, uptime, who, w, users, last, lastlog, lscpu, lsblk, blkid, lsusb, lspci, getconf, locale, getent, hostid, sw_vers, printenv, vmstat, iostat, mpstat, sar, lsmod, dmidecode, findmnt, pstree, pmap, ulimit, umask, jobs, times, finger, cal, ncal, tput, sensors {read-only} : shows facts about the system or the session
-a, --all : everything
-u, --user : user
-g, --group : group
-G, --groups : all groups
-n, --name : name or number
-r : release, or real value
-s, --kernel-name, --since : name of the kernel, or since when
-m, --machine : machine
-i, -I, --ip-addresses : addresses
-f, --fqdn, --fs : full name or file systems
-p, --paths, --pretty : paths or nice form
-l, --list : list
-h, --help, --no-header {help} : help, or without header
-o, --output, --output-all=LIST : columns
-x : more detail
-k, -c, -d, -t, -v, -b, -e, -S, -P : other columns or units
-H, -J, -q, -1, -3, -y : other forms of the output
* ITEM... : what to show

tool cp, gcp {create-file} : copies files
-r, -R, --recursive : with everything in folders
-a, --archive : with everything, keeping permissions, times and links
-p : keeps permissions, owner and times
--preserve[=WHAT] {gnu} : keeps these properties
-f, --force : replaces targets that cannot be opened
-i, --interactive : asks before it replaces
-n, --no-clobber : replaces nothing
-u, --update[=HOW] : only files that are newer
-v, --verbose : names each file
-l, --link : makes hard links
-s, --symbolic-link : makes symbolic links
-L, --dereference : follows links
-P, --no-dereference : keeps links
-d {no-bsd} : keeps links
-H : follows links on the command line
-x, --one-file-system : stays on one file system
-t, --target-directory=DIR {no-bsd} : copies into DIR
-T, --no-target-directory {no-bsd} : the target is not a folder
-b, --backup[=HOW] {gnu} : keeps a copy of what is replaced
-S, --suffix=TEXT {gnu} : ending of such copies
-c {no-gnu} : makes clones
--parents {gnu} : keeps the whole path
--reflink[=WHEN] {gnu} : shares blocks
--sparse=WHEN {gnu} : leaves holes
--remove-destination {gnu} : deletes the target first
--strip-trailing-slashes {gnu} : takes / away from the ends
* PATH... : what to copy, then where

tool mv, gmv {move-or-rename} : moves or renames files
-f, --force : does not ask
-i, --interactive : asks before it replaces
-n, --no-clobber : replaces nothing
-u, --update[=HOW] : only files that are newer
-v, --verbose : names each file
-t, --target-directory=DIR {no-bsd} : moves into DIR
-T, --no-target-directory {no-bsd} : the target is not a folder
-b, --backup[=HOW] {gnu} : keeps a copy of what is replaced
-S, --suffix=TEXT {gnu} : ending of such copies
--strip-trailing-slashes {gnu} : takes / away from the ends
* PATH... : what to move, then where

tool rename, prename, mmv {move-or-rename} : renames files by a pattern
-n, --no-act, --nono, --dry-run {dry-run} : only shows new names
-v, --verbose : names each file
-f, --force : replaces files
* RULE : how names change
* FILE... : file to rename

tool rm, grm {delete-file} : deletes files
-r, -R, --recursive : folders with everything in them
-f, --force : does not ask, and does not complain of missing files
-i : asks before each file
-I : asks once before many files
--interactive[=WHEN] {gnu} : when to ask
-d, --dir : empty folders
-v, --verbose : names each file
-P {no-gnu} : overwrites before it deletes
-W {no-gnu} : brings files back
-x, --one-file-system : stays on one file system
--preserve-root[=HOW] {gnu} : refuses to delete /
--no-preserve-root {gnu delete-broad} : does not refuse to delete /
* PATH... : what to delete

tool rmdir {delete-file} : deletes empty folders
-p, --parents : also folders above that become empty
-v, --verbose : names each folder
--ignore-fail-on-non-empty {gnu} : does not complain of folders that are not empty
* DIR... : folder to delete

tool unlink {delete-file} : deletes one file
* FILE : file to delete

tool shred, srm, wipe {delete-many} : overwrites files so that they cannot be brought back
-u, --remove[=HOW] : deletes them afterwards
-n, --iterations=N : overwrites so often
-z, --zero : ends with zeros
-v, --verbose : shows progress
-f, --force : changes permissions where needed
-s, --size=N : so many bytes
-x, --exact : does not round sizes
-r : with everything in folders
* FILE... : file to destroy

tool trash, trash-put, gio-trash {delete-file} : puts files into the trash folder
-v, --verbose : names each file
* PATH... : what to put there

tool mkdir, gmkdir {create-file} : makes folders
-p, --parents : also the folders above; no error if it exists
-m, --mode=MODE : with these permissions
-v, --verbose : names each folder
* DIR... : folder to make

tool touch {create-file} : sets times of files, makes missing ones
-c, --no-create : makes no files
-a : time of last use
-m : time of change
-d, --date=TIME : this time
-r, --reference=FILE : the time of FILE
-t=STAMP : this time as [[CC]YY]MMDDhhmm
-h, --no-dereference : of the link itself
* FILE... : file to touch

tool ln {create-file} : makes links
-s, --symbolic : symbolic link
-f, --force {overwrite-file} : replaces what is there
-n, --no-dereference : does not follow a link that is the target
-v, --verbose : names each link
-r, --relative {gnu} : relative to the link
-i, --interactive : asks before it replaces
-T, --no-target-directory {no-bsd} : the target is not a folder
-t, --target-directory=DIR {no-bsd} : in DIR
-b, --backup[=HOW] {gnu} : keeps a copy of what is replaced
* PATH... : what to point to, then the link

tool mkfifo, mknod {create-file} : makes pipes and device files
-m, --mode=MODE : with these permissions
* NAME... : file to make

tool mktemp {create-file} : makes a temporary file and prints its name
-d, --directory : makes a folder
-p, --tmpdir[=DIR] : in DIR
-t : below the folder for temporary files
-u, --dry-run {dry-run} : only prints a name
-q, --quiet : does not complain
--suffix=TEXT {gnu} : name ends in TEXT
* TEMPLATE : form of the name

tool install {create-file} : copies files and sets permissions
-m, --mode=MODE : with these permissions
-o, --owner=USER : owned by USER
-g, --group=GROUP : owned by GROUP
-d, --directory : makes folders
-D : makes folders above
-v, --verbose : names each file
-p, --preserve-timestamps : keeps times
-s, --strip : takes symbols away
-t, --target-directory=DIR : into DIR
-b : keeps a copy of what is replaced
* PATH... : what to copy, then where

tool chmod {permission-change} : changes permissions
-R, --recursive : with everything in folders
-v, --verbose : names each file
-c, --changes : names each changed file
-f, --silent, --quiet : does not complain
-h {no-gnu} : the link itself
--reference=FILE {gnu} : permissions of FILE
--preserve-root {gnu} : refuses to change /
--no-preserve-root {gnu} : does not refuse to change /
* MODE : new permissions
* PATH... : file to change

tool chown, chgrp {permission-change} : changes owner or group
-R, --recursive : with everything in folders
-v, --verbose : names each file
-c, --changes : names each changed file
-f, --silent, --quiet : does not complain
-h, --no-dereference : the link itself
-H : follows links on the command line
-L : follows all links
-P : follows no links
--reference=FILE {gnu} : owner of FILE
--from=OWNER {gnu} : only what that owner has
--preserve-root {gnu} : refuses to change /
--no-preserve-root {gnu} : does not refuse to change /
* OWNER : new owner and group
* PATH... : file to change

tool setfacl, chattr, chcon, setfattr, xattr {permission-change} : changes access lists or attributes
-R, --recursive : with everything in folders
-m, --modify=ENTRY : adds this entry
-x, --remove=ENTRY : takes this entry away
-b, --remove-all : takes all entries away
-d, --default : default entries
* ITEM... : entry and files

tool getfacl, lsattr, getfattr, namei {read-only} : shows access lists or attributes
-R, --recursive : with everything in folders
-a, --access : access entries
-d, --default : default entries
-l, --long : owner and permissions
-m : permissions
* PATH... : file to look at

tool truncate {truncate-file} : cuts or extends files to a size
-s, --size=SIZE : to this size; +N longer, -N shorter
-c, --no-create : makes no files
-r, --reference=FILE : to the size of FILE
-o, --io-blocks : counts blocks
* FILE... : file to change

tool fallocate {create-file} : reserves space for a file
-l, --length=SIZE : so much space
-o, --offset=N : from there
-p, --punch-hole {truncate-file} : frees space in the file
-z, --zero-range {truncate-file} : fills a part with zeros
-c, --collapse-range {truncate-file} : takes a part away
-d, --dig-holes : frees blocks of zeros
-n, --keep-size : keeps the size
* FILE : file to change

tool dd {read-only} : copies blocks of data
if=FILE {reads} : reads FILE
of=FILE : writes FILE
bs=SIZE : blocks of that size
ibs=SIZE : reads blocks of that size
obs=SIZE : writes blocks of that size
count=N : copies N blocks
skip=N : skips N blocks of the input
seek=N : skips N blocks of the output
conv=LIST : changes: notrunc, noerror, sync, fsync ...
iflag=LIST : how to read
oflag=LIST : how to write
status=LEVEL : what to tell
cbs=SIZE : size of records

tool du, gdu, ncdu {read-only} : shows how much space files take
-s, --summarize : one total for each argument
-h, --human-readable : sizes such as 2K and 1G
-a, --all : also files
-c, --total : a total at the end
-d, --max-depth=N : N folders deep
-k : in KiB
-m : in MiB
-g {no-gnu} : in GiB
-b, --bytes {gnu} : sizes of the contents in bytes
-B, --block-size=SIZE {gnu} : unit of sizes
--apparent-size {gnu} : sizes of the contents, not of the blocks
-x, --one-file-system : stays on one file system
-L, --dereference : follows links
-D, -H : follows links on the command line
-l, --count-links : counts hard links again
-S, --separate-dirs : without folders below
-0, --null {gnu} : lines end with a zero byte
-t, --threshold=SIZE : only what is larger
--time[=KIND] {gnu} : with times
--inodes {gnu} : counts files
--exclude=PATTERN {gnu} : leaves out such names
--files0-from=FILE {gnu} : reads names that end with a zero byte
* PATH... : file or folder
~ bsd --apparent-size : BSD and macOS have du -A for sizes of the contents.
~ busybox --apparent-size : BusyBox du has no --apparent-size and no -b.

tool df {read-only} : shows how full file systems are
-h, --human-readable : sizes such as 2K and 1G
-H, --si : in powers of 1000
-k : in KiB
-m : in MiB
-T, --print-type {no-bsd} : with the type
-i, --inodes : counts files
-a, --all : also empty file systems
-l, --local : only local ones
-P, --portability : one line each
-t, --type=TYPE : only of that type
-x, --exclude-type=TYPE {gnu} : not of that type
-B, --block-size=SIZE {no-bsd} : unit of sizes
--total {gnu} : a total at the end
--output[=LIST] {gnu} : these columns
--sync {gnu} : writes everything first
* PATH... : only the file systems that hold these

tool lsof, fuser {read-only} : lists open files and who uses them
-i[=ADDRESS] : network connections
-n : numbers instead of host names
-P : numbers instead of port names
-p=PID : of that process
-u=USER : of that user
-c=NAME : of programs with that name
-t : only process numbers
-a : all conditions together
-d=LIST : these descriptors
-s[=STATE] : sizes or states
-l : numbers instead of user names
+D=DIR : everything below DIR
+d=DIR : everything in DIR
+L1 : deleted files that are open
-r=SECONDS : again and again
-F=FIELDS : fields for programs
-k, --kill {kill-broad} : ends the processes (fuser)
-v, --verbose : details
-m, --mount : of the whole file system
* NAME... : file or port

tool sync {read-only} : writes what is in memory to the disks
* FILE... : only these
`;
