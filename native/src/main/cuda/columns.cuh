// A block goes down 32 columns of [rows, columns], along a chunk of the rows: 8 rows at a time.

#pragma once

#define COLUMNS 32
#define THREADS 256

/** The sum down a column of the block's threads, which are 32 a row, to each of its threads. */
template <typename T>
__device__ T ofColumn(T value) {
    __shared__ T shared[THREADS];
    shared[threadIdx.x] = value;
    __syncthreads();
    T sum = shared[threadIdx.x % COLUMNS];
    for (unsigned row = 1; row < THREADS / COLUMNS; row++) {
        sum += shared[row * COLUMNS + threadIdx.x % COLUMNS];
    }
    __syncthreads();
    return sum;
}

struct Columns {
    Count column;
    Count chunk;
    Count begin;
    Count end;
    bool isInside;

    __device__ Columns(Count rows, Count columns, Count length, Count chunks) {
        column = blockIdx.x / chunks * COLUMNS + threadIdx.x % COLUMNS;
        isInside = column < columns;
        column = isInside ? column : columns - 1;
        chunk = blockIdx.x % chunks;
        begin = chunk * length;
        end = begin + length < rows ? begin + length : rows;
    }

    __device__ Count first() const { return begin + threadIdx.x / COLUMNS; }
    __device__ bool writes() const { return isInside && threadIdx.x < COLUMNS; }
};
