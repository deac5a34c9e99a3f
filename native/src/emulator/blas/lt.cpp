// cuBLASLt: descriptors, a heuristic that knows one algorithm, and matmul with its epilogues.

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>

#include "handle.h"
#include "product.h"

using namespace emulator::blas;

struct cublasLtContext {
    int unused = 0;
};

/// Attributes as they were set, by number.
struct Attributes {
    std::map<int, std::vector<uint8_t>> values;

    cublasStatus_t set(int attribute, const void* bytes, size_t size) {
        if (bytes == nullptr || size == 0) return CUBLAS_STATUS_INVALID_VALUE;
        const auto* from = static_cast<const uint8_t*>(bytes);
        values[attribute].assign(from, from + size);
        return CUBLAS_STATUS_SUCCESS;
    }
    int64_t get(int attribute, int64_t otherwise) const {
        auto found = values.find(attribute);
        if (found == values.end()) return otherwise;
        int64_t value = 0;
        std::memcpy(&value, found->second.data(), std::min<size_t>(8, found->second.size()));
        return value;
    }
};

struct cublasLtMatmulDescOpaque : Attributes {
    cublasComputeType_t compute = CUBLAS_COMPUTE_32F;
    cudaDataType_t scale = CUDA_R_32F;
};
struct cublasLtMatrixLayoutOpaque : Attributes {};
struct cublasLtPreferenceOpaque : Attributes {};

namespace {

enum DescAttribute {
    PointerMode = 2,
    TransA = 3,
    TransB = 4,
    EpilogueKind = 7,
    BiasPointer = 8,
    BiasBatchStride = 10,
    AuxPointer = 11,
    AuxLeading = 12,
    AuxBatchStride = 13,
    AuxType = 22,
    BiasType = 26
};
enum LayoutAttribute {
    LayoutType = 0,
    LayoutOrder = 1,
    LayoutRows = 2,
    LayoutColumns = 3,
    LayoutLeading = 4,
    LayoutBatches = 5,
    LayoutStride = 6
};
enum EpilogueBit {
    Relu = 2,
    Bias = 4,
    ReluGradient = 8,
    BiasGradient = 16,
    Gelu = 32,
    GeluGradient = 64,
    Aux = 128,
    BiasGradientA = 256,
    BiasGradientB = 512
};

Matrix matrixOf(cublasLtMatrixLayout_t layout, const void* pointer) {
    auto type = static_cast<cudaDataType_t>(layout->get(LayoutType, 0));
    Matrix matrix =
        columnMajor(reinterpret_cast<uint64_t>(pointer), type, layout->get(LayoutRows, 0),
                    layout->get(LayoutColumns, 0), layout->get(LayoutLeading, 0), layout->get(LayoutStride, 0));
    if (layout->get(LayoutOrder, 0) == 1) std::swap(matrix.rowStride, matrix.columnStride);
    return matrix;
}

bool epilogueOf(const cublasLtMatmulDescOpaque& desc, cudaDataType_t result, Epilogue& e) {
    int64_t kind = desc.get(EpilogueKind, 1);
    static constexpr int64_t known[] = {1, 2, 4, 6, 130, 134, 32, 36, 160, 164, 136, 152, 192, 208, 256, 512};
    bool found = false;
    for (int64_t one : known) found |= one == kind;
    if (!found) return false;
    auto has = [=](int bit) { return (kind & bit) != 0; };
    e.relu = has(Relu);
    e.gelu = has(Gelu);
    e.bias = has(Bias);
    e.reluGradient = has(ReluGradient);
    e.geluGradient = has(GeluGradient);
    e.biasGradient = has(BiasGradient);
    e.biasGradientA = has(BiasGradientA);
    e.biasGradientB = has(BiasGradientB);
    e.keepsAux = has(Aux) && !e.reluGradient && !e.geluGradient;
    e.biasAddress = static_cast<uint64_t>(desc.get(BiasPointer, 0));
    e.biasType = static_cast<cudaDataType_t>(desc.get(BiasType, result));
    e.biasBatchStride = desc.get(BiasBatchStride, 0);
    e.auxAddress = static_cast<uint64_t>(desc.get(AuxPointer, 0));
    e.auxType = static_cast<cudaDataType_t>(desc.get(AuxType, result));
    e.auxLeading = desc.get(AuxLeading, 0);
    e.auxBatchStride = desc.get(AuxBatchStride, 0);
    if (e.biasType < 0) e.biasType = result;
    return true;
}

bool isAligned(uint64_t address) { return address % 16 == 0; }

/// What cuBLASLt checks before it starts: shapes that fit, pointers that are there and aligned.
cublasStatus_t check(const Product& product) {
    const Epilogue& e = product.epilogue;
    const Matrix &a = product.a, &b = product.b, &c = product.c, &d = product.d;
    bool shapes =
        a.columns == b.rows && d.rows == a.rows && d.columns == b.columns && c.rows == d.rows && c.columns == d.columns;
    if (!shapes) return CUBLAS_STATUS_INVALID_VALUE;
    bool needsBias = e.bias || e.biasGradient || e.biasGradientA || e.biasGradientB;
    bool needsAux = e.keepsAux || e.reluGradient || e.geluGradient;
    if ((needsBias && e.biasAddress == 0) || (needsAux && e.auxAddress == 0)) return CUBLAS_STATUS_INVALID_VALUE;
    bool mask = e.relu || e.reluGradient;
    if (needsAux && (e.auxLeading % (mask ? 128 : 8) != 0 || e.auxLeading < d.rows)) return CUBLAS_STATUS_INVALID_VALUE;
    bool aligned = isAligned(a.address) && isAligned(b.address) && isAligned(d.address) && isAligned(e.biasAddress) &&
                   isAligned(e.auxAddress) && product.workspace % 16 == 0;
    return aligned ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_NOT_SUPPORTED;
}

template <class T>
cublasStatus_t destroy(T* object) {
    delete object;
    return CUBLAS_STATUS_SUCCESS;
}

constexpr size_t kWorkspace = 1 << 20;

}  // namespace

