#!/bin/sh
# A service in POSIX shell: `caretaker notify --dispatch` prints each command as a line, and reads reports as lines.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkfifo "$folder/reports"

caretaker notify --dispatch <"$folder/reports" | {
  # Open for both ways, so that the reader sees no end before we are done.
  exec 3<>"$folder/reports"
  while read -r command first rest; do
    case "$command $first" in
      start*)
        echo "START_PENDING checkPoint=1 waitHint=2000" >&3
        echo "begins with $first $rest"
        echo "RUNNING accepts=stop,pauseContinue,shutdown" >&3
        ;;
      'control 1' | 'control 5')
        echo "STOP_PENDING checkPoint=1 waitHint=2000 accepts=" >&3
        echo "STOPPED" >&3
        ;;
      'control 2') echo "PAUSED" >&3 ;;
      'control 3') echo "RUNNING" >&3 ;;
      end*) break ;;
    esac
  done
}
