#!/usr/bin/env bash
# Install the Debian packages that some tests need, where they are missing and this user may:
#   bubblewrap                the sandbox in which a student's code is graded
#   chromium-headless-shell   opens JupyterLab and pages as people see them; conftest.py takes any Chromium
#   libatomic1                without it the program that drives Chromium does not start
#   postgresql                a gradebook for a class that is graded on several machines
# It always ends well: what is missing then, its tests are skipped for, and the end of `make test` says so.
set -u
there() { command -v "$1" >/dev/null; }
starts() { there "$1" && timeout 60 "$1" --version >/dev/null 2>&1; }  # Ubuntu's may only say that there is none
missing=()
there bwrap || missing+=(bubblewrap)
starts chromium-headless-shell || starts chromium || starts chromium-browser || starts google-chrome ||
    missing+=(chromium-headless-shell)
compgen -G "/usr/lib/*/libatomic.so.1" >/dev/null || missing+=(libatomic1)
there initdb || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo --non-interactive)
    "${as_root[@]}" true 2>/dev/null || exit 0
fi
there apt-get || exit 0
echo "Installing ${missing[*]} with apt-get, for the tests that need them ..."
apt() { said=$("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" 2>&1); }
install() { apt install --yes --no-install-recommends "$@"; }
complain() { echo "apt-get could not $1: $(tail -n 1 <<<"$said")"; }
apt update || complain "update its lists"
install "${missing[@]}" && exit 0
for package in "${missing[@]}"; do  # a package that is not to be had here must not take the others with it
    install "$package" && continue
    complain "install $package"
    [ "$package" != chromium-headless-shell ] || install chromium || complain "install chromium"
done
exit 0
