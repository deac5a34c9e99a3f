// Order between streams: nothing runs before something waits for it, so a wait that is missing gives wrong data.

#include <thread>

#include "harness.h"

using namespace test;

namespace {

struct Streams {
    Streams() {
        OK(cuStreamCreate(&one, 1));
        OK(cuStreamCreate(&other, 1));
        OK(cuEventCreate(&event, 0));
    }
    CUstream one = nullptr, other = nullptr;
    CUevent event = nullptr;
};

}  // namespace

TEST(nothingRunsUnasked) {
    Session session;
    Module module("mistakes");
    Streams streams;
    Buffer<float> y(100);
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, y.address, 2.0f, 100));
    CHECK_EQUAL(1, culebraEmulatorPendingWork());
    CHECK_EQUAL(0, culebraEmulatorLaunches());
    OK(cuStreamSynchronize(streams.other));
    CHECK_EQUAL(0, culebraEmulatorLaunches());
    OK(cuStreamSynchronize(streams.one));
    CHECK_EQUAL(1, culebraEmulatorLaunches());
}

TEST(eagerOnDemand) {
    Session session({{"streams", "eager"}});
    Module module("mistakes");
    Streams streams;
    Buffer<float> y(100);
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, y.address, 2.0f, 100));
    CHECK_EQUAL(1, culebraEmulatorLaunches());
}

TEST(missingEventWait) {
    for (bool waits : {true, false}) {
        Session session;
        Module module("mistakes");
        Streams streams;
        Buffer<float> x(std::vector<float>(100, 1)), y(std::vector<float>(100, 10));
        OK(launchOn(streams.one, module["fill"], 1, 128, 0, x.address, 5.0f, 100));
        OK(cuEventRecord(streams.event, streams.one));
        if (waits) OK(cuStreamWaitEvent(streams.other, streams.event, 0));
        OK(launchOn(streams.other, module["add"], 1, 128, 0, x.address, y.address, 100));
        OK(cuStreamSynchronize(streams.other));
        CHECK_EQUAL(waits ? 15.0f : 11.0f, y.values()[50]);
    }
}

TEST(leftOutStreamWait) {
    Session session({{"leave-out", "stream-waits"}});
    Module module("mistakes");
    Streams streams;
    Buffer<float> x(std::vector<float>(100, 1)), y(std::vector<float>(100, 10));
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, x.address, 5.0f, 100));
    OK(cuEventRecord(streams.event, streams.one));
    OK(cuStreamWaitEvent(streams.other, streams.event, 0));
    OK(launchOn(streams.other, module["add"], 1, 128, 0, x.address, y.address, 100));
    OK(cuStreamSynchronize(streams.other));
    CHECK_EQUAL(11.0f, y.values()[50]);
}

TEST(missingSynchronisation) {
    Session session;
    Module module("mistakes");
    Streams streams;
    Buffer<float> y(std::vector<float>(100, 1));
    float* pinned = nullptr;
    OK(cuMemHostAlloc(reinterpret_cast<void**>(&pinned), 400, 0));
    pinned[3] = -1;
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, y.address, 2.0f, 100));
    OK(cuMemcpyDtoHAsync_v2(pinned, y.address, 400, streams.one));
    CHECK_EQUAL(-1.0f, pinned[3]);
    OK(cuStreamSynchronize(streams.one));
    CHECK_EQUAL(2.0f, pinned[3]);
    OK(cuMemFreeHost(pinned));
}

TEST(stagingReusedTooEarly) {
    Session session;
    Streams streams;
    Buffer<float> x(1), y(1);
    float* pinned = nullptr;
    OK(cuMemHostAlloc(reinterpret_cast<void**>(&pinned), 4, 0));
    *pinned = 1;
    OK(cuMemcpyHtoDAsync_v2(x.address, pinned, 4, streams.one));
    *pinned = 2;  // the copy has not read it yet
    OK(cuStreamSynchronize(streams.one));
    CHECK_EQUAL(2.0f, x.values()[0]);
    float pageable = 3;
    OK(cuMemcpyHtoDAsync_v2(y.address, &pageable, 4, streams.one));
    pageable = 4;  // pageable memory is read during the call
    OK(cuStreamSynchronize(streams.one));
    CHECK_EQUAL(3.0f, y.values()[0]);
    OK(cuMemFreeHost(pinned));
}

