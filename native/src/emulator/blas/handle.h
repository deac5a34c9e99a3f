#pragma once

#include "../abi/cublas_abi.h"

/// A cuBLAS handle: where its work goes and how scalars are passed.
struct cublasContext {
    static constexpr uint64_t kAlive = 0xC0B1A5;
    uint64_t state = kAlive;
    void* stream = nullptr;
    uint64_t workspace = 0, workspaceBytes = 0;
    cublasPointerMode_t pointerMode = CUBLAS_POINTER_MODE_HOST;
    cublasMath_t mathMode = CUBLAS_DEFAULT_MATH;
    int atomicsMode = 0;
};

namespace emulator::blas {

inline bool isAlive(cublasHandle_t handle) { return handle != nullptr && handle->state == cublasContext::kAlive; }
/// The version that this library's file name stands for: 130000 or 120600.
int version();

}  // namespace emulator::blas
