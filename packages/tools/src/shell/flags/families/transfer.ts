/** Archives, compression and moving data between machines. */
export const transfer = String.raw`
tool tar, gtar, bsdtar {bundle} : packs files into an archive, or back
-c, --create {create-file} : makes an archive
-x, --extract, --get {create-file} : takes files out
-t, --list {read-only} : lists what is in it
-r, --append {in-place-edit} : adds files
-u, --update {in-place-edit} : adds files that are newer
-d, --diff, --compare {read-only} : compares with the files
--delete {in-place-edit} : deletes from the archive
-A, --concatenate {in-place-edit} : adds archives
-f, --file=FILE : the archive; - is a pipe
-z, --gzip, --gunzip : gzip
-j, --bzip2 : bzip2
-J, --xz : xz
-a, --auto-compress : compression by the name
--zstd : zstd
--lzma : lzma
-v, --verbose : names each file
-C, --directory=DIR : changes to DIR first
-p, --preserve-permissions, --same-permissions : keeps permissions
-k, --keep-old-files : replaces nothing
--skip-old-files {gnu} : leaves existing files as they are
--overwrite {overwrite-file} : replaces existing files
-O, --to-stdout {read-only} : prints the contents
-h, --dereference : follows links
-T, --files-from=FILE : reads names from FILE
-X, --exclude-from=FILE : leaves out names listed in FILE
--exclude=PATTERN : leaves out such names
--include=PATTERN {no-gnu} : only such names
--strip-components=N : takes N folders off the names
--transform, --xform=EXPRESSION {gnu} : changes names
--wildcards {gnu} : names are patterns
--no-recursion : not what is in folders
--one-file-system {gnu} : stays on one file system
--remove-files {delete-many gnu} : deletes files after adding them
--recursive-unlink {delete-recursive gnu} : empties folders before taking them out
-m, --touch : does not keep times
-o, --no-same-owner : does not keep owners
--same-owner : keeps owners
--numeric-owner : owners as numbers
--owner=NAME : owner in the archive
--group=NAME : group in the archive
--mode=MODE : permissions in the archive
--mtime=TIME : time in the archive
--sort=ORDER {gnu} : order of the names
--null {gnu} : names end with a zero byte
-w, --interactive : asks before each step
-W, --verify {gnu} : checks what was written
-S, --sparse : stores holes
-P, --absolute-names : keeps / at the start of names
-g, --listed-incremental=FILE {gnu} : only what changed
-I, --use-compress-program=PROGRAM {program gnu} : packs through PROGRAM
--to-command=COMMAND {shell gnu} : gives each file to a shell command
--checkpoint[=N] {gnu} : acts at each N records
--checkpoint-action=ACTION {gnu checkpoint} : what to do then; exec=COMMAND runs a shell command
-F, --info-script, --new-volume-script=COMMAND {shell gnu} : runs a command at the end of a volume
--rsh-command=COMMAND {program gnu} : how to reach other hosts
--totals : prints how much was read
--show-transformed-names : names as changed
--warning=KIND {gnu} : which warnings
--format=FORMAT : format of the archive
* NAME... {reads} : file to pack, or member

tool gzip, pigz, bzip2, pbzip2, xz, zstd, lz4, compress, lzop, brotli {move-or-rename} : compresses files, each in place of the old one
-d, --decompress, --uncompress : the other way round
-c, --stdout, --to-stdout {read-only} : prints, and leaves the files as they are
-k, --keep {create-file} : keeps the old file
-t, --test {read-only} : only checks
-l, --list {read-only} : lists sizes
-f, --force {overwrite-file} : replaces files
-v, --verbose : tells more
-q, --quiet : tells less
-n, --no-name : without name and time
-N, --name : with name and time
-r, --recursive : all files in folders
-S, --suffix=TEXT : ending of the names
-NUM : speed and strength, 1 to 9
--fast : fastest
--best : strongest
-T, --threads=N : with N threads
-p, --processes=N : with N processes
-z, --compress : compresses
--rm {delete-file} : deletes the old file
-o=FILE {writes overwrite-file} : writes to FILE
-D=FILE : dictionary
--rsyncable : good for rsync
--ultra : levels above 19
* FILE... : file to compress

tool gunzip, bunzip2, unxz, unzstd, uncompress, unpigz, unlz4 {move-or-rename} : decompresses files, each in place of the old one
-c, --stdout, --to-stdout {read-only} : prints, and leaves the files as they are
-k, --keep {create-file} : keeps the old file
-t, --test {read-only} : only checks
-l, --list {read-only} : lists sizes
-f, --force {overwrite-file} : replaces files
-v, --verbose : tells more
-q, --quiet : tells less
-r, --recursive : all files in folders
-n, --no-name : without name and time
-N, --name : with name and time
-S, --suffix=TEXT : ending of the names
* FILE... : file to decompress

tool zcat, gzcat, bzcat, xzcat, zstdcat, lz4cat, zless, zmore {read-only} : prints files after decompressing them
-f, --force {gnu} : also files that are not compressed
-v, --verbose : tells more
-q, --quiet : tells less
-k, --keep : keeps files, as always
-c, --stdout : prints
-d, --decompress : decompresses
-n, --no-name : without name and time
-T, --threads=N : with N threads
* FILE... {reads} : file to print
~ bsd : macOS zcat expects .Z; use gzcat or gunzip -c.
~ busybox -f : BusyBox zcat takes -f but stops at files that are not compressed.

tool zdiff, zcmp {read-only} : compares compressed files
-u : lines around, in one list
* FILE... {reads} : file to compare

tool zip {create-file} : packs files into a zip archive
-r, --recurse-paths : with everything in folders
-q, --quiet : tells less
-v, --verbose : tells more
-j, --junk-paths : without folders in names
-u, --update : only what is newer
-m, --move {delete-many} : deletes files after adding them
-d, --delete {in-place-edit} : deletes from the archive
-x, --exclude=PATTERN : leaves out such names
-i, --include=PATTERN : only such names
-e, --encrypt : with a password
-P, --password=TEXT {credential-use} : the password, which other users can see
-y, --symlinks : stores links
-9, -0, -1, -6 : speed and strength
-T, --test : tests the archive
-TT, --unzip-command=COMMAND {shell} : tests with a shell command
-@ : reads names from the input
-l, --to-crlf : line ends of Windows
* ARCHIVE {writes} : archive
* FILE... {reads} : file to pack

tool unzip {create-file} : takes files out of a zip archive
-l {read-only} : lists what is in it
-t {read-only} : only checks
-v {read-only} : lists details
-Z {read-only} : lists details
-p {read-only} : prints contents
-c {read-only} : prints contents with names
-o {overwrite-file} : replaces files without asking
-n : replaces nothing
-u : only what is newer
-d=DIR : into DIR
-q : tells less
-j : without folders
-x=NAME : leaves out
-P=TEXT {credential-use} : the password, which other users can see
* ARCHIVE {reads} : archive
* NAME... : only these

tool zipinfo, unrar-list, lsar {read-only} : lists an archive
-1 : names only
-l : long form
-v : details
* ARCHIVE {reads} : archive

tool 7z, 7za {create-file} : packs and unpacks archives
-y : says yes to all
-o=DIR : into DIR
-r : with everything in folders
-p=TEXT {credential-use} : the password
* NAME... : archive and files
> l {read-only} : lists what is in it
> t {read-only} : checks
> x, e {create-file} : takes files out
> a {create-file} : adds files
> d {in-place-edit} : deletes from the archive

tool rsync {create-file network-send} : makes one folder like another, here or on another host
-a, --archive : with everything, keeping permissions, times, owners and links
-v, --verbose : names each file
-z, --compress : compresses on the way
-r, --recursive : with everything in folders
-n, --dry-run {dry-run} : only shows what would be done
-P : shows progress and keeps half copied files
--progress : shows progress
--partial : keeps half copied files
--delete, --del {delete-many} : deletes at the target what the source does not have
--delete-before, --delete-during, --delete-after, --delete-delay, --delete-excluded, --delete-missing-args {delete-many} : deletes at the target what the source does not have
--remove-source-files {delete-many} : deletes files at the source after copying
--force {delete-many} : deletes folders that are not empty
--ignore-errors : deletes also after errors
--max-delete=N : deletes at most N files
-e, --rsh=COMMAND {program} : how to reach the other host
--rsync-path=COMMAND {shell} : program to run on the other host
--exclude=PATTERN : leaves out such names
--exclude-from=FILE : leaves out names listed in FILE
--include=PATTERN : takes such names
--include-from=FILE : takes names listed in FILE
--files-from=FILE : copies the files listed in FILE
-f, --filter=RULE : rule on names
-u, --update : leaves what is newer at the target
-c, --checksum : compares contents
-t, --times : keeps times
-p, --perms : keeps permissions
-o, --owner : keeps owners
-g, --group : keeps groups
-l, --links : keeps links
-L, --copy-links : follows links
-H, --hard-links : keeps hard links
-A, --acls : keeps access lists
-X, --xattrs : keeps attributes
-S, --sparse : leaves holes
-D : keeps devices
-x, --one-file-system : stays on one file system
-h, --human-readable : sizes such as 2K
-i, --itemize-changes : tells what changes
-q, --quiet : tells less
-b, --backup : keeps a copy of what is replaced
--backup-dir=DIR : where those copies go
--bwlimit=RATE : at most so fast
--stats : prints figures
--size-only : compares only sizes
--ignore-existing : leaves what is there
--existing : makes no new files
--inplace : writes into the file itself
--append : adds to shorter files
-R, --relative : keeps whole paths
-W, --whole-file : copies whole files
--numeric-ids : owners as numbers
--chmod=MODE : with these permissions
--chown=OWNER : with this owner
--info=WHAT : what to tell
--list-only {read-only} : only lists
--timeout=SECONDS : gives up after that time
--port=N : port
--link-dest=DIR : links what is the same there
--compare-dest=DIR : leaves out what is the same there
--no-perms, --no-owner, --no-group, --no-p, --no-o, --no-g : does not keep them
* PATH... : source, then target; HOST:PATH is on another host

tool scp, sftp {network-send create-file} : copies files between hosts
-r : with everything in folders
-p : keeps times and permissions
-q : tells less
-v : tells more
-C : compresses on the way
-P=PORT : port
-i=FILE : key
-l=LIMIT : at most so fast
-o=OPTION {ssh-option} : option of ssh
-S=PROGRAM {program} : program to connect with
-F=FILE : configuration
-J=HOST : through that host
-3 : through this host
-b=FILE {dynamic-command} : reads commands from FILE
-4, -6, -A, -B, -T, -O, -D : how to connect
* PATH... : source, then target; HOST:PATH is on another host

tool curl {network-download} : transfers data from or to an address
-s, --silent : shows no progress
-S, --show-error : shows errors also then
-f, --fail : fails on errors of the server
--fail-with-body : fails, and shows the answer
-L, --location : follows redirections
-o, --output=FILE {writes overwrite-file create-file} : writes to FILE
-O, --remote-name {create-file} : writes to a file named as at the server
-J, --remote-header-name {create-file} : writes to a file that the server names
--output-dir=DIR : writes there
--create-dirs {create-file} : makes folders
-X, --request=METHOD {http-method} : method
-d, --data, --data-ascii, --data-binary, --data-raw, --data-urlencode, --json=DATA {http-body} : sends DATA; @FILE sends a file
-F, --form, --form-string=FIELD {http-body} : sends a form; @FILE sends a file
-T, --upload-file=FILE {http-body} : sends FILE
-G, --get : sends data in the address
-I, --head : only the header
-i, --include, --show-headers : prints the header too
-H, --header=LINE {header} : sends a header line
-u, --user=LOGIN {login} : name and password
-n, --netrc : reads the login from .netrc
-A, --user-agent=TEXT : name of the program
-e, --referer=ADDRESS : where from
-b, --cookie=DATA : sends cookies
-c, --cookie-jar=FILE {writes overwrite-file} : writes cookies to FILE
-k, --insecure : does not check certificates
-v, --verbose : tells more
-w, --write-out=FORMAT : prints figures afterwards
-m, --max-time=SECONDS : gives up after that time
--connect-timeout=SECONDS : gives up connecting after that time
--retry=N : tries again so often
--retry-delay=SECONDS : waits between two tries
--retry-all-errors, --retry-connrefused : tries again after all errors
-x, --proxy=ADDRESS : through a proxy
--compressed : asks for a compressed answer
-C, --continue-at=N : goes on from there
-r, --range=RANGE : only that part
-z, --time-cond=TIME : only if newer
-#, --progress-bar : shows a bar
-N, --no-buffer : prints at once
-K, --config=FILE {dynamic-command} : reads options from FILE
--cacert=FILE : trusted certificates
-E, --cert=FILE : own certificate
--key=FILE : own key
--resolve=ADDRESS : takes this address for a host
--unix-socket=PATH : through a socket
--limit-rate=RATE : at most so fast
-D, --dump-header=FILE {writes overwrite-file} : writes the header to FILE
--trace, --trace-ascii=FILE {writes overwrite-file} : writes everything to FILE
--oauth2-bearer=TOKEN {login} : token
--aws-sigv4=PROVIDER : signs for a cloud
--url=ADDRESS : address
-g, --globoff : takes brackets as they are
-4, --ipv4, -6, --ipv6, --http1.1, --http2, --ssl, --ssl-reqd, --tlsv1.2, --no-progress-meter, -Z, --parallel, -a, -q, --location-trusted, --anyauth, --basic, --digest, --negotiate : how to connect
-Q, --quote=COMMAND {network-send} : command for an FTP server
-V, --version {help} : prints the version
-h, --help {help} : prints help
* URL... : address

tool wget, aria2c, axel {network-download create-file} : downloads files
-O, --output-document=FILE {http-output} : writes to FILE; - prints
-o, --output-file=FILE : writes messages to FILE
-P, --directory-prefix=DIR : into DIR
-q, --quiet : tells less
-v, --verbose : tells more
-nv, --no-verbose : tells less
-c, --continue : goes on with a half file
-N, --timestamping : only if newer
-r, --recursive : follows links
-np, --no-parent : does not go up
-l, --level=N : N levels deep
-A, --accept=LIST : only such names
-R, --reject=LIST : leaves out such names
-nc, --no-clobber : replaces nothing
-i, --input-file=FILE : reads addresses from FILE
-b, --background : in the background
-S, --server-response : prints the header
--spider {read-only} : only checks that it is there
--no-check-certificate : does not check certificates
--header=LINE {header} : sends a header line
--user=NAME : user
--password=TEXT {login} : password
--post-data=DATA {http-body} : sends DATA
--post-file=FILE {http-body} : sends FILE
--method=METHOD {http-method} : method
--body-data=DATA {http-body} : sends DATA
--body-file=FILE {http-body} : sends FILE
-t, --tries=N : tries so often
-T, --timeout=SECONDS : gives up after that time
-U, --user-agent=TEXT : name of the program
-e, --execute=COMMAND {dynamic-command} : setting of the program
--use-askpass=PROGRAM {program} : asks PROGRAM for the password
-m, --mirror : a copy of a whole site
-k, --convert-links : changes links
-p, --page-requisites : with pictures and styles
-w, --wait=SECONDS : waits between files
-x, -nd, -nH, -E, -H, -K : how files are named
* URL... : address

tool nc, ncat, netcat, socat, telnet {network-send} : opens a network connection
-l, --listen : waits for a connection
-p=PORT : port here
-v : tells more
-z {read-only} : only checks whether a port is open
-w=SECONDS : gives up after that time
-u : UDP
-n : no names
-k : stays open
-q=SECONDS : ends so long after the input
-4, -6, -N, -d, -C, -t : how to connect
-e, --exec=PROGRAM {remote-code-execution} : gives the connection to a program
-c, --sh-exec=COMMAND {remote-code-execution} : gives the connection to a shell command
* HOST... : host and port

tool ping, ping6, dig, nslookup, host, traceroute, tracepath, mtr, whois, nmap, arp {read-only} : asks about hosts and ways through the network
-c, -C=N : so many
-i=SECONDS : time between
-W, -w=SECONDS : gives up after that time
-p=PORT : port
-s=SIZE : size
-t=TYPE : type, or how far
-q, -n, -v, -4, -6, -a, -r, -u, -T, -I, -x, -sT, -sV, -Pn, -F, +short, +trace, +noall, +answer : other forms
* HOST... : host or address
`;