TEST(defaultStreamWaitsForBlockingOnes) {
    for (unsigned flags : {0u, 1u}) {
        Session session;
        Module module("mistakes");
        CUstream stream = nullptr;
        OK(cuStreamCreate(&stream, flags));
        Buffer<float> y(std::vector<float>(100, 1));
        OK(launchOn(stream, module["fill"], 1, 128, 0, y.address, 2.0f, 100));
        CHECK_EQUAL(flags == 0 ? 2.0f : 1.0f, y.values()[0]);  // a synchronous copy runs on the default stream
    }
}

TEST(queries) {
    Session session;
    Module module("mistakes");
    Streams streams;
    Buffer<float> y(100);
    OK(cuStreamQuery(streams.one));
    OK(cuEventQuery(streams.event));
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, y.address, 2.0f, 100));
    CHECK_EQUAL(CUDA_ERROR_NOT_READY, cuStreamQuery(streams.one));
    OK(cuStreamQuery(streams.one));
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, y.address, 2.0f, 100));
    OK(cuEventRecord(streams.event, streams.one));
    CHECK_EQUAL(CUDA_ERROR_NOT_READY, cuEventQuery(streams.event));
    OK(cuEventQuery(streams.event));
}

TEST(elapsedTime) {
    Session session;
    Module module("mistakes");
    Streams streams;
    CUevent end = nullptr, untimed = nullptr;
    OK(cuEventCreate(&end, 0));
    OK(cuEventCreate(&untimed, 2));
    Buffer<float> y(100);
    OK(cuEventRecord(streams.event, streams.one));
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, y.address, 2.0f, 100));
    OK(cuEventRecord(end, streams.one));
    OK(cuEventRecord(untimed, streams.one));
    float millis = -1;
    CHECK_EQUAL(CUDA_ERROR_NOT_READY, cuEventElapsedTime(&millis, streams.event, end));
    OK(cuEventSynchronize(end));
    OK(cuEventElapsedTime(&millis, streams.event, end));
    CHECK(millis > 0 && millis < 10000);
    CHECK_EQUAL(CUDA_ERROR_INVALID_HANDLE, cuEventElapsedTime(&millis, streams.event, untimed));
}

TEST(destroyedStreamsFinishTheirWork) {
    Session session;
    Module module("mistakes");
    Streams streams;
    Buffer<float> y(std::vector<float>(100, 1));
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, y.address, 2.0f, 100));
    OK(cuStreamDestroy_v2(streams.one));
    CHECK_EQUAL(CUDA_ERROR_INVALID_HANDLE, cuStreamSynchronize(streams.one));
    OK(cuCtxSynchronize());
    CHECK_EQUAL(2.0f, y.values()[0]);
}

TEST(capturedGraph) {
    Session session;
    Module module("mistakes");
    Streams streams;
    Buffer<float> x(std::vector<float>(100, 1)), y(std::vector<float>(100, 0));
    OK(cuStreamBeginCapture_v2(streams.one, CU_STREAM_CAPTURE_MODE_GLOBAL));
    CUstreamCaptureStatus status = CU_STREAM_CAPTURE_STATUS_NONE;
    OK(cuStreamIsCapturing(streams.one, &status));
    CHECK_EQUAL(CU_STREAM_CAPTURE_STATUS_ACTIVE, status);
    OK(launchOn(streams.one, module["add"], 1, 128, 0, x.address, y.address, 100));
    // The other stream joins the capture and is joined again.
    OK(cuEventRecord(streams.event, streams.one));
    OK(cuStreamWaitEvent(streams.other, streams.event, 0));
    OK(launchOn(streams.other, module["add"], 1, 128, 0, x.address, y.address, 100));
    OK(cuEventRecord(streams.event, streams.other));
    OK(cuStreamWaitEvent(streams.one, streams.event, 0));
    CUgraph graph = nullptr;
    OK(cuStreamEndCapture(streams.one, &graph));
    size_t count = 0;
    OK(cuGraphGetNodes(graph, nullptr, &count));
    CHECK_EQUAL(2u, count);
    CHECK_EQUAL(0, culebraEmulatorLaunches());
    CUgraphExec exec = nullptr;
    OK(cuGraphInstantiateWithFlags(&exec, graph, 0));
    OK(cuGraphDestroy(graph));
    for (int i = 0; i < 3; ++i) OK(cuGraphLaunch(exec, streams.one));
    OK(cuStreamSynchronize(streams.one));
    CHECK_EQUAL(6, culebraEmulatorLaunches());
    CHECK_EQUAL(6.0f, y.values()[0]);
    OK(cuGraphExecDestroy(exec));
}

