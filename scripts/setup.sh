# shellcheck shell=sh
# Shared by scripts/run and scripts/test: packages and presets. Sourced in the root of the
# checkout, not run.

mkdir -p build
log=build/setup.log # what the last quiet step printed

say() {
    printf '==> %s\n' "$*"
}

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        fail "packages are missing and there is no sudo; as root, run: apt-get install $missing"
    fi
}

# need_packages NAME...: installs the Debian packages that are missing. Elsewhere nothing is
# installed: the README names the packages, and CMake says what it cannot find.
need_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say "this is no Debian system: install the packages the README names"
        return 0
    fi
    missing=
    for package in "$@"; do
        is_installed "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "installing missing packages:$missing"
    get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -qq "$@"; }
    get update ||
        say "apt-get update failed; trying with the package lists that are there"
    # shellcheck disable=SC2086 # a list of names
    get install -y --no-install-recommends $missing >/dev/null || true
    for package in $missing; do
        is_installed "$package" || fail "the package $package cannot be had; see above for why"
    done
}

# shellcheck disable=SC2034 # for those who source this file
build_packages="build-essential cmake ninja-build pkg-config libxml2-dev libxslt1-dev libyaml-dev
    libuchardet-dev libjansson-dev libarchive-dev zlib1g-dev"

# build_preset NAME [OPTION...]: configures (again only where something changed) and builds.
build_preset() {
    preset=$1
    shift
    say "building preset $preset in build/$preset"
    cmake --preset "$preset" "$@" >"$log" 2>&1 || { cat "$log" >&2; fail "cmake found a fault"; }
    cmake --build --preset "$preset" >"$log" 2>&1 || { cat "$log" >&2; fail "the build failed"; }
}
