#include "harness.h"

using namespace test;

TEST(functionsWithRegisterParameters) {
    Session session;
    Module module("handwritten");
    std::vector<float> x(12), expected(12);
    for (int i = 0; i < 12; ++i) x[i] = static_cast<float>(i % 3 == 0 ? -i : i);
    auto scaled = [](float v, float by) { return v < 0 ? -v : v * by; };
    for (int i = 0; i < 12; ++i) {
        expected[i] = scaled(x[i], 2);
        if (i > 7) expected[i] = scaled(expected[i], 0.5f);
    }
    Buffer<float> in(x), out(12);
    OK(run(module["calls"], 1, 12, 0, in.address, out.address));
    CHECK(out.values() == expected);
}

TEST(packedHalves) {
    Session session;
    Module module("handwritten");
    Buffer<uint32_t> out(std::vector<uint32_t>(8, 0));
    OK(run(module["packed"], 1, 1, 0, out.address));
    std::vector<uint32_t> y = out.values();
    CHECK_EQUAL(0x3C00C000u, y[0]);  // (1, −2) swapped
    CHECK_EQUAL(0xBC00BC00u, y[1]);  // −1, −1
    CHECK_EQUAL(0x4000u, y[2]);      // −2 · −2 · 1 − 2 = 2
    CHECK_EQUAL(0x3FC0C040u, y[3]);  // 1.5 above −3
    CHECK_EQUAL(0x407040C0u, y[4]);  // 3.75 above 6
    CHECK_EQUAL(2u, y[5]);           // 1 < −2 no, −2 < 1 yes
    CHECK_EQUAL(0xC0003C00u, y[6]);
    CHECK_EQUAL(0xFFFFFFFFu, y[7]);
}

TEST(carriesAndPermutations) {
    Session session;
    Module module("handwritten");
    Buffer<uint32_t> out(std::vector<uint32_t>(18, 0));
    OK(run(module["chains"], 1, 32, 0, out.address));
    const uint32_t expected[] = {0,
                                 0,
                                 3,
                                 2,
                                 0xFFFFFFFF,
                                 0x44332211,
                                 0x66770011,
                                 0x11111111,
                                 0x33221111,
                                 0x11111100,
                                 0x33223322,
                                 99,
                                 0x33221100u ^ 0x77665544u ^ 0xFFFFFFFFu,
                                 4,
                                 0x3322AB00,
                                 20,
                                 30,
                                 96};
    std::vector<uint32_t> y = out.values();
    for (size_t i = 0; i < 18; ++i) CHECK_EQUAL(expected[i], y[i]);
}
