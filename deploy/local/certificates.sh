# The local certificate authority and the certificates that it signs. Sourced by deploy/up.
# A service's identity is the URI "spiffe://xianfeng/<service>" in its certificate; "client" is nobody of the policy.

CERTIFICATE_DAYS=825

# valid_certificate FILE: whether it exists and has more than 30 days left.
valid_certificate() { [[ -s $1 ]] && openssl x509 -checkend $((30 * 86400)) -noout -in "$1" >/dev/null; }

# make_authority DIR: DIR/ca.pem and DIR/ca.key, for ten years.
make_authority() {
  valid_certificate "$1/ca.pem" && return 0
  rm -f "$1"/*.pem
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=xianfeng local authority" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" \
    -keyout "$1/ca.key" -out "$1/ca.pem" 2>/dev/null
}

# make_certificate DIR NAME USAGE SAN: DIR/NAME.pem and DIR/NAME.key, signed by the authority.
make_certificate() {
  valid_certificate "$1/$2.pem" && return 0
  openssl req -x509 -CA "$1/ca.pem" -CAkey "$1/ca.key" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
    -days "$CERTIFICATE_DAYS" -subj "/CN=$2" -addext "basicConstraints=critical,CA:FALSE" \
    -addext "keyUsage=critical,digitalSignature" -addext "extendedKeyUsage=$3" -addext "subjectAltName=$4" \
    -keyout "$1/$2.key" -out "$1/$2.pem.new" 2>/dev/null
  mv "$1/$2.pem.new" "$1/$2.pem"
}

# make_certificates DIR SERVICE...: one for each service, as server and as its peers' client, and one for plain clients.
make_certificates() {
  local dir=$1 service
  shift
  make_authority "$dir"
  for service in "$@"; do
    make_certificate "$dir" "$service" serverAuth,clientAuth "DNS:localhost,IP:127.0.0.1,URI:spiffe://xianfeng/$service"
  done
  make_certificate "$dir" client clientAuth "URI:spiffe://xianfeng/client"
}
