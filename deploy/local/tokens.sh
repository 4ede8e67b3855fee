# Signing keys, sealing keys and the tokens of the local roles. Sourced by deploy/up.

# Who gets a token, for endpoints.json.
TOKENS=(admin clerk neighbour integrator auditor)
TOKEN_DAYS=30
TOKEN_RENEW_DAYS=7

# make_keys HOME PROFILE: <home>/keys: signing keys with their jwks.json, sealing-keys.json, and the key pair of audit checkpoints.
# Existing keys stay; so does their profile, which `xfctl keys rotate --profile` changes.
make_keys() {
  if [[ ! -s $1/keys/jwks.json || ! -s $1/keys/audit-trust.pem ]] || ! grep -q master_key_file "$1/keys/sealing-keys.json"; then
    "$BIN/xfctl" --home "$1" keys init --profile "$2"
  fi
}

# claim FILE NAME: number or first text of a token's claim.
claim() {
  local body
  body=$(cut -d. -f2 "$1" 2>/dev/null | tr '_-' '/+')
  while ((${#body} % 4)); do body+='='; done
  base64 -d <<<"$body" 2>/dev/null | sed -nE "s/.*\"$2\": *\[?\"?([^\",}]*).*/\1/p"
}

# mint HOME NAME ROLE SCOPE: <home>/tokens/NAME.jwt, unless it has more than TOKEN_RENEW_DAYS left.
mint() {
  local file=$1/tokens/$2.jwt
  (($(claim "$file" exp || echo 0) + 0 > $(date +%s) + TOKEN_RENEW_DAYS * 86400)) && return 0
  (umask 077 && "$BIN/xfctl" --home "$1" token mint --subject "local-$2" --role "$3" --scope "$4" --days "$TOKEN_DAYS" >"$file.new")
  mv "$file.new" "$file"
}

# mint_tokens HOME COUNTY: one for each of TOKENS. The scope of clerk and neighbour is the committee of the county's first and
# second township, whose id is its division code.
mint_tokens() {
  local path=${2:0:2}.${2:0:4}.$2 townships
  mapfile -t townships < <(sed -nE "s/^($2[0-9]{3}),township,.*/\1/p" "$ROOT/deploy/sample/divisions-hunan.csv" | head -n 2)
  ((${#townships[@]} == 2)) || fail "county $2 has fewer than two townships in deploy/sample/divisions-hunan.csv"
  mint "$1" admin county_admin "$path"
  mint "$1" clerk clerk "$path.${townships[0]}"
  mint "$1" neighbour clerk "$path.${townships[1]}"
  mint "$1" integrator integrator "$path"
  mint "$1" auditor auditor "$path"
}
