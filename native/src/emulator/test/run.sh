#!/bin/sh
# Builds the emulator and its tests into OUTDIR and runs them: run.sh OUTDIR [PART-OF-A-TEST-NAME]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?usage: run.sh OUTDIR [PART]}
"$here/../build.sh" "$out"
CXX=${CXX:-g++}
stale=$(find "$here" "$here/../abi" \( -name '*.cpp' -o -name '*.h' \) -newer "$out/emulator-test" 2>/dev/null | head -n 1 || true)
if [ ! -f "$out/emulator-test" ] || [ -n "$stale" ]; then
    rm -rf "$out/objects/test"
    mkdir -p "$out/objects/test"
    export CXX here out
    ls "$here"/*.cpp | xargs -P "${JOBS:-2}" -I{} sh -c \
        '$CXX -std=c++17 -O1 -Wall -Wextra -c {} -o "$out/objects/test/$(basename {}).o"'
    $CXX -o "$out/emulator-test" "$out"/objects/test/*.o $(ls "$out"/lib*.so.13 2>/dev/null) "$out/libcuda.so.1" -lpthread -Wl,-rpath,'$ORIGIN'
fi
exec "$out/emulator-test" "$here" ${2:+"$2"}
