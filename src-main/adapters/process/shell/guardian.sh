# Outlives the host by a minute, so that nothing stays frozen or runs on without one.
#
#   sh guardian.sh HOME LOOKS PAUSE GRACE
#
# Its standard input is held open by the host: the end of it is the end of the host. Then LOOKS looks,
# PAUSE seconds apart, for a new host (which names its own guardian in HOME/guardian); then
# maintenance instances are ended: TERM, after GRACE looks KILL. Other tasks are thawed and run on.

nth_20() {
  start=${20}
}

# Sets start of process $1; fails when there is none.
start_of() {
  start=
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  nth_20 ${stat##*) }
}

# True when HOME/guardian names another one, or its host died before it named this one.
relieved() {
  read -r named <"$home/guardian" && [ "$named" = "$me" ] && return 1
  return 0
}

# Sets kind, cgroup, maintenance, id, shim of the instance in $folder; fails when it cannot have processes.
open_instance() {
  kind= cgroup= maintenance=
  [ -e "$folder/ended" ] && return 1
  [ -s "$folder/place" ] || return 1
  # A shim that was stopped before its claim is known by its environment alone.
  claimant=shim shim=0 shim_start=0 shim_boot=$boot
  if [ -s "$folder/claim" ]; then
    read -r claimant shim shim_start shim_boot <"$folder/claim" || return 1
  fi
  [ "$claimant" = shim ] && [ "$shim_boot" = "$boot" ] || return 1
  while IFS='=' read -r key value; do
    case $key in
      kind) kind=$value ;;
      cgroup) cgroup=$value ;;
      maintenance) maintenance=$value ;;
    esac
  done <"$folder/place"
  # The program itself says when it could not enter its cgroup.
  if [ -s "$folder/pid" ]; then
    read -r _ _ _ place <"$folder/pid"
    [ "$place" = outside ] && kind=signals
  fi
  id="{${folder##*/}}"
}

shim_lives() {
  start_of "$shim" && [ "$start" = "$shim_start" ]
}

# Calls the function $1 for each instance that may have processes.
each() {
  for folder in "$home"/instances/*; do
    open_instance && "$1"
  done
}

# Processes of the instance without its shim, one pid a line, by a look made just now.
members() {
  if [ "$kind" != signals ]; then
    cat "$cgroup/cgroup.procs" 2>/dev/null
    return
  fi
  {
    grep -lzxF -- "CARETAKER_INSTANCE=$id" /proc/[0-9]*/environ 2>/dev/null | while read -r path; do
      path=${path#/proc/}
      echo "${path%/environ}"
    done
    if shim_lives; then grouped; fi
  } | sort -u | grep -vx -- "$shim"
}

# Processes in the session or group that the shim leads, also those that changed their environment.
grouped() {
  for path in /proc/[0-9]*/stat; do
    { read -r stat <"$path"; } 2>/dev/null || continue
    set -- ${stat##*) }
    [ "$1" = Z ] && continue
    if [ "$3" = "$shim" ] || [ "$4" = "$shim" ]; then echo "${stat%% *}"; fi
  done
}

signal() {
  for member in $(members); do
    kill "-$1" "$member" 2>/dev/null
  done
}

calm() {
  [ "$maintenance" = yes ] || return
  for member in $(members); do
    chrt -a -i -p 0 "$member" >/dev/null 2>&1 || renice 19 -p "$member" >/dev/null 2>&1
  done
}

thaw() {
  case $kind in
    cgroup-v2) echo 0 >"$cgroup/cgroup.freeze" ;;
    cgroup-v1) echo THAWED >"$cgroup/freezer.state" ;;
    # The shim stands in the same process group and was stopped with it.
    *)
      signal CONT
      if shim_lives; then kill -CONT "$shim"; fi
      ;;
  esac 2>/dev/null
}

end_politely() {
  if [ "$maintenance" = yes ]; then
    # A shim that has not claimed yet finds this when it wakes, and leaves.
    { set -C; echo "host $$" >"$folder/claim"; } 2>/dev/null
    set +C
    # The next host must not take this end for the program's own.
    : >"$folder/guardian-ends"
    calm
    signal TERM
  fi
  thaw
}

end_hard() {
  [ "$maintenance" = yes ] || return
  case $kind in
    cgroup-v2)
      { echo 1 >"$cgroup/cgroup.kill"; } 2>/dev/null || signal KILL
      ;;
    cgroup-v1)
      # Frozen first, or a program that forks in a loop outruns the list.
      echo FROZEN >"$cgroup/freezer.state"
      signal KILL
      echo THAWED >"$cgroup/freezer.state"
      ;;
    *)
      signal STOP
      signal KILL
      if shim_lives; then kill -CONT "$shim"; fi
      ;;
  esac 2>/dev/null
}

note_alive() {
  if [ -n "$(members)" ] || { [ ! -s "$folder/exit" ] && shim_lives; }; then alive=yes; fi
}

note_maintenance_alive() {
  if [ "$maintenance" = yes ]; then note_alive; fi
}

# Looks $1 times whether the function $2 still notes one alive; fails when none is left.
while_alive() {
  count=0
  while [ "$count" -lt "$1" ]; do
    relieved && exit 0
    alive=no
    each "$2"
    [ "$alive" = yes ] || return 1
    sleep "$pause"
    count=$((count + 1))
  done
}

tidy() {
  if [ -n "$cgroup" ]; then rmdir "$cgroup" "${cgroup%/*}" 2>/dev/null; fi
}

guard() {
  home=$1 looks=$2 pause=$3 grace=$4
  trap '' HUP INT QUIT
  start_of "$$"
  read -r boot </proc/sys/kernel/random/boot_id
  me="$$ $start $boot"
  while read -r _; do :; done
  each calm
  if while_alive "$looks" note_alive; then
    each end_politely
    # Killed again at every look: what forks while it is being ended must not get away.
    if while_alive "$grace" note_maintenance_alive; then
      tries=0
      while [ "$tries" -lt 50 ]; do
        each end_hard
        while_alive 1 note_maintenance_alive || break
        tries=$((tries + 1))
      done
    fi
  fi
  each tidy
}

guard "$@"
