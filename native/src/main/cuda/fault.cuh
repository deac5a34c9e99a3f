// What a kernel does with an index outside its axis: leaves it out, and says so in a record that the host reads later. The
// first one to be found stays.

#pragma once

struct Fault {
    unsigned long long operation; // 0: none yet
    unsigned long long position;  // of the index, in row-major order
    long long index;
};

__device__ inline bool isOutside(long long index, unsigned long long size, Fault* fault, unsigned long long operation,
                                 unsigned long long position) {
    if (index >= 0 && (unsigned long long)index < size) {
        return false;
    }
    if (atomicCAS(&fault->operation, 0, operation) == 0) {
        fault->position = position;
        fault->index = index;
    }
    return true;
}
