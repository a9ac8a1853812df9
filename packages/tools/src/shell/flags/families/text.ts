/** Reading, sorting, cutting and joining lines: coreutils and their neighbours. */
export const text = String.raw`
tool cat {read-only} : prints files one after the other
-n, --number : numbers all lines
-b, --number-nonblank : numbers lines that are not empty
-s, --squeeze-blank : prints several empty lines in a row as one
-A, --show-all {gnu} : shows tabs, line ends and other characters that are not visible
-e : shows line ends as $ and characters that are not visible
-E, --show-ends {gnu} : shows line ends as $
-t : shows tabs as ^I and characters that are not visible
-T, --show-tabs {gnu} : shows tabs as ^I
-v, --show-nonprinting : shows characters that are not visible
-u : does not wait until a block is full
* FILE... {reads} : file to read; - is the standard input

tool tac {read-only no-bsd} : prints files with the last line first
-s, --separator=TEXT : splits at TEXT instead of line ends
-b, --before : the separator stands before a record
-r, --regex : the separator is a regular expression
* FILE... {reads} : file to read

tool head {read-only} : prints the first lines
-n, --lines=N : prints the first N lines; with -N all but the last N (GNU)
-c, --bytes=N : prints the first N bytes
-q, --quiet, --silent : prints no file names
-v, --verbose : always prints file names
-z, --zero-terminated {gnu} : lines end with a zero byte
-NUM : prints so many lines
* FILE... {reads} : file to read

tool tail {read-only} : prints the last lines
-n, --lines=N : prints the last N lines; with +N everything from line N on
-c, --bytes=N : prints the last N bytes; with +N from byte N on
-f, --follow[=HOW] : keeps printing what is added to the file
-F : follows the name, also after the file was rotated
--retry {gnu} : keeps trying to open the file
--pid=PID {gnu} : stops following when that process ends
-s, --sleep-interval=SECONDS : waits so long between two looks
-q, --quiet, --silent : prints no file names
-v, --verbose : always prints file names
-r {no-gnu} : prints in reverse order
-z, --zero-terminated {gnu} : lines end with a zero byte
-NUM : prints so many lines
+NUM {no-busybox} : prints from that line on (an old form)
* FILE... {reads} : file to read

tool wc {read-only} : counts lines, words and bytes
-l, --lines : counts lines
-w, --words : counts words
-c, --bytes : counts bytes
-m, --chars : counts characters
-L, --max-line-length : prints the length of the longest line
--files0-from=FILE {gnu} : reads file names that end with a zero byte
--total=WHEN {gnu} : when to print the total
* FILE... {reads} : file to count

tool sort {read-only} : sorts lines
-n, --numeric-sort : compares by number
-g, --general-numeric-sort : compares by number, also 1e3
-h, --human-numeric-sort : compares sizes such as 2K and 1G
-r, --reverse : reverses the order
-u, --unique : keeps one of lines that compare equal
-k, --key=KEY : compares from field to field (START,END), with letters for the kind of comparison
-t, --field-separator=CHAR : fields are separated by CHAR
-f, --ignore-case : takes small and capital letters as equal
-b, --ignore-leading-blanks : ignores blanks at the start of a key
-d, --dictionary-order : compares only blanks, letters and digits
-i, --ignore-nonprinting : compares only characters that can be printed
-M, --month-sort : compares names of months
-V, --version-sort : compares version numbers
-R, --random-sort {no-busybox} : puts lines in random order, equal ones together
-s, --stable : keeps the order of lines that compare equal
-m, --merge : merges files that are already sorted
-c, --check[=HOW] : only checks whether the input is sorted
-C : checks quietly
-z, --zero-terminated : lines end with a zero byte
-o, --output=FILE {writes overwrite-file} : writes the result to FILE, which may be one that is read
-S, --buffer-size=SIZE : uses so much memory
-T, --temporary-directory=DIR : puts temporary files there
--parallel=N {gnu} : sorts with N threads
--files0-from=FILE {gnu} : reads file names that end with a zero byte
--batch-size=N {gnu} : merges at most so many files at once
--random-source=FILE {gnu} : takes random bytes from FILE
--debug {gnu} : marks what is compared
--compress-program=PROGRAM {gnu program} : runs PROGRAM on temporary files
* FILE... {reads} : file to sort
~ busybox -h : BusyBox sorts sizes only when it was built with that feature.
~ bsd -h : sort -h exists in newer BSD and macOS versions.

tool uniq {read-only} : drops or counts lines that repeat the line before
-c, --count : prints how often each line came
-d, --repeated : prints only lines that repeat, once each
-D, --all-repeated[=HOW] {no-busybox} : prints all lines that repeat
-u, --unique : prints only lines that do not repeat
-i, --ignore-case : takes small and capital letters as equal
-f, --skip-fields=N : does not compare the first N fields
-s, --skip-chars=N : does not compare the first N characters
-w, --check-chars=N {no-bsd} : compares at most N characters
-z, --zero-terminated {no-bsd} : lines end with a zero byte
--group[=HOW] {gnu} : prints all lines with an empty line between groups
* INPUT {reads} : file to read
* OUTPUT {writes overwrite-file} : file to write

tool cut {read-only} : prints parts of lines
-d, --delimiter=CHAR : fields are separated by CHAR
-f, --fields=LIST : prints these fields
-c, --characters=LIST : prints these characters
-b, --bytes=LIST : prints these bytes
-s, --only-delimited : leaves out lines without the separator
-n : does not split characters of several bytes
-z, --zero-terminated {gnu} : lines end with a zero byte
-w {no-gnu} : fields are separated by blanks
--complement {gnu} : prints everything but these
--output-delimiter=TEXT {no-bsd} : puts TEXT between fields
* FILE... {reads} : file to read

tool paste {read-only} : joins lines of files side by side
-d, --delimiters=LIST : puts these characters between
-s, --serial : joins all lines of one file into one line
-z, --zero-terminated {gnu} : lines end with a zero byte
* FILE... {reads} : file to read

tool join {read-only} : joins lines of two sorted files that have the same key
-t=CHAR : fields are separated by CHAR
-1=FIELD : key of the first file
-2=FIELD : key of the second file
-j=FIELD : key of both files
-a=FILE : also prints lines of that file (1 or 2) that have no partner
-v=FILE : prints only lines of that file that have no partner
-o=FORMAT : prints these fields
-e=TEXT : puts TEXT where a field is missing
-i, --ignore-case : takes small and capital letters as equal
--header {gnu} : takes the first lines as headers
--check-order {gnu} : fails where the input is not sorted
--nocheck-order {gnu} : does not check the order
-z, --zero-terminated {gnu} : lines end with a zero byte
* FILE... {reads} : file to join

tool comm {read-only} : compares two sorted files line by line
-1 : leaves out lines that only the first file has
-2 : leaves out lines that only the second file has
-3 : leaves out lines that both have
-i {no-gnu} : takes small and capital letters as equal
--check-order {gnu} : fails where the input is not sorted
--nocheck-order {gnu} : does not check the order
--output-delimiter=TEXT {gnu} : separates columns by TEXT
--total {gnu} : prints how many lines each column has
-z, --zero-terminated {gnu} : lines end with a zero byte
* FILE... {reads} : file to compare

tool tr {read-only} : replaces or deletes characters
-d, --delete : deletes the characters of the first set
-s, --squeeze-repeats : replaces a character in a row by one
-c, -C, --complement : takes all characters that are not in the first set
-t, --truncate-set1 {gnu} : cuts the first set to the length of the second
* SET... : characters, ranges and classes

tool nl {read-only} : numbers lines
-b, --body-numbering=STYLE : which lines get a number
-w, --number-width=N : width of the number
-s, --number-separator=TEXT : puts TEXT after the number
-n, --number-format=FORMAT : how the number is set
-v, --starting-line-number=N : begins with N
-i, --line-increment=N : counts in steps of N
* FILE... {reads} : file to read

tool fold {read-only} : breaks long lines
-w, --width=N : breaks after N characters
-s, --spaces : breaks at blanks
-b, --bytes : counts bytes
* FILE... {reads} : file to read

tool fmt {read-only} : fills lines of text
-w, --width=N : lines have at most N characters
* FILE... {reads} : file to read

tool expand, unexpand {read-only} : changes tabs to blanks, or back
-t, --tabs=N : a tab is N characters wide
-a, --all : changes all blanks
-i, --initial : changes only at the start of lines
* FILE... {reads} : file to read

tool rev {read-only} : prints each line backwards
* FILE... {reads} : file to read

tool shuf {read-only no-bsd} : puts lines in random order
-n, --head-count=N : prints at most N lines
-e, --echo : takes the arguments as lines
-i, --input-range=RANGE : takes the numbers from LO to HI
-r, --repeat : a line may come more than once
-o, --output=FILE {writes overwrite-file} : writes the result to FILE
-z, --zero-terminated : lines end with a zero byte
--random-source=FILE : takes random bytes from FILE
* FILE... {reads} : file to read

tool column {read-only} : sets text in columns
-t, --table : makes a table
-s, --separator=CHARS : columns are separated by these in the input
-o, --output-separator=TEXT {no-bsd} : puts TEXT between columns
-n, --table-name : keeps empty columns or names the table, by version
-N, --table-columns=NAMES {no-bsd} : names the columns
-J, --json {no-bsd} : prints JSON
-R, --table-right=COLUMNS {no-bsd} : sets these columns to the right
-x, --fillrows : fills rows before columns
-c, --output-width=N : width of the output
* FILE... {reads} : file to read

tool tee {create-file} : copies its input to files and to the output
-a, --append : adds to the files
-i, --ignore-interrupts : goes on when interrupted
-p {gnu} : warns when a pipe cannot be written
--output-error[=HOW] {gnu} : what to do when a pipe cannot be written
* FILE... {writes} : file to write

tool sponge {in-place-edit} : reads all of its input before it writes the file
-a : adds to the file
* FILE {writes} : file to write

tool split, csplit {create-file} : cuts a file into pieces
-l, --lines=N : pieces of N lines
-b, --bytes=SIZE : pieces of that size
-C, --line-bytes=SIZE {gnu} : pieces of at most that size, without cutting lines
-n, --number=PIECES {no-busybox} : so many pieces
-a, --suffix-length=N : length of the endings
-d, --numeric-suffixes[=FROM] {no-busybox} : endings are numbers
-x, --hex-suffixes[=FROM] {gnu} : endings are hexadecimal numbers
-e, --elide-empty-files {gnu} : makes no empty pieces
-t, --separator=CHAR {gnu} : lines end with CHAR
--additional-suffix=TEXT {gnu} : adds TEXT to the names
--filter=COMMAND {gnu shell} : gives each piece to a shell command
--verbose : names each piece
* FILE {reads} : file to cut; - is the standard input
* PREFIX : names of the pieces begin with it

tool diff, colordiff, sdiff, diff3 {read-only} : shows what differs between files
-u, --unified[=N] : shows lines around, in one list
-U=N : shows N lines around
-c, --context[=N] : shows lines around, in two lists
-r, --recursive : compares folders with all that is in them
-q, --brief : says only whether files differ
-s, --report-identical-files : also says when files are the same
-y, --side-by-side : shows both files in columns
-i, --ignore-case : takes small and capital letters as equal
-w, --ignore-all-space : ignores blanks
-b, --ignore-space-change : ignores changes in the number of blanks
-B, --ignore-blank-lines : ignores empty lines
-N, --new-file : takes a missing file as empty
-x, --exclude=PATTERN : leaves out files with such names
-I, --ignore-matching-lines=PATTERN : ignores changes in lines that match
-W, --width=N : width of the columns
--suppress-common-lines : leaves out lines that are the same
--color[=WHEN] {gnu} : shows changes in colours
--strip-trailing-cr {gnu} : ignores carriage returns at line ends
* FILE... {reads} : file or folder to compare

tool cmp {read-only} : compares files byte by byte
-s, --quiet, --silent : prints nothing, only the exit status tells
-l, --verbose : prints each byte that differs
-b, --print-bytes {gnu} : prints the bytes that differ
-n, --bytes=N : compares at most N bytes
-i, --ignore-initial=N {gnu} : skips the first bytes
* FILE... {reads} : file to compare

tool strings {read-only} : prints text that stands in binary files
-n, --bytes=N : at least N characters long
-a, --all : looks at the whole file
-t, --radix=KIND : prints where each text stands
-e, --encoding=KIND : size and order of the characters
* FILE... {reads} : file to read

tool od, hexdump, hd {read-only} : shows bytes as numbers or characters
-A, --address-radix=KIND : how positions are printed
-t, --format=TYPE : how bytes are printed
-c : prints bytes as characters
-x : prints hexadecimal pairs of bytes
-C, --canonical : prints hexadecimal numbers and characters side by side
-n, --length, --read-bytes=N : at most N bytes
-N=N : at most N bytes
-j, --skip-bytes=N : skips the first bytes
-s, --skip=N : skips the first bytes
-v, --no-squeezing : prints also lines that repeat
-e=FORMAT : format of the output
-w, --width[=N] : so many bytes in a line
* FILE... {reads} : file to read

tool base64, base32 {read-only} : encodes bytes as text, or back
-d, -D, --decode : decodes
-i, --ignore-garbage : skips characters that do not belong
-w, --wrap=N {no-bsd} : breaks lines after N characters; 0 does not
-b, --break=N {no-gnu} : breaks lines after N characters
* FILE {reads} : file to read

tool md5sum, sha1sum, sha224sum, sha256sum, sha384sum, sha512sum, b2sum, cksum, sum, md5, shasum {read-only} : prints checksums of files
-c, --check : reads checksums from a file and compares
-b, --binary : reads bytes as they are
-t, --text : reads as text
-a, --algorithm=NAME : which checksum
-q, --quiet : prints only what is wrong
-s, --status : prints nothing, only the exit status tells
-w, --warn : warns of lines that cannot be read
--tag : prints the name of the checksum
--ignore-missing : skips files that are not there
-z, --zero : lines end with a zero byte
-r {no-gnu} : prints the checksum before the name
* FILE... {reads} : file to read
~ bsd : macOS has md5 and shasum instead of md5sum and sha256sum.

tool iconv {read-only} : changes the encoding of text
-f, --from-code=NAME : encoding of the input
-t, --to-code=NAME : encoding of the output
-c : leaves out characters that cannot be written
-l, --list : lists known encodings
-o, --output=FILE {writes overwrite-file gnu} : writes the result to FILE
* FILE... {reads} : file to read

tool less, more, view, most {read-only} : shows text page by page
-N, --LINE-NUMBERS : shows line numbers
-S, --chop-long-lines : does not wrap long lines
-R, --RAW-CONTROL-CHARS : shows colours
-F, --quit-if-one-screen : ends when all fits on the screen
-X, --no-init : leaves the text on the screen
-i, --ignore-case : searches without regard to case
-n, --line-numbers : does not count lines
-E, -e : ends at the end of the file
-r, --raw-control-chars : shows control characters as they are
* FILE... {reads} : file to show

tool tsort {read-only} : sorts by what has to come before what
* FILE {reads} : file to read

tool numfmt {read-only no-bsd no-busybox} : changes numbers from and to forms such as 2K
--to=UNIT : form of the output
--from=UNIT : form of the input
--suffix=TEXT : adds TEXT
--field=LIST : changes these fields
--format=FORMAT : format of the number
--padding=N : fills up to N characters
-d, --delimiter=CHAR : fields are separated by CHAR
--header[=N] : leaves the first lines as they are
--round=METHOD : how to round
* NUMBER... : number to change

tool bat, batcat {read-only} : prints files with colours and line numbers
-p, --plain : prints only the text
-l, --language=NAME : colours for that language
-n, --number : prints only line numbers
-r, --line-range=RANGE : prints these lines
--paging=WHEN : when to show page by page
* FILE... {reads} : file to read

tool csvlook, csvstat, csvgrep, csvsort, csvjoin, csvformat, csvjson, csvstack, csvcut {read-only} : reads CSV (csvkit)
-c, --columns=LIST : these columns
-d, --delimiter=CHAR : fields are separated by CHAR
-t, --tabs : fields are separated by tabs
-e, --encoding=NAME : encoding of the input
-H, --no-header-row : the first line is data
-n, --names : prints names and numbers of the columns
-m, --match=TEXT : prints rows with that value
-r, --regex=PATTERN : prints rows that match
-i, --invert-match : prints rows that do not match
-S, --skipinitialspace : ignores blanks after separators
* FILE... {reads} : file to read

tool dos2unix, unix2dos {in-place-edit} : changes line ends in the files
-n, --newfile : writes another file
-k, --keepdate : keeps the time of the file
* FILE... {writes} : file to change
`;
