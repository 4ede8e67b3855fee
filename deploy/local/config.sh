# Configuration of each service and the file that tells clients where everything is. Sourced by deploy/up. The fields are
# those of common/base/config.h.

# write_if_changed FILE: stdin into FILE (0600), keeping the file when it is the same.
write_if_changed() {
  (umask 077 && cat >"$1.new")
  cmp -s "$1.new" "$1" && rm "$1.new" || mv "$1.new" "$1"
}

# dsn HOME ROLE PASSWORD [HOST]: libpq connection string.
dsn() {
  echo "host='${4:-$(postgres_host "$1")}' port=${PORT[postgres]} dbname=xianfeng user=$2 password=$3"
}

# write_config HOME SERVICE: <home>/config/SERVICE.yaml.
write_config() {
  local home=$1 service=$2 peer
  {
    echo "service: $service"
    echo "listen: 127.0.0.1:${PORT[$service]}"
    echo "ops: 127.0.0.1:$((PORT[$service] + 100))"
    echo "database:"
    echo "  app: \"$(dsn "$home" "xf_${service}_app" "$(secret "$home" "${service}_app")")\""
    echo "  owner: \"$(dsn "$home" "xf_${service}_owner" "$(secret "$home" "${service}_owner")")\""
    echo "tls: {ca: \"$home/tls/ca.pem\", cert: \"$home/tls/$service.pem\", key: \"$home/tls/$service.key\"}"
    echo "jwt: {jwks: \"$home/keys/jwks.json\", issuer: xianfeng-local, audience: xianfeng}"
    echo "policy: \"$ROOT/deploy/local/policy.yaml\""
    echo "keys: \"$home/keys/sealing-keys.json\""
    echo "audit: {key: \"$home/keys/audit-key.pem\", trust: \"$home/keys/audit-trust.pem\"}"
    echo "rules: \"$ROOT/services/$service/rules\""
    echo "peers:"
    for peer in "${SERVICES[@]}"; do echo "  $peer: 127.0.0.1:${PORT[$peer]}"; done
    echo "reflection: true"
  } | write_if_changed "$home/config/$service.yaml"
}

# service_print HOME SERVICE: fingerprint of all that the service reads once, at its start.
service_print() {
  sha256sum "$BIN/xf-$2" "$1/config/$2.yaml" "$ROOT/deploy/local/policy.yaml" "$1/keys/audit-trust.pem" \
    $(find "$ROOT/services/$2/rules" -type f 2>/dev/null | sort) | cut -d' ' -f1 | sha256sum | cut -d' ' -f1
}

# write_endpoints HOME: <home>/endpoints.json, for every client.
write_endpoints() {
  local home=$1 service name first=1
  {
    echo "{"
    for service in "${SERVICES[@]}"; do echo "  \"$service\": \"127.0.0.1:${PORT[$service]}\","; done
    echo "  \"postgres\": \"$(dsn "$home" postgres "$(secret "$home" superuser)" 127.0.0.1)\","
    echo "  \"ca\": \"$home/tls/ca.pem\","
    echo "  \"client_cert\": \"$home/tls/client.pem\","
    echo "  \"client_key\": \"$home/tls/client.key\","
    echo "  \"tokens\": {"
    for name in "${TOKENS[@]}"; do
      ((first)) || echo ","
      printf '    "%s": "%s"' "$name" "$home/tokens/$name.jwt"
      first=0
    done
    printf '\n  }\n}\n'
  } | write_if_changed "$home/endpoints.json"
}
