// Reductions of [outer, n, inner], row-major without gaps, over n to [outer, inner]; overwrite. Deterministic: the order of
// operations depends on the shape alone. Two forms of each kernel:
//
//   rows     one block for each (outer, chunk), for inner = 1: threads stride over the chunk, then a tree in shared memory;
//   columns  one thread for each (outer, chunk, inner): a loop over the chunk.
//
// A chunk is a run of `length` of the n elements; the result then has the shape [outer, chunks, inner] and is reduced again. So a
// thread adds few numbers in a row, and the error of a sum grows with the logarithm of n. Sums of 32-bit floats are carried in
// 64 bits within a thread, which costs nothing beside the memory traffic.
//
// Maximum and minimum are NaN where an element is. The index kernels take NaN as the extreme and the first of equals.

#include "operators.cuh"

#define THREADS 256

/** Sums, and extremes: those begin with an element and not with an identity. */
template <typename Op, typename T, typename A, typename R>
__device__ void rows(const T* in, R* out, Count n, Count length, Count chunks) {
    __shared__ A shared[THREADS];
    Count begin = blockIdx.x % chunks * length;
    Count end = begin + length < n ? begin + length : n;
    const T* row = in + blockIdx.x / chunks * n;
    Count at = begin + threadIdx.x;
    A total = (A)row[at < end ? at : begin];
    bool any = at < end;
    for (at += THREADS; at < end; at += THREADS) {
        total = Op::of(total, (A)row[at]);
    }
    shared[threadIdx.x] = total;
    Count threads = end - begin < THREADS ? end - begin : THREADS;
    __syncthreads();
    for (unsigned width = THREADS / 2; width > 0; width /= 2) {
        if (any && threadIdx.x < width && threadIdx.x + width < threads) {
            shared[threadIdx.x] = Op::of(shared[threadIdx.x], shared[threadIdx.x + width]);
        }
        __syncthreads();
    }
    if (threadIdx.x == 0) {
        out[blockIdx.x] = (R)shared[0];
    }
}

template <typename Op, typename T, typename A, typename R>
__device__ void columns(const T* in, R* out, Count outer, Count n, Count inner, Count length, Count chunks) {
    Count i = (Count)blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= outer * chunks * inner) {
        return;
    }
    Count column = i % inner;
    Count chunk = i / inner % chunks;
    const T* at = in + (i / inner / chunks * n + chunk * length) * inner + column;
    Count count = n - chunk * length < length ? n - chunk * length : length;
    A total = (A)*at;
    for (Count k = 1; k < count; k++) {
        total = Op::of(total, (A)at[k * inner]);
    }
    out[i] = (R)total;
}

/** The index of the extreme: a block for each row, and a thread for each column. */
template <typename Op, typename T>
__device__ void indexRows(const T* in, long long* out, Count n) {
    __shared__ Count shared[THREADS];
    const T* row = in + blockIdx.x * n;
    Count best = threadIdx.x < n ? threadIdx.x : 0;
    for (Count at = best + THREADS; at < n && threadIdx.x < n; at += THREADS) {
        best = Op::before(row[at], row[best]) ? at : best;
    }
    shared[threadIdx.x] = best;
    __syncthreads();
    for (unsigned width = THREADS / 2; width > 0; width /= 2) {
        if (threadIdx.x < width && threadIdx.x + width < n) {
            Count mine = shared[threadIdx.x];
            Count other = shared[threadIdx.x + width];
            bool better = Op::before(row[other], row[mine]) || (!Op::before(row[mine], row[other]) && other < mine);
            shared[threadIdx.x] = better ? other : mine;
        }
        __syncthreads();
    }
    if (threadIdx.x == 0) {
        out[blockIdx.x] = (long long)shared[0];
    }
}

template <typename Op, typename T>
__device__ void indexColumns(const T* in, long long* out, Count outer, Count n, Count inner) {
    Count i = (Count)blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= outer * inner) {
        return;
    }
    const T* at = in + i / inner * n * inner + i % inner;
    Count best = 0;
    for (Count k = 1; k < n; k++) {
        best = Op::before(at[k * inner], at[best * inner]) ? k : best;
    }
    out[i] = (long long)best;
}

#define REDUCTION(name, Op, T, A, R, type)                                                                    \
    extern "C" __global__ void culebra_##name##_rows_##type(const T* in, R* out, Count n, Count length,       \
                                                            Count chunks) {                                   \
        rows<Op, T, A, R>(in, out, n, length, chunks);                                                        \
    }                                                                                                         \
    extern "C" __global__ void culebra_##name##_columns_##type(const T* in, R* out, Count outer, Count n,     \
                                                               Count inner, Count length, Count chunks) {     \
        columns<Op, T, A, R>(in, out, outer, n, inner, length, chunks);                                       \
    }

#define INDEX(name, Op, T, type)                                                                              \
    extern "C" __global__ void culebra_##name##_rows_##type(const T* in, long long* out, Count n) {           \
        indexRows<Op, T>(in, out, n);                                                                         \
    }                                                                                                         \
    extern "C" __global__ void culebra_##name##_columns_##type(const T* in, long long* out, Count outer,      \
                                                               Count n, Count inner) {                        \
        indexColumns<Op, T>(in, out, outer, n, inner);                                                        \
    }

#define EXTREMES(T, type)                                                                                     \
    REDUCTION(max, Max, T, T, T, type)                                                                        \
    REDUCTION(min, Min, T, T, T, type)                                                                        \
    INDEX(argmax, Max, T, type)                                                                               \
    INDEX(argmin, Min, T, type)

REDUCTION(sum, Sum, float, double, float, f32)
REDUCTION(sum, Sum, double, double, double, f64)
REDUCTION(sum, Sum, int, long long, long long, i32)
REDUCTION(sum, Sum, long long, long long, long long, i64)
REDUCTION(sum, Sum, unsigned char, long long, long long, u8)

EXTREMES(float, f32)
EXTREMES(double, f64)
EXTREMES(int, i32)
EXTREMES(long long, i64)
EXTREMES(unsigned char, u8)
