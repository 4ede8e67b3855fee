# Which ports the services listen on. Sourced by deploy/up. <home>/ports keeps the choice, so that a second run keeps it.

# port_open PORT: whether something listens on 127.0.0.1:PORT.
port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# choose_port FIRST: the first free port of FIRST, FIRST + 200, … whose ops port, 100 above, is free too.
choose_port() {
  local port=$1
  while port_open "$port" || port_open $((port + 100)); do
    ((port += 200))
    ((port < 32000)) || { echo "no free port from $1 on" >&2; return 1; }
  done
  echo "$port"
}

# choose_ports HOME: sets PORT[name] for postgres and every service, keeping what our own processes hold.
choose_ports() {
  local name first=7101 kept
  declare -gA PORT=()
  for name in "${SERVICES[@]}" postgres; do
    [[ $name == postgres ]] && first=7132
    kept=$(sed -n "s/^$name=//p" "$1/ports" 2>/dev/null || true)
    if [[ -z $kept ]] || { ! running_pid "$1" "$name" >/dev/null && { port_open "$kept" || port_open $((kept + 100)); }; }; then
      kept=$(choose_port "$first")
    fi
    PORT[$name]=$kept
    ((first += 1))
  done
  for name in "${!PORT[@]}"; do echo "$name=${PORT[$name]}"; done | sort >"$1/ports.new"
  cmp -s "$1/ports.new" "$1/ports" && rm "$1/ports.new" || mv "$1/ports.new" "$1/ports"
}

# http_ok PORT PATH: whether the ops port answers 200.
http_ok() {
  local status
  { exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\n\r\n' "$2" >&3 && read -r -t 2 -u 3 _ status _; } 2>/dev/null
  exec 3>&- || true
  [[ ${status:-} == 200 ]]
}
