// Lifetimes: frees that come too early, twice or never; too little memory.

#include "harness.h"

using namespace test;

TEST(useAfterFree) {
    Session session;
    Module module("mistakes");
    CUdeviceptr gone = 0;
    OK(cuMemAlloc_v2(&gone, 400));
    OK(run(module["fill"], 1, 128, 0, gone, 1.0f, 100));
    OK(cuMemFree_v2(gone));
    CHECK_EQUAL(CUDA_ERROR_ILLEGAL_ADDRESS, run(module["fill"], 1, 128, 0, gone, 1.0f, 100));
    CHECK(reported("use after free: write of 4 bytes"));
    CHECK(reported("freed by cuMemFree"));
}

TEST(doubleFree) {
    Session session;
    CUdeviceptr address = 0;
    OK(cuMemAlloc_v2(&address, 400));
    OK(cuMemFree_v2(address));
    CHECK_EQUAL(0, culebraEmulatorReportCount());
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, cuMemFree_v2(address));
    CHECK(reported("cuMemFree: double free of 400 bytes"));
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, cuMemFree_v2(address + 4));
    CHECK(reported("free of an address that no allocation begins at"));
}

TEST(streamOrderedMemory) {
    Session session;
    Module module("mistakes");
    CUstream stream = nullptr;
    OK(cuStreamCreate(&stream, 1));
    CUdeviceptr address = 0;
    OK(cuMemAllocAsync(&address, 400, stream));
    OK(launchOn(stream, module["fill"], 1, 128, 0, address, 2.0f, 100));
    std::vector<float> values(100);
    OK(cuMemcpyDtoHAsync_v2(values.data(), address, 400, stream));
    OK(cuStreamSynchronize(stream));
    CHECK_EQUAL(2.0f, values[99]);
    CHECK_EQUAL(1, culebraEmulatorLiveAllocations());
    OK(cuMemFreeAsync(address, stream));
    CHECK_EQUAL(0, culebraEmulatorLiveAllocations());
    OK(cuStreamSynchronize(stream));
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, cuMemFreeAsync(address, stream));
    CHECK(reported("cuMemFreeAsync: double free"));
}

TEST(useAfterAsynchronousFree) {
    Session session;
    Module module("mistakes");
    CUstream stream = nullptr;
    OK(cuStreamCreate(&stream, 1));
    CUdeviceptr address = 0;
    OK(cuMemAllocAsync(&address, 400, stream));
    OK(cuMemFreeAsync(address, stream));
    OK(launchOn(stream, module["fill"], 1, 128, 0, address, 2.0f, 100));
    CHECK_EQUAL(CUDA_ERROR_ILLEGAL_ADDRESS, cuStreamSynchronize(stream));
    CHECK(reported("freed by cuMemFreeAsync"));
}

TEST(useBeforeAllocation) {
    Session session;
    Module module("mistakes");
    CUstream one = nullptr, other = nullptr;
    OK(cuStreamCreate(&one, 1));
    OK(cuStreamCreate(&other, 1));
    CUdeviceptr address = 0;
    OK(cuMemAllocAsync(&address, 400, one));
    OK(launchOn(other, module["fill"], 1, 128, 0, address, 2.0f, 100));
    CHECK_EQUAL(CUDA_ERROR_ILLEGAL_ADDRESS, cuStreamSynchronize(other));
    CHECK(reported("use before allocation"));
}

TEST(freeThatDoesNotWait) {
    for (bool waits : {true, false}) {
        Session session;
        Module module("mistakes");
        CUstream one = nullptr, other = nullptr;
        CUevent event = nullptr;
        OK(cuStreamCreate(&one, 1));
        OK(cuStreamCreate(&other, 1));
        OK(cuEventCreate(&event, 2));
        CUdeviceptr address = 0;
        OK(cuMemAllocAsync(&address, 400, one));
        OK(cuStreamSynchronize(one));
        OK(launchOn(other, module["fill"], 1, 128, 0, address, 2.0f, 100));
        OK(cuEventRecord(event, other));
        if (waits) OK(cuStreamWaitEvent(one, event, 0));
        OK(cuMemFreeAsync(address, one));
        CHECK_EQUAL(waits ? CUDA_SUCCESS : CUDA_ERROR_ILLEGAL_ADDRESS, cuCtxSynchronize());
        if (!waits) CHECK(reported("does not wait for 'kernel 'fill'' on stream"));
    }
}

TEST(leaks) {
    Session session;
    CUdeviceptr kept = 0, pooled = 0, freed = 0;
    OK(cuMemAlloc_v2(&kept, 100));
    OK(cuMemAllocAsync(&pooled, 200, nullptr));
    OK(cuMemAlloc_v2(&freed, 300));
    OK(cuMemFree_v2(freed));
    CHECK_EQUAL(2, culebraEmulatorLiveAllocations());
    CHECK_EQUAL(300, culebraEmulatorLiveBytes());
    CHECK_EQUAL(2, culebraEmulatorReportLeaks());
    culebraEmulatorClearReport();
    OK(cuDevicePrimaryCtxRelease_v2(0));
    CHECK_EQUAL(2, culebraEmulatorReportCount());
    CHECK(reported("leak: 100 bytes of device memory"));
    CHECK(reported("leak: 200 bytes of pooled memory"));
    CHECK_EQUAL(0, culebraEmulatorLiveAllocations());
    CHECK_EQUAL(CUDA_ERROR_INVALID_CONTEXT, cuMemAlloc_v2(&kept, 100));
}

