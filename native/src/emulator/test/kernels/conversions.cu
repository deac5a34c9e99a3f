// Conversions between number types.

#include <cuda_bf16.h>
#include <cuda_fp16.h>

extern "C" __global__ void fromFloat(const float* a, long long* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    float x = a[i];
    out[0 * n + i] = (int)x;
    out[1 * n + i] = (unsigned)x;
    out[2 * n + i] = (long long)x;
    out[3 * n + i] = (unsigned long long)x;
    out[4 * n + i] = __float2int_rn(x);
    out[5 * n + i] = __float2int_rd(x);
    out[6 * n + i] = __float2int_ru(x);
    out[7 * n + i] = (short)(int)x;
    out[8 * n + i] = __half_as_ushort(__float2half_rn(x));
    out[9 * n + i] = __half_as_ushort(__float2half_rz(x));
    out[10 * n + i] = __bfloat16_as_ushort(__float2bfloat16_rn(x));
    out[11 * n + i] = __double_as_longlong((double)x);
    out[12 * n + i] = __float_as_int(__half2float(__float2half_rn(x)));
}

extern "C" __global__ void fromDouble(const double* a, long long* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    double x = a[i];
    out[0 * n + i] = (int)x;
    out[1 * n + i] = (long long)x;
    out[2 * n + i] = __float_as_int((float)x);
    out[3 * n + i] = __float_as_int(__double2float_ru(x));
    out[4 * n + i] = __double2int_rn(x);
    out[5 * n + i] = __double2hiint(x);
    out[6 * n + i] = __double2loint(x);
}

extern "C" __global__ void fromLong(const long long* a, long long* out, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    long long x = a[i];
    out[0 * n + i] = __float_as_int((float)x);
    out[1 * n + i] = __float_as_int((float)(unsigned long long)x);
    out[2 * n + i] = __double_as_longlong((double)x);
    out[3 * n + i] = __double_as_longlong((double)(unsigned long long)x);
    out[4 * n + i] = __float_as_int((float)(int)x);
    out[5 * n + i] = __float_as_int((float)(unsigned)x);
    out[6 * n + i] = (signed char)x;
    out[7 * n + i] = (unsigned char)x;
    out[8 * n + i] = (short)x;
    out[9 * n + i] = (unsigned short)x;
    out[10 * n + i] = (int)x;
    out[11 * n + i] = (unsigned)x;
    out[12 * n + i] = __float_as_int(__ll2float_rz(x));
    out[13 * n + i] = __float_as_int((float)(signed char)x);
}

extern "C" __global__ void halves(const unsigned short* a, float* half, float* brain, unsigned short* back, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    half[i] = __half2float(__ushort_as_half(a[i]));
    brain[i] = __bfloat162float(__ushort_as_bfloat16(a[i]));
    __half h = __ushort_as_half(a[i]), one = __float2half(1.0f);
    back[0 * n + i] = __half_as_ushort(h + one);
    back[1 * n + i] = __half_as_ushort(__hmul(h, h));
    back[2 * n + i] = __half_as_ushort(__hfma(h, h, one));
    back[3 * n + i] = __hlt(h, one) + 2 * __hgtu(h, one) + 4 * __hisnan(h);
    __half2 pair = __hadd2(__halves2half2(h, one), __halves2half2(one, h));
    back[4 * n + i] = __half_as_ushort(__low2half(pair));
    back[5 * n + i] = __half_as_ushort(__high2half(pair));
    __nv_bfloat16 b = __ushort_as_bfloat16(a[i]);
    back[6 * n + i] = __bfloat16_as_ushort(b * b);
}
