// What reductions combine elements by. Maximum and minimum are NaN where an element is; `before` takes NaN as the extreme.

#pragma once

typedef unsigned long long Count;

template <typename T> __device__ bool isNan(T x) { return x != x; }

struct Sum {
    template <typename A> static __device__ A of(A a, A b) { return a + b; }
};

struct Max {
    template <typename A> static __device__ A of(A a, A b) { return isNan(a) || a > b ? a : b; }
    template <typename A> static __device__ bool before(A a, A b) { return isNan(a) ? !isNan(b) : a > b; }
};

struct Min {
    template <typename A> static __device__ A of(A a, A b) { return isNan(a) || a < b ? a : b; }
    template <typename A> static __device__ bool before(A a, A b) { return isNan(a) ? !isNan(b) : a < b; }
};
