# For what installs a kernel in an emulated machine: $programs is the folder of closespec's programs,
# $built that of the kernel, $here that of these files.

guest_needs='qemu-system-x86 cpio'
guest_programs='closespec-guest-init closespec-peer'

old_programs() {
  for program in $guest_programs closespec-guest; do
    if [ "$programs/$program" -nt "$built/snapshot" ]; then printf ' %s' "$program"; fi
  done
}

# Says in one line what is missing, and ends.
check_guest() {
  # Words are meant to split here.
  # shellcheck disable=SC2086
  missing=$(missing_of $guest_needs)
  if [ -n "$missing" ]; then
    echo "packages are missing:$missing"
  elif [ ! -e "$built/kernel" ] || [ ! "$built/snapshot" -nt "$built/kernel" ]; then
    echo 'no kernel that has been booted'
  elif [ -n "$(old_programs)" ]; then
    echo "the booted kernel is older than what boots it and runs in it:$(old_programs)"
  else
    exit 0
  fi
  exit 1
}

# Boots $built/kernel once, with an initramfs of $built/modules and the programs, and keeps what it
# is then as $built/snapshot.
make_guest() {
  # shellcheck disable=SC2086
  install_packages $guest_needs
  # shellcheck disable=SC2086
  cmake --build "$programs/.." --target closespec-guest $guest_programs >&2
  if (check_guest) >&2; then return; fi
  root=$(mktemp -d "$built/root.XXXXXX")
  trap 'rm -rf "$root"' EXIT
  mkdir -p "$root/modules" "$root/proc" "$root/sys" "$root/dev"
  cp "$programs/closespec-guest-init" "$root/init"
  cp "$programs/closespec-peer" "$root/"
  for module in "$built"/modules/*.ko; do
    [ ! -e "$module" ] || cp "$module" "$root/modules/"
  done
  (cd "$root" && find . | cpio -o -H newc --quiet) >"$built/initramfs"
  say 'booting the kernel'
  "$programs/closespec-guest" --boot "$built"
}
