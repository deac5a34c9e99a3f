// Random numbers by Philox 4×32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011), bit for bit those of
// the CPU: element i is a function of the seed and of counter + i alone, made of integer operations and of correctly rounded
// ones (+, -, ×, ÷, √, fma) in a fixed order. Overwrites. For F32 element e takes word e of its seed; for F64 words 2e and 2e + 1.
//
//   uniform    fma(2u, half, low), below `last`; u has 24 or 53 bits
//   bernoulli  1 where those bits are less than the threshold, else 0
//   normal     fma(±z, deviation, mean); z is the upper quantile of the tail that the other bits give, by Wichura's algorithm
//              AS 241 (Applied Statistics 37, 1988), with a logarithm of its own

typedef unsigned long long Count;

struct Words {
    unsigned x[4];
};

__device__ Words philox(Count block, Count seed) {
    Words c = {{(unsigned)block, (unsigned)(block >> 32), 0, 0}};
    unsigned key0 = (unsigned)seed;
    unsigned key1 = (unsigned)(seed >> 32);
    for (unsigned round = 0; round < 10; round++) {
        unsigned high0 = __umulhi(0xD2511F53u, c.x[0]);
        unsigned low0 = 0xD2511F53u * c.x[0];
        unsigned high1 = __umulhi(0xCD9E8D57u, c.x[2]);
        unsigned low1 = 0xCD9E8D57u * c.x[2];
        c = {{high1 ^ c.x[1] ^ (key0 + round * 0x9E3779B9u), low1, high0 ^ c.x[3] ^ (key1 + round * 0xBB67AE85u), low0}};
    }
    return c;
}

__device__ float fused(float a, float b, float c) { return __fmaf_rn(a, b, c); }
__device__ double fused(double a, double b, double c) { return __fma_rn(a, b, c); }

template <typename T, int N>
__device__ T polynomial(const T (&coefficients)[N], T x) {
    T value = coefficients[0];
    for (int i = 1; i < N; i++) {
        value = fused(value, x, coefficients[i]);
    }
    return value;
}

__constant__ float middleOver32[] = {5.9109374720e+1f, 1.5929113202e+2f, 5.0434271938e+1f, 3.3871327179f};
__constant__ float middleUnder32[] = {6.7187563600e+1f, 7.8757757664e+1f, 1.7895169469e+1f, 1};
__constant__ float tailOver32[] = {1.7023821103e-1f, 1.3067284816f, 2.7568153900f, 1.4234372777f};
__constant__ float tailUnder32[] = {1.2021132975e-1f, 7.3700164250e-1f, 1};
__constant__ float logarithm32[] = {2.f / 9, 2.f / 7, 2.f / 5, 2.f / 3};

__constant__ double middleOver64[] = {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
                             4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
                             1.3314166789178437745e+2, 3.3871328727963666080};
__constant__ double middleUnder64[] = {5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
                             2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
                             4.2313330701600911252e+1, 1};
__constant__ double tailOver64[] = {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
                             1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550,
                             4.63033784615654529590, 1.42343711074968357734};
__constant__ double tailUnder64[] = {1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
                             1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940,
                             2.05319162663775882187, 1};
__constant__ double farOver64[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
                             2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580,
                             5.46378491116411436990, 6.65790464350110377720};
__constant__ double farUnder64[] = {2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
                             7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
                             5.99832206555887937690e-1, 1};
__constant__ double logarithm64[] = {2. / 23, 2. / 21, 2. / 19, 2. / 17, 2. / 15, 2. / 13, 2. / 11, 2. / 9, 2. / 7, 2. / 5, 2. / 3};

__device__ float logarithm(float t) {
    int e = (__float_as_int(t) - 0x3F3504F3) >> 23;
    float m = __int_as_float(__float_as_int(t) - (e << 23));
    float s = __fdiv_rn(__fsub_rn(m, 1), __fadd_rn(m, 1));
    float z = __fmul_rn(s, s);
    float tail = __fmaf_rn(__fmul_rn(s, z), polynomial(logarithm32, z), __fadd_rn(s, s));
    return __fmaf_rn((float)e, 0.6931472f, tail);
}

__device__ double logarithm(double t) {
    long long e = (__double_as_longlong(t) - 0x3FE6A09E667F3BCDLL) >> 52;
    double m = __longlong_as_double(__double_as_longlong(t) - (e << 52));
    double s = __ddiv_rn(__dsub_rn(m, 1), __dadd_rn(m, 1));
    double z = __dmul_rn(s, s);
    double tail = __fma_rn(__dmul_rn(s, z), polynomial(logarithm64, z), __dadd_rn(s, s));
    return __fma_rn((double)e, 0.6931471805599453, tail);
}

