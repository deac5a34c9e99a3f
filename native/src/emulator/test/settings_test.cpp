// The machine that is pretended, and its faults on demand.

#include "harness.h"

using namespace test;

namespace {

const char* kMinimal = ".version 7.0\n.target sm_75\n.address_size 64\n.visible .entry nothing() { ret; }\n";

CUresult loaded(std::string text) {
    CUmodule module = nullptr;
    return cuModuleLoadData(&module, text.c_str());
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    return text.replace(text.find(what), what.size(), by);
}

}  // namespace

TEST(machine) {
    Session session(
        {{"devices", "2"}, {"compute-capability", "7.5"}, {"driver-version", "12.4"}, {"attribute.16", "132"}});
    int value = 0;
    OK(cuDeviceGetCount(&value));
    CHECK_EQUAL(2, value);
    OK(cuDriverGetVersion(&value));
    CHECK_EQUAL(12040, value);
    OK(cuDeviceGetAttribute(&value, static_cast<CUdevice_attribute>(75), 1));
    CHECK_EQUAL(7, value);
    OK(cuDeviceGetAttribute(&value, static_cast<CUdevice_attribute>(16), 0));
    CHECK_EQUAL(132, value);
    CHECK_EQUAL(CUDA_ERROR_INVALID_DEVICE, cuDeviceGetAttribute(&value, static_cast<CUdevice_attribute>(16), 2));
    CHECK_EQUAL(1, culebraEmulatorSet("no-such-setting", "1"));
    CHECK_EQUAL(1, culebraEmulatorSet("devices", "two"));
}

TEST(memoryOfAnotherDevice) {
    Session session({{"devices", "2"}});
    Module module("mistakes");
    CUcontext second = nullptr;
    CUdeviceptr there = 0;
    OK(cuDevicePrimaryCtxRetain(&second, 1));
    OK(cuCtxSetCurrent(second));
    OK(cuMemAlloc_v2(&there, 400));
    OK(cuCtxSetCurrent(session.context));
    CHECK_EQUAL(CUDA_ERROR_ILLEGAL_ADDRESS, run(module["fill"], 1, 128, 0, there, 1.0f, 100));
    CHECK(reported("wrong device"));
    // The other context is not affected.
    OK(cuCtxSetCurrent(second));
    OK(cuMemFree_v2(there));
}

TEST(modulesThatDoNotLoad) {
    Session session;
    OK(loaded(kMinimal));
    CHECK_EQUAL(CUDA_ERROR_INVALID_PTX, loaded("no PTX at all"));
    CHECK_EQUAL(CUDA_ERROR_INVALID_PTX, loaded(replaced(kMinimal, "ret", "frobnicate.u32 %r1")));
    CHECK_EQUAL(CUDA_ERROR_INVALID_PTX, loaded(replaced(kMinimal, "ret", "add.u32 %r1, %r2, 1")));
    CHECK(reported("line 4; error: undeclared register '%r1'"));
    CHECK_EQUAL(CUDA_ERROR_INVALID_PTX, loaded(replaced(kMinimal, "ret", "bra nowhere")));
    CHECK_EQUAL(CUDA_ERROR_INVALID_PTX,
                loaded(replaced(kMinimal, "ret", ".reg .f32 %f; .reg .b64 %d; add.f32 %f, %f, %d")));
    CHECK_EQUAL(CUDA_ERROR_INVALID_PTX,
                loaded(replaced(kMinimal, "ret", ".reg .f32 %f; .reg .u32 %r; add.u32 %r, %f, 1")));
    CHECK_EQUAL(CUDA_ERROR_UNSUPPORTED_PTX_VERSION, loaded(replaced(kMinimal, "7.0", "9.9")));
    CHECK_EQUAL(CUDA_ERROR_NO_BINARY_FOR_GPU, loaded(replaced(kMinimal, "sm_75", "sm_120")));
    culebraEmulatorSet("ptx-version", "6.5");
    CHECK_EQUAL(CUDA_ERROR_UNSUPPORTED_PTX_VERSION, loaded(kMinimal));
    culebraEmulatorSet("ptx-version", "7.0");
    OK(loaded(kMinimal));
    culebraEmulatorSet("bad-image", "1");
    CHECK_EQUAL(CUDA_ERROR_INVALID_PTX, loaded(kMinimal));
}

