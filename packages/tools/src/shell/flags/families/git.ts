/** Version control. */
export const git = String.raw`
tool git : keeps versions of files
-C=DIR : as if started in DIR
-c=NAME=VALUE {git-config} : sets a configuration value for this run
--config-env=NAME=VARIABLE {dynamic-command} : takes a configuration value from a variable
--git-dir=DIR : the repository
--work-tree=DIR : the files
--exec-path=DIR {dynamic-command} : where its programs are
--no-pager : without pages
-p, --paginate : with pages
--bare : a repository without files
--version, -v {help} : prints the version
--help, -h {help} : prints help
> status {read-only} : shows what has changed
-s, --short : short form
-b, --branch : with the branch
--porcelain[=VERSION] : form for programs
-u, --untracked-files[=MODE] : which new files
--ignored : also ignored files
-v, --verbose : with the changes
-z : lines end with a zero byte
* ITEM... : commit, branch, remote or path
> log, shortlog, whatchanged {read-only} : shows the history
--oneline : one line each
-n, --max-count=N : at most N
-NUM : at most so many
--grep=PATTERN : whose message matches
-G, -S=TEXT : whose change has TEXT
--author=NAME : of that author
--since, --after=TIME : later than TIME
--until, --before=TIME : earlier than TIME
-p, --patch : with the changes
--stat : with figures
--name-only : with file names
--name-status : with file names and what happened
--graph : as a graph
--all : all branches
--decorate : with names of branches
--follow : also before a file was renamed
--pretty, --format=FORMAT : form
--date=FORMAT : form of times
--merges : only merges
--no-merges : without merges
--reverse : oldest first
-i : without regard to case
--first-parent : only the main line
--abbrev-commit : short names
-s, -e : short, with addresses
--no-pager : without pages
* ITEM... : commit, branch, remote or path
> diff, show, diff-tree, diff-index, range-diff {read-only} : shows changes
--stat : figures
--name-only : file names
--name-status : file names and what happened
--cached, --staged : what would be committed
--word-diff : by words
--color[=WHEN] : in colours
-w, --ignore-all-space : without changes of blanks
-p, --patch : the changes
-U, --unified=N : N lines around
--no-index : of any two files
-s, --no-patch : without the changes
--quiet : only the exit status tells
--exit-code : exit status 1 for changes
-r : with folders below
--format, --pretty=FORMAT : form
--ext-diff : with a program from the configuration
--output=FILE {writes overwrite-file} : writes to FILE
* ITEM... : commit, branch, remote or path
> blame, annotate, ls-files, ls-tree, ls-remote, rev-parse, rev-list, describe, cat-file, show-ref, for-each-ref, merge-base, name-rev, count-objects, verify-commit, check-ignore, var, cherry, show-branch, fsck, help, version {read-only} : shows facts about the repository
-L=RANGE : these lines
-r : with folders below
-s, -l, -d, -c, -m, -o, -z, -w, -C, -M, -t, -p, -e, -v : other forms
--all, --tags, --heads, --count, --long, --dirty, --always, --abbrev[=N], --name-only, --show-toplevel, --abbrev-ref, --short[=N], --verify, --is-inside-work-tree, --others, --exclude-standard, --modified, --full : which and how
* ITEM... : commit, branch, remote or path
> grep {read-only} : searches files of the repository
-n, --line-number : line numbers
-i, --ignore-case : without regard to case
-l, --files-with-matches : names of files
-c, --count : counts
-e=PATTERN : pattern
-E, -F, -w, -v, -P, -I, -h, -H : kind of pattern and output
-O, --open-files-in-pager[=PROGRAM] {program} : opens what was found with PROGRAM
* ITEM... : commit, branch, remote or path
> branch {config-change} : lists, makes or deletes branches
-a, --all {read-only} : lists all
-r, --remotes {read-only} : lists those of remotes
-v, -vv, --verbose {read-only} : lists with last changes
--list {read-only} : lists
--show-current {read-only} : prints the current one
--merged, --no-merged[=COMMIT] {read-only} : lists merged ones
--contains[=COMMIT] {read-only} : lists those that have a commit
-d, --delete : deletes a merged branch
-D {history-rewrite} : deletes a branch also if its work is nowhere else
-m, --move : renames
-M : renames, also over another
-f, --force {history-rewrite} : moves a branch to another commit
-u, --set-upstream-to=BRANCH : sets the branch it follows
--sort=KEY : order
* ITEM... : commit, branch, remote or path
> tag {config-change} : lists, makes or deletes tags
-l, --list {read-only} : lists
-a, --annotate : with a message
-m, --message=TEXT : the message
-d, --delete : deletes
-f, --force : moves an existing one
-n[=N] {read-only} : lists with messages
-s, --sign : signs
--sort=KEY : order
* ITEM... : commit, branch, remote or path
> add, stage {config-change} : notes changes for the next commit
-A, --all : all changes
-p, --patch : asks for each change
-u, --update : only known files
-n, --dry-run {dry-run} : only shows
-f, --force : also ignored files
-v, --verbose : names each file
-N, --intent-to-add : only the name
* ITEM... : commit, branch, remote or path
> commit {config-change} : records changes
-m, --message=TEXT : the message
-a, --all : all changed files
--amend : replaces the last commit
-F, --file=FILE : message from FILE
-n, --no-verify : without checks
--dry-run {dry-run} : only shows
--allow-empty : also without changes
--no-edit : keeps the message
-s, --signoff : with a sign-off
-S, --gpg-sign[=KEY] : signs
-v, --verbose : shows the changes
-q, --quiet : tells less
--author=NAME : author
--date=TIME : time
--fixup=COMMIT : to be joined with COMMIT
* ITEM... : commit, branch, remote or path
> push {network-send} : sends commits to a remote
-f, --force {history-rewrite} : replaces what the remote has
--force-with-lease[=REF], --force-if-includes {history-rewrite} : replaces what the remote has, if it is what was seen last
--mirror {history-rewrite} : makes the remote the same, deletes what is not here
--prune {history-rewrite} : deletes branches that are not here
-d, --delete : deletes branches of the remote
-n, --dry-run {dry-run} : only shows
-u, --set-upstream : remembers the remote branch
--all, --branches : all branches
--tags : all tags
--follow-tags : with tags
-v, --verbose : tells more
-q, --quiet : tells less
--no-verify : without checks
-o, --push-option=OPTION : option for the server
--receive-pack, --exec=PROGRAM {program} : program to run at the remote
* ITEM... : commit, branch, remote or path
> pull {network-download config-change} : fetches and merges
--rebase[=HOW] : puts own commits on top
--ff-only : only when nothing must be merged
--no-rebase : merges
-f, --force : moves branches
--all, -q, --quiet, -v, --verbose, --autostash, --tags, -p, --prune, --no-edit, --squash, --no-commit : how
* ITEM... : commit, branch, remote or path
> fetch {network-download config-change} : fetches from a remote
--all : all remotes
-p, --prune : forgets branches that are gone
-t, --tags : all tags
--depth=N : only N commits
--dry-run {dry-run} : only shows
-q, -v, -f, --force, --unshallow, --no-tags : how
--upload-pack=PROGRAM {program} : program to run at the remote
* ITEM... : commit, branch, remote or path
> clone {network-download create-file} : copies a repository
--depth=N : only N commits
-b, --branch=NAME : that branch
--single-branch : only that branch
--recursive, --recurse-submodules : with submodules
--mirror, --bare : without files
-q, --quiet, --no-checkout, -n : how
-c, --config=NAME=VALUE {git-config} : configuration
-u, --upload-pack=PROGRAM {program} : program to run at the remote
--filter=FILTER : leaves out objects
* ITEM... : commit, branch, remote or path
> checkout {config-change} : changes to a branch, or brings files back
-b=NAME : makes a branch
-B=NAME {history-rewrite} : makes or moves a branch
-f, --force {discard-work} : throws away changes
-t, --track : follows a remote branch
-q, --quiet : tells less
-p, --patch {discard-work} : asks for each change
--ours, --theirs {discard-work} : takes one side
--detach : without a branch
--orphan=NAME : a branch without history
* ITEM... : commit, branch, remote or path
> switch {config-change} : changes to a branch
-c, --create=NAME : makes a branch
-C, --force-create=NAME {history-rewrite} : makes or moves a branch
-f, --force, --discard-changes {discard-work} : throws away changes
-d, --detach : without a branch
-q, --quiet, -t, --track, --guess : how
* ITEM... : commit, branch, remote or path
> restore {discard-work} : brings files back, throws away changes
-S, --staged {unstage} : only what was noted for the next commit
-W, --worktree {discard-work} : the files
-s, --source=COMMIT : from COMMIT
-p, --patch : asks for each change
-q, --quiet : tells less
* ITEM... : commit, branch, remote or path
> reset {config-change} : moves the branch, or takes back what was noted
--hard {history-rewrite} : throws away changes and commits
--soft : keeps all changes
--mixed : keeps changes of files
--merge, --keep {history-rewrite} : throws away noted changes
-q, --quiet : tells less
-p, --patch : asks for each change
* ITEM... : commit, branch, remote or path
> clean {delete-many} : deletes files that are not under version control
-f, --force : without asking
-d : also folders
-x : also ignored files
-X : only ignored files
-n, --dry-run {dry-run} : only shows
-i, --interactive : asks
-q, --quiet : tells less
-e, --exclude=PATTERN : leaves out such names
* ITEM... : commit, branch, remote or path
> rm {delete-file} : deletes files and notes it
-r : with everything in folders
-f, --force : also changed ones
--cached {config-change} : keeps the files
-n, --dry-run {dry-run} : only shows
-q, --quiet : tells less
* ITEM... : commit, branch, remote or path
> mv {move-or-rename} : renames files and notes it
-f, --force : replaces
-n, --dry-run {dry-run} : only shows
-k, -v : how
* ITEM... : commit, branch, remote or path
> merge, cherry-pick, revert, am, apply {config-change} : brings changes in
--abort : gives up
--continue : goes on
--no-ff, --ff-only, --squash, --no-commit, --no-edit, -q, --quit, --skip, -x, -n, -e, --stat, --check, -R, --3way, -s, --signoff : how
-m, --message=TEXT : message
-X, --strategy-option=OPTION : how to solve conflicts
* ITEM... : commit, branch, remote or path
> rebase : rewrites own commits on top of others
-i, --interactive : in an editor
--onto=COMMIT : onto COMMIT
--abort : gives up
--continue : goes on
--skip : leaves out a commit
-x, --exec=COMMAND {shell} : runs a shell command after each
--autosquash, --autostash, -q, --root, -r, --rebase-merges, --no-verify : how
* ITEM... : commit, branch, remote or path
> stash {config-change} : puts changes aside
-u, --include-untracked : also new files
-m, --message=TEXT : message
-a, --all, -k, --keep-index, -p, --patch, -q, --quiet : what
* ITEM... : commit, branch, remote or path
> stash list, stash show {read-only} : shows what was put aside
-p, --patch, --stat : how
* ITEM... : commit, branch, remote or path
> stash drop, stash clear {discard-work} : throws away what was put aside
-q, --quiet : tells less
* ITEM... : commit, branch, remote or path
> stash push, stash pop, stash apply, stash save, stash branch {config-change} : puts changes aside, or brings them back
-u, --include-untracked, -a, --all, -k, --keep-index, --index, -q, -p : what
-m, --message=TEXT : message
* ITEM... : commit, branch, remote or path
> config {config-change} : reads or sets the configuration
--list, -l, --get, --get-all, --get-regexp, --show-origin, --get-urlmatch {read-only} : reads
--global, --local, --system, --worktree : which file
--unset, --unset-all, --add, --replace-all, --remove-section, --edit, -e : changes
-f, --file=FILE : that file
* ITEM... : commit, branch, remote or path
> remote, submodule, worktree, notes, bisect, sparse-checkout, lfs, init, maintenance, gc, repack, pack-refs, mergetool, difftool, format-patch, archive, bundle, hook, rerere, commit-graph {config-change} : works on the repository
-v, --verbose : with addresses
-o, --output=FILE {writes overwrite-file} : writes to FILE
--init, --recursive, --remote, --prune, --aggressive, -b, -f, --force, -q, --quiet, --format, --bare, --all, --auto : how
-x, --extcmd=COMMAND {program} : runs COMMAND
* ITEM... : commit, branch, remote or path
> remote show, remote get-url, worktree list, submodule status, bisect log, lfs ls-files, notes list, notes show, lfs status {read-only} : shows facts about the repository
-v, --verbose, --all, --recursive, -n : how
* ITEM... : commit, branch, remote or path
> bisect run {stops runs-operands config-change} : runs a command to find the first bad commit
* ITEM... : commit, branch, remote or path
> submodule foreach {config-change} : runs a command in each submodule
--recursive : with submodules below
* ITEM... : commit, branch, remote or path
> filter-branch, filter-repo, update-ref, replace {history-rewrite} : rewrites history
-f, --force, -d, --all, --prune-empty : how
--tree-filter, --index-filter, --msg-filter, --env-filter, --commit-filter=COMMAND {shell} : runs a shell command
* ITEM... : commit, branch, remote or path
> reflog {read-only} : shows where branches were
-n=N : at most N
-NUM : at most so many
--all, --date, --oneline : how
* ITEM... : commit, branch, remote or path
> reflog expire, reflog delete, prune {history-rewrite} : forgets what could still be brought back
--expire, --expire-unreachable[=TIME] : older than TIME
--all, -n, --dry-run, -v, --verbose : how
* ITEM... : commit, branch, remote or path

tool gh, glab {config-change} : works with the hosting of repositories
-R, --repo=REPOSITORY : that repository
-L, --limit=N : at most N
--json=FIELDS : prints JSON
-q, --jq=FILTER : filter of the output
-s, --state=STATE : in that state
-w, --web : in the browser
-y, --yes, --confirm : does not ask
-t, --title, --template=TEXT : title or form
-b, --body=TEXT : text
> pr list, pr view, pr status, pr diff, pr checks, issue list, issue view, issue status, run list, run view, run watch, repo list, repo view, release list, release view, workflow list, workflow view, auth status, search, status, gist list, gist view, label list, secret list, variable list {read-only} : shows facts of the hosting
> repo delete, release delete, run delete, issue delete, gist delete, secret delete, cache delete, label delete, variable delete {cloud-delete} : deletes at the hosting
> pr create, issue create, pr merge, pr close, pr comment, pr review, issue comment, issue close, workflow run, release create, run rerun, run cancel {network-send} : changes things at the hosting
> repo clone, pr checkout, run download, release download {network-download create-file} : fetches files
`;
