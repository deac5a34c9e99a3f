#include "harness.h"

using namespace test;

TEST(constantsAndGlobals) {
    Session session;
    Module module("spaces");
    CUdeviceptr address = 0;
    size_t bytes = 0;
    OK(cuModuleGetGlobal_v2(&address, &bytes, module.module, "filledByHost"));
    CHECK_EQUAL(32u, bytes);
    std::vector<int> fill = {1, 2, 3, 4, 5, 6, 7, 8};
    OK(cuMemcpyHtoD_v2(address, fill.data(), 32));
    std::vector<float> x = ramp(100, -1, 1), expected(100);
    const float weights[] = {0.5f, -1.0f, 2.0f, 4.0f, 0.25f};
    for (int i = 0; i < 100; ++i) expected[i] = std::fma(x[i], weights[i % 5], static_cast<float>(fill[i % 8]));
    Buffer<float> in(x), out(100);
    OK(run(module["constants"], 1, 128, 0, in.address, out.address, 100));
    CHECK(out.values() == expected);

    Buffer<double> table(8);
    OK(run(module["globals"], 1, 8, 0, table.address));
    CHECK((table.values() == std::vector<double>{101.5, 102.5, 103.5, 104.5, 101.5, 102.5, 103.5, 104.5}));
    OK(cuModuleGetGlobal_v2(&address, &bytes, module.module, "counter"));
    int counter = 0;
    OK(cuMemcpyDtoH_v2(&counter, address, 4));
    CHECK_EQUAL(49, counter);
    OK(cuModuleUnload(module.module));
}

TEST(localMemory) {
    Session session;
    Module module("spaces");
    int n = 70;
    std::vector<int> x(n), expected(n);
    for (int i = 0; i < n; ++i) x[i] = i * 31 % 97;
    for (int i = 0; i < n; ++i)
        for (int k = 0; k < 16; ++k) {
            int at = (x[i] + k * 7) & 15;
            expected[i] =
                static_cast<int>(static_cast<unsigned>(expected[i]) * 3 + static_cast<unsigned>(x[(i + at) % n] * at));
        }
    Buffer<int> in(x), out(n);
    OK(run(module["localArray"], 2, 48, 0, in.address, out.address, n));
    CHECK(out.values() == expected);
}

TEST(structuresAndCalls) {
    Session session;
    Module module("spaces");
    struct Pair {
        float first;
        double second;
        int more[3];
    } pair = {1.5f, 2.25, {10, 20, 30}};
    Buffer<float> out(3);
    OK(run(module["byValue"], 1, 3, 0, pair, out.address, 1));
    CHECK((out.values() == std::vector<float>{23.75f, 33.75f, 13.75f}));

    std::vector<int> x;
    for (int i = -130; i < 130; i += 3) x.push_back(i);
    std::vector<float> expected;
    auto square = [](int v) { return v > 100 ? 10000 : v < -100 ? -1 : v * v; };
    for (int v : x) {
        float first = static_cast<float>(v * 2.0) + static_cast<float>(-v);
        float e = first + static_cast<float>(v) * 10 + 300 + static_cast<float>(v) + static_cast<float>(square(v));
        expected.push_back(v % 2 == 0 ? e + static_cast<float>(square(v + 1)) : e);
    }
    Buffer<int> in(x);
    Buffer<float> result(x.size());
    OK(run(module["calls"], 2, 64, 0, in.address, result.address, static_cast<int>(x.size())));
    CHECK(ulps(expected, result.values()) <= 1);
}

TEST(genericPointers) {
    Session session;
    Module module("spaces");
    std::vector<int> x(32), turned(32), turnedShared(32);
    for (int i = 0; i < 32; ++i) turnedShared[31 - i] = (turned[31 - i] = x[i] = i * i) + 1;
    Buffer<int> in(x), out(32);
    OK(run(module["generic"], 1, 32, 0, in.address, out.address, 0));
    CHECK(out.values() == turned);
    OK(run(module["generic"], 1, 32, 0, in.address, out.address, 1));
    CHECK(out.values() == turnedShared);
    OK(run(module["generic"], 1, 32, 0, in.address, out.address, 2));
    CHECK(out.values() == std::vector<int>(32, 5));
}

TEST(narrowAccesses) {
    Session session;
    Module module("spaces");
    std::vector<uint8_t> x(301);
    std::vector<int8_t> y(301);
    std::vector<uint16_t> z(301);
    for (int i = 0; i < 301; ++i) x[i] = static_cast<uint8_t>(i * 13);
    for (int i = 0; i < 301; ++i) {
        y[i] = static_cast<int8_t>(x[i] - 100);
        z[i] = static_cast<uint16_t>(x[i] * x[(i + 1) % 301]);
    }
    Buffer<uint8_t> in(x);
    Buffer<int8_t> bytes(301);
    Buffer<uint16_t> words(301);
    OK(run(module["bytes"], 3, 128, 0, in.address, bytes.address, words.address, 301));
    CHECK(bytes.values() == y);
    CHECK(words.values() == z);
}

TEST(philoxStream) {
    Session session;
    Module module("spaces");
    Buffer<unsigned> out(4 * 100);
    OK(run(module["philox"], 1, 128, 0, out.address, 0xDEADBEEFu, 0x12345678u, 100));
    std::vector<unsigned> actual = out.values();
    for (unsigned i = 0; i < 100; ++i) {
        uint32_t c[4] = {i, 0, 7, 0}, k0 = 0xDEADBEEFu, k1 = 0x12345678u;
        for (int round = 0; round < 10; ++round, k0 += 0x9E3779B9u, k1 += 0xBB67AE85u) {
            uint64_t first = 0xD2511F53ull * c[0], second = 0xCD9E8D57ull * c[2];
            uint32_t next[4] = {static_cast<uint32_t>(second >> 32) ^ c[1] ^ k0, static_cast<uint32_t>(second),
                                static_cast<uint32_t>(first >> 32) ^ c[3] ^ k1, static_cast<uint32_t>(first)};
            std::memcpy(c, next, sizeof c);
        }
        for (unsigned j = 0; j < 4; ++j) CHECK_EQUAL(c[j], actual[i * 4 + j]);
    }
}
