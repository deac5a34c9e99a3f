// Products of matrices. Sums are kept in double precision, so a result is the true one rounded once.

#include "product.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "../abi/culebra_emulator.h"

namespace emulator::blas {

namespace {

constexpr uint64_t kScribbled = 4096;  // of a workspace: what else lies there does not survive

/// The tanh form, and its derivative.
double gelu(double x) { return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x))); }
double geluSlope(double x) {
    double inner = std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x), t = std::tanh(inner);
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * std::sqrt(2 / M_PI) * (1 + 3 * 0.044715 * x * x);
}

void addInto(double* sums, const double* a, double by, int64_t count) {
    for (int64_t i = 0; i < count; ++i) sums[i] += a[i] * by;
}

}  // namespace

std::vector<double> Product::multiply(int64_t entry, double by) const {
    int64_t m = d.rows, n = d.columns, k = a.columns;
    std::vector<double> result(static_cast<size_t>(m * n));
    if (by == 0 || k == 0) return result;
    std::vector<double> left = a.load(who, entry, precision), right = b.load(who, entry, precision);
    for (int64_t j = 0; j < n; ++j)
        for (int64_t p = 0; p < k; ++p)
            addInto(&result[static_cast<size_t>(j * m)], &left[static_cast<size_t>(p * m)],
                    right[static_cast<size_t>(j * k + p)], m);
    for (double& value : result) value *= by;
    return result;
}

void Product::finish(int64_t entry, std::vector<double>& values) const {
    const Epilogue& e = epilogue;
    int64_t m = d.rows, n = d.columns;
    auto biasSize = static_cast<uint64_t>(bytesOf(e.biasType));
    uint64_t biasAt = e.biasAddress + static_cast<uint64_t>(entry * e.biasBatchStride) * biasSize;
    if (e.bias) {
        const uint8_t* bias = range(who, biasAt, static_cast<uint64_t>(m) * biasSize, false);
        for (int64_t j = 0; j < n; ++j)
            for (int64_t i = 0; i < m; ++i)
                values[static_cast<size_t>(j * m + i)] +=
                    readScalar(bias + i * static_cast<int64_t>(biasSize), e.biasType);
    }
    bool mask = e.relu || e.reluGradient;
    auto auxSize = static_cast<uint64_t>(bytesOf(e.auxType));
    uint8_t* aux = nullptr;
    if (e.keepsAux || e.reluGradient || e.geluGradient) {
        uint64_t elements = static_cast<uint64_t>((n - 1) * e.auxLeading + m);
        uint64_t batchOffset = static_cast<uint64_t>(entry * e.auxBatchStride);
        aux = range(who, e.auxAddress + (mask ? batchOffset / 8 : batchOffset * auxSize),
                    mask ? (elements + 7) / 8 : elements * auxSize, e.keepsAux);
    }
    for (int64_t j = 0; j < n; ++j)
        for (int64_t i = 0; i < m; ++i) {
            double& value = values[static_cast<size_t>(j * m + i)];
            int64_t at = j * e.auxLeading + i;
            if (e.keepsAux && mask) {
                auto bit = static_cast<uint8_t>(1u << (at % 8));
                aux[at / 8] = static_cast<uint8_t>(value > 0 ? aux[at / 8] | bit : aux[at / 8] & ~bit);
            } else if (e.keepsAux) {
                writeScalar(aux + at * static_cast<int64_t>(auxSize), e.auxType, value);
            }
            if (e.relu) value = value > 0 || value != value ? value : 0;
            if (e.gelu) value = gelu(value);
            if (e.reluGradient) value = (aux[at / 8] >> (at % 8) & 1) != 0 ? value : 0;
            if (e.geluGradient) value *= geluSlope(readScalar(aux + at * static_cast<int64_t>(auxSize), e.auxType));
        }
    if (!e.biasGradient) return;
    uint8_t* gradient = range(who, biasAt, static_cast<uint64_t>(m) * biasSize, true);
    for (int64_t i = 0; i < m; ++i) {
        double sum = 0;
        for (int64_t j = 0; j < n; ++j) sum += values[static_cast<size_t>(j * m + i)];
        writeScalar(gradient + i * static_cast<int64_t>(biasSize), e.biasType, sum);
    }
}

void Product::sumInputs(int64_t entry) const {
    const Epilogue& e = epilogue;
    if (!e.biasGradientA && !e.biasGradientB) return;
    const Matrix side = e.biasGradientA ? a : b.transposed();
    std::vector<double> values = side.load(who, entry, precision);
    auto size = static_cast<uint64_t>(bytesOf(e.biasType));
    uint8_t* gradient = range(who, e.biasAddress + static_cast<uint64_t>(entry * e.biasBatchStride) * size,
                              static_cast<uint64_t>(side.rows) * size, true);
    for (int64_t i = 0; i < side.rows; ++i) {
        double sum = 0;
        for (int64_t p = 0; p < side.columns; ++p) sum += values[static_cast<size_t>(p * side.rows + i)];
        writeScalar(gradient + i * static_cast<int64_t>(size), e.biasType, sum);
    }
}

void Product::run() const {
    double by = alpha.get(who), keep = beta.get(who);
    if (workspaceBytes > 0) {
        uint8_t* scratch = range(who, workspace, workspaceBytes, true);
        std::memset(scratch, 0xFF, std::min(workspaceBytes, kScribbled));
    }
    for (int64_t entry = 0; entry < batch; ++entry) {
        std::vector<double> values = multiply(entry, by);
        if (keep != 0) {
            std::vector<double> before = c.load(who, entry, Precision::Full);
            for (size_t i = 0; i < values.size(); ++i) values[i] += keep * before[i];
        }
        if (values.empty()) continue;
        finish(entry, values);
        sumInputs(entry);
        d.store(who, entry, values);
    }
}

cublasStatus_t enqueue(void* stream, Product product) {
    uint64_t addresses[] = {product.a.address,
                            product.b.address,
                            product.c.address,
                            product.d.address,
                            product.epilogue.biasAddress,
                            product.epilogue.auxAddress,
                            product.workspace};
    auto* owned = new Product(std::move(product));
    int result = culebraEmulatorEnqueue(
        stream, owned->who.c_str(), [](void* work) { static_cast<Product*>(work)->run(); },
        [](void* work) { delete static_cast<Product*>(work); }, owned, addresses, 7);
    return result == 0 ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}

}  // namespace emulator::blas
