# Debian packages that 先锋 is built, run and checked with, and how missing ones are installed. Sourced by deploy/up and
# tests/run, so that a fresh Debian 12 needs nothing installed by hand.

PACKAGES_BUILD=(
  build-essential cmake ninja-build ccache mold pkg-config git openssl ca-certificates procps
  libgrpc++-dev libgrpc-dev protobuf-compiler protobuf-compiler-grpc libprotobuf-dev libabsl-dev libre2-dev libc-ares-dev
  libpqxx-dev libpq-dev postgresql-15 postgresql-client-15
  prometheus-cpp-dev libcpp-httplib-dev libgtest-dev libgmock-dev libcli11-dev libyaml-cpp-dev nlohmann-json3-dev
  libjemalloc-dev librhonabwy-dev libssl-dev libsqlite3-dev coinor-libclp-dev coinor-libcbc-dev
  liborcus-dev libxlsxwriter-dev libcsv-dev
)
PACKAGES_LINT=(clang-format clang-tidy)

# missing_packages PACKAGE...: those of the packages that are not installed, one a line.
missing_packages() {
  comm -23 <(printf '%s\n' "$@" | sort -u) \
    <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' | sort -u)
}

# install_packages PACKAGE...: installs what is missing; asks apt for nothing when nothing is. Node and npm are added only
# where no command of that name exists: a node from elsewhere brings its own npm, which Debian's package conflicts with.
install_packages() {
  local missing as_root=()
  mapfile -t missing < <(missing_packages "$@")
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    command -v sudo >/dev/null || { echo "missing packages, and no sudo to install them: ${missing[*]}" >&2; return 1; }
    as_root=(sudo)
  fi
  echo "installing ${#missing[@]} packages: ${missing[*]}"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
  "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null
}

# install_node_modules DIR: makes DIR/node_modules what DIR/package-lock.json says, unless it already is.
install_node_modules() {
  [[ $1/node_modules/.package-lock.json -nt $1/package-lock.json ]] && return 0
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
}
