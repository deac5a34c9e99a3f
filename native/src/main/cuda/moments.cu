// Mean and variance of each group of [batch, groups, size], row-major without gaps; overwrite. Deterministic: the order of operations
// depends on the shape alone.
//
//   moments          one block for each (group, chunk);
//   moments_columns  for size = 1: a block for each (32 groups, chunk);
//   moments_combine  one block a group: the moments of chunks become one (Chan, Golub and LeVeque).
//
// A chunk is a run of `length` elements of a group, or of rows. Where there are several, `partial` is [3, chunks, groups] in 64 bits:
// a number close to each chunk's mean, the mean's distance from that, and the sum of squared distances from the mean.

#include "operators.cuh"
#include "group.cuh"
#include "moments.cuh"
#include "columns.cuh"

template <typename T>
__device__ void store(const Moments<T>& moments, Count count, Count groups, Count group, Count chunks, Count chunk,
                      T* mean, T* variance, double* partial) {
    if (chunks == 1) {
        mean[group] = (T)moments.mean();
        variance[group] = moments.squares / count;
    } else {
        double* at = partial + chunk * groups + group;
        at[0] = moments.rough;
        at[chunks * groups] = moments.drift == moments.drift ? moments.drift : 0; // the mean of infinities is infinite
        at[2 * chunks * groups] = moments.squares;
    }
}

template <typename T>
__device__ void momentsOfColumns(const T* in, Count rows, Count columns, Count length, Count chunks, T* mean,
                                 T* variance, double* partial) {
    Columns block(rows, columns, length, chunks);
    T count = block.end - block.begin;
    T sum = 0;
    for (Count row = block.first(); row < block.end; row += THREADS / COLUMNS) {
        sum += in[row * columns + block.column];
    }
    T rough = ofColumn(sum) / count;
    T distances = 0;
    T products = 0;
    for (Count row = block.first(); row < block.end; row += THREADS / COLUMNS) {
        T distance = in[row * columns + block.column] - rough;
        distances += distance;
        products += distance * distance;
    }
    T drift = ofColumn(distances) / count;
    Moments<T> result = {rough, drift, ofColumn(products) - count * drift * drift};
    if (block.writes()) {
        store(result, rows, columns, block.column, chunks, block.chunk, mean, variance, partial);
    }
}

template <typename T>
__device__ void combine(const double* partial, Count groups, Count count, Count length, Count chunks, T* mean,
                        T* variance) {
    const double* rough = partial + blockIdx.x;
    const double* drift = rough + chunks * groups;
    const double* squares = drift + chunks * groups;
    double origin = isfinite(rough[0]) ? rough[0] : 0;
    double sum = 0;
    for (Count chunk = threadIdx.x; chunk < chunks; chunk += blockDim.x) {
        Count size = chunk + 1 < chunks ? length : count - chunk * length;
        sum += size * (rough[chunk * groups] - origin + drift[chunk * groups]);
    }
    double average = ofAll<Sum>(sum) / count;
    double total = 0;
    for (Count chunk = threadIdx.x; chunk < chunks; chunk += blockDim.x) {
        Count size = chunk + 1 < chunks ? length : count - chunk * length;
        double distance = rough[chunk * groups] - origin + drift[chunk * groups] - average;
        total += squares[chunk * groups] + size * distance * distance;
    }
    total = ofAll<Sum>(total);
    if (threadIdx.x == 0) {
        mean[blockIdx.x] = (T)(origin + average);
        variance[blockIdx.x] = (T)(total / count);
    }
}

#define KERNELS(T, type)                                                                                      \
    extern "C" __global__ void culebra_moments_##type(const T* in, Count batch, Count groups, Count size,     \
                                                      Count length, Count chunks, T* mean, T* variance,       \
                                                      double* partial) {                                      \
        Count group = blockIdx.x / chunks;                                                                    \
        Count chunk = blockIdx.x % chunks;                                                                    \
        Moments<T> result = moments(Run<T>(in, batch, groups, size, group, chunk, length));                   \
        if (threadIdx.x == 0) {                                                                               \
            store(result, batch * size, groups, group, chunks, chunk, mean, variance, partial);               \
        }                                                                                                     \
    }                                                                                                         \
    extern "C" __global__ void culebra_moments_columns_##type(const T* in, Count rows, Count columns,         \
                                                              Count length, Count chunks, T* mean,            \
                                                              T* variance, double* partial) {                 \
        momentsOfColumns(in, rows, columns, length, chunks, mean, variance, partial);                         \
    }                                                                                                         \
    extern "C" __global__ void culebra_moments_combine_##type(const double* partial, Count groups,            \
                                                              Count count, Count length, Count chunks,        \
                                                              T* mean, T* variance) {                         \
        combine(partial, groups, count, length, chunks, mean, variance);                                      \
    }

KERNELS(float, f32)
KERNELS(double, f64)
