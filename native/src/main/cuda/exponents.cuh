// The largest element of a row and the sum of e^(x - max), by the threads of a block. 32-bit sums are carried in 64 bits within a
// thread.

#pragma once

__device__ inline float exponential(float x) { return expf(x); }
__device__ inline double exponential(double x) { return exp(x); }
__device__ inline float logarithm(float x) { return logf(x); }
__device__ inline double logarithm(double x) { return log(x); }

template <typename T>
struct Exponents {
    T largest;
    T sum;
};

template <typename T>
__device__ Exponents<T> exponents(const T* x, Count n) {
    T largest = x[threadIdx.x < n ? threadIdx.x : 0];
    for (Count i = threadIdx.x + blockDim.x; i < n; i += blockDim.x) {
        largest = Max::of(largest, x[i]);
    }
    largest = ofAll<Max>(largest);
    double sum = 0;
    for (Count i = threadIdx.x; i < n; i += blockDim.x) {
        sum += exponential(x[i] - largest);
    }
    return {largest, (T)ofAll<Sum>(sum)};
}
