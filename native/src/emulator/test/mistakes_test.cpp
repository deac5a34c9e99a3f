// Every checker has a kernel that sets it off and one that does not.

#include "harness.h"

using namespace test;

namespace {

/// Runs twice: as it should be, and with the mistake; the second must fail with the code and a finding that says
/// `what`, names the kernel and a line of its PTX.
template <class... Arguments>
void mistake(const char* kernel, unsigned threads, int right, int wrong, CUresult code, const std::string& what,
             unsigned shared = 0) {
    Session session;
    Module module("mistakes");
    Buffer<int> y(std::vector<int>(64, 1));
    OK(run(module[kernel], 1, threads, shared, y.address, right));
    CHECK_EQUAL(0, culebraEmulatorReportCount());
    CHECK_EQUAL(code, run(module[kernel], 1, threads, shared, y.address, wrong));
    CHECK(reported(what));
    CHECK(reported(std::string("kernel '") + kernel + "', PTX line "));
    // Every later call answers the same.
    CUdeviceptr more = 0;
    CHECK_EQUAL(code, cuMemAlloc_v2(&more, 16));
    CHECK_EQUAL(code, cuStreamSynchronize(nullptr));
}

}  // namespace

TEST(outOfBounds) {
    Session session;
    Module module("elementwise");
    Buffer<float> x(ramp(1000, 0, 1)), y(1000);
    OK(run(module["reluUnguarded"], 5, 200, 0, x.address, y.address));
    CHECK_EQUAL(CUDA_ERROR_ILLEGAL_ADDRESS, run(module["reluUnguarded"], 4, 256, 0, x.address, y.address));
    CHECK(reported("out of bounds: read of 4 bytes"));
    CHECK(reported("0 bytes past the end of 4000 bytes of device memory"));
    CHECK(reported("kernel 'reluUnguarded'"));
    CHECK(reported("ld.global"));
    CHECK(reported("block (3, 0, 0), thread (232, 0, 0)"));
}

TEST(outOfBoundsOfWrites) {
    Session session;
    Module module("mistakes");
    Buffer<float> y(100);
    CHECK_EQUAL(CUDA_ERROR_ILLEGAL_ADDRESS, run(module["fill"], 1, 128, 0, y.address, 1.0f, 101));
    CHECK(reported("out of bounds: write of 4 bytes"));
}

TEST(beforeTheBeginning) {
    Session session;
    Module module("mistakes");
    Buffer<int> first(std::vector<int>(64, 1)), second(std::vector<int>(64, 1));
    CHECK_EQUAL(CUDA_ERROR_ILLEGAL_ADDRESS, run(module["throughPointer"], 1, 1, 0, second.address - 4));
    CHECK(reported("4 bytes before 256 bytes of device memory"));
}

TEST(nullPointer) {
    Session session;
    Module module("mistakes");
    CHECK_EQUAL(CUDA_ERROR_ILLEGAL_ADDRESS, run(module["throughPointer"], 1, 1, 0, CUdeviceptr{0}));
    CHECK(reported("null pointer: write of 4 bytes"));
}

TEST(misaligned) {
    Session session;
    Module module("mistakes");
    Buffer<float> x(ramp(64, 0, 1)), y(64);
    OK(run(module["vectorLoad"], 1, 8, 0, x.address, y.address, 4));
    CHECK_EQUAL(CUDA_ERROR_MISALIGNED_ADDRESS, run(module["vectorLoad"], 1, 8, 0, x.address, y.address, 2));
    CHECK(reported("misaligned: read of 16 bytes"));
}

TEST(sharedOutOfBounds) {
    // The second array lies behind the first: with no gap between them this would read the wrong one unnoticed.
    mistake("sharedIndex", 16, 0, 1, CUDA_ERROR_ILLEGAL_ADDRESS, "out of bounds: read of 4 bytes at shared offset");
}

