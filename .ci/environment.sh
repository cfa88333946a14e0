# What ./run and ./test share: a virtual environment with everything pinned. Sourced, not run.

say_and_stop() {
    echo "$1" >&2
    exit 1
}

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

# $1: what to install, in pip's notation
prepare_environment() {
    if [ ! -x .venv/bin/python ]; then
        python=$(find_python)
        [ -n "$python" ] || say_and_stop "Python 3.11 or newer is needed. / Cần Python 3.11 trở lên (python.org)."
        "$python" -c 'import venv, ensurepip' 2>/dev/null ||
            say_and_stop "Python's venv is missing: apt-get install python3-venv. / Thiếu venv của Python: apt-get install python3-venv."
        "$python" -m venv .venv
    fi
    [ -x .venv/bin/uv ] || .venv/bin/python -m pip install -q --disable-pip-version-check "uv>=0.13,<0.14" || true
    if [ -x .venv/bin/uv ]; then
        .venv/bin/uv pip install -q -p .venv/bin/python -c constraints.txt -e "$1"
    else
        .venv/bin/python -m pip install -q --disable-pip-version-check -c constraints.txt -e "$1"
    fi
}

# $1: a program; $2: the packages that have it, if they are not called so
install_program() {
    if command -v "$1" >/dev/null 2>&1; then return; fi
    if ! command -v apt-get >/dev/null 2>&1; then return 1; fi
    install="apt-get install -y --no-install-recommends -q ${2:-$1}"
    if [ "$(id -u)" = 0 ]; then
        apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive $install >/dev/null
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo apt-get update -q >/dev/null && sudo DEBIAN_FRONTEND=noninteractive $install >/dev/null
    else
        return 1
    fi
}

prepare_chromium() {
    install_program chromium ||
        say_and_stop "The browser tests need Chromium as 'chromium' on the PATH: sudo apt-get install chromium"
}

# Writer and Calc without a screen open what reports are written as.
prepare_libreoffice() {
    install_program soffice "libreoffice-writer-nogui libreoffice-calc-nogui" ||
        say_and_stop "The release tests need LibreOffice: sudo apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
}

# Without it the tests that cut the power are left out, and say so.
prepare_strace() {
    install_program strace || echo "The power cuts need strace: sudo apt-get install strace" >&2
}
