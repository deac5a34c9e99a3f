// Matrices in device memory: reading, rounding, writing.

#include "matrix.h"

#include <cmath>
#include <cstring>

#include "../abi/culebra_emulator.h"
#include "../isa/narrow.h"

namespace emulator::blas {

namespace {

constexpr uint32_t kTf32Dropped = 13;  // of the 23 fraction bits of a float

double rounded(double value, Precision precision) {
    switch (precision) {
        case Precision::Full: return value;
        case Precision::Brain16: return widen<Brain16>(narrow<Brain16>(value));
        case Precision::Half: return widen<Half>(narrow<Half>(value));
        case Precision::Tf32: {
            auto bits = bitsAs<uint32_t>(static_cast<float>(value));
            if (!std::isfinite(value)) return value;
            bits += (1u << (kTf32Dropped - 1)) - 1 + (bits >> kTf32Dropped & 1);
            return bitsAs<float>(bits >> kTf32Dropped << kTf32Dropped);
        }
    }
    return value;
}

}  // namespace

int bytesOf(cudaDataType_t type) { return type == CUDA_R_64F ? 8 : type == CUDA_R_32F ? 4 : 2; }

bool isKnown(cudaDataType_t type) {
    return type == CUDA_R_32F || type == CUDA_R_64F || type == CUDA_R_16F || type == CUDA_R_16BF;
}

double readScalar(const uint8_t* at, cudaDataType_t type) {
    uint16_t half = 0;
    float single = 0;
    double wide = 0;
    switch (type) {
        case CUDA_R_32F: std::memcpy(&single, at, 4); return single;
        case CUDA_R_64F: std::memcpy(&wide, at, 8); return wide;
        case CUDA_R_16F: std::memcpy(&half, at, 2); return widen<Half>(half);
        case CUDA_R_16BF: std::memcpy(&half, at, 2); return widen<Brain16>(half);
    }
    return 0;
}

void writeScalar(uint8_t* at, cudaDataType_t type, double value) {
    auto single = static_cast<float>(value);
    uint16_t half = 0;
    switch (type) {
        case CUDA_R_32F: std::memcpy(at, &single, 4); break;
        case CUDA_R_64F: std::memcpy(at, &value, 8); break;
        case CUDA_R_16F:
            half = narrow<Half>(value);
            std::memcpy(at, &half, 2);
            break;
        case CUDA_R_16BF:
            half = narrow<Brain16>(value);
            std::memcpy(at, &half, 2);
            break;
    }
}

Precision precisionOf(cublasComputeType_t compute, cublasMath_t math) {
    switch (compute) {
        case CUBLAS_COMPUTE_32F_FAST_TF32: return Precision::Tf32;
        case CUBLAS_COMPUTE_32F_FAST_16BF: return Precision::Brain16;
        case CUBLAS_COMPUTE_32F_FAST_16F: return Precision::Half;
        case CUBLAS_COMPUTE_32F: return math == CUBLAS_TF32_TENSOR_OP_MATH ? Precision::Tf32 : Precision::Full;
        default: return Precision::Full;
    }
}

Matrix columnMajor(uint64_t address, cudaDataType_t type, int64_t rows, int64_t columns, int64_t leading,
                   int64_t batchStride) {
    return {address, type, rows, columns, 1, leading, batchStride};
}

Matrix Matrix::transposed() const {
    Matrix turned = *this;
    std::swap(turned.rows, turned.columns);
    std::swap(turned.rowStride, turned.columnStride);
    return turned;
}

uint8_t* range(const std::string& who, uint64_t address, uint64_t bytes, bool write) {
    return static_cast<uint8_t*>(culebraEmulatorRange(who.c_str(), address, bytes, write ? 1 : 0));
}

uint8_t* Matrix::bytes(const std::string& who, int64_t batch, bool write) const {
    int64_t last = (rows - 1) * rowStride + (columns - 1) * columnStride;
    auto size = static_cast<uint64_t>(bytesOf(type));
    return range(who, address + static_cast<uint64_t>(batch * batchStride) * size,
                 (static_cast<uint64_t>(last) + 1) * size, write);
}

std::vector<double> Matrix::load(const std::string& who, int64_t batch, Precision precision) const {
    std::vector<double> values(static_cast<size_t>(rows * columns));
    if (values.empty()) return values;
    const uint8_t* from = bytes(who, batch, false);
    size_t at = 0;
    for (int64_t j = 0; j < columns; ++j)
        for (int64_t i = 0; i < rows; ++i)
            values[at++] =
                rounded(readScalar(from + (i * rowStride + j * columnStride) * bytesOf(type), type), precision);
    return values;
}

void Matrix::store(const std::string& who, int64_t batch, const std::vector<double>& values) const {
    if (values.empty()) return;
    uint8_t* to = bytes(who, batch, true);
    size_t at = 0;
    for (int64_t j = 0; j < columns; ++j)
        for (int64_t i = 0; i < rows; ++i)
            writeScalar(to + (i * rowStride + j * columnStride) * bytesOf(type), type, values[at++]);
}

Factor Factor::from(const void* pointer, cudaDataType_t type, cublasPointerMode_t mode) {
    Factor factor;
    factor.type = type;
    if (mode == CUBLAS_POINTER_MODE_DEVICE)
        factor.address = reinterpret_cast<uint64_t>(pointer);
    else
        factor.value = readScalar(static_cast<const uint8_t*>(pointer), type);
    return factor;
}

double Factor::get(const std::string& who) const {
    if (address == 0) return value;
    return readScalar(range(who, address, static_cast<uint64_t>(bytesOf(type)), false), type);
}

}  // namespace emulator::blas