TEST(dynamicSharedOutOfBounds) {
    mistake("dynamicShared", 32, 31, 32, CUDA_ERROR_ILLEGAL_ADDRESS, "out of bounds: read of 4 bytes at shared offset",
            128);
}

TEST(localOutOfBounds) { mistake("localIndex", 8, 7, 8, CUDA_ERROR_ILLEGAL_ADDRESS, "local offset"); }

TEST(uninitialisedShared) {
    mistake("halfInitialised", 32, 32, 31, CUDA_ERROR_LAUNCH_FAILED, "uninitialised shared memory");
}

TEST(divergentBarriers) {
    mistake("barrierInBranch", 64, 64, 40, CUDA_ERROR_LAUNCH_FAILED, "divergent barrier");
    mistake("barrierInBranch", 64, 64, 32, CUDA_ERROR_LAUNCH_FAILED,
            "warp 0 waits at a barrier while warp 1 has exited");
    mistake("leaveBeforeBarrier", 64, 64, 50, CUDA_ERROR_LAUNCH_FAILED, "divergent barrier");
    mistake("leaveBeforeBarrier", 64, 64, 32, CUDA_ERROR_LAUNCH_FAILED, "divergent barrier");
    mistake("twoBarriers", 64, 0, 1, CUDA_ERROR_LAUNCH_FAILED, "at another one, PTX line");
}

TEST(divergentShuffle) { mistake("shuffleInBranch", 32, 32, 31, CUDA_ERROR_LAUNCH_FAILED, "divergent warp"); }

TEST(racesBetweenWarps) {
    for (int skip = 0; skip < 4; ++skip) {
        Session session;
        Module module("blocks");
        std::vector<int> x(128), expected(128);
        for (int i = 0; i < 128; ++i) x[i] = i * 3;
        for (int i = 0; i < 128; ++i) expected[i] = x[i] * 2;
        Buffer<int> in(x), out(128);
        CUresult result = run(module["rotate"], 1, 128, 0, in.address, out.address, skip);
        CHECK_EQUAL(skip == 0 ? CUDA_SUCCESS : CUDA_ERROR_LAUNCH_FAILED, result);
        // Without the first barrier, the first warp comes to cells that nothing was written to.
        if (skip == 0)
            CHECK(out.values() == expected);
        else
            CHECK(reported(skip == 1 || skip == 3 ? "shared memory" : "shared memory race"));
    }
}

TEST(racesWithinAWarp) {
    Session session;
    Module module("blocks");
    Buffer<int> in(std::vector<int>(32, 5)), out(32);
    OK(run(module["warpExchange"], 1, 32, 0, in.address, out.address, 1));
    CHECK_EQUAL(CUDA_ERROR_LAUNCH_FAILED, run(module["warpExchange"], 1, 32, 0, in.address, out.address, 0));
    CHECK(reported("shared memory race"));
}

TEST(conflictingStores) {
    Session session;
    Module module("mistakes");
    Buffer<int> y(64);
    OK(run(module["conflictingStores"], 1, 64, 0, y.address, 1));
    CHECK_EQUAL(CUDA_ERROR_LAUNCH_FAILED, run(module["conflictingStores"], 1, 64, 0, y.address, 0));
    CHECK(reported("shared memory race"));
}

TEST(constantsAreReadOnly) {
    mistake("writeConstant", 4, 0, 1, CUDA_ERROR_ILLEGAL_ADDRESS, "write to constant memory");
}

TEST(trapsAndEndlessLoops) {
    {
        Session session;
        Module module("mistakes");
        Buffer<int> y(32);
        CHECK_EQUAL(CUDA_ERROR_LAUNCH_FAILED, run(module["stop"], 1, 32, 0, y.address));
        CHECK(reported("trap"));
    }
    Session session({{"max-steps", "10000"}});
    Module module("mistakes");
    Buffer<int> flag(std::vector<int>{0});
    CHECK_EQUAL(CUDA_ERROR_LAUNCH_TIMEOUT, run(module["spin"], 1, 32, 0, flag.address));
    CHECK(reported("timeout"));
}