TEST(noLeakNoFinding) {
    Session session;
    {
        Buffer<float> buffer(100);
    }
    OK(cuDevicePrimaryCtxRelease_v2(0));
    CHECK_EQUAL(0, culebraEmulatorReportCount());
}

TEST(copiesOutOfBounds) {
    Session session;
    Buffer<float> x(100);
    std::vector<float> host(200);
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, cuMemcpyHtoD_v2(x.address, host.data(), 404));
    CHECK(reported("cuMemcpyHtoD: out of bounds"));
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH_v2(host.data(), x.address + 4, 400));
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, cuMemcpyDtoH_v2(host.data(), 0, 4));
    OK(cuMemcpyHtoD_v2(x.address, host.data(), 400));
}

TEST(outOfMemoryByCount) {
    Session session({{"fail-allocation", "3"}});
    CUdeviceptr a = 0;
    void* host = nullptr;
    OK(cuMemAlloc_v2(&a, 16));
    OK(cuMemHostAlloc(&host, 16, 0));
    CHECK_EQUAL(CUDA_ERROR_OUT_OF_MEMORY, cuMemAllocAsync(&a, 16, nullptr));
    OK(cuMemAllocAsync(&a, 16, nullptr));
    CHECK_EQUAL(4, culebraEmulatorAllocations());
}

TEST(outOfMemorySeveralTimes) {
    Session session({{"fail-allocation", "2"}, {"fail-allocations", "3"}});
    CUdeviceptr a = 0;
    OK(cuMemAlloc_v2(&a, 16));
    for (int i = 0; i < 3; ++i) CHECK_EQUAL(CUDA_ERROR_OUT_OF_MEMORY, cuMemAllocAsync(&a, 16, nullptr));
    OK(cuMemAllocAsync(&a, 16, nullptr));
}

TEST(outOfMemoryByBytes) {
    Session session({{"memory", "1000000"}});
    CUdeviceptr a = 0, b = 0;
    size_t free = 0, total = 0;
    OK(cuMemAlloc_v2(&a, 600000));
    OK(cuMemGetInfo_v2(&free, &total));
    CHECK_EQUAL(400000u, free);
    CHECK_EQUAL(1000000u, total);
    CHECK_EQUAL(CUDA_ERROR_OUT_OF_MEMORY, cuMemAlloc_v2(&b, 400001));
    OK(cuMemFree_v2(a));
    OK(cuMemAlloc_v2(&b, 400001));
}

TEST(poolsKeepAndGiveBack) {
    Session session({{"memory", "1000000"}});
    CUmemoryPool pool = nullptr;
    OK(cuDeviceGetDefaultMemPool(&pool, 0));
    cuuint64_t threshold = 900000, value = 0;
    OK(cuMemPoolSetAttribute(pool, CU_MEMPOOL_ATTR_RELEASE_THRESHOLD, &threshold));
    CUdeviceptr a = 0, b = 0;
    OK(cuMemAllocAsync(&a, 600000, nullptr));
    OK(cuMemFreeAsync(a, nullptr));
    OK(cuStreamSynchronize(nullptr));
    OK(cuMemPoolGetAttribute(pool, CU_MEMPOOL_ATTR_RESERVED_MEM_CURRENT, &value));
    CHECK_EQUAL(600000u, value);
    OK(cuMemPoolGetAttribute(pool, CU_MEMPOOL_ATTR_USED_MEM_CURRENT, &value));
    CHECK_EQUAL(0u, value);
    CHECK_EQUAL(CUDA_ERROR_OUT_OF_MEMORY, cuMemAlloc_v2(&b, 500000));
    OK(cuMemPoolTrimTo(pool, 0));
    OK(cuMemAlloc_v2(&b, 500000));
}

TEST(poolsAreTrimmedWithoutThreshold) {
    Session session;
    CUmemoryPool pool = nullptr;
    OK(cuDeviceGetDefaultMemPool(&pool, 0));
    CUdeviceptr a = 0;
    cuuint64_t value = 0;
    OK(cuMemAllocAsync(&a, 600000, nullptr));
    OK(cuMemFreeAsync(a, nullptr));
    OK(cuStreamSynchronize(nullptr));
    OK(cuMemPoolGetAttribute(pool, CU_MEMPOOL_ATTR_RESERVED_MEM_CURRENT, &value));
    CHECK_EQUAL(0u, value);
}

TEST(pointerAttributes) {
    Session session;
    Buffer<float> x(100);
    void* host = nullptr;
    OK(cuMemHostAlloc(&host, 64, 0));
    unsigned type = 0;
    CUdeviceptr start = 0;
    OK(cuPointerGetAttribute(&type, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, x.address + 8));
    CHECK_EQUAL(2u, type);
    OK(cuPointerGetAttribute(&start, CU_POINTER_ATTRIBUTE_RANGE_START_ADDR, x.address + 8));
    CHECK_EQUAL(x.address, start);
    OK(cuPointerGetAttribute(&type, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, reinterpret_cast<CUdeviceptr>(host)));
    CHECK_EQUAL(1u, type);
    CHECK_EQUAL(CUDA_ERROR_INVALID_VALUE, cuPointerGetAttribute(&type, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, 1234));
    OK(cuMemFreeHost(host));
}
