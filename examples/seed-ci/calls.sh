# Write a Monday of made-up calls to the groups that are named: a contacts file of about 1,400 rows.
# awk draws from a generator of its own, so that every machine draws the same.
set -eu
awk -v groups="$*" '
    function draw(most) { state = (state * 16807) % 2147483647; return state % most }
    BEGIN {
        state = 20260302
        count = split(groups, group, " ")
        print "arrived,group,talk,patience"
        for (second = 8 * 3600; second < 20 * 3600; second += 1 + draw(60))
            printf "2026-03-02T%02d:%02d:%02dZ,%s,%d,%d\n",
                second / 3600, second / 60 % 60, second % 60,
                group[1 + draw(count)], 60 + draw(300), 30 + draw(240)
    }'
