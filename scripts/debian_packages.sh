#!/usr/bin/env bash
# Install the Debian packages that some tests need, where they are missing and this user may:
#   bubblewrap   the sandbox in which a student's code is graded
#   chromium     opens JupyterLab and pages as people see them
#   libatomic1   without it the program that drives Chromium does not start
#   postgresql   a gradebook for a class that is graded on several machines
# It always ends well: what is missing then, its tests are skipped for, and the end of `make test` says so.
set -u
missing=()
command -v bwrap >/dev/null || missing+=(bubblewrap)
command -v chromium >/dev/null || missing+=(chromium)
compgen -G "/usr/lib/*/libatomic.so.1" >/dev/null || missing+=(libatomic1)
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo --non-interactive)
    "${as_root[@]}" true 2>/dev/null || exit 0
fi
command -v apt-get >/dev/null || exit 0
echo "Installing ${missing[*]} with apt-get, for the tests that need them ..."
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq)
if ! said=$({ "${apt[@]}" update && "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"; } 2>&1); then
    echo "apt-get could not: $(tail -n 1 <<<"$said")"
fi
exit 0
