# Make a centre from a folder of documents, change a line of it, review the change, apply it, take it back.
# Safe to run again: it starts from an empty folder each time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rm -rf demo
mkdir demo
cp -R "$here/centre" demo/centre
cd demo
CCADMIN_DB=parcels.db
export CCADMIN_DB

echo "# made from its documents"
ccadmin apply -f centre --init -o name | wc -l | tr -d ' '
ccadmin apply -f centre

echo "# a line is changed in an editor, and somebody leaves"
sed -e 's/^    wrap-up: 45$/    wrap-up: 60/' centre/centre.yaml > edited && mv edited centre/centre.yaml
for table in agents people members; do
    grep -v Vera "centre/$table.csv" > edited && mv edited "centre/$table.csv"
done
ccadmin plan -f centre --prune --out change.plan

echo "# what was reviewed is applied, and taken back"
ccadmin apply --plan change.plan --yes
ccadmin undo -o name
ccadmin plan -f centre --prune --exit-code -o name || echo "status $?: the documents say something else"
