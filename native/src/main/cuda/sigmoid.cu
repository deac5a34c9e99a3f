// Logistic sigmoid, y = 1 / (1 + e^-x), and its gradient from the output, dx = dy·y·(1 - y). Both overwrite.
// e^-|x| does not overflow, and keeps its digits where the result is small.

__device__ float exponential(float x) { return expf(x); }
__device__ double exponential(double x) { return exp(x); }

template <typename T>
__device__ void forward(const T* __restrict__ x, T* __restrict__ y, unsigned long long n) {
    unsigned long long step = (unsigned long long)gridDim.x * blockDim.x;
    for (unsigned long long i = (unsigned long long)blockIdx.x * blockDim.x + threadIdx.x; i < n; i += step) {
        T e = exponential(x[i] < 0 ? x[i] : -x[i]);
        y[i] = (x[i] < 0 ? e : 1) / (1 + e);
    }
}

template <typename T>
__device__ void backward(const T* __restrict__ y, const T* __restrict__ dy, T* __restrict__ dx, unsigned long long n) {
    unsigned long long step = (unsigned long long)gridDim.x * blockDim.x;
    for (unsigned long long i = (unsigned long long)blockIdx.x * blockDim.x + threadIdx.x; i < n; i += step) {
        dx[i] = dy[i] * y[i] * (1 - y[i]);
    }
}

#define KERNELS(T, type)                                                                                     \
    extern "C" __global__ void culebra_sigmoid_##type(const T* x, T* y, unsigned long long n) {              \
        forward(x, y, n);                                                                                    \
    }                                                                                                        \
    extern "C" __global__ void culebra_sigmoid_gradient_##type(const T* y, const T* dy, T* dx,               \
                                                               unsigned long long n) {                       \
        backward(y, dy, dx, n);                                                                              \
    }

KERNELS(float, f32)
KERNELS(double, f64)
