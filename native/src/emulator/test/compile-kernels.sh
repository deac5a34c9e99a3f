#!/bin/sh
# Compiles the test kernels to PTX that any driver since CUDA 11.0 accepts: compile-kernels.sh [--check] [NAME.cu…]
#
# With --check nothing is written: it fails when the PTX beside a kernel is not what nvcc makes of it now.
set -eu
cd "$(dirname "$0")/kernels"
check=false
if [ "${1:-}" = --check ]; then
    check=true
    shift
fi
stale=0
made=$(mktemp)
trap 'rm -f "$made"' EXIT
for source in ${*:-*.cu}; do
    name=$(basename "$source" .cu)
    nvcc -arch=compute_75 -O3 -ptx "$name.cu" -o "$made"
    sed -i -e 's/^\.version .*/.version 7.0/' -e '/^\/\/ Compiler Build/d; /^\/\/ Cuda compilation/d' "$made"
    if ! $check; then
        cat "$made" > "$name.ptx"
    elif ! cmp -s "$made" "$name.ptx"; then
        echo "$name.ptx is not what nvcc makes of $name.cu"
        stale=1
    fi
done
exit $stale
