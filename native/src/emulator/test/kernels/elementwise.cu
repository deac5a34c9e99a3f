// Elementwise kernels: guards, strides, vector accesses.

extern "C" __global__ void relu(const float* x, float* y, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = x[i] < 0.0f ? 0.0f : x[i];
}

extern "C" __global__ void reluUnguarded(const float* x, float* y) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    y[i] = x[i] < 0.0f ? 0.0f : x[i];
}

extern "C" __global__ void addVectors(const float4* x, const float4* y, float4* z, int n) {
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
        float4 a = x[i], b = y[i];
        z[i] = make_float4(a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w);
    }
}

extern "C" __global__ void chain(float* x, int n, int repeats) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    float v = x[i];
    for (int k = 0; k < repeats; ++k) v = v * 0.5f + 1.0f;
    x[i] = v;
}

extern "C" __global__ void collatz(const unsigned* x, unsigned* steps, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    unsigned v = x[i], count = 0;
    while (v != 1) {
        if (v % 2 == 0)
            v /= 2;
        else
            v = 3 * v + 1;
        ++count;
        if (count > 1000) break;
    }
    steps[i] = count;
}

extern "C" __global__ void pick(const int* which, float* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    float r;
    switch (which[i]) {
        case 0: r = 1.5f * i; break;
        case 1: r = sqrtf(i); break;
        case 2: r = i - 7.0f; break;
        case 3: r = i * i; break;
        case 4: r = 1.0f / (i + 1); break;
        case 5: r = -i; break;
        case 6: r = i % 5; break;
        case 7: r = i / 3; break;
        default: r = -1.0f;
    }
    out[i] = r;
}
