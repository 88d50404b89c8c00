# Runs one container's program in a session of its own and records in files what becomes of it.
# usage: supervise ATTEMPT_FOLDER LOG GRACE_SECONDS watch|leave PROGRAM ARGUMENT…   (PROGRAM may be setsid)
# Standard input is a pipe that the node agent holds: its end means that the agent died, however it did. With "watch"
# the program then ends too: a shell's read is the one such signal that exists on every POSIX system.
# Files: go/ (whoever makes it decides: this script to run, a later agent not to), pid, exit, disrupted.
folder=$1 log=$2 grace=$3 bond=$4
shift 4
mkdir "$folder/go" 2>/dev/null || exit 0
put() { printf '%s\n' "$2" >"$folder/$1.new" && mv "$folder/$1.new" "$folder/$1"; }
exec 3<&0 </dev/null
"$@" >>"$log" 2>&1 3<&- &
program=$!
end() { kill -s "$1" -- "-$program" 2>/dev/null || kill -s "$1" "$program" 2>/dev/null; }
born() {
  [ -r "/proc/$1/stat" ] || return 0
  read -r stat <"/proc/$1/stat"
  set -- ${stat##*) }
  echo "${20}"
}
put pid "$program $(born "$program") $$ $(born $$)"
watcher=
if [ "$bond" = watch ]; then
  (
    while read -r nothing <&3; do :; done
    put disrupted agent
    end TERM
    left=$grace
    while [ "$left" -gt 0 ] && kill -0 "$program" 2>/dev/null; do sleep 1; left=$((left - 1)); done
    end KILL
  ) &
  watcher=$!
fi
exec 3<&-
wait "$program"
code=$?
put exit "$code"
kill -s KILL -- "-$program" 2>/dev/null
[ -z "$watcher" ] || kill "$watcher" 2>/dev/null
exit 0
