# shellcheck shell=sh
# shellcheck disable=SC2154
# What the scripts share that call gcloud. They set root, the project's directory, read this file, and set dry_run, yes or no.

newline='
'

complain() {
  echo "$1" >&2
  exit 2
}

# Reads the command line of a script that has a usage and, besides --help, --dry-run at most.
read_dry_run() {
  dry_run=no
  case "$#:${1:-}" in
    1:-h | 1:--help) usage; exit 0 ;;
    1:--dry-run) dry_run=yes ;;
    0:) ;;
    *) usage >&2; exit 2 ;;
  esac
}

# Ends unless a setting has a value: need NAME WHAT-WAS-EXPECTED
need() {
  eval "value=\${$1:-}"
  [ -n "$value" ] || complain "Missing $1: expected $2."
}

# Ends unless a value is of a form, an extended regular expression: expect NAME VALUE FORM WHAT-WAS-EXPECTED
expect() {
  one_line "$1" "$2"
  printf '%s\n' "$2" | grep -Eqx -- "$3" || complain "Invalid $1: expected $4, found '$2'."
}

one_line() {
  case "$2" in
    *"$newline"*) complain "Invalid $1: expected one line, found '$2'." ;;
  esac
}

# The names of the job's settings that this environment holds, one a line.
setting_names() {
  env | sed -n 's/^\(WAREHOUSE_[A-Z0-9_]*\)=.*/\1/p' | sort | while IFS= read -r name; do
    case "$name" in
      *PASSWORD | *TOKEN | *SECRET)
        complain "Cannot pass on $name: who sees the batch or the template could read it. Unset it, and put the secret into Secret Manager (docs/scheduling.md)."
        ;;
      *_FILE)
        complain "Cannot pass on $name: the job finds no file of this machine. Unset it, and put the secret into Secret Manager (docs/scheduling.md)."
        ;;
    esac
    eval "value=\$$name"
    one_line "$name" "$value"
    printf '%s\n' "$name"
  done || exit
}

# Writes words so that a shell reads the same words again.
quoted() {
  for word; do
    case "$word" in
      '' | *[!A-Za-z0-9_./:=@%+,-]*)
        # A command's last line ends are lost: the mark keeps them.
        word=$(printf '%s.' "$word" | sed "s/'/'\\\\''/g")
        printf " '%s'" "${word%.}"
        ;;
      *) printf ' %s' "$word" ;;
    esac
  done
}

# Runs gcloud, or prints the command where dry_run is yes.
call() {
  if [ "$dry_run" = yes ]; then
    printf 'gcloud%s\n' "$(quoted "$@")"
  else
    gcloud "$@"
  fi
}

find_gcloud() {
  [ "$dry_run" = yes ] || command -v gcloud > /dev/null \
    || complain "Cannot find 'gcloud' on the PATH: install Google's command line, or see the command with --dry-run."
}

# Writes values, one a line, as gcloud reads a list: between commas or, where a value has one, between another mark that is named first.
listed() {
  for mark in ',' '|' ';' '##'; do
    case "$mark$1" in
      ,*,* | ,^* | '|'*'|'* | ';'*';'* | '##'*'##'*) continue ;;
    esac
    [ "$mark" = , ] || printf '^%s^' "$mark"
    printf '%s' "$1" | awk -v mark="$mark" 'NR > 1 { printf "%s", mark } { printf "%s", $0 }'
    return
  done
  complain "Cannot write these values as a list for gcloud: each of , | ; ## is in one of them: $1"
}

# The job's jar: SUBMIT_JAR, or the one that Maven made.
find_jar() {
  jar=${SUBMIT_JAR:-}
  case "$jar" in
    '') ;;
    gs://*) return ;;
    *)
      [ -f "$jar" ] || complain "Invalid SUBMIT_JAR: expected a jar or a gs:// address, found '$jar'."
      return
      ;;
  esac
  for candidate in "$root"/target/shopsphere-warehouse-*.jar; do
    [ -f "$candidate" ] && jar=$candidate
  done
  [ -n "$jar" ] || complain "Cannot find the job's jar below $root/target: run 'mvn -DskipTests package' first, or set SUBMIT_JAR."
}

sha1() {
  if command -v sha1sum > /dev/null; then
    sha1sum
  elif command -v shasum > /dev/null; then
    shasum
  else
    openssl dgst -sha1 -r
  fi
}

# A file of settings and those that it includes, one a line; they must lie in one directory, as they do where the job runs.
with_included() {
  case "$1" in
    gs://*)
      printf '%s\n' "$1"
      return
      ;;
  esac
  [ -f "$1" ] || complain "Cannot find the settings $1${2:+, which $2 includes}."
  printf '%s\n' "$1"
  sed -n 's/^[[:space:]]*include[^"#]*"\([^"]*\)".*/\1/p' "$1" | while IFS= read -r included; do
    case "$included" in
      */*) complain "Invalid include in $1: expected a file beside it, found '$included'." ;;
    esac
    with_included "$(dirname -- "$1")/$included" "$1"
  done || exit
}