TEST(uninitialisedDeviceMemory) {
    for (const char* checked : {"0", "1"}) {
        Session session({{"check-uninitialised", checked}});
        Module module("elementwise");
        Buffer<float> written(ramp(64, 0, 1)), fresh(64), out(64);
        OK(run(module["relu"], 1, 64, 0, written.address, out.address, 64));
        OK(run(module["relu"], 1, 64, 0, out.address, written.address, 64));
        CUresult expected = *checked == '1' ? CUDA_ERROR_LAUNCH_FAILED : CUDA_SUCCESS;
        CHECK_EQUAL(expected, run(module["relu"], 1, 64, 0, fresh.address, out.address, 64));
        if (*checked == '1')
            CHECK(reported("uninitialised device memory"));
        else
            CHECK(std::isnan(out.values()[5]));  // fresh memory is poisoned
    }
}

TEST(racesInGlobalMemory) {
    for (int right : {1, 0}) {
        CUresult expected = right ? CUDA_SUCCESS : CUDA_ERROR_LAUNCH_FAILED;
        {
            Session session({{"check-races", "1"}});
            Module module("mistakes");
            Buffer<float> y(std::vector<float>(1000, 1));
            CHECK_EQUAL(expected, run(module["overlap"], 4, 64, 0, y.address, right));
            if (!right) CHECK(reported("global memory race: thread 0 reads what another block writes"));
        }
        {
            Session session({{"check-races", "1"}});
            Module module("mistakes");
            Buffer<int> y(std::vector<int>(128, 1));
            OK(run(module["shift"], 1, 128, 0, y.address, 1));
            std::vector<int> values(128);
            for (int i = 0; i < 128; ++i) values[i] = i;
            OK(cuMemcpyHtoD_v2(y.address, values.data(), 512));
            CHECK_EQUAL(expected, run(module["shift"], 1, 128, 0, y.address, right));
            if (!right) CHECK(reported("global memory race"));
        }
        {
            Session session({{"check-races", "1"}});
            Module module("mistakes");
            Buffer<float> x(std::vector<float>(320, 0.5f)), partial(10), sum(1);
            Buffer<unsigned> arrived(std::vector<unsigned>{0});
            CHECK_EQUAL(expected, run(module["lastBlockSums"], 10, 32, 0, x.address, partial.address, arrived.address,
                                      sum.address, right));
            if (right)
                CHECK_EQUAL(160.0f, sum.values()[0]);
            else
                CHECK(reported("reads what another block writes in the same launch"));
        }
    }
}

TEST(globalMemoryWithoutRaces) {
    Session session({{"check-races", "1"}});
    Module blocks("blocks"), elementwise("elementwise"), spaces("spaces");
    Buffer<float> x(ramp(2048, -1, 1)), y(2048);
    OK(run(elementwise["relu"], 8, 256, 0, x.address, y.address, 2048));
    OK(run(elementwise["addVectors"], 2, 128, 0, x.address, y.address, y.address, 512));
    OK(run(blocks["softmaxRows"], 4, 128, 0, x.address, y.address, 16, 128));
    OK(run(blocks["sumRows"], 16, 64, 0, x.address, y.address, 128));
    Buffer<int> i(std::vector<int>{0, 0, 0, 0});
    Buffer<unsigned> u(std::vector<unsigned>{0, 0, ~0u, 0});
    Buffer<double> d(std::vector<double>{0});
    Buffer<uint64_t> l(std::vector<uint64_t>{0, 1});
    Buffer<uint8_t> bytes(std::vector<uint8_t>(301, 1)), narrow(301);
    Buffer<uint16_t> words(301);
    OK(run(spaces["bytes"], 3, 128, 0, bytes.address, narrow.address, words.address, 301));
    CHECK_EQUAL(0, culebraEmulatorReportCount());
}
