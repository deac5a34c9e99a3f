// Mean and variance of a run of elements, by the threads of a block. The mean is taken twice: the second time of the distances from
// the first, which are small where the mean is large beside the deviation. So that costs no digits.

#pragma once

/** A run of a group's elements. */
template <typename T>
struct Run {
    const T* base;
    unsigned first;
    unsigned size;
    Count stride;
    unsigned count;

    __device__ Run(const T* in, Count batch, Count groups, Count size, Count group, Count chunk, Count length)
        : base(in + (chunk * length / size * groups + group) * size), first(chunk * length % size), size(size),
          stride(groups * size) {
        Count left = batch * size - chunk * length;
        count = left < length ? left : length;
    }

    __device__ Count place(unsigned k) const {
        unsigned at = first + k;
        return at / size * stride + at % size;
    }

    __device__ T operator[](unsigned k) const { return base[place(k)]; }
};

template <typename T>
struct Moments {
    T rough;      // a number close to the mean
    T drift;      // of the mean from it
    T squares;    // sum of squared distances from the mean

    __device__ double mean() const { return drift == drift ? (double)rough + drift : rough; }
};

template <typename T>
__device__ Moments<T> moments(const Run<T>& x) {
    T sum = 0;
    for (unsigned k = threadIdx.x; k < x.count; k += blockDim.x) {
        sum += x[k];
    }
    T rough = ofAll<Sum>(sum) / x.count;
    T distances = 0;
    T squares = 0;
    for (unsigned k = threadIdx.x; k < x.count; k += blockDim.x) {
        T distance = x[k] - rough;
        distances += distance;
        squares += distance * distance;
    }
    T drift = ofAll<Sum>(distances) / x.count;
    return {rough, drift, ofAll<Sum>(squares) - x.count * drift * drift};
}
