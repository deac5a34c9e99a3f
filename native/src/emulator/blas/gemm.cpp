// gemm in its forms, and gemv as a gemm with one column.

#include <algorithm>

#include "handle.h"
#include "product.h"

using namespace emulator::blas;

namespace {

struct Side {
    const void* pointer;
    cudaDataType_t type;
    int leading;
    long long stride;
    cublasOperation_t operation;

    /// The matrix that takes part: [rows, columns] after the operation.
    Matrix matrix(int64_t rows, int64_t columns) const {
        auto address = reinterpret_cast<uint64_t>(pointer);
        bool turned = operation != CUBLAS_OP_N;
        Matrix stored = columnMajor(address, type, turned ? columns : rows, turned ? rows : columns, leading, stride);
        return turned ? stored.transposed() : stored;
    }
    bool fits(int64_t rows, int64_t columns) const {
        return leading >= std::max<int64_t>(1, operation == CUBLAS_OP_N ? rows : columns) && operation >= 0 &&
               operation <= 2;
    }
};

struct Call {
    const char* who;
    cublasHandle_t handle;
    int m, n, k;
    const void *alpha, *beta;
    cudaDataType_t scale;
    cublasComputeType_t compute;
    int batch;
};

cublasStatus_t gemm(const Call& call, const Side& a, const Side& b, const Side& c) {
    if (!isAlive(call.handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
    bool sizes = call.m >= 0 && call.n >= 0 && call.k >= 0 && call.batch >= 0;
    if (!sizes || call.alpha == nullptr || call.beta == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
    if (!a.fits(call.m, call.k) || !b.fits(call.k, call.n) || !c.fits(call.m, call.n))
        return CUBLAS_STATUS_INVALID_VALUE;
    if (call.m == 0 || call.n == 0 || call.batch == 0) return CUBLAS_STATUS_SUCCESS;
    Product product;
    product.who = call.who;
    product.a = a.matrix(call.m, call.k);
    product.b = b.matrix(call.k, call.n);
    product.c = product.d = c.matrix(call.m, call.n);
    product.batch = call.batch;
    product.alpha = Factor::from(call.alpha, call.scale, call.handle->pointerMode);
    product.beta = Factor::from(call.beta, call.scale, call.handle->pointerMode);
    product.precision = precisionOf(call.compute, call.handle->mathMode);
    product.workspace = call.handle->workspace;
    product.workspaceBytes = call.handle->workspaceBytes;
    return enqueue(call.handle->stream, std::move(product));
}

/// Which combinations of types cublasGemmEx takes, as far as the emulator goes.
bool isSupported(cudaDataType_t a, cudaDataType_t b, cudaDataType_t c, cublasComputeType_t compute) {
    if (a != b || !isKnown(a) || !isKnown(c)) return false;
    bool wide = compute == CUBLAS_COMPUTE_64F;
    if (wide || a == CUDA_R_64F) return wide && a == CUDA_R_64F && c == CUDA_R_64F;
    if (compute == CUBLAS_COMPUTE_16F) return a == CUDA_R_16F && c == CUDA_R_16F;
    bool plain = compute == CUBLAS_COMPUTE_32F || compute == CUBLAS_COMPUTE_32F_PEDANTIC;
    return a == CUDA_R_32F ? c == CUDA_R_32F : plain && (c == a || c == CUDA_R_32F);
}

cudaDataType_t scaleOf(cublasComputeType_t compute) {
    return compute == CUBLAS_COMPUTE_64F ? CUDA_R_64F : compute == CUBLAS_COMPUTE_16F ? CUDA_R_16F : CUDA_R_32F;
}

constexpr cublasOperation_t kAsIs = CUBLAS_OP_N;

}  // namespace

extern "C" {

cublasStatus_t cublasSgemm_v2(cublasHandle_t handle, cublasOperation_t transA, cublasOperation_t transB, int m, int n,
                              int k, const float* alpha, const float* a, int lda, const float* b, int ldb,
                              const float* beta, float* c, int ldc) {
    return gemm({"cublasSgemm", handle, m, n, k, alpha, beta, CUDA_R_32F, CUBLAS_COMPUTE_32F, 1},
                {a, CUDA_R_32F, lda, 0, transA}, {b, CUDA_R_32F, ldb, 0, transB}, {c, CUDA_R_32F, ldc, 0, kAsIs});
}

cublasStatus_t cublasDgemm_v2(cublasHandle_t handle, cublasOperation_t transA, cublasOperation_t transB, int m, int n,
                              int k, const double* alpha, const double* a, int lda, const double* b, int ldb,
                              const double* beta, double* c, int ldc) {
    return gemm({"cublasDgemm", handle, m, n, k, alpha, beta, CUDA_R_64F, CUBLAS_COMPUTE_64F, 1},
                {a, CUDA_R_64F, lda, 0, transA}, {b, CUDA_R_64F, ldb, 0, transB}, {c, CUDA_R_64F, ldc, 0, kAsIs});
}

cublasStatus_t cublasSgemmStridedBatched(cublasHandle_t handle, cublasOperation_t transA, cublasOperation_t transB,
                                         int m, int n, int k, const float* alpha, const float* a, int lda,
                                         long long strideA, const float* b, int ldb, long long strideB,
                                         const float* beta, float* c, int ldc, long long strideC, int batch) {
    return gemm({"cublasSgemmStridedBatched", handle, m, n, k, alpha, beta, CUDA_R_32F, CUBLAS_COMPUTE_32F, batch},
                {a, CUDA_R_32F, lda, strideA, transA}, {b, CUDA_R_32F, ldb, strideB, transB},
                {c, CUDA_R_32F, ldc, strideC, kAsIs});
}

cublasStatus_t cublasDgemmStridedBatched(cublasHandle_t handle, cublasOperation_t transA, cublasOperation_t transB,
                                         int m, int n, int k, const double* alpha, const double* a, int lda,
                                         long long strideA, const double* b, int ldb, long long strideB,
                                         const double* beta, double* c, int ldc, long long strideC, int batch) {
    return gemm({"cublasDgemmStridedBatched", handle, m, n, k, alpha, beta, CUDA_R_64F, CUBLAS_COMPUTE_64F, batch},
                {a, CUDA_R_64F, lda, strideA, transA}, {b, CUDA_R_64F, ldb, strideB, transB},
                {c, CUDA_R_64F, ldc, strideC, kAsIs});
}

cublasStatus_t cublasGemmStridedBatchedEx(cublasHandle_t handle, cublasOperation_t transA, cublasOperation_t transB,
                                          int m, int n, int k, const void* alpha, const void* a, cudaDataType_t typeA,
                                          int lda, long long strideA, const void* b, cudaDataType_t typeB, int ldb,
                                          long long strideB, const void* beta, void* c, cudaDataType_t typeC, int ldc,
                                          long long strideC, int batch, cublasComputeType_t compute, int) {
    if (!isAlive(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
    if (!isSupported(typeA, typeB, typeC, compute)) return CUBLAS_STATUS_NOT_SUPPORTED;
    return gemm({"cublasGemmStridedBatchedEx", handle, m, n, k, alpha, beta, scaleOf(compute), compute, batch},
                {a, typeA, lda, strideA, transA}, {b, typeB, ldb, strideB, transB}, {c, typeC, ldc, strideC, kAsIs});
}

cublasStatus_t cublasGemmEx(cublasHandle_t handle, cublasOperation_t transA, cublasOperation_t transB, int m, int n,
                            int k, const void* alpha, const void* a, cudaDataType_t typeA, int lda, const void* b,
                            cudaDataType_t typeB, int ldb, const void* beta, void* c, cudaDataType_t typeC, int ldc,
                            cublasComputeType_t compute, int algorithm) {
    return cublasGemmStridedBatchedEx(handle, transA, transB, m, n, k, alpha, a, typeA, lda, 0, b, typeB, ldb, 0, beta,
                                      c, typeC, ldc, 0, 1, compute, algorithm);
}

cublasStatus_t cublasSgemv_v2(cublasHandle_t handle, cublasOperation_t trans, int m, int n, const float* alpha,
                              const float* a, int lda, const float* x, int incx, const float* beta, float* y,
                              int incy) {
    if (!isAlive(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
    if (incx <= 0 || incy <= 0 || lda < std::max(1, m)) return CUBLAS_STATUS_INVALID_VALUE;
    int rows = trans == CUBLAS_OP_N ? m : n, inner = trans == CUBLAS_OP_N ? n : m;
    // A vector with gaps is a matrix of one row, turned over.
    return gemm({"cublasSgemv", handle, rows, 1, inner, alpha, beta, CUDA_R_32F, CUBLAS_COMPUTE_32F, 1},
                {a, CUDA_R_32F, lda, 0, trans}, {x, CUDA_R_32F, incx, 0, CUBLAS_OP_T},
                {y, CUDA_R_32F, incy, 0, CUBLAS_OP_T});
}

cublasStatus_t cublasDgemv_v2(cublasHandle_t handle, cublasOperation_t trans, int m, int n, const double* alpha,
                              const double* a, int lda, const double* x, int incx, const double* beta, double* y,
                              int incy) {
    if (!isAlive(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
    if (incx <= 0 || incy <= 0 || lda < std::max(1, m)) return CUBLAS_STATUS_INVALID_VALUE;
    int rows = trans == CUBLAS_OP_N ? m : n, inner = trans == CUBLAS_OP_N ? n : m;
    return gemm({"cublasDgemv", handle, rows, 1, inner, alpha, beta, CUDA_R_64F, CUBLAS_COMPUTE_64F, 1},
                {a, CUDA_R_64F, lda, 0, trans}, {x, CUDA_R_64F, incx, 0, CUBLAS_OP_T},
                {y, CUDA_R_64F, incy, 0, CUBLAS_OP_T});
}
}
