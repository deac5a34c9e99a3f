#!/bin/sh
# Compiles the test kernels to PTX that any driver since CUDA 11.0 accepts: compile-kernels.sh [NAME…]
set -eu
cd "$(dirname "$0")/kernels"
for source in ${*:-*.cu}; do
    name=$(basename "$source" .cu)
    nvcc -arch=compute_75 -O3 -ptx "$name.cu" -o "$name.ptx"
    sed -i -e 's/^\.version .*/.version 7.0/' -e '/^\/\/ Compiler Build/d; /^\/\/ Cuda compilation/d' "$name.ptx"
done
