// Softmax and its logarithm over the rows of [rows, n], row-major without gaps; overwrite. One block a row.

#include "operators.cuh"
#include "group.cuh"
#include "exponents.cuh"

template <typename T>
__device__ void softmax(const T* in, T* out, Count n, bool logarithmic) {
    const T* x = in + blockIdx.x * n;
    T* y = out + blockIdx.x * n;
    Exponents<T> row = exponents(x, n);
    T log = logarithmic ? logarithm(row.sum) : 0;
    for (Count i = threadIdx.x; i < n; i += blockDim.x) {
        T shifted = x[i] - row.largest;
        y[i] = logarithmic ? shifted - log : exponential(shifted) / row.sum;
    }
}

#define KERNELS(T, type)                                                                                      \
    extern "C" __global__ void culebra_softmax_##type(const T* in, T* out, Count n) {                         \
        softmax(in, out, n, false);                                                                           \
    }                                                                                                         \
    extern "C" __global__ void culebra_log_softmax_##type(const T* in, T* out, Count n) {                     \
        softmax(in, out, n, true);                                                                            \
    }

KERNELS(float, f32)
KERNELS(double, f64)
