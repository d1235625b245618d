# Set the corner shop up in a folder of its own and route one Monday of its calls.
# Safe to run again: it starts from an empty folder each time.
set -eu
here=$(dirname "$0")
rm -rf demo
mkdir demo
CCADMIN_DB=demo/corner-shop.db
export CCADMIN_DB

echo "setting the corner shop up with $(grep -c '^ccadmin' "$here/setup.sh") commands ..." >&2
sh "$here/setup.sh" > demo/setup.log
ccadmin group list -o table
ccadmin route --simulate "$here/calls.csv" --out demo/outcomes.csv -o table
ccadmin route --group sales --at "2026-03-02 10:30" -o table
