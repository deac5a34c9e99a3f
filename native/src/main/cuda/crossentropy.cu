// Cross-entropy of the rows of logits [rows, classes], row-major without gaps, with one label a row; overwrite. One block a row.
//
//   losses    -(1 - smoothing) w[label] log p[label] - smoothing / classes * sum of w[c] log p[c], and the row's weight w[label]
//   gradient  scale * (p * sum of shares - share), where a class' share is what its logarithm is multiplied by above
//
// Where `weights` is null they are 1. A row whose label is ignored yields 0, and one whose label lies outside the classes too.

#include "operators.cuh"
#include "group.cuh"
#include "exponents.cuh"
#include "fault.cuh"

template <typename T>
struct Targets {
    const long long* labels;
    Count labelStride;
    const T* weights;
    Count weightStride;
    double smoothing;
    bool ignores;
    long long ignored;
    Fault* fault;
    Count operation;

    __device__ double weight(Count c) const { return weights ? weights[c * weightStride] : 1; }

    /** The same to every thread of a block. */
    __device__ bool counts(long long label, Count classes) const {
        if (ignores && label == ignored) {
            return false;
        }
        if (label >= 0 && label < classes) {
            return true;
        }
        if (threadIdx.x == 0) {
            isOutside(label, classes, fault, operation, blockIdx.x);
        }
        return false;
    }
};

template <typename T>
__device__ void losses(const T* logits, Count classes, const Targets<T>& targets, T* losses, T* rowWeights) {
    const T* x = logits + blockIdx.x * classes;
    long long label = targets.labels[blockIdx.x * targets.labelStride];
    double loss = 0;
    double weight = 0;
    if (targets.counts(label, classes)) {
        Exponents<T> row = exponents(x, classes);
        T log = logarithm(row.sum);
        weight = targets.weight(label);
        loss = -(1 - targets.smoothing) * weight * (x[label] - row.largest - log);
        if (targets.smoothing > 0) {
            double sum = 0;
            for (Count c = threadIdx.x; c < classes; c += blockDim.x) {
                sum += targets.weight(c) * (x[c] - row.largest - log);
            }
            loss -= targets.smoothing / classes * ofAll<Sum>(sum);
        }
    }
    if (threadIdx.x == 0) {
        losses[blockIdx.x] = (T)loss;
        rowWeights[blockIdx.x] = (T)weight;
    }
}

template <typename T>
__device__ void gradient(const T* logits, Count classes, const Targets<T>& targets, const T* scale, Count scaleStride,
                         T* out) {
    const T* x = logits + blockIdx.x * classes;
    T* y = out + blockIdx.x * classes;
    long long label = targets.labels[blockIdx.x * targets.labelStride];
    if (!targets.counts(label, classes)) {
        for (Count c = threadIdx.x; c < classes; c += blockDim.x) {
            y[c] = 0;
        }
        return;
    }
    Exponents<T> row = exponents(x, classes);
    T own = (T)((1 - targets.smoothing) * targets.weight(label));
    T spread = (T)(targets.smoothing / classes);
    T shares = own;
    if (targets.smoothing > 0) {
        double weights = 0;
        for (Count c = threadIdx.x; c < classes; c += blockDim.x) {
            weights += targets.weight(c);
        }
        shares += spread * (T)ofAll<Sum>(weights);
    }
    T factor = scale[blockIdx.x * scaleStride];
    for (Count c = threadIdx.x; c < classes; c += blockDim.x) {
        T share = spread > 0 ? spread * (T)targets.weight(c) : 0;
        T p = exponential(x[c] - row.largest) / row.sum;
        y[c] = factor * (p * shares - (c == label ? share + own : share));
    }
}

#define TARGETS(T)                                                                                            \
    const long long *labels, Count labelStride, const T *weights, Count weightStride, double smoothing,       \
        int ignores, long long ignored
#define TAKEN {labels, labelStride, weights, weightStride, smoothing, ignores != 0, ignored, fault, operation}

#define KERNELS(T, type)                                                                                      \
    extern "C" __global__ void culebra_cross_entropy_##type(const T* logits, Count classes, TARGETS(T),       \
                                                            T* out, T* rowWeights, Fault* fault,              \
                                                            Count operation) {                                \
        losses<T>(logits, classes, TAKEN, out, rowWeights);                                                   \
    }                                                                                                         \
    extern "C" __global__ void culebra_cross_entropy_gradient_##type(const T* logits, Count classes,          \
                                                                     TARGETS(T), const T* scale,              \
                                                                     Count scaleStride, T* out, Fault* fault, \
                                                                     Count operation) {                       \
        gradient<T>(logits, classes, TAKEN, scale, scaleStride, out);                                         \
    }

KERNELS(float, f32)
KERNELS(double, f64)
