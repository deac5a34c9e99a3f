// Elements by index along the middle axis of three: source [outer, n, inner], index [outer, m, inner], result or addend
// [outer, m, inner]. Sources and results are row-major without gaps; the index has any strides, so that one that is the same for
// all outer and inner costs no memory.
//
//   gather   overwrites the result; elements are moved as integers of their size; 0 for an index outside [0, n)
//   scatter  adds to source[…]; one thread for each (outer, inner) goes along m in order, so that the result is always the same;
//            an index outside adds nothing

#include "fault.cuh"

typedef unsigned long long Count;

__device__ Count place(Count i, Count m, Count inner, Count outerStride, Count stride, Count innerStride) {
    return i / inner / m * outerStride + i / inner % m * stride + i % inner * innerStride;
}

template <typename T>
__device__ void gather(const T* source, const long long* index, T* result, Count outer, Count n, Count m, Count inner,
                       Count outerStride, Count stride, Count innerStride, Fault* fault, Count operation) {
    Count step = (Count)gridDim.x * blockDim.x;
    for (Count i = (Count)blockIdx.x * blockDim.x + threadIdx.x; i < outer * m * inner; i += step) {
        long long k = index[place(i, m, inner, outerStride, stride, innerStride)];
        bool outside = isOutside(k, n, fault, operation, i);
        result[i] = outside ? 0 : source[(i / inner / m * n + k) * inner + i % inner];
    }
}

template <typename T>
__device__ void scatterAdd(T* target, const long long* index, const T* addend, Count outer, Count n, Count m,
                           Count inner, Count outerStride, Count stride, Count innerStride, Fault* fault,
                           Count operation) {
    Count step = (Count)gridDim.x * blockDim.x;
    for (Count i = (Count)blockIdx.x * blockDim.x + threadIdx.x; i < outer * inner; i += step) {
        Count row = i / inner;
        Count column = i % inner;
        for (Count j = 0; j < m; j++) {
            long long k = index[row * outerStride + j * stride + column * innerStride];
            Count i = (row * m + j) * inner + column;
            if (!isOutside(k, n, fault, operation, i)) {
                target[(row * n + k) * inner + column] += addend[i];
            }
        }
    }
}

#define GATHER(T, bits)                                                                                       \
    extern "C" __global__ void culebra_gather_##bits(const T* source, const long long* index, T* result,      \
                                                     Count outer, Count n, Count m, Count inner,              \
                                                     Count outerStride, Count stride, Count innerStride,      \
                                                     Fault* fault, Count operation) {                         \
        gather(source, index, result, outer, n, m, inner, outerStride, stride, innerStride, fault, operation); \
    }

#define SCATTER(T, type)                                                                                      \
    extern "C" __global__ void culebra_scatter_add_##type(T* target, const long long* index, const T* addend, \
                                                          Count outer, Count n, Count m, Count inner,         \
                                                          Count outerStride, Count stride, Count innerStride, \
                                                          Fault* fault, Count operation) {                    \
        scatterAdd(target, index, addend, outer, n, m, inner, outerStride, stride, innerStride, fault,        \
                   operation);                                                                                \
    }

GATHER(unsigned char, 8)
GATHER(unsigned int, 32)
GATHER(unsigned long long, 64)

SCATTER(float, f32)
SCATTER(double, f64)
SCATTER(int, i32)
SCATTER(long long, i64)
