#include <algorithm>

#include "harness.h"

using namespace test;

namespace {

CUresult run2d(CUfunction function, unsigned gridX, unsigned gridY, unsigned blockX, unsigned blockY,
               std::vector<void*> pointers) {
    CUresult result =
        cuLaunchKernel(function, gridX, gridY, 1, blockX, blockY, 1, 0, nullptr, pointers.data(), nullptr);
    return result != CUDA_SUCCESS ? result : cuStreamSynchronize(nullptr);
}

void product(const char* kernel, int m, int n, int k, bool tiled) {
    Session session;
    Module module("blocks");
    std::vector<float> a(m * k), b(k * n), expected(m * n);
    for (size_t i = 0; i < a.size(); ++i) a[i] = static_cast<float>(static_cast<int>(i * 7 % 13) - 6);
    for (size_t i = 0; i < b.size(); ++i) b[i] = static_cast<float>(static_cast<int>(i * 5 % 11) - 5);
    for (int i = 0; i < m; ++i)
        for (int j = 0; j < n; ++j)
            for (int p = 0; p < k; ++p) expected[i * n + j] += a[i * k + p] * b[p * n + j];
    Buffer<float> x(a), y(b), z(expected.size());
    std::vector<void*> pointers = {&x.address, &y.address, &z.address, &m, &n, &k};
    unsigned tile = tiled ? 64 : 16;
    OK(run2d(module[kernel], (n + tile - 1) / tile, (m + tile - 1) / tile, tiled ? 256 : 16, tiled ? 1 : 16, pointers));
    CHECK(z.values() == expected);
    CHECK_EQUAL(0, culebraEmulatorReportCount());
}

}  // namespace

TEST(reduction) {
    Session session;
    Module module("blocks");
    std::vector<float> x(7 * 300), expected(7);
    for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i % 17);
    for (size_t i = 0; i < x.size(); ++i) expected[i / 300] += x[i];
    for (unsigned threads : {32u, 64u, 256u}) {
        Buffer<float> in(x), out(7);
        OK(run(module["sumRows"], 7, threads, 0, in.address, out.address, 300));
        CHECK(out.values() == expected);
    }
    CHECK_EQUAL(0, culebraEmulatorReportCount());
}

TEST(softmax) {
    Session session;
    Module module("blocks");
    int rows = 13, columns = 77;
    std::vector<float> x(rows * columns), expected(x.size());
    for (size_t i = 0; i < x.size(); ++i) x[i] = std::sin(static_cast<float>(i)) * 5;
    for (int r = 0; r < rows; ++r) {
        double sum = 0;
        for (int c = 0; c < columns; ++c) sum += std::exp(static_cast<double>(x[r * columns + c]));
        for (int c = 0; c < columns; ++c)
            expected[r * columns + c] = static_cast<float>(std::exp(static_cast<double>(x[r * columns + c])) / sum);
    }
    Buffer<float> in(x), out(x.size());
    OK(run(module["softmaxRows"], 4, 128, 0, in.address, out.address, rows, columns));
    CHECK(ulps(expected, out.values()) < 12);
}

TEST(layerNormalisation) {
    Session session;
    Module module("blocks");
    int rows = 5, columns = 300;
    std::vector<float> x(rows * columns), scale = ramp(columns, 0.5f, 2), shift = ramp(columns, -1, 1);
    for (size_t i = 0; i < x.size(); ++i) x[i] = std::cos(static_cast<float>(i) * 1.7f) * 3 + 1;
    Buffer<float> in(x), g(scale), b(shift), out(x.size());
    OK(run(module["layerNorm"], rows, 128, columns * 4, in.address, g.address, b.address, out.address, columns, 1e-5f));
    std::vector<float> y = out.values();
    for (int r = 0; r < rows; ++r) {
        double mean = 0, variance = 0;
        for (int c = 0; c < columns; ++c) mean += x[r * columns + c] / static_cast<double>(columns);
        for (int c = 0; c < columns; ++c) variance += std::pow(x[r * columns + c] - mean, 2) / columns;
        for (int c = 0; c < columns; ++c) {
            double expected = (x[r * columns + c] - mean) / std::sqrt(variance + 1e-5) * scale[c] + shift[c];
            CHECK(std::fabs(expected - y[r * columns + c]) < 1e-5);
        }
    }
}

