// Matrix products for hosts without cuBLAS: C[b] = A[b]·B[b] for matrices [m, k] and [k, n] with any strides, so that transposes
// and broadcasts cost nothing; C is row-major without gaps; overwrites. A block computes a tile of C from tiles of A and B in
// shared memory, each thread a square of it in registers.

#define TILE 64
#define DEPTH 16
#define SIDE 4
#define THREADS 256 // (TILE / SIDE)²

typedef unsigned long long Count;

template <typename T>
__device__ void product(const T* a, const T* b, T* c, Count m, Count n, Count k, Count aBatch, Count aRow, Count aColumn,
                        Count bBatch, Count bRow, Count bColumn) {
    __shared__ T left[DEPTH][TILE + 1];
    __shared__ T right[DEPTH][TILE + 1];
    Count firstRow = (Count)blockIdx.y * TILE;
    Count firstColumn = (Count)blockIdx.x * TILE;
    a += blockIdx.z * aBatch;
    b += blockIdx.z * bBatch;
    c += blockIdx.z * m * n;
    unsigned row = threadIdx.x / (TILE / SIDE) * SIDE;
    unsigned column = threadIdx.x % (TILE / SIDE) * SIDE;
    T sums[SIDE][SIDE] = {};
    for (Count depth = 0; depth < k; depth += DEPTH) {
        for (unsigned i = threadIdx.x; i < TILE * DEPTH; i += THREADS) {
            // Neighbouring threads read neighbours in memory, whichever axis that is.
            unsigned p = aColumn == 1 ? i % DEPTH : i / TILE;
            unsigned r = aColumn == 1 ? i / DEPTH : i % TILE;
            bool inside = firstRow + r < m && depth + p < k;
            left[p][r] = inside ? a[(firstRow + r) * aRow + (depth + p) * aColumn] : 0;
        }
        for (unsigned i = threadIdx.x; i < TILE * DEPTH; i += THREADS) {
            unsigned p = bRow == 1 ? i % DEPTH : i / TILE;
            unsigned s = bRow == 1 ? i / DEPTH : i % TILE;
            bool inside = firstColumn + s < n && depth + p < k;
            right[p][s] = inside ? b[(depth + p) * bRow + (firstColumn + s) * bColumn] : 0;
        }
        __syncthreads();
        Count valid = k - depth < DEPTH ? k - depth : DEPTH;
        for (unsigned p = 0; p < valid; p++) {
            for (unsigned i = 0; i < SIDE; i++) {
                for (unsigned j = 0; j < SIDE; j++) {
                    sums[i][j] += left[p][row + i] * right[p][column + j];
                }
            }
        }
        __syncthreads();
    }
    for (unsigned i = 0; i < SIDE; i++) {
        for (unsigned j = 0; j < SIDE; j++) {
            if (firstRow + row + i < m && firstColumn + column + j < n) {
                c[(firstRow + row + i) * n + firstColumn + column + j] = sums[i][j];
            }
        }
    }
}

#define PRODUCT(T, type)                                                                                      \
    extern "C" __global__ void __launch_bounds__(THREADS)                                                     \
        culebra_matmul_##type(const T* a, const T* b, T* c, Count m, Count n, Count k, Count aBatch,          \
                              Count aRow, Count aColumn, Count bBatch, Count bRow, Count bColumn) {           \
        product(a, b, c, m, n, k, aBatch, aRow, aColumn, bBatch, bRow, bColumn);                              \
    }

PRODUCT(float, f32)
PRODUCT(double, f64)
