// Graphs: captured from streams, instantiated, launched again and again.

#include "graph.h"

#include <algorithm>
#include <thread>

namespace emulator {

void addNode(Capture& capture, CUstream_st& stream, Work work) {
    auto node = std::make_unique<CUgraphNode_st>();
    work.after.clear();
    node->work = std::move(work);
    node->after = stream.captureTail;
    stream.captureTail = {capture.graph->nodes.size()};
    driver().handles.insert(node.get());
    capture.graph->nodes.push_back(std::move(node));
}

namespace {

uint64_t captureIds = 0;

std::vector<CUstream_st*> streamsIn(const Capture& capture) {
    std::vector<CUstream_st*> found;
    for (const auto& stream : capture.origin->context->streams)
        if (stream->capture == &capture) found.push_back(stream.get());
    return found;
}

/// Whether everything that joined streams captured comes before what the first stream captured last.
bool isJoined(const Capture& capture) {
    const auto& nodes = capture.graph->nodes;
    std::vector<bool> reached(nodes.size(), false);
    for (size_t node : capture.origin->captureTail) reached[node] = true;
    for (size_t i = nodes.size(); i-- > 0;)
        if (reached[i])
            for (size_t before : nodes[i]->after) reached[before] = true;
    for (const CUstream_st* stream : streamsIn(capture))
        for (size_t node : stream->captureTail)
            if (!reached[node]) return false;
    return true;
}

void forget(CUgraph_st& graph) {
    for (const auto& node : graph.nodes) driver().handles.erase(node.get());
    driver().handles.erase(&graph);
}

std::vector<Node> copyOf(const CUgraph_st& graph) {
    std::vector<Node> nodes;
    for (const auto& node : graph.nodes) nodes.push_back(*node);
    return nodes;
}

void runAll(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) node.work.run();
}

}  // namespace

}  // namespace emulator

using namespace emulator;

extern "C" {

CUresult cuStreamBeginCapture_v2(CUstream handle, CUstreamCaptureMode mode) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUstream stream = streamOf(context, handle);
        require(stream != nullptr, CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
        require(stream->capture == nullptr, CUDA_ERROR_ILLEGAL_STATE);
        auto* capture = new Capture;
        capture->origin = stream;
        capture->mode = mode;
        capture->thread = std::hash<std::thread::id>()(std::this_thread::get_id());
        capture->id = ++captureIds;
        stream->capture = capture;
        stream->captureTail.clear();
        driver().captures.push_back(capture);
    });
}

CUresult cuStreamEndCapture(CUstream handle, CUgraph* graph) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUstream stream = streamOf(context, handle);
        require(stream != nullptr && stream->capture != nullptr, CUDA_ERROR_ILLEGAL_STATE);
        require(stream->capture->origin == stream, CUDA_ERROR_STREAM_CAPTURE_UNMATCHED);
        std::unique_ptr<Capture> capture(stream->capture);
        size_t self = std::hash<std::thread::id>()(std::this_thread::get_id());
        bool wrongThread = capture->mode != CU_STREAM_CAPTURE_MODE_RELAXED && capture->thread != self;
        if (wrongThread) {
            capture.release();
            fail(CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD);
        }
        bool joined = isJoined(*capture);
        for (CUstream_st* member : streamsIn(*capture)) {
            member->capture = nullptr;
            member->captureTail.clear();
        }
        for (const auto& event : context.events)
            if (event->capture == capture.get()) event->capture = nullptr;
        auto& all = driver().captures;
        all.erase(std::find(all.begin(), all.end(), capture.get()));
        if (graph != nullptr) *graph = nullptr;
        if (capture->invalid || !joined) forget(*capture->graph);
        require(!capture->invalid, CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
        require(joined, CUDA_ERROR_STREAM_CAPTURE_UNJOINED);
        driver().handles.insert(capture->graph.get());
        *graph = capture->graph.release();
    });
}

CUresult cuStreamIsCapturing(CUstream handle, CUstreamCaptureStatus* status) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUstream stream = streamOf(context, handle);
        Capture* capture = stream == nullptr ? nullptr : stream->capture;
        *status = capture == nullptr ? CU_STREAM_CAPTURE_STATUS_NONE
                  : capture->invalid ? CU_STREAM_CAPTURE_STATUS_INVALIDATED
                                     : CU_STREAM_CAPTURE_STATUS_ACTIVE;
    });
}

