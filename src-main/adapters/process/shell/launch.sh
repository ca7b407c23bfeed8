# Runs the program of one instance and writes down how it ended, whether or not a host lives.
#
#   sh launch.sh FOLDER ENTRY CHRT RENICE NICE PROGRAM [ARGUMENT...]
#
# FOLDER  the instance's folder; ENTRY  the cgroup.procs to enter; CHRT, RENICE  tools for the idle class
# and for the nice value NICE. "-" in place of ENTRY, CHRT or RENICE: not used.
#
# claim  "shim PID START BOOT", created exclusively: whoever creates it owns the launch
# pid    "PID START BOOT PLACE" of the program; PLACE is inside, outside (the cgroup) or none
# exit   "code N", "signal N" or "failed N" (the program could not be started: 126 or 127)
#
# Each file is one short line in one write: complete, or without its newline and then ignored.

nth_20() {
  start=${20}
}

# Sets pid and start of the shell that calls it: a subshell's own, which $$ is not.
identify() {
  read -r stat </proc/self/stat
  pid=${stat%% *}
  # Word splitting is wanted: the fields that follow the name in parentheses.
  nth_20 ${stat##*) }
}

launch() {
  folder=$1 entry=$2 chrt=$3 renice=$4 nice=$5
  shift 5
  # Caught, not ignored: a program would inherit what is ignored, and a stop must not end this shell.
  trap : HUP INT QUIT TERM
  identify
  read -r boot </proc/sys/kernel/random/boot_id
  set -C
  { echo "shim $pid $start $boot" >"$folder/claim"; } 2>/dev/null || exit 75
  set +C
  # The shell names on its own stderr the signal that ended a program: so 137 as a code and SIGKILL differ.
  exec 3>&2 2>"$folder/shell"
  if [ -n "$BASH_VERSION" ]; then shopt -s execfail; fi
  (
    trap 'echo "$?" >"$folder/failed"' EXIT
    identify
    if [ "$renice" != - ]; then "$renice" "$nice" -p "$pid" >/dev/null 2>&1; fi
    if [ "$chrt" != - ]; then "$chrt" -i -p 0 "$pid" >/dev/null 2>&1; fi
    place=none
    if [ "$entry" != - ]; then
      # A frozen cgroup holds this shell here until it thaws.
      if { echo 0 >"$entry"; } 2>/dev/null; then place=inside; else place=outside; fi
    fi
    echo "$pid $start $boot $place" >"$folder/pid"
    exec "$@" 2>&3 3>&-
    exit "$?"
  )
  code=$?
  if [ -e "$folder/failed" ]; then
    echo "failed $code" >"$folder/exit"
  elif [ "$code" -gt 128 ] && { [ -s "$folder/shell" ] || [ "$code" = 130 ] || [ "$code" = 141 ]; }; then
    # Shells say nothing of SIGINT and SIGPIPE.
    echo "signal $((code - 128))" >"$folder/exit"
  else
    echo "code $code" >"$folder/exit"
  fi
  # No tidying up: another process here would look like one of the program's.
  exit 0
}

launch "$@"
