// Reductions of few elements that lie anywhere, as windows of images and short axes of transposed tensors do; overwrite. One thread
// for each result, in row-major order, goes through its elements in the order of the loops. Sums of 32-bit floats are carried in
// 64 bits.

#include "operators.cuh"

#define KEPT 4
#define REDUCED 3

/** Loops, outermost first; unused ones run once. Sizes fit in 32 bits. */
template <int N>
struct Loops {
    Count sizes[N];
    Count strides[N];
};

template <typename Op, typename T, typename A>
__device__ void reduce(const T* in, T* out, Count results, const Loops<KEPT>& kept, const Loops<REDUCED>& reduced) {
    Count i = (Count)blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= results) {
        return;
    }
    const T* first = in;
    unsigned rest = i;
#pragma unroll
    for (int axis = KEPT - 1; axis >= 0; axis--) {
        unsigned size = kept.sizes[axis];
        if (size != 1) {
            first += rest % size * kept.strides[axis];
            rest /= size;
        }
    }
    A total = (A)*first;
    bool isFirst = true;
    for (unsigned a = 0; a < reduced.sizes[0]; a++) {
        for (unsigned b = 0; b < reduced.sizes[1]; b++) {
            const T* at = first + a * reduced.strides[0] + b * reduced.strides[1];
            for (unsigned c = 0; c < reduced.sizes[2]; c++) {
                total = isFirst ? total : Op::of(total, (A)at[c * reduced.strides[2]]);
                isFirst = false;
            }
        }
    }
    out[i] = (T)total;
}

#define KERNEL(name, Op, T, A, type)                                                                          \
    extern "C" __global__ void culebra_##name##_windows_##type(const T* in, T* out, Count results,            \
                                                               Loops<KEPT> kept, Loops<REDUCED> reduced) {    \
        reduce<Op, T, A>(in, out, results, kept, reduced);                                                    \
    }

#define KERNELS(T, type)                                                                                      \
    KERNEL(sum, Sum, T, double, type)                                                                         \
    KERNEL(max, Max, T, T, type)                                                                              \
    KERNEL(min, Min, T, T, type)

KERNELS(float, f32)
KERNELS(double, f64)
