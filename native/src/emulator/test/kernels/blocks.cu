// Kernels whose threads work together: shared memory, barriers, shuffles, votes, atomics.

#include <cfloat>

extern "C" __global__ void sumRows(const float* x, float* sums, int columns) {
    __shared__ float partial[256];
    float sum = 0;
    for (int c = threadIdx.x; c < columns; c += blockDim.x) sum += x[blockIdx.x * columns + c];
    partial[threadIdx.x] = sum;
    __syncthreads();
    for (int half = blockDim.x / 2; half > 0; half /= 2) {
        if (threadIdx.x < half) partial[threadIdx.x] += partial[threadIdx.x + half];
        __syncthreads();
    }
    if (threadIdx.x == 0) sums[blockIdx.x] = partial[0];
}

__device__ float warpSum(float v) {
    for (int by = 16; by > 0; by /= 2) v += __shfl_xor_sync(0xFFFFFFFFu, v, by);
    return v;
}

__device__ float warpMax(float v) {
    for (int by = 16; by > 0; by /= 2) v = fmaxf(v, __shfl_down_sync(0xFFFFFFFFu, v, by));
    return __shfl_sync(0xFFFFFFFFu, v, 0);
}

/// One warp a row.
extern "C" __global__ void softmaxRows(const float* x, float* y, int rows, int columns) {
    int row = blockIdx.x * (blockDim.x / 32) + threadIdx.x / 32, lane = threadIdx.x % 32;
    if (row >= rows) return;
    float most = -FLT_MAX;
    for (int c = lane; c < columns; c += 32) most = fmaxf(most, x[row * columns + c]);
    most = warpMax(most);
    float sum = 0;
    for (int c = lane; c < columns; c += 32) sum += expf(x[row * columns + c] - most);
    sum = warpSum(sum);
    for (int c = lane; c < columns; c += 32) y[row * columns + c] = expf(x[row * columns + c] - most) / sum;
}

/// One block a row, mean and variance in one pass over shared memory of the launch's choice.
extern "C" __global__ void layerNorm(const float* x, const float* scale, const float* shift, float* y, int columns,
                                     float epsilon) {
    extern __shared__ float row[];
    __shared__ float sums[32], squares[32];
    float sum = 0;
    for (int c = threadIdx.x; c < columns; c += blockDim.x) {
        row[c] = x[blockIdx.x * columns + c];
        sum += row[c];
    }
    sum = warpSum(sum);
    if (threadIdx.x % 32 == 0) sums[threadIdx.x / 32] = sum;
    __syncthreads();
    float total = 0;
    for (int w = 0; w < blockDim.x / 32; ++w) total += sums[w];
    float mean = total / columns, square = 0;
    for (int c = threadIdx.x; c < columns; c += blockDim.x) square += (row[c] - mean) * (row[c] - mean);
    square = warpSum(square);
    if (threadIdx.x % 32 == 0) squares[threadIdx.x / 32] = square;
    __syncthreads();
    total = 0;
    for (int w = 0; w < blockDim.x / 32; ++w) total += squares[w];
    float inverse = rsqrtf(total / columns + epsilon);
    for (int c = threadIdx.x; c < columns; c += blockDim.x)
        y[blockIdx.x * columns + c] = (row[c] - mean) * inverse * scale[c] + shift[c];
}

/// Row-major C = A B in tiles of 16 by 16.
extern "C" __global__ void multiply(const float* a, const float* b, float* c, int m, int n, int k) {
    __shared__ float left[16][17], right[16][17];
    int row = blockIdx.y * 16 + threadIdx.y, column = blockIdx.x * 16 + threadIdx.x;
    float sum = 0;
    for (int start = 0; start < k; start += 16) {
        left[threadIdx.y][threadIdx.x] = row < m && start + threadIdx.x < k ? a[row * k + start + threadIdx.x] : 0;
        right[threadIdx.y][threadIdx.x] =
            start + threadIdx.y < k && column < n ? b[(start + threadIdx.y) * n + column] : 0;
        __syncthreads();
        for (int i = 0; i < 16; ++i) sum += left[threadIdx.y][i] * right[i][threadIdx.x];
        __syncthreads();
    }
    if (row < m && column < n) c[row * n + column] = sum;
}

