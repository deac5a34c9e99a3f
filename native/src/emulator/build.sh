#!/bin/sh
# Builds the emulated CUDA libraries: build.sh OUTDIR
#
# OUTDIR receives libcuda.so.1, libcublas.so.13 and .12, libcublasLt.so.13 and .12. Objects stay in OUTDIR/objects, so a
# second call compiles only what changed. CXX and CXXFLAGS may be set; JOBS is the number of compilers at a time.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:?usage: build.sh OUTDIR}
mkdir -p "$out/objects"
out=$(cd "$out" && pwd)
CXX=${CXX:-g++}
# Contraction would round a product and a sum once where the card rounds twice.
flags="-std=c++17 -O2 -fPIC -fwrapv -fno-strict-aliasing -fno-math-errno -fno-trapping-math -ffp-contract=off \
       -Wall -Wextra ${CXXFLAGS--march=native}"

newest_header=$(find "$here" -name '*.h' -newer "$out/objects/stamp" 2>/dev/null | head -n 1 || true)
[ -f "$out/objects/stamp" ] || newest_header=none
[ "$here/build.sh" -nt "$out/objects/stamp" ] && newest_header=build.sh

cd "$here"
todo=
for source in ptx/*.cpp decode/*.cpp isa/*.cpp exec/*.cpp memory/*.cpp driver/*.cpp blas/*.cpp; do
    [ -f "$source" ] || continue
    object=$out/objects/$(echo "$source" | tr / -).o
    [ -z "$newest_header" ] && [ "$object" -nt "$source" ] || todo="$todo $source"
done
if [ -z "$todo" ] && [ -f "$out/libcublasLt.so.12" ]; then exit 0; fi

export CXX flags out
printf '%s\n' $todo | xargs -P "${JOBS:-2}" -I{} sh -c '$CXX $flags -c {} -o "$out/objects/$(echo {} | tr / -).o"'

objects() { find "$out/objects" \( -name "$1-*.cpp.o" \) | sort; }

# stubs NAMES RESULT OBJECTS…: a function that answers RESULT for every listed name that no object defines.
stubs() {
    names=$1 result=$2
    shift 2
    nm --defined-only "$@" | awk '$2 == "T" { print $3 }' | sort -u > "$out/objects/defined"
    sort -u "$names" | comm -23 - "$out/objects/defined" | sed "s/.*/int &(void) { return $result; }/"
}

# link NAME VERSION-NODE PATTERNS SOURCES-AND-LIBRARIES…
link() {
    name=$1 node=$2 patterns=$3
    shift 3
    echo "$node { global: $patterns local: *; };" > "$out/objects/$name.map"
    $CXX -shared -o "$out/$name" -Wl,-soname,"$name" -Wl,--version-script="$out/objects/$name.map" -Wl,-Bsymbolic \
        -Wl,-rpath,'$ORIGIN' "$@" -lpthread -ldl
}

driver=$(for part in ptx decode isa exec memory driver; do objects $part; done)
stubs names/driver.txt 801 $driver > "$out/objects/driver-stubs.c"
$CXX -x c -fPIC -w -c "$out/objects/driver-stubs.c" -o "$out/objects/driver-stubs.o"
link libcuda.so.1 '' 'cu*; culebraEmulator*;' $driver "$out/objects/driver-stubs.o"

blas=$(objects blas)
if [ -n "$blas" ]; then
    stubs names/cublas.txt 15 $blas > "$out/objects/cublas-stubs.c"
    $CXX -x c -fPIC -w -c "$out/objects/cublas-stubs.c" -o "$out/objects/cublas-stubs.o"
    for version in 13 12; do
        link libcublasLt.so.$version libcublasLt.so.$version 'cublasLt*;' $blas "$out/libcuda.so.1"
        link libcublas.so.$version libcublas.so.$version 'cublas*;' $blas "$out/objects/cublas-stubs.o" "$out/libcuda.so.1"
    done
fi
touch "$out/objects/stamp"
