// Softmax and its logarithm over the rows of [rows, n], row-major without gaps; overwrite. One block a row: the largest element,
// then the sum of e^(x - max), each by a tree in shared memory, then the row. 32-bit sums are carried in 64 bits within a thread.

#define THREADS 256

typedef unsigned long long Count;

__device__ float exponential(float x) { return expf(x); }
__device__ double exponential(double x) { return exp(x); }
__device__ float logarithm(float x) { return logf(x); }
__device__ double logarithm(double x) { return log(x); }

struct Larger {
    template <typename A> static __device__ A of(A a, A b) { return a != a || a > b ? a : b; }
};

struct Sum {
    template <typename A> static __device__ A of(A a, A b) { return a + b; }
};

/** The same value to every thread. */
template <typename Op, typename A>
__device__ A tree(A value) {
    __shared__ A shared[THREADS];
    shared[threadIdx.x] = value;
    __syncthreads();
    for (unsigned width = THREADS / 2; width > 0; width /= 2) {
        if (threadIdx.x < width) {
            shared[threadIdx.x] = Op::of(shared[threadIdx.x], shared[threadIdx.x + width]);
        }
        __syncthreads();
    }
    A result = shared[0];
    __syncthreads();
    return result;
}

template <typename T>
__device__ void softmax(const T* in, T* out, Count n, bool logarithmic) {
    const T* x = in + blockIdx.x * n;
    T* y = out + blockIdx.x * n;
    T largest = x[threadIdx.x < n ? threadIdx.x : 0];
    for (Count i = threadIdx.x + THREADS; i < n; i += THREADS) {
        largest = Larger::of(largest, x[i]);
    }
    largest = tree<Larger>(largest);
    double sum = 0;
    for (Count i = threadIdx.x; i < n; i += THREADS) {
        sum += exponential(x[i] - largest);
    }
    T total = (T)tree<Sum>(sum);
    T log = logarithmic ? logarithm(total) : 0;
    for (Count i = threadIdx.x; i < n; i += THREADS) {
        T shifted = x[i] - largest;
        y[i] = logarithmic ? shifted - log : exponential(shifted) / total;
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
