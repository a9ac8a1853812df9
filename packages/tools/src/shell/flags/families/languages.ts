/** Programs whose argument is itself a program. */
export const languages = String.raw`
tool awk, gawk, mawk, nawk, original-awk {read-only stops} : runs an awk program on each line
-F, --field-separator=PATTERN : fields are separated by PATTERN
-v, --assign=NAME=VALUE : sets a variable before the start
-f, --file=FILE {script dynamic-command} : reads the program from FILE
-e, --source=PROGRAM {script awk-code gnu} : program text
-i, --include=FILE {awk-include gnu} : loads a library; inplace edits the files
-l, --load=LIBRARY {dynamic-command gnu} : loads an extension
-b, --characters-as-bytes {gnu} : takes bytes as characters
-c, --traditional {gnu} : without GNU extensions
-P, --posix {gnu} : without extensions
-S, --sandbox {gnu} : switches off commands and output to files
-n, --non-decimal-data {gnu} : understands hexadecimal numbers in data
-k, --csv {gnu} : reads CSV
-W=OPTION : an option of the implementation
* PROGRAM {script} : the program: pattern { action } pairs
* FILE... {reads} : file to read; NAME=VALUE sets a variable

tool sed, gsed {read-only} : edits lines of text
-n, --quiet, --silent : prints only what the script prints
-e, --expression=SCRIPT {script} : script text; may come several times
-f, --file=FILE {script dynamic-command} : reads the script from FILE
-E, -r, --regexp-extended : extended regular expressions
-i, --in-place[=SUFFIX] {in-place-edit} : edits the files themselves; SUFFIX keeps a copy of the old ones
-I=SUFFIX {in-place-edit no-gnu} : edits the files themselves, each on its own
-s, --separate {gnu} : takes each file on its own
-u, --unbuffered : prints each line at once
-l, --line-length=N {gnu} : where the l command breaks lines
-z, --null-data : lines end with a zero byte
-a {no-gnu} : opens files for the w command late
--debug {gnu} : shows the program
--posix {gnu} : without extensions
--sandbox {gnu} : forbids e, r and w
--follow-symlinks {gnu} : edits the target of a link
* SCRIPT {script} : what to do: s/OLD/NEW/, /PATTERN/d, 1,5p ...
* FILE... {reads} : file to read
~ bsd -i : BSD and macOS sed -i needs a suffix as the next word: sed -i '' ...
~ bsd -z : BSD sed has no -z.

tool jq, gojq, jaq {read-only} : reads and changes JSON
-r, --raw-output : prints strings without quotes
-j, --join-output : prints without line ends
-c, --compact-output : prints each value on one line
-n, --null-input : reads no input
-s, --slurp : reads all values into one array
-R, --raw-input : reads lines as strings
-S, --sort-keys : sorts keys
-e, --exit-status : the last value decides the exit status
-C, --color-output : shows colours
-M, --monochrome-output : shows no colours
-a, --ascii-output : prints only ASCII
-L=DIR : looks for modules there
-f, --from-file=FILE {script} : reads the filter from FILE
--arg=NAME VALUE : sets a variable to a string
--argjson=NAME JSON : sets a variable to a JSON value
--slurpfile=NAME FILE : sets a variable to the values of a file
--rawfile=NAME FILE : sets a variable to the text of a file
--args : the rest are arguments
--jsonargs : the rest are JSON arguments
--tab : indents with tabs
--indent=N : indents with N blanks
--unbuffered : prints each value at once
--stream : reads large values piece by piece
--seq : separates values by a control character
--raw-output0 : ends values with a zero byte
* FILTER {script} : which values to print
* FILE... {reads} : file to read

tool yq, xq, dasel {read-only} : reads and changes YAML
-i, --inplace, --in-place {in-place-edit} : edits the files themselves
-r, --raw-output, --unwrapScalar : prints strings without quotes
-P, --prettyPrint : prints in usual form
-o, --output-format=FORMAT : form of the output
-p, --input-format=FORMAT : form of the input
-j, --tojson : prints JSON
-y, --yaml-output : prints YAML
-e, --exit-status : the last value decides the exit status
-n, --null-input : reads no input
-c, --compact-output : prints each value on one line
-s, --slurp : reads all values into one array
-N, --no-doc : prints no separators between documents
-C, --colors : shows colours
-M, --no-colors : shows no colours
* FILTER {script} : which values to print
* FILE... {reads} : file to read

tool mlr {read-only stops} : reads and changes CSV and JSON records
--icsv, --csv, -c : reads CSV
--ocsv : prints CSV
--ijson, --json, -j : reads JSON
--ojson : prints JSON
--opprint, --c2p : prints a table
--c2j : reads CSV, prints JSON
--j2c : reads JSON, prints CSV
--itsv, --tsv : reads fields separated by tabs
-I {in-place-edit} : edits the files themselves
-n : reads no input
--from=FILE : file to read
* VERB... : what to do

tool bc, dc {read-only} : computes
-l, --mathlib : with functions such as s and l
-q, --quiet : prints no greeting
-e, --expression=TEXT : expression to compute
* FILE... {dynamic-command} : file with a program

tool python, python2, python3, pypy3 {stops} : runs Python
-c=CODE {code} : runs this code
-m=MODULE {module} : runs a module of the library
-u : does not buffer the output
-v : tells what is imported
-V, --version {help} : prints the version
-h, --help {help} : prints help
-i : stays interactive afterwards
-I : isolated from the environment
-E : ignores variables of the environment
-B : writes no compiled files
-O : leaves out assertions
-OO : leaves out assertions and documentation
-S : without the site module
-s : without the user's packages
-x : skips the first line
-q : prints no greeting
-W=HOW : what to do with warnings
-X=OPTION : an option of the implementation
* SCRIPT : file to run, or - for the standard input
* ARGUMENT... : given to the script

tool perl {stops} : runs Perl
-e, -E=CODE {code} : runs this code
-n : runs the code for each line
-p : runs the code for each line and prints it
-i[=SUFFIX] {in-place-edit} : edits the files themselves; SUFFIX keeps a copy of the old ones
-l[=OCTAL] : handles line ends
-a : splits lines into fields
-F=PATTERN : fields are separated by PATTERN
-0[=OCTAL] : what ends a line
-w : warns
-W : warns of everything
-c : only checks the syntax
-v {help} : prints the version
-M=MODULE : loads a module
-m=MODULE : loads a module
-I=DIR : looks for modules there
-s : reads variables from the arguments
-T : distrusts its input
-C[=NUM] : reads and writes UTF-8
-h {help} : prints help
* SCRIPT : file to run
* ARGUMENT... : given to the script

tool ruby {stops} : runs Ruby
-e=CODE {code} : runs this code
-n : runs the code for each line
-p : runs the code for each line and prints it
-i[=SUFFIX] {in-place-edit} : edits the files themselves
-a : splits lines into fields
-l : handles line ends
-r=LIBRARY : loads a library
-w : warns
-c : only checks the syntax
-v, --version {help} : prints the version
-h, --help {help} : prints help
* SCRIPT : file to run
* ARGUMENT... : given to the script

tool node, nodejs, deno, bun {stops} : runs JavaScript
-e, --eval=CODE {code} : runs this code
-p, --print=CODE {code} : runs this code and prints the result
-r, --require=MODULE : loads a module first
-c, --check : only checks the syntax
-v, --version {help} : prints the version
-h, --help {help} : prints help
-i, --interactive : stays interactive
* SCRIPT : file to run
* ARGUMENT... : given to the script

tool php {stops} : runs PHP
-r=CODE {code} : runs this code
-f=FILE : runs this file
-l : only checks the syntax
-v {help} : prints the version
-i : prints the configuration
-d=NAME=VALUE : sets a configuration value
* SCRIPT : file to run
* ARGUMENT... : given to the script

tool lua, Rscript, R, julia, scala, groovy, tclsh, osascript, pwsh, powershell {stops} : runs a script
-e, --eval=CODE {code} : runs this code
-c, -Command=CODE {code} : runs this code
-f, -File=FILE : runs this file
-v, --version {help} : prints the version
-h, --help {help} : prints help
* SCRIPT : file to run
* ARGUMENT... : given to the script

tool java {job-submit stops} : runs a Java program
-cp, -classpath, --class-path=PATH : where classes are
-jar : runs a jar file
-version, --version {help} : prints the version
-Xmx, -Xms, -Xss : size of memory
-D : sets a property
* CLASS : what to run
* ARGUMENT... : given to the program
`;
