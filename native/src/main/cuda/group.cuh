// The threads of a block, whole warps and at most 256 threads, make one value of all of theirs, in an order that depends on their
// number alone. Every thread of the block has to come along.

#pragma once

#define MOST_WARPS 8

template <typename Op, typename A>
__device__ A ofAll(A value) {
    for (unsigned distance = 16; distance > 0; distance /= 2) {
        value = Op::of(value, __shfl_xor_sync(~0u, value, distance));
    }
    if (blockDim.x > 32) {
        __shared__ A shared[MOST_WARPS];
        if (threadIdx.x % 32 == 0) {
            shared[threadIdx.x / 32] = value;
        }
        __syncthreads();
        value = shared[0];
        for (unsigned warp = 1; warp < blockDim.x / 32; warp++) {
            value = Op::of(value, shared[warp]);
        }
        __syncthreads();
    }
    return value;
}
