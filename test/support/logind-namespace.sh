#!/bin/sh
# The real systemd-logind with prepared sessions and a pretended /sys/power, in a mount namespace of its own:
# the machine that runs the tests sees none of it. $1 = folder with sessions/, users/, seats/ and power/.
set -e
# Where systemd never ran there is no folder to mount over, and none is made that others would see.
if [ ! -d /run/systemd ]; then
  mount -t tmpfs tmpfs /run
  mkdir /run/systemd
fi
mount -t tmpfs tmpfs /run/systemd
mkdir -p /run/systemd/inhibit /run/systemd/machines
cp -r "$1/sessions" "$1/users" "$1/seats" /run/systemd/
mount --bind "$1/power" /sys/power
exec setpriv --bounding-set=-sys_boot /lib/systemd/systemd-logind
