// cublasLtMatmul with each of its epilogues, against the definition.

#include "blas_calls.h"
#include "harness.h"

using namespace test;

namespace {

constexpr int kRows = 6, kColumns = 4, kInner = 5, kMaskLeading = 128, kAuxLeading = 8;

double gelu(double x) { return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x))); }

/// One call of cublasLtMatmul on fixed small matrices, D = A B.
struct Matmul {
    Matmul()
        : a(values(kRows * kInner, 1)),
          b(values(kInner * kColumns, 2)),
          d(kRows * kColumns),
          bias(values(kRows, 3)),
          aux(std::vector<float>(kAuxLeading * kColumns * 16, 0)) {
        CHECK_EQUAL(0, cublasLtCreate(&handle));
        CHECK_EQUAL(0, cublasLtMatmulDescCreate(&desc, CUBLAS_COMPUTE_32F, CUDA_R_32F));
        CHECK_EQUAL(0, cublasLtMatrixLayoutCreate(&layoutA, CUDA_R_32F, kRows, kInner, kRows));
        CHECK_EQUAL(0, cublasLtMatrixLayoutCreate(&layoutB, CUDA_R_32F, kInner, kColumns, kInner));
        CHECK_EQUAL(0, cublasLtMatrixLayoutCreate(&layoutD, CUDA_R_32F, kRows, kColumns, kRows));
    }
    ~Matmul() {
        cublasLtMatrixLayoutDestroy(layoutA);
        cublasLtMatrixLayoutDestroy(layoutB);
        cublasLtMatrixLayoutDestroy(layoutD);
        cublasLtMatmulDescDestroy(desc);
        cublasLtDestroy(handle);
    }
    static std::vector<float> values(int n, int seed) {
        std::vector<float> list(static_cast<size_t>(n));
        for (int i = 0; i < n; ++i) list[i] = static_cast<float>((i * 5 + seed) % 7 - 3) * 0.5f;
        return list;
    }
    template <class T>
    void set(int attribute, T value) {
        CHECK_EQUAL(0, cublasLtMatmulDescSetAttribute(desc, attribute, &value, sizeof value));
    }

    std::vector<float> run(int epilogue, int64_t auxLeading = kAuxLeading) {
        set(7, epilogue);
        set(8, bias.address);
        set(11, aux.address);
        set(12, auxLeading);
        float one = 1, zero = 0;
        auto device = [](CUdeviceptr address) { return reinterpret_cast<void*>(address); };
        CHECK_EQUAL(
            0, cublasLtMatmul(handle, desc, &one, device(a.address), layoutA, device(b.address), layoutB, &zero,
                              device(d.address), layoutD, device(d.address), layoutD, nullptr, nullptr, 0, nullptr));
        return d.values();
    }
    std::vector<double> plain() const {
        std::vector<double> c(kRows * kColumns);
        std::vector<float> x = values(kRows * kInner, 1), y = values(kInner * kColumns, 2);
        for (int j = 0; j < kColumns; ++j)
            for (int i = 0; i < kRows; ++i)
                for (int p = 0; p < kInner; ++p)
                    c[j * kRows + i] += static_cast<double>(x[p * kRows + i]) * y[j * kInner + p];
        return c;
    }
    cublasLtHandle_t handle = nullptr;
    cublasLtMatmulDesc_t desc = nullptr;
    cublasLtMatrixLayout_t layoutA = nullptr, layoutB = nullptr, layoutD = nullptr;
    Buffer<float> a, b, d, bias, aux;
};

template <class F>
void expect(const std::vector<float>& actual, F expected) {
    for (int j = 0; j < kColumns; ++j)
        for (int i = 0; i < kRows; ++i) {
            double e = expected(i, j);
            CHECK(std::fabs(actual[j * kRows + i] - e) <= 1e-6 * (1 + std::fabs(e)));
        }
}

}  // namespace

TEST(epiloguesForward) {
    Session session;
    Matmul matmul;
    std::vector<double> c = matmul.plain();
    std::vector<float> bias = matmul.values(kRows, 3);
    auto biased = [&](int i, int j) { return c[j * kRows + i] + bias[i]; };
    expect(matmul.run(1), [&](int i, int j) { return c[j * kRows + i]; });
    expect(matmul.run(2), [&](int i, int j) { return std::fmax(0, c[j * kRows + i]); });
    expect(matmul.run(4), biased);
    expect(matmul.run(6), [&](int i, int j) { return std::fmax(0, biased(i, j)); });
    expect(matmul.run(36), [&](int i, int j) { return gelu(biased(i, j)); });
    expect(matmul.run(164), [&](int i, int j) { return gelu(biased(i, j)); });
    std::vector<float> aux = matmul.aux.values();
    for (int j = 0; j < kColumns; ++j)
        for (int i = 0; i < kRows; ++i) CHECK(std::fabs(aux[j * kAuxLeading + i] - biased(i, j)) < 1e-6);
}

