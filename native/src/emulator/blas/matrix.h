#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "../abi/cublas_abi.h"

namespace emulator::blas {

int bytesOf(cudaDataType_t type);
bool isKnown(cudaDataType_t type);
double readScalar(const uint8_t* at, cudaDataType_t type);
void writeScalar(uint8_t* at, cudaDataType_t type, double value);

/// What the inputs of a product lose before they are multiplied.
enum class Precision : uint8_t { Full, Tf32, Brain16, Half };
Precision precisionOf(cublasComputeType_t compute, cublasMath_t math);

/// A matrix in device memory, `rows` by `columns` as stored. Strides are in elements.
struct Matrix {
    uint64_t address = 0;
    cudaDataType_t type = CUDA_R_32F;
    int64_t rows = 0, columns = 0;
    int64_t rowStride = 1, columnStride = 0;
    int64_t batchStride = 0;

    /// The matrix turned over, without moving anything.
    Matrix transposed() const;
    /// The values of one batch entry, column after column.
    std::vector<double> load(const std::string& who, int64_t batch, Precision precision) const;
    void store(const std::string& who, int64_t batch, const std::vector<double>& values) const;

private:
    uint8_t* bytes(const std::string& who, int64_t batch, bool write) const;
};

Matrix columnMajor(uint64_t address, cudaDataType_t type, int64_t rows, int64_t columns, int64_t leading,
                   int64_t batchStride);

/// alpha or beta: a number baked in when the call was made, or a device address read when the work runs.
struct Factor {
    double value = 0;
    uint64_t address = 0;
    cudaDataType_t type = CUDA_R_32F;

    static Factor from(const void* pointer, cudaDataType_t type, cublasPointerMode_t mode);
    double get(const std::string& who) const;
};

/// Range of device memory that the work running now may touch; fails the context otherwise.
uint8_t* range(const std::string& who, uint64_t address, uint64_t bytes, bool write);

}  // namespace emulator::blas
