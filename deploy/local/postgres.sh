# The private PostgreSQL cluster of one home: made, started, filled with database, schemas and roles. Sourced by deploy/up
# and deploy/down. PostgreSQL refuses to run as root, so root runs it as the user "postgres" that Debian's package makes.

POSTGRES_BIN=/usr/lib/postgresql/15/bin
export PGCONNECT_TIMEOUT=10

# as_postgres COMMAND...: runs the command as the cluster's user.
as_postgres() {
  if ((EUID == 0)); then runuser -u postgres -- env -C / "$@"; else "$@"; fi
}

# postgres_dir HOME: folder of the cluster: <home>/postgres, a link to a folder under /var/lib where the cluster's user can't
# reach the home (root's own folder, say).
postgres_dir() { readlink -f "$1/postgres"; }

# make_postgres_dir HOME
make_postgres_dir() {
  local home=$1 elsewhere
  [[ -e $home/postgres ]] && return 0
  rm -f "$home/postgres"
  if ((EUID == 0)); then
    chgrp postgres "$home"
    chmod 0710 "$home"
    if as_postgres test -x "$home"; then
      install -d -m 0700 -o postgres -g postgres "$home/postgres"
    else
      chgrp root "$home"
      chmod 0700 "$home"
      elsewhere=/var/lib/xianfeng/$(sha256sum <<<"$home" | cut -c1-16)
      rm -rf "$elsewhere"
      install -d -m 0711 /var/lib/xianfeng
      install -d -m 0700 -o postgres -g postgres "$elsewhere"
      ln -s "$elsewhere" "$home/postgres"
    fi
  else
    mkdir -m 0700 "$home/postgres"
  fi
}

# secret HOME NAME: the password of that name, made at the first call.
secret() {
  local file=$1/secrets/$2
  [[ -s $file ]] || (umask 077 && openssl rand -hex 24 >"$file.new" && mv "$file.new" "$file")
  cat "$file"
}

# make_cluster HOME: initdb with a password for the superuser; nothing when the cluster exists.
make_cluster() {
  local dir=$1 data password_file
  dir=$(postgres_dir "$1")
  data=$dir/data
  [[ -f $dir/made ]] && return 0
  as_postgres rm -rf "$data"
  password_file=$dir/password
  secret "$1" superuser | as_postgres tee "$password_file" >/dev/null
  as_postgres chmod 0600 "$password_file"
  as_postgres "$POSTGRES_BIN/initdb" -D "$data" -U postgres --auth=scram-sha-256 --pwfile="$password_file" --encoding=UTF8 \
    --locale=C.UTF-8 >/dev/null
  as_postgres rm "$password_file"
  echo "include_if_exists = 'xianfeng.conf'" | as_postgres tee -a "$data/postgresql.conf" >/dev/null
  as_postgres touch "$dir/made"
}

# postgres_settings HOME PORT: the text of the cluster's settings file.
postgres_settings() {
  local dir memory_mib
  dir=$(postgres_dir "$1")
  cat "$(dirname "${BASH_SOURCE[0]}")/../postgres/xianfeng.conf"
  memory_mib=$(awk '/^MemTotal:/ {print int($2 / 1024)}' /proc/meminfo)
  ((memory_mib >= 4096)) || echo "shared_buffers = $((memory_mib / 8))MB"
  echo "port = $2"
  echo "listen_addresses = '127.0.0.1'"
  # A socket path has at most 107 bytes.
  ((${#dir} < 80)) && echo "unix_socket_directories = '$dir'" || echo "unix_socket_directories = ''"
}

# postgres_host HOME: where local clients connect: the socket's folder, else the loopback address.
postgres_host() {
  local dir
  dir=$(postgres_dir "$1")
  ((${#dir} < 80)) && echo "$dir" || echo 127.0.0.1
}

# start_postgres HOME PORT: starts the cluster; a running one with the same settings stays.
start_postgres() {
  local home=$1 port=$2 dir settings
  dir=$(postgres_dir "$home")
  settings=$(postgres_settings "$home" "$port")
  if running_pid "$home" postgres >/dev/null; then
    [[ $(as_postgres cat "$dir/data/xianfeng.conf") == "$settings" ]] && return 0
    stop_postgres "$home"
  fi
  as_postgres tee "$dir/data/xianfeng.conf" <<<"$settings" >/dev/null
  as_postgres "$POSTGRES_BIN/pg_ctl" -D "$dir/data" -l "$dir/postgres.log" -w -t 60 start >/dev/null 9>&- || {
    as_postgres tail -n 20 "$dir/postgres.log" >&2
    return 1
  }
  remember_pid "$home" postgres "$(as_postgres head -n 1 "$dir/data/postmaster.pid")"
}

# stop_postgres HOME: a fast shutdown; nothing when our cluster does not run.
stop_postgres() {
  if running_pid "$1" postgres >/dev/null; then
    as_postgres "$POSTGRES_BIN/pg_ctl" -D "$(postgres_dir "$1")/data" -m fast -w -t 60 stop >/dev/null
  fi
  rm -f "$1/run/postgres.pid"
}

# make_database HOME SERVICE...: the database "xianfeng" with schema and roles of every service; nothing when done before
# by the same script.
make_database() {
  local home=$1 bootstrap service print
  bootstrap=$(dirname "${BASH_SOURCE[0]}")/../../common/db/sql/bootstrap.sql
  shift
  print=$(sha256sum - "$bootstrap" <<<"$*" | sha256sum)
  [[ $(cat "$home/run/database.print" 2>/dev/null) == "$print" ]] && return 0
  local -x PGHOST PGPORT=${PORT[postgres]} PGUSER=postgres PGPASSWORD PGDATABASE=postgres OWNER_PASSWORD APP_PASSWORD
  PGHOST=$(postgres_host "$home")
  PGPASSWORD=$(secret "$home" superuser)
  psql -XAtqc '\l xianfeng' | grep -q '^xianfeng|' || createdb xianfeng
  for service in "$@"; do
    OWNER_PASSWORD=$(secret "$home" "${service}_owner")
    APP_PASSWORD=$(secret "$home" "${service}_app")
    # The passwords travel by environment: a command line is there for all to read.
    psql -Xq -v ON_ERROR_STOP=1 -v service="$service" -d xianfeng >/dev/null 2>"$home/log/database.log" <<PSQL || {
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\i '$bootstrap'
PSQL
      cat "$home/log/database.log" >&2
      return 1
    }
  done
  echo "$print" >"$home/run/database.print"
}

# connect_superuser HOME: sets the environment of psql and its kin to the superuser of the home's cluster.
connect_superuser() {
  [[ -s $1/endpoints.json ]] || { echo "no $1/endpoints.json; start the services with deploy/up, or name another --home" >&2; exit 1; }
  export PGHOST=127.0.0.1 PGPORT PGUSER=postgres PGPASSWORD
  PGPORT=$(sed -nE 's/.*"postgres": ".* port=([0-9]+) .*/\1/p' "$1/endpoints.json")
  PGPASSWORD=$(secret "$1" superuser)
}