TEST(epiloguesBackward) {
    Session session;
    Matmul matmul;
    std::vector<double> c = matmul.plain();
    std::vector<float> bias = matmul.values(kRows, 3);
    auto biased = [&](int i, int j) { return c[j * kRows + i] + bias[i]; };
    auto isPositive = [&](int i, int j) { return biased(i, j) > 0; };
    expect(matmul.run(134, kMaskLeading), [&](int i, int j) { return std::fmax(0, biased(i, j)); });
    // The mask that the forward pass kept decides what the backward pass lets through.
    std::vector<float> d = matmul.run(152, kMaskLeading), sums = matmul.bias.values();
    expect(d, [&](int i, int j) { return isPositive(i, j) ? c[j * kRows + i] : 0; });
    for (int i = 0; i < kRows; ++i) {
        double sum = 0;
        for (int j = 0; j < kColumns; ++j) sum += d[j * kRows + i];
        CHECK(std::fabs(sum - sums[i]) < 1e-5);
    }
    std::vector<float> before(kAuxLeading * kColumns * 16, 0.75f);
    OK(cuMemcpyHtoD_v2(matmul.aux.address, before.data(), before.size() * 4));
    double slope = (gelu(0.75 + 1e-5) - gelu(0.75 - 1e-5)) / 2e-5;
    expect(matmul.run(208), [&](int i, int j) { return c[j * kRows + i] * slope; });
}

TEST(epilogueSumsOfInputs) {
    Session session;
    Matmul matmul;
    std::vector<float> a = matmul.values(kRows * kInner, 1), b = matmul.values(kInner * kColumns, 2);
    matmul.run(256);
    std::vector<float> sums = matmul.bias.values();
    for (int i = 0; i < kRows; ++i) {
        float expected = 0;
        for (int p = 0; p < kInner; ++p) expected += a[p * kRows + i];
        CHECK_EQUAL(expected, sums[i]);
    }
    matmul.run(512);
    sums = matmul.bias.values();
    for (int j = 0; j < kColumns; ++j) {
        float expected = 0;
        for (int p = 0; p < kInner; ++p) expected += b[j * kInner + p];
        CHECK_EQUAL(expected, sums[j]);
    }
}

TEST(heuristic) {
    Session session;
    Matmul matmul;
    cublasLtMatmulPreference_t preference = nullptr;
    CHECK_EQUAL(0, cublasLtMatmulPreferenceCreate(&preference));
    uint64_t most = 32 << 20;
    CHECK_EQUAL(0, cublasLtMatmulPreferenceSetAttribute(preference, 1, &most, sizeof most));
    cublasLtMatmulHeuristicResult_t result;
    int found = 0;
    CHECK_EQUAL(0, cublasLtMatmulAlgoGetHeuristic(matmul.handle, matmul.desc, matmul.layoutA, matmul.layoutB,
                                                  matmul.layoutD, matmul.layoutD, preference, 1, &result, &found));
    CHECK_EQUAL(1, found);
    CHECK(result.workspaceSize <= most && result.state == CUBLAS_STATUS_SUCCESS);
    matmul.set(7, 3);
    CHECK_EQUAL(CUBLAS_STATUS_NOT_SUPPORTED,
                cublasLtMatmulAlgoGetHeuristic(matmul.handle, matmul.desc, matmul.layoutA, matmul.layoutB,
                                               matmul.layoutD, matmul.layoutD, preference, 1, &result, &found));
    cublasLtMatmulPreferenceDestroy(preference);
}

TEST(ltRefusals) {
    Session session;
    Matmul matmul;
    float one = 1, zero = 0;
    auto call = [&](CUdeviceptr d, cublasLtMatrixLayout_t layoutB) {
        auto device = [](CUdeviceptr address) { return reinterpret_cast<void*>(address); };
        return cublasLtMatmul(matmul.handle, matmul.desc, &one, device(matmul.a.address), matmul.layoutA,
                              device(matmul.b.address), layoutB, &zero, device(d), matmul.layoutD, device(d),
                              matmul.layoutD, nullptr, nullptr, 0, nullptr);
    };
    CHECK_EQUAL(CUBLAS_STATUS_INVALID_VALUE, call(matmul.d.address, matmul.layoutA));
    CHECK_EQUAL(CUBLAS_STATUS_NOT_SUPPORTED, call(matmul.d.address + 4, matmul.layoutB));
    matmul.set(7, 134);
    matmul.set(8, matmul.bias.address);
    matmul.set(11, matmul.aux.address);
    matmul.set(12, int64_t{64});  // a mask's leading dimension is a multiple of 128
    CHECK_EQUAL(CUBLAS_STATUS_INVALID_VALUE, call(matmul.d.address, matmul.layoutB));
}
