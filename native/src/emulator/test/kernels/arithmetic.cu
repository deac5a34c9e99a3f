// One result an operation: out[operation * n + i].

extern "C" __global__ void signed32(const int* a, const int* b, int* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    int x = a[i], y = b[i];
    out[0 * n + i] = x + y;
    out[1 * n + i] = x - y;
    out[2 * n + i] = x * y;
    out[3 * n + i] = __mulhi(x, y);
    out[4 * n + i] = y == 0 ? 0 : x / (y | 1);
    out[5 * n + i] = x % (y | 1);
    out[6 * n + i] = min(x, y);
    out[7 * n + i] = max(x, y);
    out[8 * n + i] = abs(x);
    out[9 * n + i] = x << (y & 31);
    out[10 * n + i] = x >> (y & 31);
    out[11 * n + i] = __clz(x);
    out[12 * n + i] = __ffs(x);
    out[13 * n + i] = __sad(x, y, 7);
    out[14 * n + i] = (short)x * (short)y + x;
    out[15 * n + i] = (signed char)(x >> 3) - (unsigned char)y;
    out[16 * n + i] = x > y ? x ^ y : x & ~y;
    out[17 * n + i] = (x < y) + 2 * (x == y) + 4 * (x >= y) + 8 * (x != y);
    out[18 * n + i] = __dp4a(x, y, 5);
    out[19 * n + i] = x * 3 + y * 5;
}

extern "C" __global__ void unsigned32(const unsigned* a, const unsigned* b, unsigned* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    unsigned x = a[i], y = b[i];
    out[0 * n + i] = __umulhi(x, y);
    out[1 * n + i] = x / (y | 1);
    out[2 * n + i] = x % (y | 1);
    out[3 * n + i] = min(x, y);
    out[4 * n + i] = max(x, y);
    out[5 * n + i] = x >> (y & 31);
    out[6 * n + i] = __popc(x);
    out[7 * n + i] = __brev(x);
    out[8 * n + i] = __funnelshift_l(x, y, x >> 7);
    out[9 * n + i] = __funnelshift_r(x, y, y >> 9);
    out[10 * n + i] = __funnelshift_lc(x, y, x & 63);
    out[11 * n + i] = __byte_perm(x, y, x >> 5);
    out[12 * n + i] = (x & y) | (~x & (y >> 3)) ^ (x << 2);
    out[13 * n + i] = (x < y) + 2 * (x <= y) + 4 * (x > y);
    out[14 * n + i] = (x >> 5) & 0x1FF;
    out[15 * n + i] = (x & ~0xFF00u) | ((y & 0xFF) << 8);
    out[16 * n + i] = __uhadd(x, y);
    out[17 * n + i] = (unsigned short)(x * y);
    out[18 * n + i] = __usad(x, y, 3);
}

extern "C" __global__ void wide64(const long long* a, const long long* b, long long* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    long long x = a[i], y = b[i];
    unsigned long long u = x, v = y;
    out[0 * n + i] = x + y;
    out[1 * n + i] = x * y;
    out[2 * n + i] = __mul64hi(x, y);
    out[3 * n + i] = __umul64hi(u, v);
    out[4 * n + i] = x / (y | 1);
    out[5 * n + i] = u % (v | 1);
    out[6 * n + i] = x >> (y & 63);
    out[7 * n + i] = u >> (v & 63);
    out[8 * n + i] = __clzll(x);
    out[9 * n + i] = __popcll(u);
    out[10 * n + i] = (int)x * (long long)(int)y;
    out[11 * n + i] = (unsigned)u * (unsigned long long)(unsigned)v + u;
    out[12 * n + i] = min(x, y);
    out[13 * n + i] = max(u, v);
    out[14 * n + i] = x < y ? -x : ~y;
    out[15 * n + i] = __brevll(u);
}

extern "C" __global__ void float32(const float* a, const float* b, float* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    float x = a[i], y = b[i];
    out[0 * n + i] = __fadd_rn(x, y);
    out[1 * n + i] = x - y;
    out[2 * n + i] = __fmul_rn(x, y);
    out[3 * n + i] = x / y;
    out[4 * n + i] = fmaf(x, y, 0.25f);
    out[5 * n + i] = fminf(x, y);
    out[6 * n + i] = fmaxf(x, y);
    out[7 * n + i] = fabsf(x);
    out[8 * n + i] = -x;
    out[9 * n + i] = sqrtf(fabsf(x));
    out[10 * n + i] = copysignf(x, y);
    out[11 * n + i] = floorf(x);
    out[12 * n + i] = ceilf(x);
    out[13 * n + i] = rintf(x);
    out[14 * n + i] = truncf(x);
    out[15 * n + i] = (x < y) + 2 * (x <= y) + 4 * (x == y) + 8 * (x != y) + 16 * !(x < y) + 32 * !(x >= y);
    out[16 * n + i] = __fadd_rz(x, y);
    out[17 * n + i] = __fmul_ru(x, y);
    out[18 * n + i] = __fdiv_rd(x, y);
    out[19 * n + i] = __fsqrt_ru(fabsf(x));
    out[20 * n + i] = __saturatef(x);
    out[21 * n + i] = isnan(x) + 2 * isinf(x) + 4 * signbit(x);
    out[22 * n + i] = __frcp_rn(y);
    out[23 * n + i] = roundf(x);
}

extern "C" __global__ void float64(const double* a, const double* b, double* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    double x = a[i], y = b[i];
    out[0 * n + i] = x + y;
    out[1 * n + i] = x * y;
    out[2 * n + i] = x / y;
    out[3 * n + i] = fma(x, y, 0.25);
    out[4 * n + i] = fmin(x, y);
    out[5 * n + i] = fmax(x, y);
    out[6 * n + i] = sqrt(fabs(x));
    out[7 * n + i] = floor(x);
    out[8 * n + i] = rint(x);
    out[9 * n + i] = (x < y) + 2 * (x <= y) + 4 * !(x > y);
    out[10 * n + i] = copysign(x, y);
    out[11 * n + i] = __dadd_ru(x, y);
    out[12 * n + i] = __dmul_rz(x, y);
}
