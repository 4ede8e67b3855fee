# Processes that deploy/up started, told from any other by number and start time. Sourced by deploy/up and deploy/down.
# <home>/run/<name>.pid holds "<pid> <start time>", <home>/run/<name>.print what the process was started from.

# start_time PID: clock tick at which the process began; empty when there is none.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# running_pid HOME NAME: pid of the process that we started under that name, if it still runs.
running_pid() {
  local pid began
  { read -r pid began <"$1/run/$2.pid"; } 2>/dev/null || return 1
  [[ -n $began && $(start_time "$pid") == "$began" ]] && echo "$pid"
}

# remember_pid HOME NAME PID
remember_pid() { echo "$3 $(start_time "$3")" >"$1/run/$2.pid"; }

# start_process HOME NAME PRINT COMMAND...: runs the command in the background, on its own, logging to <home>/log/NAME.log.
# PRINT is a fingerprint of program and configuration: with the same one the running process stays, else it is replaced.
start_process() {
  local home=$1 name=$2 print=$3
  shift 3
  if running_pid "$home" "$name" >/dev/null; then
    [[ $(cat "$home/run/$name.print" 2>/dev/null) == "$print" ]] && return 0
    stop_process "$home" "$name"
  fi
  setsid "$@" </dev/null >>"$home/log/$name.log" 2>&1 9>&- &
  remember_pid "$home" "$name" $!
  disown
  echo "$print" >"$home/run/$name.print"
}

# stop_process HOME NAME: SIGTERM, up to 10 s to drain, then SIGKILL. Nothing when it does not run.
stop_process() {
  local pid
  if pid=$(running_pid "$1" "$2"); then
    kill -TERM "$pid"
    for _ in {1..200}; do
      running_pid "$1" "$2" >/dev/null || break
      sleep 0.05
    done
    running_pid "$1" "$2" >/dev/null && kill -KILL "$pid"
  fi
  rm -f "$1/run/$2.pid" "$1/run/$2.print"
}