__device__ float upperQuantile(float t) {
    float q = __fsub_rn(0.5f, t);
    if (q <= 0.425f) {
        float r = __fmaf_rn(-q, q, 0.180625f);
        return __fmul_rn(q, __fdiv_rn(polynomial(middleOver32, r), polynomial(middleUnder32, r)));
    }
    float r = __fsub_rn(__fsqrt_rn(-logarithm(t)), 1.6f);
    return __fdiv_rn(polynomial(tailOver32, r), polynomial(tailUnder32, r));
}

__device__ double upperQuantile(double t) {
    double q = __dsub_rn(0.5, t);
    if (q <= 0.425) {
        double r = __fma_rn(-q, q, 0.180625);
        return __dmul_rn(q, __ddiv_rn(polynomial(middleOver64, r), polynomial(middleUnder64, r)));
    }
    double root = __dsqrt_rn(-logarithm(t));
    if (root <= 5) {
        double r = __dsub_rn(root, 1.6);
        return __ddiv_rn(polynomial(tailOver64, r), polynomial(tailUnder64, r));
    }
    double r = __dsub_rn(root, 5);
    return __ddiv_rn(polynomial(farOver64, r), polynomial(farUnder64, r));
}

// Draws from the bits of one element, which are a word for F32 and two for F64.

struct Uniform32 {
    float low, half, last;
    __device__ float of(unsigned word) const {
        return fminf(last, __fmaf_rn(__fmul_rn((float)(word >> 8), 0x1p-23f), half, low));
    }
};

struct Bernoulli32 {
    unsigned threshold;
    __device__ float of(unsigned word) const { return word >> 8 < threshold ? 1 : 0; }
};

struct Normal32 {
    float mean, deviation;
    __device__ float of(unsigned word) const {
        float z = upperQuantile(__fmaf_rn((float)(word & 0x7FFFFFFFu), 0x1p-32f, 0x1p-33f));
        return __fmaf_rn((int)word < 0 ? -z : z, deviation, mean);
    }
};

struct Uniform64 {
    double low, half, last;
    __device__ double of(Count bits) const {
        return fmin(last, __fma_rn(__dmul_rn((double)(bits >> 11), 0x1p-52), half, low));
    }
};

struct Bernoulli64 {
    Count threshold;
    __device__ double of(Count bits) const { return bits >> 11 < threshold ? 1 : 0; }
};

struct Normal64 {
    double mean, deviation;
    __device__ double of(Count bits) const {
        double z = upperQuantile(__dmul_rn((double)(bits << 1 >> 11 | 1), 0x1p-54));
        return __fma_rn((long long)bits < 0 ? -z : z, deviation, mean);
    }
};

/** A thread makes all elements of a block of four words, of which the first and the last may lie outside. */
template <typename D>
__device__ void fill32(const D& draws, float* out, Count n, Count seed, Count counter) {
    Count first = counter >> 2;
    Count step = (Count)gridDim.x * blockDim.x;
    for (Count b = (Count)blockIdx.x * blockDim.x + threadIdx.x; b <= (counter + n - 1 >> 2) - first; b += step) {
        Words words = philox(first + b, seed);
        for (unsigned w = 0; w < 4; w++) {
            Count i = (first + b) * 4 + w - counter;
            if (i < n) {
                out[i] = draws.of(words.x[w]);
            }
        }
    }
}

template <typename D>
__device__ void fill64(const D& draws, double* out, Count n, Count seed, Count counter) {
    Count first = counter >> 1;
    Count step = (Count)gridDim.x * blockDim.x;
    for (Count b = (Count)blockIdx.x * blockDim.x + threadIdx.x; b <= (counter + n - 1 >> 1) - first; b += step) {
        Words words = philox(first + b, seed);
        for (unsigned w = 0; w < 2; w++) {
            Count i = (first + b) * 2 + w - counter;
            if (i < n) {
                out[i] = draws.of((Count)words.x[2 * w + 1] << 32 | words.x[2 * w]);
            }
        }
    }
}

#define ARGUMENTS Count n, Count seed, Count counter

extern "C" __global__ void culebra_uniform_f32(float* out, ARGUMENTS, float low, float half, float last) {
    fill32(Uniform32{low, half, last}, out, n, seed, counter);
}
extern "C" __global__ void culebra_uniform_f64(double* out, ARGUMENTS, double low, double half, double last) {
    fill64(Uniform64{low, half, last}, out, n, seed, counter);
}
extern "C" __global__ void culebra_bernoulli_f32(float* out, ARGUMENTS, unsigned threshold) {
    fill32(Bernoulli32{threshold}, out, n, seed, counter);
}
extern "C" __global__ void culebra_bernoulli_f64(double* out, ARGUMENTS, Count threshold) {
    fill64(Bernoulli64{threshold}, out, n, seed, counter);
}
extern "C" __global__ void culebra_normal_f32(float* out, ARGUMENTS, float mean, float deviation) {
    fill32(Normal32{mean, deviation}, out, n, seed, counter);
}
extern "C" __global__ void culebra_normal_f64(double* out, ARGUMENTS, double mean, double deviation) {
    fill64(Normal64{mean, deviation}, out, n, seed, counter);
}
