# The corner shop: six people, three groups, one center, from nine to six.
# Run it with CCADMIN_DB set to the file to make; every line is an ordinary ccadmin command.
set -eu

ccadmin tenant init --name "Corner shop" --zone Europe/Sofia --region BG

ccadmin center add shop --service-level 80/20
ccadmin hours set center shop mon-fri 09:00-18:00 sat 10:00-14:00

ccadmin agent add Ana    --extension 101 --phone "088 123 4561" --role manager
ccadmin agent add Boris  --extension 102
ccadmin agent add Vera   --extension 103
ccadmin agent add Georgi --extension 104
ccadmin agent add Dora   --extension 105
ccadmin agent add Emil   --phone "088 123 4566"
ccadmin agent reports-to Boris Ana
ccadmin center assign shop Ana Boris Vera Georgi Dora Emil
ccadmin center role shop Ana --role admin

# Early and late shifts, each with its own lunch.
ccadmin hours set agent Ana    mon-fri 09:00-13:00,14:00-18:00
ccadmin hours set agent Boris  mon-fri 09:00-12:00,13:00-17:00
ccadmin hours set agent Vera   mon-fri 09:00-12:30,13:30-17:30
ccadmin hours set agent Georgi mon-fri 09:30-13:30,14:30-18:00
ccadmin hours set agent Dora   mon-fri 10:00-14:00,15:00-18:00
ccadmin hours set agent Emil   mon-fri 12:00-18:00

# Support calls back whom it has no room for; sales hands over to support after a minute.
ccadmin group add support --center shop --strategy longest-idle --wrap-up 30 \
    --max-waiting 5 --on-full callback --on-closed voicemail
ccadmin group add sales --center shop --strategy call-count --wrap-up 15 \
    --max-wait 60 --on-timeout group:support --on-closed voicemail
ccadmin group add billing --center shop --strategy priority --on-closed voicemail

ccadmin group members add sales Boris Vera
ccadmin group members add support Georgi Dora Emil
ccadmin group members add support Boris --tier 2
ccadmin group members add billing Ana --weight 10
ccadmin group members add billing Vera --weight 5
