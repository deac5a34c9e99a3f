#!/usr/bin/env bash
# Compiles the kernels beside this script to PTX, which is committed: whoever builds Culebra needs no CUDA toolkit. The header
# is lowered to ISA 7.0, which every driver since CUDA 11.0 compiles; ptxas makes the same machine code of it. The first line
# names the source that the file was made from, and a hash of it and the headers it includes, so that a test can tell when it is
# out of date.
#
#     native/src/main/cuda/compile.sh [DIRECTORY]
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-../resources/dev/culebra/cuda}

for source in *.cu; do
    ptx=$out/${source%.cu}.ptx
    relocatable=()
    if [[ $source == primitives.cu ]]; then
        relocatable=(-rdc=true) # keeps its functions, which no kernel of the file calls
    fi
    nvcc -arch=compute_75 -O3 "${relocatable[@]}" -ptx -o "$ptx.new" "$source"
    {
        echo "// $source sha256 $(cat "$source" $(sed -n 's/^#include "\(.*\)"$/\1/p' "$source") | sha256sum | cut -d ' ' -f 1)"
        sed -e '/^\/\//d' -e '/^[[:space:]]*\/\//d' -e 's/^\.version .*/.version 7.0/' -e '/^$/d' "$ptx.new"
    } >"$ptx"
    rm "$ptx.new"
done
