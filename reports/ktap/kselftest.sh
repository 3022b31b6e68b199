#!/bin/sh
# closespec as one of the kernel's selftests: KTAP on standard output, all else on standard error;
# exit status 0 passed, 1 failed, 4 skipped. To be named in TEST_PROGS of a selftests Makefile.
#
# usage: kselftest.sh [ARGUMENTS]   they go to "closespec run"; CLOSESPEC names the program
closespec=${CLOSESPEC:-closespec}
command -v "$closespec" >/dev/null || {
  echo "KTAP version 1"
  echo "1..0 # SKIP closespec is not installed"
  exit 4
}
results=$(mktemp -d) || exit 1
trap 'rm -rf "$results"' EXIT
"$closespec" run --output "$results" "$@" >&2
status=$?
[ ! -e "$results/results.json" ] || "$closespec" report "$results" --format ktap || status=1
# Any other status than 0 is no pass; 4 of closespec would be taken for skipped.
[ "$status" -eq 0 ] || exit 1
