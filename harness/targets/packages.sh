# For bootstrap and for what installs a stack: Debian packages, asked for only where they are
# missing. $say_as names who speaks.

say() { printf '%s: %s\n' "$say_as" "$*" >&2; }

missing_of() {
  for package in "$@"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) || status=none
    [ "$status" = installed ] || printf ' %s' "$package"
  done
}

install_packages() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "this is no Debian; going on as if what these packages hold were there: $*"
    return
  fi
  missing=$(missing_of "$@")
  [ -n "$missing" ] || return 0
  as_root=''
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as_root='sudo -n'
    elif command -v sudo >/dev/null && [ -t 0 ] &&
      say "packages are missing:$missing" && sudo true; then
      # It may ask for the password now and again.
      as_root=sudo
    else
      say 'packages are missing. Ask an administrator for this one command:'
      printf "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends%s'\n" \
        "$missing" >&2
      exit 3
    fi
  fi
  say "installing$missing"
  # Words are meant to split here.
  # shellcheck disable=SC2086
  { $as_root apt-get update -q &&
    $as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends $missing; } >&2 || {
    say 'the packages could not be installed'
    exit 3
  }
}