CUresult cuStreamGetCaptureInfo_v2(CUstream handle, CUstreamCaptureStatus* status, cuuint64_t* id, CUgraph* graph,
                                   const CUgraphNode** dependencies, size_t* count) {
    return contextCall(__func__, [&](CUctx_st& context) {
        CUstream stream = streamOf(context, handle);
        Capture* capture = stream == nullptr ? nullptr : stream->capture;
        *status = capture == nullptr ? CU_STREAM_CAPTURE_STATUS_NONE
                  : capture->invalid ? CU_STREAM_CAPTURE_STATUS_INVALIDATED
                                     : CU_STREAM_CAPTURE_STATUS_ACTIVE;
        if (id != nullptr) *id = capture == nullptr ? 0 : capture->id;
        if (graph != nullptr) *graph = capture == nullptr ? nullptr : capture->graph.get();
        if (dependencies != nullptr) *dependencies = nullptr;
        if (count != nullptr) *count = 0;
    });
}

CUresult cuGraphCreate(CUgraph* created, unsigned flags) {
    return contextCall(__func__, [&](CUctx_st&) {
        require(flags == 0);
        *created = new CUgraph_st;
        driver().handles.insert(*created);
    });
}

CUresult cuGraphDestroy(CUgraph handle) {
    return call(__func__, [&] {
        CUgraph_st& graph = checkedHandle(handle);
        forget(graph);
        delete &graph;
    });
}

CUresult cuGraphGetNodes(CUgraph handle, CUgraphNode* nodes, size_t* count) {
    return call(__func__, [&] {
        CUgraph_st& graph = checkedHandle(handle);
        if (nodes != nullptr)
            for (size_t i = 0; i < *count; ++i) nodes[i] = i < graph.nodes.size() ? graph.nodes[i].get() : nullptr;
        if (nodes == nullptr || *count > graph.nodes.size()) *count = graph.nodes.size();
    });
}

CUresult cuGraphInstantiateWithFlags(CUgraphExec* created, CUgraph handle, unsigned long long) {
    return contextCall(__func__, [&](CUctx_st&) {
        auto exec = std::make_unique<CUgraphExec_st>();
        exec->nodes = copyOf(checkedHandle(handle));
        driver().handles.insert(exec.get());
        *created = exec.release();
    });
}

CUresult cuGraphUpload(CUgraphExec exec, CUstream stream) {
    return contextCall(__func__, [&](CUctx_st& context) {
        checkedHandle(exec);
        streamOf(context, stream);
    });
}

CUresult cuGraphLaunch(CUgraphExec handle, CUstream stream) {
    return contextCall(__func__, [&](CUctx_st& context) {
        auto nodes = std::make_shared<std::vector<Node>>(checkedHandle(handle).nodes);
        std::vector<uint64_t> addresses;
        for (const Node& node : *nodes)
            addresses.insert(addresses.end(), node.work.addresses.begin(), node.work.addresses.end());
        enqueue(context, stream,
                {"graph of " + std::to_string(nodes->size()) + " nodes", [=] { runAll(*nodes); }, addresses, {}});
    });
}

CUresult cuGraphExecUpdate_v2(CUgraphExec exec, CUgraph graph, CUgraphExecUpdateResultInfo* result) {
    return contextCall(__func__, [&](CUctx_st&) {
        std::vector<Node> nodes = copyOf(checkedHandle(graph));
        auto& old = checkedHandle(exec).nodes;
        bool same = nodes.size() == old.size();
        for (size_t i = 0; same && i < nodes.size(); ++i)
            same = nodes[i].after == old[i].after && nodes[i].work.what == old[i].work.what;
        if (result != nullptr)
            *result = {same ? CU_GRAPH_EXEC_UPDATE_SUCCESS : CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED, nullptr,
                       nullptr};
        require(same, CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE);
        old = std::move(nodes);
    });
}

CUresult cuGraphExecDestroy(CUgraphExec handle) {
    return call(__func__, [&] {
        CUgraphExec_st& exec = checkedHandle(handle);
        driver().handles.erase(&exec);
        delete &exec;
    });
}
}