TEST(graphUpdate) {
    Session session;
    Module module("mistakes");
    Streams streams;
    Buffer<float> y(std::vector<float>(100, 0));
    auto capture = [&](float value, int nodes) {
        CUgraph graph = nullptr;
        OK(cuStreamBeginCapture_v2(streams.one, CU_STREAM_CAPTURE_MODE_RELAXED));
        for (int i = 0; i < nodes; ++i) OK(launchOn(streams.one, module["fill"], 1, 128, 0, y.address, value, 100));
        OK(cuStreamEndCapture(streams.one, &graph));
        return graph;
    };
    CUgraphExec exec = nullptr;
    CUgraphExecUpdateResultInfo info;
    OK(cuGraphInstantiateWithFlags(&exec, capture(1, 1), 0));
    OK(cuGraphExecUpdate_v2(exec, capture(2, 1), &info));
    CHECK_EQUAL(CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE, cuGraphExecUpdate_v2(exec, capture(2, 2), &info));
    CHECK_EQUAL(CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED, info.result);
    OK(cuGraphLaunch(exec, nullptr));
    CHECK_EQUAL(2.0f, y.values()[0]);
}

TEST(allocationWithinAGraph) {
    Session session;
    Module module("mistakes");
    Streams streams;
    Buffer<float> y(std::vector<float>(100, 0));
    CUdeviceptr inside = 0;
    CUgraph graph = nullptr;
    OK(cuStreamBeginCapture_v2(streams.one, CU_STREAM_CAPTURE_MODE_GLOBAL));
    OK(cuMemAllocAsync(&inside, 400, streams.one));
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, inside, 3.0f, 100));
    OK(launchOn(streams.one, module["add"], 1, 128, 0, inside, y.address, 100));
    OK(cuMemFreeAsync(inside, streams.one));
    OK(cuStreamEndCapture(streams.one, &graph));
    CUgraphExec exec = nullptr;
    OK(cuGraphInstantiateWithFlags(&exec, graph, 0));
    for (int i = 0; i < 2; ++i) OK(cuGraphLaunch(exec, nullptr));
    CHECK_EQUAL(6.0f, y.values()[0]);
}

TEST(forbiddenDuringCapture) {
    Session session;
    Module module("mistakes");
    Streams streams;
    CUgraph graph = nullptr;
    CUdeviceptr address = 0;
    OK(cuStreamBeginCapture_v2(streams.one, CU_STREAM_CAPTURE_MODE_GLOBAL));
    CHECK_EQUAL(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuMemAlloc_v2(&address, 16));
    CHECK_EQUAL(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(streams.one, &graph));
    OK(cuMemAlloc_v2(&address, 16));

    OK(cuStreamBeginCapture_v2(streams.one, CU_STREAM_CAPTURE_MODE_RELAXED));
    OK(cuMemAlloc_v2(&address, 16));
    CHECK_EQUAL(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuStreamSynchronize(streams.one));
    CHECK_EQUAL(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED,
                launchOn(streams.one, module["fill"], 1, 32, 0, address, 1.0f, 4));
    CHECK_EQUAL(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, cuStreamEndCapture(streams.one, &graph));

    // A stream that joined and was not joined again.
    OK(cuStreamBeginCapture_v2(streams.one, CU_STREAM_CAPTURE_MODE_RELAXED));
    OK(cuEventRecord(streams.event, streams.one));
    OK(cuStreamWaitEvent(streams.other, streams.event, 0));
    OK(launchOn(streams.other, module["fill"], 1, 32, 0, address, 1.0f, 4));
    CHECK_EQUAL(CUDA_ERROR_STREAM_CAPTURE_UNJOINED, cuStreamEndCapture(streams.one, &graph));
    CHECK_EQUAL(0, culebraEmulatorLaunches());
}

