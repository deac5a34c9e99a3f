#pragma once

#include <memory>

#include "matrix.h"

namespace emulator::blas {

/// What cublasLt does with a product before it stores it, and beside it.
struct Epilogue {
    bool relu = false, gelu = false, bias = false;
    bool reluGradient = false, geluGradient = false;    ///< by what `aux` kept in the forward pass
    bool biasGradient = false;                          ///< sums of the result's rows
    bool biasGradientA = false, biasGradientB = false;  ///< sums of the inputs over k
    bool keepsAux = false;
    uint64_t biasAddress = 0, auxAddress = 0;
    cudaDataType_t biasType = CUDA_R_32F, auxType = CUDA_R_32F;
    int64_t auxLeading = 0, biasBatchStride = 0, auxBatchStride = 0;
};

/// `d = alpha a b + beta c` for every entry of a batch; a is [m, k] and b [k, n] after transposition.
struct Product {
    std::string who;
    Matrix a, b, c, d;
    int64_t batch = 1;
    Factor alpha, beta;
    Precision precision = Precision::Full;
    Epilogue epilogue;
    uint64_t workspace = 0, workspaceBytes = 0;

    void run() const;

private:
    std::vector<double> multiply(int64_t entry, double by) const;
    void finish(int64_t entry, std::vector<double>& values) const;
    void sumInputs(int64_t entry) const;
};

/// Queues a product on a stream.
cublasStatus_t enqueue(void* stream, Product product);

}  // namespace emulator::blas