TEST(products) {
    product("multiply", 33, 20, 45, false);
    product("multiply", 16, 16, 16, false);
    product("multiplyTiled", 70, 65, 33, true);
    product("multiplyTiled", 3, 5, 1, true);
}

TEST(sharedAtomics) {
    Session session;
    Module module("blocks");
    std::vector<int> x(1000), expected(64);
    for (int i = 0; i < 1000; ++i) ++expected[(x[i] = i * i + 3) & 63];
    Buffer<int> in(x), out(std::vector<int>(64, 0));
    OK(run(module["histogram"], 4, 256, 0, in.address, out.address, 1000));
    CHECK(out.values() == expected);
}

TEST(votesAndShuffles) {
    Session session;
    Module module("blocks");
    std::vector<int> x(32);
    for (int i = 0; i < 32; ++i) x[i] = i * 7 % 10;
    Buffer<int> in(x);
    Buffer<unsigned> out(std::vector<unsigned>(320, 12345));
    OK(run(module["votes"], 1, 32, 0, in.address, out.address));
    std::vector<unsigned> y = out.values();
    unsigned above = 0, thirds = 0, count = 0;
    for (int i = 0; i < 32; ++i) {
        above |= static_cast<unsigned>(x[i] > 3) << i;
        thirds |= static_cast<unsigned>(i % 3 == 0) << i;
        count += x[i] > 3;
    }
    for (int i = 0; i < 32; ++i) {
        unsigned equal = 0;
        for (int j = 0; j < 32; ++j) equal |= static_cast<unsigned>(x[j] == x[i]) << j;
        CHECK_EQUAL(above, y[i]);
        CHECK_EQUAL(3u, y[32 + i]);
        CHECK_EQUAL(static_cast<unsigned>(x[i < 3 ? i : i - 3]), y[64 + i]);
        CHECK_EQUAL(static_cast<unsigned>(x[i % 8 + 5 < 8 ? i + 5 : i]), y[96 + i]);
        CHECK_EQUAL(static_cast<unsigned>(x[i / 16 * 16 + x[i] % 16]), y[128 + i]);
        CHECK_EQUAL(equal, y[160 + i]);
        CHECK_EQUAL(i % 3 == 0 ? thirds : 12345u, y[192 + i]);
        CHECK_EQUAL(i < 16 ? static_cast<unsigned>(x[i ^ 1]) : 12345u, y[224 + i]);
        CHECK_EQUAL(count, y[256 + i]);
        CHECK_EQUAL(3u, y[288 + i]);
    }
}

TEST(globalAtomics) {
    Session session;
    Module module("blocks");
    Buffer<int> i(std::vector<int>{0, 0, 0, 0});
    Buffer<unsigned> u(std::vector<unsigned>{0, 0, ~0u, 0});
    Buffer<float> f(std::vector<float>{0});
    Buffer<double> d(std::vector<double>{0});
    Buffer<uint64_t> l(std::vector<uint64_t>{0, 1});
    OK(run(module["atomics"], 3, 40, 0, i.address, u.address, f.address, d.address, l.address));
    unsigned all = 0, most = 0, product = 0;
    uint64_t power = 1;
    for (unsigned t = 0; t < 120; ++t) {
        all += t;
        most = std::max(most, t * 37 % 101);
        product ^= t;
        power *= 3;
    }
    CHECK((i.values() == std::vector<int>{static_cast<int>(all), static_cast<int>(most), -119, 77}));
    CHECK((u.values() == std::vector<unsigned>{~0u, product, ~127u, 0}));
    CHECK_EQUAL(60.0f, f.values()[0]);
    CHECK_EQUAL(30.0, d.values()[0]);
    CHECK((l.values() == std::vector<uint64_t>{120ull << 33, power}));
}