TEST(unorderedStreamsThatAreRightByLuck) {
    for (bool waits : {true, false}) {
        Session session;
        Module module("mistakes");
        Streams streams;
        Buffer<float> x(std::vector<float>(100, 1)), y(std::vector<float>(100, 10));
        OK(launchOn(streams.one, module["fill"], 1, 128, 0, x.address, 5.0f, 100));
        OK(cuEventRecord(streams.event, streams.one));
        if (waits) OK(cuStreamWaitEvent(streams.other, streams.event, 0));
        OK(launchOn(streams.other, module["add"], 1, 128, 0, x.address, y.address, 100));
        OK(cuStreamSynchronize(streams.one));  // happens to run the first before the second
        CHECK_EQUAL(waits ? CUDA_SUCCESS : CUDA_ERROR_LAUNCH_FAILED, cuStreamSynchronize(streams.other));
        if (waits)
            CHECK_EQUAL(15.0f, y.values()[50]);
        else
            CHECK(reported("unordered streams: kernel 'add' reads bytes 0 to 400"));
    }
}

TEST(whatTheHostWaitedForIsOrdered) {
    Session session;
    Module module("mistakes");
    Streams streams;
    Buffer<float> x(std::vector<float>(100, 1)), y(std::vector<float>(100, 10));
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, x.address, 5.0f, 100));
    OK(cuStreamSynchronize(streams.one));
    OK(launchOn(streams.other, module["add"], 1, 128, 0, x.address, y.address, 100));
    OK(cuEventRecord(streams.event, streams.other));
    OK(cuEventSynchronize(streams.event));
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, x.address, 6.0f, 100));
    CHECK_EQUAL(CUDA_ERROR_NOT_READY, cuStreamQuery(streams.one));
    OK(cuStreamQuery(streams.one));
    OK(launchOn(streams.other, module["add"], 1, 128, 0, x.address, y.address, 100));
    OK(cuCtxSynchronize());
    CHECK_EQUAL(21.0f, y.values()[50]);
}

TEST(unorderedButApart) {
    Session session;
    Module module("mistakes");
    Streams streams;
    Buffer<float> x(std::vector<float>(200, 1)), y(std::vector<float>(100, 10)), z(std::vector<float>(100, 10));
    // Different halves of one block, and two readers of the same, are no conflict.
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, x.address, 5.0f, 100));
    OK(launchOn(streams.other, module["fill"], 1, 128, 0, x.address + 400, 6.0f, 100));
    OK(cuCtxSynchronize());
    OK(launchOn(streams.one, module["add"], 1, 128, 0, x.address, y.address, 100));
    OK(launchOn(streams.other, module["add"], 1, 128, 0, x.address, z.address, 100));
    OK(cuCtxSynchronize());
    OK(launchOn(streams.one, module["fill"], 1, 128, 0, x.address, 5.0f, 101));
    OK(launchOn(streams.other, module["fill"], 1, 128, 0, x.address + 400, 6.0f, 100));
    CHECK_EQUAL(CUDA_ERROR_LAUNCH_FAILED, cuCtxSynchronize());
    CHECK(reported("writes bytes 400 to 800"));
}

TEST(threadsWithTheirOwnStreams) {
    Session session;
    Module module("mistakes");
    CUfunction fill = module["fill"], add = module["add"];
    std::vector<float> results(4);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            cuCtxSetCurrent(session.context);
            CUstream stream = nullptr;
            CUdeviceptr x = 0, y = 0;
            cuStreamCreate(&stream, 1);
            cuMemAllocAsync(&x, 400, stream);
            cuMemAllocAsync(&y, 400, stream);
            launchOn(stream, fill, 1, 128, 0, x, static_cast<float>(t), 100);
            launchOn(stream, fill, 1, 128, 0, y, 0.0f, 100);
            for (int i = 0; i < 50; ++i) launchOn(stream, add, 1, 128, 0, x, y, 100);
            cuMemcpyDtoHAsync_v2(&results[t], y + 396, 4, stream);
            cuMemFreeAsync(x, stream);
            cuMemFreeAsync(y, stream);
            cuStreamSynchronize(stream);
            cuStreamDestroy_v2(stream);
        });
    for (auto& thread : threads) thread.join();
    CHECK((results == std::vector<float>{0, 50, 100, 150}));
    CHECK_EQUAL(0, culebraEmulatorReportCount());
    CHECK_EQUAL(0, culebraEmulatorLiveAllocations());
}