TEST(errorLog) {
    Session session;
    char log[200] = {};
    CUjit_option options[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
    void* values[] = {log, reinterpret_cast<void*>(sizeof log)};
    CUmodule module = nullptr;
    std::string text = replaced(kMinimal, "ret", "add.u32 %r1, %r2, 1");
    CHECK_EQUAL(CUDA_ERROR_INVALID_PTX, cuModuleLoadDataEx(&module, text.c_str(), 2, options, values));
    CHECK(std::string(log).find("undeclared register") != std::string::npos);
}

TEST(versionsThatADriverKnows) {
    for (auto [driver, newest] :
         {std::pair{"11.0", "7.0"}, {"11.4", "7.4"}, {"12.0", "8.0"}, {"12.8", "8.8"}, {"13.0", "9.0"}}) {
        Session session({{"driver-version", driver}});
        OK(loaded(replaced(kMinimal, "7.0", newest)));
        std::string next = newest;
        ++next.back();
        CHECK_EQUAL(CUDA_ERROR_UNSUPPORTED_PTX_VERSION, loaded(replaced(kMinimal, "7.0", next)));
    }
}

TEST(launchFailure) {
    Session session({{"fail-launch", "2"}});
    Module module("mistakes");
    Buffer<float> y(100);
    OK(run(module["fill"], 1, 128, 0, y.address, 1.0f, 100));
    CHECK_EQUAL(CUDA_ERROR_LAUNCH_FAILED, run(module["fill"], 1, 128, 0, y.address, 1.0f, 100));
    CHECK(reported("failed on demand"));
    CHECK_EQUAL(CUDA_ERROR_LAUNCH_FAILED, cuCtxSynchronize());
    // A new context starts afresh.
    OK(cuDevicePrimaryCtxReset_v2(0));
    OK(cuCtxSynchronize());
}

TEST(contexts) {
    Session session;
    CUdeviceptr address = 0;
    culebraEmulatorSet("no-context", "1");
    CHECK_EQUAL(CUDA_ERROR_INVALID_CONTEXT, cuMemAlloc_v2(&address, 16));
    culebraEmulatorSet("no-context", "0");
    OK(cuMemAlloc_v2(&address, 16));
    OK(cuCtxSetCurrent(nullptr));
    CHECK_EQUAL(CUDA_ERROR_INVALID_CONTEXT, cuMemAlloc_v2(&address, 16));
}

TEST(initialisation) {
    Session session;
    culebraEmulatorSet("init-result", "100");
    CHECK_EQUAL(CUDA_ERROR_NO_DEVICE, cuInit(0));
    culebraEmulatorSet("init-result", "0");
    culebraEmulatorSet("devices", "0");
    CHECK_EQUAL(CUDA_ERROR_NO_DEVICE, cuInit(0));
    const char* name = nullptr;
    OK(cuGetErrorName(CUDA_ERROR_NO_DEVICE, &name));
    CHECK(std::string(name) == "CUDA_ERROR_NO_DEVICE");
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, cuGetErrorName(static_cast<CUresult>(12345), &name));
}

TEST(launchShapes) {
    Session session;
    Module module("mistakes");
    Buffer<float> y(100);
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, run(module["fill"], 0, 128, 0, y.address, 1.0f, 100));
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, run(module["fill"], 1, 1025, 0, y.address, 1.0f, 100));
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, run(module["dynamicShared"], 1, 32, 48 * 1024 + 4, y.address, 0));
    OK(cuFuncSetAttribute(module["dynamicShared"], CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, 100 * 1024));
    OK(run(module["dynamicShared"], 1, 32, 100 * 1024, y.address, 0));
    CHECK_EQUAL(
        CUDA_ERROR_INVALID_VALUE,
        cuFuncSetAttribute(module["dynamicShared"], CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, 300 * 1024));
    CHECK_EQUAL(CUDA_ERROR_INVALID_HANDLE, run(nullptr, 1, 32, 0, y.address, 0));
}

TEST(callsAreKept) {
    Session session;
    CUstream stream = nullptr;
    culebraEmulatorClearCalls();
    OK(cuStreamCreate(&stream, 1));
    OK(cuStreamSynchronize(stream));
    CHECK_EQUAL(std::string("cuStreamCreate\ncuStreamSynchronize\n"), std::string(culebraEmulatorCalls()));
    culebraEmulatorClearCalls();
    CHECK_EQUAL(std::string(), std::string(culebraEmulatorCalls()));
    OK(cuStreamDestroy_v2(stream));
}
