#include "blas_calls.h"
#include "harness.h"

using namespace test;

namespace {

const float* at(CUdeviceptr address) { return reinterpret_cast<const float*>(address); }
float* to(CUdeviceptr address) { return reinterpret_cast<float*>(address); }

std::vector<float> small(size_t n, int seed) {
    std::vector<float> values(n);
    for (size_t i = 0; i < n; ++i)
        values[i] = static_cast<float>(static_cast<int>((i * 7 + static_cast<size_t>(seed)) % 9) - 4);
    return values;
}

/// Column-major, either side transposed, by the definition.
std::vector<float> product(bool ta, bool tb, int m, int n, int k, const std::vector<float>& a, int lda,
                           const std::vector<float>& b, int ldb) {
    std::vector<float> c(static_cast<size_t>(m * n));
    for (int j = 0; j < n; ++j)
        for (int i = 0; i < m; ++i)
            for (int p = 0; p < k; ++p)
                c[j * m + i] += (ta ? a[i * lda + p] : a[p * lda + i]) * (tb ? b[p * ldb + j] : b[j * ldb + p]);
    return c;
}

struct Blas {
    Blas() { CHECK_EQUAL(0, cublasCreate_v2(&handle)); }
    ~Blas() { cublasDestroy_v2(handle); }
    cublasHandle_t handle = nullptr;
};

}  // namespace

TEST(gemmOfEveryTransposition) {
    Session session;
    Blas blas;
    int m = 5, n = 7, k = 3;
    for (int ta : {0, 1})
        for (int tb : {0, 1}) {
            int lda = (ta ? k : m) + 2, ldb = (tb ? n : k) + 1;
            std::vector<float> a = small(lda * 8, 1), b = small(ldb * 8, 5), c(m * n, 2);
            std::vector<float> expected = product(ta, tb, m, n, k, a, lda, b, ldb);
            for (float& value : expected) value = value * 0.5f + 6;
            Buffer<float> x(a), y(b), z(c);
            float alpha = 0.5f, beta = 3;
            CHECK_EQUAL(
                0, cublasSgemm_v2(blas.handle, static_cast<cublasOperation_t>(ta), static_cast<cublasOperation_t>(tb),
                                  m, n, k, &alpha, at(x.address), lda, at(y.address), ldb, &beta, to(z.address), m));
            alpha = beta = 0;  // baked in when the call was made
            CHECK(z.values() == expected);
        }
    CHECK_EQUAL(0, culebraEmulatorReportCount());
}

TEST(gemmIgnoresOldResultsWithoutBeta) {
    Session session;
    Blas blas;
    Buffer<float> a(small(4, 0)), b(small(4, 1)), c(4);  // c is poisoned with NaN
    float one = 1, zero = 0;
    CHECK_EQUAL(0, cublasSgemm_v2(blas.handle, CUBLAS_OP_N, CUBLAS_OP_N, 2, 2, 2, &one, at(a.address), 2, at(b.address),
                                  2, &zero, to(c.address), 2));
    CHECK(c.values() == product(false, false, 2, 2, 2, small(4, 0), 2, small(4, 1), 2));
}

TEST(gemmOnItsStream) {
    Session session;
    Blas blas;
    CUstream stream = nullptr;
    OK(cuStreamCreate(&stream, 1));
    CHECK_EQUAL(0, cublasSetStream_v2(blas.handle, stream));
    Buffer<float> a(small(4, 0)), b(small(4, 1)), c(std::vector<float>(4, -1)), factors(std::vector<float>{1, 0});
    CHECK_EQUAL(0, cublasSetPointerMode_v2(blas.handle, CUBLAS_POINTER_MODE_DEVICE));
    CHECK_EQUAL(0, cublasSgemm_v2(blas.handle, CUBLAS_OP_N, CUBLAS_OP_N, 2, 2, 2, at(factors.address), at(a.address), 2,
                                  at(b.address), 2, at(factors.address + 4), to(c.address), 2));
    CHECK_EQUAL(1, culebraEmulatorPendingWork());
    OK(cuStreamSynchronize(stream));
    CHECK(c.values() == product(false, false, 2, 2, 2, small(4, 0), 2, small(4, 1), 2));
}

