// Takes away what keeps a kernel right, one piece at a time, and expects to be told.

#include <algorithm>
#include <functional>

#include "harness.h"

using namespace test;

namespace {

/// The places of a piece of text within one kernel's body.
std::vector<size_t> placesOf(const std::string& text, const std::string& kernel, const std::string& piece) {
    size_t at = text.find(".entry " + kernel + "("), end = std::min(text.find(".entry ", at + 1), text.size());
    std::vector<size_t> places;
    while ((at = text.find(piece, at)) < end) places.push_back(at++);
    return places;
}

/// The text without the rest of the line at a place.
std::string without(std::string text, size_t place) {
    for (size_t i = place; text[i] != '\n'; ++i) text[i] = ' ';
    return text;
}

using Runner = std::function<CUresult(CUfunction)>;

/// Whether a kernel runs on its runner's inputs with nothing found.
bool passes(const std::string& text, const char* kernel, const Runner& runner) {
    Session session;
    CUmodule module = nullptr;
    CUfunction function = nullptr;
    OK(cuModuleLoadData(&module, text.c_str()));
    OK(cuModuleGetFunction(&function, module, kernel));
    return runner(function) == CUDA_SUCCESS && culebraEmulatorReportCount() == 0;
}

void everyBarrier(const char* kernel, size_t count, const Runner& runner) {
    std::string text = read("kernels/blocks.ptx");
    CHECK(passes(text, kernel, runner));
    std::vector<size_t> places = placesOf(text, kernel, "bar.sync");
    CHECK_EQUAL(count, places.size());
    for (size_t place : places)
        check(!passes(without(text, place), kernel, runner),
              std::string(kernel) + " passes without the barrier at " + std::to_string(place), __FILE__, __LINE__);
}

}  // namespace

TEST(everyBarrierOfAReduction) {
    everyBarrier("sumRows", 2, [](CUfunction kernel) {
        Buffer<float> x(ramp(512, 0, 1)), y(1);
        return run(kernel, 1, 256, 0, x.address, y.address, 512);
    });
}

TEST(everyBarrierOfALayerNormalisation) {
    everyBarrier("layerNorm", 2, [](CUfunction kernel) {
        Buffer<float> x(ramp(256, 0, 1)), y(256);
        return run(kernel, 1, 128, 1024, x.address, x.address, x.address, y.address, 256, 1e-5f);
    });
}

TEST(everyBarrierOfProducts) {
    for (bool tiled : {false, true})
        everyBarrier(tiled ? "multiplyTiled" : "multiply", 2, [=](CUfunction kernel) {
            Buffer<float> a(ramp(64 * 64, 0, 1)), b(ramp(64 * 64, 0, 1)), c(64 * 64);
            int n = 64;
            void* pointers[] = {&a.address, &b.address, &c.address, &n, &n, &n};
            unsigned blocks = tiled ? 1 : 4, width = tiled ? 256 : 16, height = tiled ? 1 : 16;
            OK(cuLaunchKernel(kernel, blocks, blocks, 1, width, height, 1, 0, nullptr, pointers, nullptr));
            return cuStreamSynchronize(nullptr);
        });
}

TEST(everyBarrierOfAHistogram) {
    everyBarrier("histogram", 2, [](CUfunction kernel) {
        Buffer<int> x(std::vector<int>(256, 37)), y(std::vector<int>(64, 0));
        return run(kernel, 1, 256, 0, x.address, y.address, 256);
    });
}

TEST(everyBoundsCheck) {
    std::string text = read("kernels/elementwise.ptx");
    Runner relu = [](CUfunction kernel) {
        Buffer<float> x(ramp(100, 0, 1)), y(100);
        return run(kernel, 1, 128, 0, x.address, y.address, 100);
    };
    Runner chain = [](CUfunction kernel) {
        Buffer<float> x(ramp(100, 0, 1));
        return run(kernel, 1, 128, 0, x.address, 100, 3);
    };
    for (const auto& [kernel, runner] : {std::pair{"relu", relu}, {"chain", chain}}) {
        CHECK(passes(text, kernel, runner));
        CHECK(!passes(without(text, placesOf(text, kernel, "@%p1 bra").at(0)), kernel, runner));
    }
}
