# What the lints share. A lint is an executable in this folder that prints "file:line: what is wrong" and exits non-zero
# when it printed any. It looks at the files that git knows or would add, so that it also sees what is not committed yet.
set -euo pipefail
cd "$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)"

# sources PATHSPEC...: files of the tree, one a line. Exclusions go first: git 2.39 lists nothing where one comes after
# pathspecs of one folder.
sources() {
  local spec wanted=() unwanted=()
  for spec in "$@"; do
    if [[ $spec == :!* ]]; then unwanted+=("$spec"); else wanted+=("$spec"); fi
  done
  git ls-files --cached --others --exclude-standard -- "${unwanted[@]}" "${wanted[@]}" | sort -u |
    while read -r file; do if [[ -f $file ]]; then echo "$file"; fi; done
}

# code FILES on stdin: "file:line:text" of every line without its // comment; empty ones are left out.
code() {
  xargs -r -d '\n' awk '{ sub(/(^|[ \t])\/\/.*/, "") } /[^ \t]/ { print FILENAME ":" FNR ":" $0 }'
}

# lines FILES on stdin: "file:line:text" of every line.
lines() { xargs -r -d '\n' awk '{ print FILENAME ":" FNR ":" $0 }'; }

# matching REGEX TEXT: the lines of stdin that match, each with TEXT put before what it says. None is no error.
matching() { { grep -E "$1" || (($? == 1)); } | sed -E "s/^([^:]+:[0-9]+):/\1: $2: /" | cut -c1-240; }

# verdict NAME: fails when stdin has lines, which it prints.
verdict() {
  local found
  found=$(cat)
  if [[ -n $found ]]; then
    printf '%s\n' "$found"
    echo "lint $1: $(wc -l <<<"$found") problems" >&2
    exit 1
  fi
}
