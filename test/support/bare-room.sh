#!/bin/sh
# A machine without sessions: no bus, no logind, no terminal but those opened in here. In a mount namespace of
# its own, so that the machine that runs the tests sees none of it. $@ = the command to run in it.
set -e
for folder in /run/dbus /run/systemd /run/user; do
  if [ -d "$folder" ]; then mount -t tmpfs tmpfs "$folder"; fi
done
mount -t devpts -o newinstance,ptmxmode=0666 devpts /dev/pts
mount --bind /dev/pts/ptmx /dev/ptmx
exec "$@"
