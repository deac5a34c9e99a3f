// Every state space: constants, module variables, local arrays, structures by value, functions, generic pointers.

__constant__ float weights[5] = {0.5f, -1.0f, 2.0f, 4.0f, 0.25f};
__constant__ int filledByHost[8];
__device__ int counter = 41;
__device__ double table[4] = {1.5, 2.5, 3.5, 4.5};
__device__ int answer = 42;
__device__ int* pointer = &answer;

struct Pair {
    float first;
    double second;
    int more[3];
};

extern "C" __global__ void constants(const float* x, float* y, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = x[i] * weights[i % 5] + filledByHost[i % 8];
}

extern "C" __global__ void globals(double* out) {
    atomicAdd(&counter, 1);
    out[threadIdx.x] = table[threadIdx.x % 4] + (*pointer > 41 ? 100 : 0);
}

extern "C" __global__ void localArray(const int* x, int* y, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    int values[16];
    for (int k = 0; k < 16; ++k) values[k] = x[(i + k) % n] * k;
    int sum = 0;
    for (int k = 0; k < 16; ++k) sum = sum * 3 + values[(x[i] + k * 7) & 15];
    y[i] = sum;
}

extern "C" __global__ void byValue(Pair pair, float* out, int which) {
    out[threadIdx.x] = pair.first + static_cast<float>(pair.second) + pair.more[(which + threadIdx.x) % 3];
}

__noinline__ __device__ Pair swapped(Pair pair, short by) {
    Pair result;
    result.first = static_cast<float>(pair.second) + by;
    result.second = pair.first;
    for (int i = 0; i < 3; ++i) result.more[i] = pair.more[2 - i];
    return result;
}

__noinline__ __device__ int clampedSquare(int x) {
    if (x > 100) return 10000;
    if (x < -100) return -1;
    return x * x;
}

extern "C" __global__ void calls(const int* x, float* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    Pair pair = {x[i] * 1.0f, x[i] * 2.0, {x[i], 2, 3}};
    Pair other = swapped(pair, static_cast<short>(-x[i]));
    out[i] =
        other.first + static_cast<float>(other.second) * 10 + other.more[0] * 100 + other.more[2] + clampedSquare(x[i]);
    if (x[i] % 2 == 0) out[i] += clampedSquare(x[i] + 1);
}

extern "C" __global__ void generic(const int* x, int* y, int useShared) {
    __shared__ int shared[32];
    int own[4];
    shared[threadIdx.x] = x[threadIdx.x];
    own[threadIdx.x & 3] = 5;
    __syncthreads();
    const int* from = useShared == 1 ? shared : useShared == 2 ? own : x;
    y[threadIdx.x] = from[useShared == 2 ? threadIdx.x & 3 : 31 - threadIdx.x] + __isShared(from);
}

extern "C" __global__ void bytes(const unsigned char* x, signed char* y, unsigned short* z, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    y[i] = static_cast<signed char>(x[i] - 100);
    z[i] = static_cast<unsigned short>(x[i] * x[(i + 1) % n]);
}

/// Philox 4x32-10 as Salmon and others define it.
extern "C" __global__ void philox(unsigned* out, unsigned key0, unsigned key1, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    unsigned c[4] = {static_cast<unsigned>(i), 0, 7, 0}, k0 = key0, k1 = key1;
    for (int round = 0; round < 10; ++round) {
        unsigned high0 = __umulhi(0xD2511F53u, c[0]), low0 = 0xD2511F53u * c[0];
        unsigned high1 = __umulhi(0xCD9E8D57u, c[2]), low1 = 0xCD9E8D57u * c[2];
        c[0] = high1 ^ c[1] ^ k0;
        c[1] = low1;
        c[2] = high0 ^ c[3] ^ k1;
        c[3] = low0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    for (int j = 0; j < 4; ++j) out[i * 4 + j] = c[j];
}
