#include "harness.h"

using namespace test;

TEST(reluOfOddSizes) {
    Session session;
    Module module("elementwise");
    for (unsigned n : {1u, 31u, 32u, 33u, 255u, 257u, 1000u}) {
        std::vector<float> x = ramp(n, -3, 5), expected(n);
        for (unsigned i = 0; i < n; ++i) expected[i] = x[i] < 0 ? 0 : x[i];
        Buffer<float> in(x), out(n);
        OK(run(module["relu"], (n + 255) / 256, 256, 0, in.address, out.address, static_cast<int>(n)));
        CHECK(out.values() == expected);
    }
    CHECK_EQUAL(0, culebraEmulatorReportCount());
}

TEST(vectorAccess) {
    Session session;
    Module module("elementwise");
    std::vector<float> x = ramp(4000, -1, 1), y = ramp(4000, 5, 9), expected(4000);
    for (size_t i = 0; i < x.size(); ++i) expected[i] = x[i] + y[i];
    Buffer<float> a(x), b(y), c(4000);
    OK(run(module["addVectors"], 3, 64, 0, a.address, b.address, c.address, 1000));
    CHECK(c.values() == expected);
}

TEST(divergentLoops) {
    Session session;
    Module module("elementwise");
    std::vector<unsigned> x(1000), expected(1000);
    for (unsigned i = 0; i < 1000; ++i) {
        x[i] = i + 1;
        for (unsigned v = x[i]; v != 1 && expected[i] <= 1000; ++expected[i]) v = v % 2 == 0 ? v / 2 : 3 * v + 1;
    }
    Buffer<unsigned> in(x), out(1000);
    OK(run(module["collatz"], 8, 128, 0, in.address, out.address, 1000));
    CHECK(out.values() == expected);
}

TEST(divergentSwitch) {
    Session session;
    Module module("elementwise");
    std::vector<int> which(500);
    std::vector<float> expected(500);
    for (int i = 0; i < 500; ++i) {
        which[i] = i * 7 % 10;
        float values[] = {1.5f * i,
                          std::sqrt(static_cast<float>(i)),
                          i - 7.0f,
                          static_cast<float>(i * i),
                          1.0f / (i + 1),
                          static_cast<float>(-i),
                          static_cast<float>(i % 5),
                          static_cast<float>(i / 3)};
        expected[i] = which[i] < 8 ? values[which[i]] : -1.0f;
    }
    Buffer<int> in(which);
    Buffer<float> out(500);
    OK(run(module["pick"], 2, 256, 0, in.address, out.address, 500));
    CHECK(out.values() == expected);
}