/// 64 by 64 tiles, 4 by 4 results a thread, vector accesses to shared memory.
extern "C" __global__ void multiplyTiled(const float* __restrict__ a, const float* __restrict__ b,
                                         float* __restrict__ c, int m, int n, int k) {
    __shared__ __align__(16) float left[16][64], right[16][64];
    int tx = threadIdx.x % 16, ty = threadIdx.x / 16;
    float sums[4][4] = {};
    for (int start = 0; start < k; start += 16) {
        for (int i = threadIdx.x; i < 1024; i += 256) {
            int r = i / 16, s = i % 16, row = blockIdx.y * 64 + r;
            left[s][r] = row < m && start + s < k ? a[row * k + start + s] : 0;
        }
        for (int i = threadIdx.x; i < 1024; i += 256) {
            int s = i / 64, q = i % 64, column = blockIdx.x * 64 + q;
            right[s][q] = start + s < k && column < n ? b[(start + s) * n + column] : 0;
        }
        __syncthreads();
#pragma unroll
        for (int s = 0; s < 16; ++s) {
            float4 l = *reinterpret_cast<float4*>(&left[s][ty * 4]), r = *reinterpret_cast<float4*>(&right[s][tx * 4]);
            float ls[4] = {l.x, l.y, l.z, l.w}, rs[4] = {r.x, r.y, r.z, r.w};
#pragma unroll
            for (int i = 0; i < 4; ++i)
#pragma unroll
                for (int j = 0; j < 4; ++j) sums[i][j] += ls[i] * rs[j];
        }
        __syncthreads();
    }
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 4; ++j) {
            int row = blockIdx.y * 64 + ty * 4 + i, column = blockIdx.x * 64 + tx * 4 + j;
            if (row < m && column < n) c[row * n + column] = sums[i][j];
        }
}

extern "C" __global__ void histogram(const int* values, int* counts, int n) {
    __shared__ int local[64];
    if (threadIdx.x < 64) local[threadIdx.x] = 0;
    __syncthreads();
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) atomicAdd(&local[values[i] & 63], 1);
    __syncthreads();
    if (threadIdx.x < 64 && local[threadIdx.x] != 0) atomicAdd(&counts[threadIdx.x], local[threadIdx.x]);
}

extern "C" __global__ void votes(const int* x, unsigned* out) {
    int v = x[threadIdx.x];
    out[0 * 32 + threadIdx.x] = __ballot_sync(0xFFFFFFFFu, v > 3);
    out[1 * 32 + threadIdx.x] = __any_sync(0xFFFFFFFFu, v == 9) + 2 * __all_sync(0xFFFFFFFFu, v < 10);
    out[2 * 32 + threadIdx.x] = __shfl_up_sync(0xFFFFFFFFu, v, 3);
    out[3 * 32 + threadIdx.x] = __shfl_down_sync(0xFFFFFFFFu, v, 5, 8);
    out[4 * 32 + threadIdx.x] = __shfl_sync(0xFFFFFFFFu, v, v, 16);
    out[5 * 32 + threadIdx.x] = __match_any_sync(0xFFFFFFFFu, v);
    if (threadIdx.x % 3 == 0) out[6 * 32 + threadIdx.x] = __activemask();
    if (threadIdx.x < 16) out[7 * 32 + threadIdx.x] = __shfl_xor_sync(0x0000FFFFu, v, 1);
    out[8 * 32 + threadIdx.x] = __syncthreads_count(v > 3);
    out[9 * 32 + threadIdx.x] = __syncthreads_or(v == 9) + 2 * __syncthreads_and(v < 10);
}

extern "C" __global__ void atomics(int* i, unsigned* u, float* f, double* d, unsigned long long* l) {
    unsigned t = blockIdx.x * blockDim.x + threadIdx.x;
    atomicAdd(&i[0], static_cast<int>(t));
    atomicMax(&i[1], static_cast<int>(t * 37 % 101));
    atomicMin(&i[2], -static_cast<int>(t));
    atomicOr(&u[0], 1u << (t % 32));
    atomicXor(&u[1], t);
    atomicAnd(&u[2], ~(1u << (t % 7)));
    atomicInc(&u[3], 9);
    atomicAdd(f, 0.5f);
    atomicAdd(d, 0.25);
    atomicAdd(l, 1ull << 33);
    atomicExch(&i[3], 77);
    unsigned long long* product = l + 1;
    unsigned long long seen = *product, assumed;
    do {
        assumed = seen;
        seen = atomicCAS(product, assumed, assumed * 3);
    } while (assumed != seen);
}

/// Removing any one of the barriers makes this race; `skip` says which, 0 for none.
extern "C" __global__ void rotate(const int* x, int* y, int skip) {
    __shared__ int buffer[128];
    buffer[threadIdx.x] = x[threadIdx.x];
    if (skip != 1) __syncthreads();
    int next = buffer[(threadIdx.x + 1) % 128];
    if (skip != 2) __syncthreads();
    buffer[threadIdx.x] = next * 2;
    if (skip != 3) __syncthreads();
    y[threadIdx.x] = buffer[(threadIdx.x + 127) % 128];
}

/// Exchange within a warp through shared memory.
extern "C" __global__ void warpExchange(const int* x, int* y, int synchronise) {
    __shared__ int buffer[32];
    buffer[threadIdx.x] = x[threadIdx.x];
    if (synchronise) __syncwarp();
    y[threadIdx.x] = buffer[31 - threadIdx.x];
}
