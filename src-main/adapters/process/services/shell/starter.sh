# Starts the processes of services and writes down how each ended, whether or not a host lives.
#
#   sh starter.sh FIFO SETSID FRESH
#
# Run by bash where there is one: its job control gives each program a process group of its own at no cost.
#
# FIFO  where it tells what happens; SETSID  the tool for a session of its own, FRESH  env(1) where it can
# put signals back to their defaults ("-": not there, or not needed). Its standard input brings one line for each start:
# the folder of the process, or "reap". The end of it is the end of the host: this shell leaves, the
# shells that wait for their programs stay.
#
# Files of a folder, as the launch shim of tasks writes them: claim, pid, shell, failed, exit.
# start  what is to run, as shell text: entry, output, export …, set -- PROGRAM ARGUMENT…
#
# One shell for all of them, since a fork of it costs a tenth of what a spawn of the host costs.

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

# Runs in a subshell of its own, which stays until its program has ended.
supervise() {
  folder=$1
  trap : HUP INT QUIT TERM
  identify
  set -C
  { echo "shim $pid $start $boot" >"$folder/claim"; } 2>/dev/null || exit 75
  set +C
  # The shell names on its own stderr the signal that ended a program: so 137 as a code and SIGKILL differ.
  exec 2>"$folder/shell"
  if [ -n "$BASH_VERSION" ]; then shopt -s execfail; fi
  (
    trap 'echo "$?" >"$folder/failed"' EXIT
    identify
    . "$folder/start"
    place=none
    if [ -n "$entry" ]; then
      if { echo 0 >"$entry"; } 2>/dev/null; then place=inside; else place=outside; fi
    fi
    echo "$pid $start $boot $place" >"$folder/pid"
    echo "started ${folder##*/} $pid $start $place" >&3
    # A shell in the background ignores these two, and a program would inherit that.
    if [ "$fresh" != - ]; then set -- "$fresh" --default-signal=INT,QUIT "$@"; fi
    if [ "$setsid" != - ]; then set -- "$setsid" "$@"; fi
    exec "$@" >>"$output" 2>&1 3>&-
    exit "$?"
  ) </dev/null
  code=$?
  if [ -e "$folder/failed" ]; then
    echo "failed $code" >"$folder/exit"
  elif [ "$code" -gt 128 ] && { [ -s "$folder/shell" ] || [ "$code" = 130 ] || [ "$code" = 141 ]; }; then
    # Shells say nothing of SIGINT and SIGPIPE.
    echo "signal $((code - 128))" >"$folder/exit"
  else
    echo "code $code" >"$folder/exit"
  fi
  echo "ended ${folder##*/}" >&3
  exit 0
}

serve() {
  setsid=$2 fresh=$3
  read -r boot </proc/sys/kernel/random/boot_id
  trap '' HUP INT QUIT TERM
  if [ -n "$BASH_VERSION" ]; then set -m; fi
  # Opened for both ways: it never blocks here, whether or not a host reads it.
  exec 3<>"$1"
  while read -r line; do
    # Ended children are collected only where somebody asks for them.
    if [ "$line" = reap ]; then
      jobs >/dev/null 2>&1
      continue
    fi
    supervise "$line" </dev/null >/dev/null 2>&1 &
  done
}

serve "$@"
