// The functions that generated elementwise kernels call, one for each operator that takes more than an instruction or two.
// They are CUDA's own, accurate to the units in the last place that the CUDA C++ Programming Guide states; the driver's compiler
// inlines them.

#define PRIMITIVE(name, f32, f64)                                                                        \
    extern "C" __device__ __noinline__ float culebra_##name##_f32(float x) { return f32; }               \
    extern "C" __device__ __noinline__ double culebra_##name##_f64(double x) { return f64; }

PRIMITIVE(exp, expf(x), exp(x))
PRIMITIVE(expm1, expm1f(x), expm1(x))
PRIMITIVE(log, logf(x), log(x))
PRIMITIVE(log1p, log1pf(x), log1p(x))
PRIMITIVE(sin, sinf(x), sin(x))
PRIMITIVE(cos, cosf(x), cos(x))
PRIMITIVE(tanh, tanhf(x), tanh(x))
PRIMITIVE(erf, erff(x), erf(x))

// 1 / (1 + e^-x): e^-|x| does not overflow, and keeps its digits where the result is small.
PRIMITIVE(sigmoid, ({ float e = expf(-fabsf(x)); (x < 0 ? e : 1.0f) / (1.0f + e); }),
          ({ double e = exp(-fabs(x)); (x < 0 ? e : 1.0) / (1.0 + e); }))

extern "C" __device__ __noinline__ float culebra_pow_f32(float x, float y) { return powf(x, y); }
extern "C" __device__ __noinline__ double culebra_pow_f64(double x, double y) { return pow(x, y); }