TEST(gemmOutOfBounds) {
    Session session;
    Blas blas;
    Buffer<float> a(small(4, 0)), b(small(4, 1)), c(3);
    float one = 1, zero = 0;
    CHECK_EQUAL(0, cublasSgemm_v2(blas.handle, CUBLAS_OP_N, CUBLAS_OP_N, 2, 2, 2, &one, at(a.address), 2, at(b.address),
                                  2, &zero, to(c.address), 2));
    CHECK_EQUAL(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    CHECK(reported("cublasSgemm: out of bounds: write of 16 bytes"));
}

TEST(gemmRefusals) {
    Session session;
    Blas blas;
    Buffer<float> a(16);
    float one = 1;
    auto call = [&](cublasHandle_t handle, int m, int lda) {
        return cublasSgemm_v2(handle, CUBLAS_OP_N, CUBLAS_OP_N, m, 2, 2, &one, at(a.address), lda, at(a.address), 2,
                              &one, to(a.address), 4);
    };
    CHECK_EQUAL(CUBLAS_STATUS_NOT_INITIALIZED, call(nullptr, 2, 2));
    CHECK_EQUAL(CUBLAS_STATUS_INVALID_VALUE, call(blas.handle, -1, 2));
    CHECK_EQUAL(CUBLAS_STATUS_INVALID_VALUE, call(blas.handle, 3, 2));
    CHECK_EQUAL(CUBLAS_STATUS_SUCCESS, call(blas.handle, 0, 2));
    CHECK_EQUAL(CUBLAS_STATUS_NOT_SUPPORTED, cublasSaxpy_v2(blas.handle, 1, &one, at(a.address), 1, to(a.address), 1));
    CHECK(std::string(cublasGetStatusString(CUBLAS_STATUS_NOT_SUPPORTED)) ==
          "the requested functionality is not supported");
    int version = 0;
    CHECK_EQUAL(0, cublasGetVersion_v2(blas.handle, &version));
    CHECK_EQUAL(130000, version);
}

TEST(gemvAndBatches) {
    Session session;
    Blas blas;
    std::vector<float> a = small(12, 2), x = small(8, 3);
    Buffer<float> matrix(a), vector(x), result(std::vector<float>(8, 1));
    float one = 1;
    CHECK_EQUAL(0, cublasSgemv_v2(blas.handle, CUBLAS_OP_N, 3, 4, &one, at(matrix.address), 3, at(vector.address), 2,
                                  &one, to(result.address), 2));
    std::vector<float> y = result.values();
    for (int i = 0; i < 3; ++i) {
        float expected = 1;
        for (int j = 0; j < 4; ++j) expected += a[j * 3 + i] * x[j * 2];
        CHECK_EQUAL(expected, y[i * 2]);
    }
    CHECK_EQUAL(1.0f, y[1]);

    std::vector<float> left = small(3 * 6, 1), right = small(3 * 8, 4);
    Buffer<float> l(left), r(right), out(3 * 12);
    float zero = 0;
    CHECK_EQUAL(0, cublasSgemmStridedBatched(blas.handle, CUBLAS_OP_N, CUBLAS_OP_N, 3, 4, 2, &one, at(l.address), 3, 6,
                                             at(r.address), 2, 8, &zero, to(out.address), 3, 12, 3));
    std::vector<float> all = out.values();
    for (int batch = 0; batch < 3; ++batch) {
        auto expected = product(false, false, 3, 4, 2, {left.begin() + batch * 6, left.end()}, 3,
                                {right.begin() + batch * 8, right.end()}, 2);
        for (int i = 0; i < 12; ++i) CHECK_EQUAL(expected[i], all[batch * 12 + i]);
    }
}

TEST(reducedPrecision) {
    Session session;
    Blas blas;
    float precise = 1.0f + 0x1p-12f, one = 1, zero = 0;  // rounded away in TF32 (10 bits) and BF16 (7 bits)
    Buffer<float> a(std::vector<float>{precise}), c(1);
    auto result = [&](cublasComputeType_t compute) {
        CHECK_EQUAL(0, cublasGemmEx(blas.handle, CUBLAS_OP_N, CUBLAS_OP_N, 1, 1, 1, &one, at(a.address), CUDA_R_32F, 1,
                                    at(a.address), CUDA_R_32F, 1, &zero, to(c.address), CUDA_R_32F, 1, compute, -1));
        return c.values()[0];
    };
    CHECK_EQUAL(precise * precise, result(CUBLAS_COMPUTE_32F));
    CHECK_EQUAL(1.0f, result(CUBLAS_COMPUTE_32F_FAST_TF32));
    CHECK_EQUAL(1.0f, result(CUBLAS_COMPUTE_32F_FAST_16BF));
    CHECK_EQUAL(0, cublasSetMathMode(blas.handle, CUBLAS_TF32_TENSOR_OP_MATH));
    CHECK_EQUAL(1.0f, result(CUBLAS_COMPUTE_32F));
}

TEST(halfInputs) {
    Session session;
    Blas blas;
    Buffer<uint16_t> a(std::vector<uint16_t>{0x3FC0, 0xC000}),
        b(std::vector<uint16_t>{0x4040, 0x3F80});  // bf16: 1.5, −2; 3, 1
    Buffer<float> c(1);
    float one = 1, zero = 0;
    CHECK_EQUAL(
        0, cublasGemmEx(blas.handle, CUBLAS_OP_N, CUBLAS_OP_N, 1, 1, 2, &one, at(a.address), CUDA_R_16BF, 1,
                        at(b.address), CUDA_R_16BF, 2, &zero, to(c.address), CUDA_R_32F, 1, CUBLAS_COMPUTE_32F, -1));
    CHECK_EQUAL(2.5f, c.values()[0]);
    CHECK_EQUAL(CUBLAS_STATUS_NOT_SUPPORTED, cublasGemmEx(blas.handle, CUBLAS_OP_N, CUBLAS_OP_N, 1, 1, 2, &one,
                                                          at(a.address), CUDA_R_16BF, 1, at(b.address), CUDA_R_32F, 2,
                                                          &zero, to(c.address), CUDA_R_32F, 1, CUBLAS_COMPUTE_32F, -1));
}

TEST(workspaceIsWrittenTo) {
    Session session;
    Blas blas;
    Buffer<float> a(small(4, 0)), c(4), workspace(std::vector<float>(64, 1));
    float one = 1, zero = 0;
    CHECK_EQUAL(0, cublasSetWorkspace_v2(blas.handle, to(workspace.address), 256));
    auto multiply = [&] {
        CHECK_EQUAL(0, cublasSgemm_v2(blas.handle, CUBLAS_OP_N, CUBLAS_OP_N, 2, 2, 2, &one, at(a.address), 2,
                                      at(a.address), 2, &zero, to(c.address), 2));
    };
    multiply();
    CHECK(std::isnan(workspace.values()[10]));
    OK(cuMemFree_v2(workspace.address));
    multiply();
    CHECK_EQUAL(CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
    CHECK(reported("use after free"));
}

TEST(gemmInAGraph) {
    Session session;
    Blas blas;
    CUstream stream = nullptr;
    OK(cuStreamCreate(&stream, 1));
    CHECK_EQUAL(0, cublasSetStream_v2(blas.handle, stream));
    Buffer<float> a(small(4, 0)), c(std::vector<float>(4, 0));
    float one = 1;
    OK(cuStreamBeginCapture_v2(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    cublasHandle_t late = nullptr;
    CHECK_EQUAL(0, cublasSgemm_v2(blas.handle, CUBLAS_OP_N, CUBLAS_OP_N, 2, 2, 2, &one, at(a.address), 2, at(a.address),
                                  2, &one, to(c.address), 2));
    CUgraph graph = nullptr;
    OK(cuStreamEndCapture(stream, &graph));
    CUgraphExec exec = nullptr;
    OK(cuGraphInstantiateWithFlags(&exec, graph, 0));
    for (int i = 0; i < 3; ++i) OK(cuGraphLaunch(exec, stream));
    OK(cuStreamSynchronize(stream));
    auto once = product(false, false, 2, 2, 2, small(4, 0), 2, small(4, 0), 2);
    CHECK_EQUAL(3 * once[1], c.values()[1]);
    // A handle allocates, so it is made before the capture.
    OK(cuStreamBeginCapture_v2(stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    CHECK_EQUAL(CUBLAS_STATUS_NOT_INITIALIZED, cublasCreate_v2(&late));
    CHECK_EQUAL(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(stream, &graph));
}
