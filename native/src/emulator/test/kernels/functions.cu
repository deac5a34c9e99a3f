// The mathematical functions, as libdevice expands them.

#define ONE(name, expression)                                                \
    extern "C" __global__ void name##32(const float* a, float* out, int n) { \
        int i = blockIdx.x * blockDim.x + threadIdx.x;                       \
        if (i >= n) return;                                                  \
        float x = a[i];                                                      \
        out[i] = expression;                                                 \
    }

#define TWO(name, expression)                                                  \
    extern "C" __global__ void name##64(const double* a, double* out, int n) { \
        int i = blockIdx.x * blockDim.x + threadIdx.x;                         \
        if (i >= n) return;                                                    \
        double x = a[i];                                                       \
        out[i] = expression;                                                   \
    }

ONE(exp, expf(x))
ONE(exp2, exp2f(x))
ONE(expm1, expm1f(x))
ONE(log, logf(x))
ONE(log1p, log1pf(x))
ONE(log2, log2f(x))
ONE(tanh, tanhf(x))
ONE(erf, erff(x))
ONE(erfc, erfcf(x))
ONE(sin, sinf(x))
ONE(cos, cosf(x))
ONE(sinh, sinhf(x))
ONE(atan, atanf(x))
ONE(rsqrt, rsqrtf(x))
ONE(cbrt, cbrtf(x))
ONE(pow, powf(fabsf(x), 1.7f))
ONE(sigmoid, 1.0f / (1.0f + expf(-x)))
ONE(fastExp, __expf(x))
ONE(fmod, fmodf(x, 0.7f))
ONE(lgamma, lgammaf(x))
TWO(exp, exp(x))
TWO(log, log(x))
TWO(tanh, tanh(x))
TWO(erf, erf(x))
TWO(sin, sin(x))
TWO(cos, cos(x))
TWO(pow, pow(fabs(x), 1.7))
TWO(expm1, expm1(x))
TWO(log1p, log1p(x))
TWO(rsqrt, rsqrt(x))
TWO(cbrt, cbrt(x))
