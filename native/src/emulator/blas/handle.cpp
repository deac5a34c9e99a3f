// Handles of cuBLAS and what is set on them.

#include "handle.h"

#include <dlfcn.h>

#include <cstring>

#include "../abi/culebra_emulator.h"

namespace emulator::blas {

int version() {
    Dl_info self{};
    dladdr(reinterpret_cast<void*>(version), &self);
    bool older = self.dli_fname != nullptr && std::strstr(self.dli_fname, ".so.12") != nullptr;
    return older ? 120600 : 130000;
}

}  // namespace emulator::blas

using namespace emulator::blas;

namespace {

struct StatusName {
    cublasStatus_t status;
    const char* name;
    const char* text;
};

constexpr StatusName kStatuses[] = {
    {CUBLAS_STATUS_SUCCESS, "CUBLAS_STATUS_SUCCESS", "success"},
    {CUBLAS_STATUS_NOT_INITIALIZED, "CUBLAS_STATUS_NOT_INITIALIZED", "the library was not initialized"},
    {CUBLAS_STATUS_ALLOC_FAILED, "CUBLAS_STATUS_ALLOC_FAILED", "the resource allocation failed"},
    {CUBLAS_STATUS_INVALID_VALUE, "CUBLAS_STATUS_INVALID_VALUE",
     "an unsupported value or parameter was passed to the function"},
    {CUBLAS_STATUS_ARCH_MISMATCH, "CUBLAS_STATUS_ARCH_MISMATCH", "the device lacks a required feature"},
    {CUBLAS_STATUS_MAPPING_ERROR, "CUBLAS_STATUS_MAPPING_ERROR", "an access to GPU memory space failed"},
    {CUBLAS_STATUS_EXECUTION_FAILED, "CUBLAS_STATUS_EXECUTION_FAILED", "the GPU program failed to execute"},
    {CUBLAS_STATUS_INTERNAL_ERROR, "CUBLAS_STATUS_INTERNAL_ERROR", "an internal operation failed"},
    {CUBLAS_STATUS_NOT_SUPPORTED, "CUBLAS_STATUS_NOT_SUPPORTED", "the requested functionality is not supported"},
};

template <class F>
cublasStatus_t with(cublasHandle_t handle, F change) {
    if (!isAlive(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
    change(*handle);
    return CUBLAS_STATUS_SUCCESS;
}

}  // namespace

extern "C" {

cublasStatus_t cublasCreate_v2(cublasHandle_t* handle) {
    if (handle == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
    int refused = culebraEmulatorMayAllocate();
    if (refused != 0) return refused == 2 ? CUBLAS_STATUS_ALLOC_FAILED : CUBLAS_STATUS_NOT_INITIALIZED;
    *handle = new cublasContext;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasDestroy_v2(cublasHandle_t handle) {
    if (!isAlive(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
    handle->state = 0;
    delete handle;
    return CUBLAS_STATUS_SUCCESS;
}

/// A workspace that the caller gave is forgotten with the stream, as by the real one.
cublasStatus_t cublasSetStream_v2(cublasHandle_t handle, cublasStream_t stream) {
    return with(handle, [=](cublasContext& context) {
        context.stream = stream;
        context.workspace = context.workspaceBytes = 0;
    });
}

cublasStatus_t cublasGetStream_v2(cublasHandle_t handle, cublasStream_t* stream) {
    return with(handle, [=](cublasContext& context) { *stream = context.stream; });
}

cublasStatus_t cublasSetWorkspace_v2(cublasHandle_t handle, void* workspace, size_t bytes) {
    if (!isAlive(handle)) return CUBLAS_STATUS_NOT_INITIALIZED;
    auto address = reinterpret_cast<uint64_t>(workspace);
    if (address % 256 != 0) return CUBLAS_STATUS_INVALID_VALUE;
    handle->workspace = address;
    handle->workspaceBytes = bytes;
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetPointerMode_v2(cublasHandle_t handle, cublasPointerMode_t mode) {
    return with(handle, [=](cublasContext& context) { context.pointerMode = mode; });
}

cublasStatus_t cublasGetPointerMode_v2(cublasHandle_t handle, cublasPointerMode_t* mode) {
    return with(handle, [=](cublasContext& context) { *mode = context.pointerMode; });
}

cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode) {
    return with(handle, [=](cublasContext& context) { context.mathMode = mode; });
}

cublasStatus_t cublasGetMathMode(cublasHandle_t handle, cublasMath_t* mode) {
    return with(handle, [=](cublasContext& context) { *mode = context.mathMode; });
}

cublasStatus_t cublasSetAtomicsMode(cublasHandle_t handle, int mode) {
    return with(handle, [=](cublasContext& context) { context.atomicsMode = mode; });
}

cublasStatus_t cublasGetAtomicsMode(cublasHandle_t handle, int* mode) {
    return with(handle, [=](cublasContext& context) { *mode = context.atomicsMode; });
}

cublasStatus_t cublasGetVersion_v2(cublasHandle_t, int* number) {
    *number = version();
    return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasGetProperty(int property, int* value) {
    int parts[] = {version() / 10000, version() / 100 % 100, version() % 100};
    if (property < 0 || property > 2) return CUBLAS_STATUS_INVALID_VALUE;
    *value = parts[property];
    return CUBLAS_STATUS_SUCCESS;
}

size_t cublasGetCudartVersion(void) { return version() == 130000 ? 13000 : 12060; }

const char* cublasGetStatusName(cublasStatus_t status) {
    for (const auto& known : kStatuses)
        if (known.status == status) return known.name;
    return "unknown status";
}

const char* cublasGetStatusString(cublasStatus_t status) {
    for (const auto& known : kStatuses)
        if (known.status == status) return known.text;
    return "unknown status";
}
}
