#!/usr/bin/env bash
# Install the Debian packages that some tests need, where they are missing:
#   bubblewrap   the box in which a student's code is graded
#   chromium     opens JupyterLab as a student sees it
#   postgresql   a gradebook for a class that is graded on several machines
# Where they cannot be installed (no apt, not root, no network), it says so and ends well: those tests are
# then skipped, each with its reason.
set -u
missing=()
command -v bwrap >/dev/null || missing+=(bubblewrap)
command -v chromium >/dev/null || missing+=(chromium)
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo --non-interactive)
export DEBIAN_FRONTEND=noninteractive
if ! { "${as_root[@]}" apt-get -qq update && "${as_root[@]}" apt-get -qq install --yes --no-install-recommends "${missing[@]}"; }
then
    echo "Could not install ${missing[*]}: the tests that need them will be skipped." >&2
fi
