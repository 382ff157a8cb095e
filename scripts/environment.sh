# Sourced by the other scripts: `environment EXTRA` makes .venv with that extra, when it is missing or out of date.
# Needs Python 3.11 or newer with venv; everything else comes from pyproject.toml.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "· $*" >&2; }

fail() {
  printf '%s\n' "$*" >&2
  exit 2
}

find_python() {
  local name
  for name in python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  fail "Python 3.11 or newer is needed, and none of python3.13, python3.12, python3.11, python3 is that. On Debian or Ubuntu: apt install python3"
}

environment() {
  local extra=$1 venv=$root/.venv python wanted stamp
  stamp=$venv/.nightbook-$extra
  wanted="$(cksum <"$root/pyproject.toml") $root"
  if [[ ! -x $venv/bin/nightbook || ! -f $stamp || $(<"$stamp") != "$wanted" ]]; then
    python=$(find_python)
    make_venv "$python" "$venv"
    say "installing nightbook[$extra] into .venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable "$root[$extra]"
    printf '%s\n' "$wanted" >"$stamp"
  fi
  export PATH=$venv/bin:$PATH
}

make_venv() {
  local python=$1 venv=$2 version
  "$venv/bin/python" -c 'import pip' 2>/dev/null && return
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    fail "Python $version has no venv module. On Debian or Ubuntu: apt install python$version-venv (or python3-venv)"
  fi
  say "making .venv with Python $version"
  "$python" -m venv --clear "$venv"
}
