// Normalisation of the groups of [batch, groups, size], row-major without gaps, and its gradients; overwrite. Deterministic: the order
// of operations depends on the shape alone. With x^ = (x - mean) / sqrt(variance + epsilon):
//
//   normalize               batch = 1, one block a group: its moments, and x^ * scale + shift;
//   normalize_gradient      batch = 1, one block a group: the gradient with respect to x;
//   normalize_sums          one block for each (group, chunk): the sums of upstream * x^ and of upstream, [chunks, groups];
//   normalize_sums_columns  the same down the columns of [rows, columns], a block for each (32 columns, chunk), where an element's
//                           moments are those of its row or of its column.
//
// A chunk is a run of `length` elements of a group, or of rows.

#include "operators.cuh"
#include "group.cuh"
#include "moments.cuh"
#include "columns.cuh"

/** A scale or a shift, by group and place in it. */
template <typename T>
struct Parameter {
    const T* values;
    Count groupStride;
    Count stride;

    __device__ T operator()(unsigned k) const { return values[blockIdx.x * groupStride + k * stride]; }
};

template <typename T>
__device__ void normalize(const T* in, Count groups, Count size, Parameter<T> scale, Parameter<T> shift,
                          double epsilon, T* out, T* mean, T* variance) {
    Run<T> x(in, 1, groups, size, blockIdx.x, 0, size);
    Moments<T> group = moments(x);
    T square = group.squares / size;
    T reciprocal = (T)(1 / sqrt(square + epsilon));
    for (unsigned k = threadIdx.x; k < size; k += blockDim.x) {
        T distance = x[k] - group.rough - group.drift;
        out[blockIdx.x * size + k] = distance * reciprocal * scale(k) + shift(k);
    }
    if (threadIdx.x == 0) {
        mean[blockIdx.x] = (T)group.mean();
        variance[blockIdx.x] = square;
    }
}

template <typename T>
__device__ void gradient(const T* in, Count size, const T* mean, const T* variance, double epsilon,
                         Parameter<T> scale, const T* upstream, T* out) {
    const T* x = in + blockIdx.x * size;
    const T* dy = upstream + blockIdx.x * size;
    T average = mean[blockIdx.x];
    T reciprocal = (T)(1 / sqrt(variance[blockIdx.x] + epsilon));
    T sum = 0;
    T products = 0;
    for (unsigned k = threadIdx.x; k < size; k += blockDim.x) {
        T g = dy[k] * scale(k);
        sum += g;
        products += g * ((x[k] - average) * reciprocal);
    }
    T first = ofAll<Sum>(sum) / size;
    T second = ofAll<Sum>(products) / size;
    for (unsigned k = threadIdx.x; k < size; k += blockDim.x) {
        T normalized = (x[k] - average) * reciprocal;
        out[blockIdx.x * size + k] = reciprocal * (dy[k] * scale(k) - first - normalized * second);
    }
}

template <typename T>
__device__ void sums(const T* in, const T* upstream, const T* mean, const T* variance, double epsilon, Count batch,
                     Count groups, Count size, Count length, Count chunks, T* scaleSums, T* shiftSums) {
    Count group = blockIdx.x / chunks;
    Count chunk = blockIdx.x % chunks;
    Run<T> x(in, batch, groups, size, group, chunk, length);
    Run<T> dy(upstream, batch, groups, size, group, chunk, length);
    T average = mean[group];
    T reciprocal = (T)(1 / sqrt(variance[group] + epsilon));
    T sum = 0;
    T products = 0;
    for (unsigned k = threadIdx.x; k < x.count; k += blockDim.x) {
        sum += dy[k];
        products += dy[k] * ((x[k] - average) * reciprocal);
    }
    sum = ofAll<Sum>(sum);
    products = ofAll<Sum>(products);
    if (threadIdx.x == 0) {
        scaleSums[chunk * groups + group] = products;
        shiftSums[chunk * groups + group] = sum;
    }
}

template <typename T>
__device__ void sumsOfColumns(const T* in, const T* upstream, const T* mean, const T* variance, double epsilon,
                              Count rows, Count columns, Count momentRowStride, Count momentColumnStride,
                              Count length, Count chunks, T* scaleSums, T* shiftSums) {
    Columns block(rows, columns, length, chunks);
    T sum = 0;
    T products = 0;
    for (Count row = block.first(); row < block.end; row += THREADS / COLUMNS) {
        Count moment = row * momentRowStride + block.column * momentColumnStride;
        T reciprocal = (T)(1 / sqrt(variance[moment] + epsilon));
        T dy = upstream[row * columns + block.column];
        sum += dy;
        products += dy * ((in[row * columns + block.column] - mean[moment]) * reciprocal);
    }
    sum = ofColumn(sum);
    products = ofColumn(products);
    if (block.writes()) {
        scaleSums[block.chunk * columns + block.column] = products;
        shiftSums[block.chunk * columns + block.column] = sum;
    }
}

#define KERNELS(T, type)                                                                                      \
    extern "C" __global__ void culebra_normalize_##type(                                                      \
        const T* in, Count groups, Count size, const T* scale, Count scaleGroupStride, Count scaleStride,     \
        const T* shift, Count shiftGroupStride, Count shiftStride, double epsilon, T* out, T* mean,           \
        T* variance) {                                                                                        \
        normalize<T>(in, groups, size, {scale, scaleGroupStride, scaleStride},                                \
                     {shift, shiftGroupStride, shiftStride}, epsilon, out, mean, variance);                   \
    }                                                                                                         \
    extern "C" __global__ void culebra_normalize_gradient_##type(                                             \
        const T* in, Count size, const T* mean, const T* variance, double epsilon, const T* scale,            \
        Count scaleGroupStride, Count scaleStride, const T* upstream, T* out) {                               \
        gradient<T>(in, size, mean, variance, epsilon, {scale, scaleGroupStride, scaleStride}, upstream, out); \
    }                                                                                                         \
    extern "C" __global__ void culebra_normalize_sums_##type(                                                 \
        const T* in, const T* upstream, const T* mean, const T* variance, double epsilon, Count batch,        \
        Count groups, Count size, Count length, Count chunks, T* scaleSums, T* shiftSums) {                   \
        sums(in, upstream, mean, variance, epsilon, batch, groups, size, length, chunks, scaleSums,           \
             shiftSums);                                                                                      \
    }                                                                                                         \
    extern "C" __global__ void culebra_normalize_sums_columns_##type(                                         \
        const T* in, const T* upstream, const T* mean, const T* variance, double epsilon, Count rows,         \
        Count columns, Count momentRowStride, Count momentColumnStride, Count length, Count chunks,           \
        T* scaleSums, T* shiftSums) {                                                                         \
        sumsOfColumns(in, upstream, mean, variance, epsilon, rows, columns, momentRowStride,                  \
                      momentColumnStride, length, chunks, scaleSums, shiftSums);                              \
    }

KERNELS(float, f32)
KERNELS(double, f64)
