#!/usr/bin/env bash
# Installs the Debian packages that the suites with real parts need. Safe to run again.
set -euo pipefail

packages=(
  dbus-daemon dbus-bin libglib2.0-bin python3-dbus python3-gi python3-dbusmock
  umockdev gir1.2-umockdev-1.0 upower systemd udev
  xvfb xdotool xprintidle iproute2 util-linux mount procps e2fsprogs gcc libc6-dev
  chromium fonts-dejavu-core
)

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  echo "This installs packages on Debian and its relatives only. Elsewhere, install what the skipped suites name:"
  echo "  ${packages[*]}"
  exit 1
fi

wanted=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || wanted+=("$package")
done
if [ "${#wanted[@]}" -eq 0 ]; then
  echo "Everything the tests need is installed already."
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "These packages are missing and need root to install (there is no sudo here): ${wanted[*]}"
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing for the tests: ${wanted[*]}"
"${as_root[@]}" apt-get update -q
# Nothing that is installed here is to start a daemon: the suites start their own, on buses of their own.
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${wanted[@]}"
