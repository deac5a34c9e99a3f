// Rectified linear unit, y = max(x, 0) with NaN kept, and its gradient, dx = dy where x > 0 or NaN, else 0.
// Both overwrite. These and sigmoid.cu are the model that generated elementwise kernels are held to.

template <typename T>
__device__ void forward(const T* __restrict__ x, T* __restrict__ y, unsigned long long n) {
    unsigned long long step = (unsigned long long)gridDim.x * blockDim.x;
    for (unsigned long long i = (unsigned long long)blockIdx.x * blockDim.x + threadIdx.x; i < n; i += step) {
        y[i] = x[i] <= 0 ? 0 : x[i];
    }
}

template <typename T>
__device__ void backward(const T* __restrict__ x, const T* __restrict__ dy, T* __restrict__ dx, unsigned long long n) {
    unsigned long long step = (unsigned long long)gridDim.x * blockDim.x;
    for (unsigned long long i = (unsigned long long)blockIdx.x * blockDim.x + threadIdx.x; i < n; i += step) {
        dx[i] = x[i] <= 0 ? 0 : dy[i];
    }
}

#define KERNELS(T, type)                                                                                     \
    extern "C" __global__ void culebra_relu_##type(const T* x, T* y, unsigned long long n) {                 \
        forward(x, y, n);                                                                                    \
    }                                                                                                        \
    extern "C" __global__ void culebra_relu_gradient_##type(const T* x, const T* dy, T* dx,                  \
                                                            unsigned long long n) {                          \
        backward(x, dy, dx, n);                                                                              \
    }

KERNELS(float, f32)
KERNELS(double, f64)
