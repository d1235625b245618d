# A step of a pipeline: make a centre, try a change on it, look at what it does, throw it away.
# Nothing but a folder for temporary files is touched, and every run prints the same.
set -eu
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CCADMIN_DB=$work/ci.db
export CCADMIN_DB

figures() {
    ccadmin route --simulate "$work/calls.csv" --show totals -o plain --quiet |
        grep -E '^(offered|answered|abandoned|callback|service_level|longest_wait)[[:blank:]]'
}

echo "# a tenant in one command, the same for the same seed"
ccadmin tenant init --name ci --sample 24 --seed 7 --quiet
ccadmin group list --fields name,strategy,members -o plain

echo "# a day of calls, about two a minute"
sh "$here/calls.sh" support sales > "$work/calls.csv"
figures

echo "# the change under test: all of its lines, or none; and what it leaves to be desired"
ccadmin batch --atomic "$here/change.txt" --quiet -o plain
ccadmin check --quiet -o plain
figures
