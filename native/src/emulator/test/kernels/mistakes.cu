// Kernels that do something wrong, each beside a switch that makes it right.

extern "C" __global__ void vectorLoad(const float* x, float* y, int offset) {
    float4 v = *reinterpret_cast<const float4*>(x + offset);
    y[threadIdx.x] = v.x + v.w;
}

extern "C" __global__ void throughPointer(int* p) { *p = 1; }

extern "C" __global__ void sharedIndex(int* y, int at) {
    __shared__ int first[16];
    __shared__ int second[16];
    first[threadIdx.x] = threadIdx.x;
    second[threadIdx.x] = 100;
    __syncthreads();
    y[threadIdx.x] = first[at + threadIdx.x] + second[threadIdx.x];
}

extern "C" __global__ void dynamicShared(int* y, int at) {
    extern __shared__ int buffer[];
    buffer[threadIdx.x] = threadIdx.x;
    __syncthreads();
    y[threadIdx.x] = buffer[at];
}

extern "C" __global__ void localIndex(int* y, int at) {
    int own[8];
    for (int i = 0; i < 8; ++i) own[i] = y[i] + i;
    __syncthreads();
    y[threadIdx.x] = own[at];
}

extern "C" __global__ void halfInitialised(int* y, int limit) {
    __shared__ int buffer[32];
    if (threadIdx.x < limit) buffer[threadIdx.x] = 1;
    __syncthreads();
    y[threadIdx.x] = buffer[threadIdx.x];
}

extern "C" __global__ void barrierInBranch(int* y, int limit) {
    __shared__ int buffer[64];
    buffer[threadIdx.x] = y[threadIdx.x];
    if (threadIdx.x < limit) {
        __syncthreads();
        y[threadIdx.x] = buffer[threadIdx.x ^ 1];
    }
}

extern "C" __global__ void leaveBeforeBarrier(int* y, int n) {
    __shared__ int buffer[64];
    if (threadIdx.x >= n) return;
    buffer[threadIdx.x] = y[threadIdx.x];
    __syncthreads();
    y[threadIdx.x] = buffer[threadIdx.x ^ 1];
}

extern "C" __global__ void twoBarriers(int* y, int apart) {
    if (apart && threadIdx.x >= 32) {
        __syncthreads();
        y[threadIdx.x] = 1;
    } else {
        __syncthreads();
        y[threadIdx.x] = 2;
    }
}

extern "C" __global__ void shuffleInBranch(int* y, int limit) {
    int v = threadIdx.x;
    if (threadIdx.x < limit) v = __shfl_xor_sync(0xFFFFFFFFu, v, 1);
    y[threadIdx.x] = v;
}

extern "C" __global__ void conflictingStores(int* y, int same) {
    __shared__ int value;
    value = same ? 7 : threadIdx.x;
    __syncthreads();
    y[threadIdx.x] = value;
}

extern "C" __global__ void stop(int* y) {
    if (threadIdx.x == 3) __trap();
    y[threadIdx.x] = 1;
}

extern "C" __global__ void spin(volatile int* flag) {
    while (*flag == 0) {
    }
}

extern "C" __global__ void fill(float* y, float value, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = value;
}

extern "C" __global__ void add(const float* x, float* y, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] += x[i];
}

__constant__ int fixed[4] = {1, 2, 3, 4};
extern "C" __global__ void writeConstant(int* y, int forbidden) {
    int* p = forbidden ? const_cast<int*>(fixed) : y;
    p[threadIdx.x] = 5;
}

/// Neighbouring blocks write the same cell.
extern "C" __global__ void overlap(float* y, int atomically) {
    int i = blockIdx.x * (blockDim.x - 1) + threadIdx.x;
    if (atomically)
        atomicAdd(&y[i], 1.0f);
    else
        y[i] = y[i] + 1.0f;
}

/// Reads its neighbour in global memory.
extern "C" __global__ void shift(int* y, int synchronise) {
    int next = y[(threadIdx.x + 1) % blockDim.x];
    if (synchronise) __syncthreads();
    y[threadIdx.x] = next;
}

/// The block that comes last adds up what the others have left.
extern "C" __global__ void lastBlockSums(const float* x, float* partial, unsigned* arrived, float* sum, int fence) {
    __shared__ bool last;
    if (threadIdx.x == 0) {
        float total = 0;
        for (int i = 0; i < 32; ++i) total += x[blockIdx.x * 32 + i];
        partial[blockIdx.x] = total;
        if (fence) __threadfence();
        last = atomicAdd(arrived, 1u) == gridDim.x - 1;
    }
    __syncthreads();
    if (last && threadIdx.x == 0) {
        float total = 0;
        for (int b = 0; b < gridDim.x; ++b) total += partial[b];
        *sum = total;
    }
}