extern "C" {

size_t cublasLtGetVersion(void) { return static_cast<size_t>(version()); }
const char* cublasGetStatusString(cublasStatus_t status);
const char* cublasLtGetStatusString(cublasStatus_t status) { return cublasGetStatusString(status); }

cublasStatus_t cublasLtCreate(cublasLtHandle_t* handle) {
    *handle = new cublasLtContext;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtDestroy(cublasLtHandle_t handle) { return destroy(handle); }

cublasStatus_t cublasLtMatmulDescCreate(cublasLtMatmulDesc_t* desc, cublasComputeType_t compute, cudaDataType_t scale) {
    *desc = new cublasLtMatmulDescOpaque;
    (*desc)->compute = compute;
    (*desc)->scale = scale;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulDescDestroy(cublasLtMatmulDesc_t desc) { return destroy(desc); }
cublasStatus_t cublasLtMatmulDescSetAttribute(cublasLtMatmulDesc_t desc, int attribute, const void* value,
                                              size_t size) {
    return desc == nullptr ? CUBLAS_STATUS_INVALID_VALUE : desc->set(attribute, value, size);
}

cublasStatus_t cublasLtMatrixLayoutCreate(cublasLtMatrixLayout_t* layout, cudaDataType_t type, uint64_t rows,
                                          uint64_t columns, int64_t leading) {
    if (!isKnown(type)) return CUBLAS_STATUS_NOT_SUPPORTED;
    *layout = new cublasLtMatrixLayoutOpaque;
    (*layout)->set(LayoutType, &type, sizeof type);
    (*layout)->set(LayoutRows, &rows, sizeof rows);
    (*layout)->set(LayoutColumns, &columns, sizeof columns);
    (*layout)->set(LayoutLeading, &leading, sizeof leading);
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatrixLayoutDestroy(cublasLtMatrixLayout_t layout) { return destroy(layout); }
cublasStatus_t cublasLtMatrixLayoutSetAttribute(cublasLtMatrixLayout_t layout, int attribute, const void* value,
                                                size_t size) {
    return layout == nullptr ? CUBLAS_STATUS_INVALID_VALUE : layout->set(attribute, value, size);
}

cublasStatus_t cublasLtMatmulPreferenceCreate(cublasLtMatmulPreference_t* preference) {
    *preference = new cublasLtPreferenceOpaque;
    return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasLtMatmulPreferenceDestroy(cublasLtMatmulPreference_t preference) { return destroy(preference); }
cublasStatus_t cublasLtMatmulPreferenceSetAttribute(cublasLtMatmulPreference_t preference, int attribute,
                                                    const void* value, size_t size) {
    return preference == nullptr ? CUBLAS_STATUS_INVALID_VALUE : preference->set(attribute, value, size);
}

cublasStatus_t cublasLtMatmulAlgoGetHeuristic(cublasLtHandle_t, cublasLtMatmulDesc_t desc, cublasLtMatrixLayout_t,
                                              cublasLtMatrixLayout_t, cublasLtMatrixLayout_t, cublasLtMatrixLayout_t d,
                                              cublasLtMatmulPreference_t preference, int requested,
                                              cublasLtMatmulHeuristicResult_t* results, int* returned) {
    if (desc == nullptr || d == nullptr || requested < 1 || results == nullptr || returned == nullptr)
        return CUBLAS_STATUS_INVALID_VALUE;
    *returned = 0;
    Epilogue ignored;
    if (!epilogueOf(*desc, static_cast<cudaDataType_t>(d->get(LayoutType, 0)), ignored))
        return CUBLAS_STATUS_NOT_SUPPORTED;
    constexpr int kMaxWorkspaceBytes = 1;
    auto allowed = static_cast<size_t>(preference == nullptr ? 0 : preference->get(kMaxWorkspaceBytes, 0));
    results[0] = {};
    results[0].algo.data[0] = 1;
    results[0].workspaceSize = std::min(allowed, kWorkspace);
    results[0].wavesCount = 1;
    *returned = 1;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatmul(cublasLtHandle_t handle, cublasLtMatmulDesc_t desc, const void* alpha, const void* a,
                              cublasLtMatrixLayout_t layoutA, const void* b, cublasLtMatrixLayout_t layoutB,
                              const void* beta, const void* c, cublasLtMatrixLayout_t layoutC, void* d,
                              cublasLtMatrixLayout_t layoutD, const cublasLtMatmulAlgo_t*, void* workspace,
                              size_t workspaceBytes, cublasStream_t stream) {
    if (handle == nullptr) return CUBLAS_STATUS_NOT_INITIALIZED;
    bool given = desc != nullptr && alpha != nullptr && beta != nullptr && layoutA != nullptr && layoutB != nullptr &&
                 layoutC != nullptr && layoutD != nullptr;
    if (!given) return CUBLAS_STATUS_INVALID_VALUE;
    Product product;
    product.who = "cublasLtMatmul";
    product.a = matrixOf(layoutA, a);
    product.b = matrixOf(layoutB, b);
    product.c = matrixOf(layoutC, c != nullptr ? c : d);
    product.d = matrixOf(layoutD, d);
    if (desc->get(TransA, 0) != CUBLAS_OP_N) product.a = product.a.transposed();
    if (desc->get(TransB, 0) != CUBLAS_OP_N) product.b = product.b.transposed();
    product.batch = std::max<int64_t>(1, layoutD->get(LayoutBatches, 1));
    auto mode = static_cast<cublasPointerMode_t>(desc->get(PointerMode, 0));
    product.alpha = Factor::from(alpha, desc->scale, mode);
    product.beta = Factor::from(beta, desc->scale, mode);
    product.precision = precisionOf(desc->compute, CUBLAS_DEFAULT_MATH);
    product.workspace = reinterpret_cast<uint64_t>(workspace);
    product.workspaceBytes = workspaceBytes;
    if (!epilogueOf(*desc, product.d.type, product.epilogue)) return CUBLAS_STATUS_NOT_SUPPORTED;
    cublasStatus_t checked = check(product);
    return checked != CUBLAS_STATUS_SUCCESS ? checked : enqueue(stream, std::move(product));
}
}
