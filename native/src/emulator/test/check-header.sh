#!/bin/sh
# Holds the emulator to the toolkit's cuda.h: check-header.sh [INCLUDE-DIRECTORY]
#
# The driver's sources are compiled against it, so that a wrong type or a misspelt name is an error, and every number in
# our own header is compared with the toolkit's. Does nothing where there is no toolkit.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
include=${1:-${CUDA_HOME:-/usr/local/cuda}/include}
if [ ! -f "$include/cuda.h" ]; then
    echo "no cuda.h in $include: header not checked"
    exit 0
fi
CXX=${CXX:-g++}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
    echo '#include "abi/cuda_abi.h"'
    grep -o 'CU[A-Z0-9_]* = [0-9]*' "$here/../abi/cuda_abi.h" | sed 's/\(.*\) = \(.*\)/static_assert(static_cast<int>(\1) == \2);/'
} > "$work/numbers.cpp"
export CXX here include
ls "$here"/../driver/*.cpp "$here"/streams_test.cpp "$work/numbers.cpp" | xargs -P "${JOBS:-2}" -I{} sh -c \
    '$CXX -std=c++17 -fsyntax-only -DEMULATOR_TOOLKIT_HEADER -I"$here/.." -isystem "$include" -Werror=missing-declarations {}'
echo "agrees with $include/cuda.h"
