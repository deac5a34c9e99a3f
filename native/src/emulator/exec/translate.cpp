#include "translate.h"

#include <algorithm>
#include <cstdio>

#include "../memory/memory.h"
#include "shared_memory.h"
#include "windows.h"

namespace emulator {

namespace {

constexpr int kIllegalAddress = 700;
constexpr int kMisaligned = 716;

[[noreturn]] void misaligned(uint64_t address, uint32_t bytes, bool write, int lane) {
    char text[128];
    std::snprintf(text, sizeof text, "misaligned: %s of %u bytes at 0x%llx, which is no multiple of %u",
                  write ? "write" : "read", bytes, static_cast<unsigned long long>(address), bytes);
    throw KernelFault{kMisaligned, text, lane};
}

/// Keeps the flags of which bytes something has written, and refuses to read others.
void noteInitialised(const Launch& launch, uint8_t* written, uint64_t address, uint64_t offset, uint32_t bytes,
                     bool write, int lane) {
    if (write) {
        std::fill_n(written + offset, bytes, uint8_t{1});
    } else if (launch.checkWrites &&
               std::find(written + offset, written + offset + bytes, 0) != written + offset + bytes) {
        throw KernelFault{719,
                          "uninitialised device memory: read of " + std::to_string(bytes) + " bytes, offset " +
                              std::to_string(offset) + " of " + describe(*launch.memory->at(address)),
                          lane};
    }
}

uint8_t* globalAddress(Warp& warp, const Op& op, uint64_t address, uint32_t bytes, bool write, int lane) {
    Launch& launch = *warp.block->launch;
    std::string why;
    uint8_t* host = launch.memory->range(address, bytes, launch.device, write, &why);
    if (host == nullptr) throw KernelFault{kIllegalAddress, why, lane};
    Allocation* block = launch.memory->at(address);
    if (write && block->readOnly)
        throw KernelFault{kIllegalAddress, launch.memory->explain(address, bytes, launch.device, write), lane};
    uint64_t offset = address - block->address;
    Touched& touched = launch.log->touched[block];
    touched.add(offset, offset + bytes, write);
    uint8_t* written = block->written.empty() ? nullptr : block->written.data();
    if (written != nullptr) noteInitialised(launch, written, address, offset, bytes, write, lane);
    if (!block->readOnly) op.cache = {launch.serial, block->address, block->bytes, block->host, &touched, written};
    return host;
}

uint8_t* localAddress(Warp& warp, uint64_t offset, uint32_t bytes, bool write, int lane) {
    uint64_t size = warp.block->launch->program->localBytes;
    if (offset < 128 || offset + bytes > size)
        throw KernelFault{kIllegalAddress,
                          "out of bounds: " + std::string(write ? "write" : "read") + " of " + std::to_string(bytes) +
                              " bytes at local offset " + std::to_string(static_cast<int64_t>(offset) - 128) + " of " +
                              std::to_string(size > 128 ? size - 128 : 0),
                          lane};
    return warp.block->local + warp.thread(lane) * size + offset;
}

/// Finds an address in the space that it is of; `kind` becomes what Translation::shared holds. The block found may
/// become the instruction's cached one.
uint8_t* findAddress(Warp& warp, const Op& op, uint64_t address, uint32_t bytes, bool write, int lane, uint64_t& kind) {
    Space space = op.space;
    if (space == Space::Generic && address - kSharedWindow < 3 * kWindowBytes) {
        space = address < kLocalWindow ? Space::Shared : address < kParameterWindow ? Space::Local : Space::Param;
        address &= kWindowBytes - 1;
    }
    const BlockState& block = *warp.block;
    switch (space) {
        case Space::Shared:
            block.shared->check(lane, address, bytes, write);
            kind = address;
            return block.shared->data() + address;
        case Space::Local:
            kind = Translation::kPrivate;
            return localAddress(warp, address & (kWindowBytes - 1), bytes, write, lane);
        case Space::Param: {
            uint64_t at = address & (kWindowBytes - 1);
            kind = Translation::kPrivate;
            if (write || at + bytes > block.launch->program->parameterBytes)
                throw KernelFault{kIllegalAddress, "out of bounds: access to kernel parameters", lane};
            return const_cast<uint8_t*>(block.launch->parameters) + at;
        }
        default: return globalAddress(warp, op, address, bytes, write, lane);
    }
}

}  // namespace

void translate(Warp& warp, const Op& op, uint32_t mask, uint32_t addressSlot, uint32_t bytes, bool write,
               Translation& result) {
    const uint64_t* addresses = slot<uint64_t>(warp, addressSlot);
    uint64_t offset = static_cast<uint64_t>(op.immediate), serial = warp.block->launch->serial;
    bool cached = op.cache.launch == serial && op.space != Space::Shared;
    uint64_t low = ~0ull, high = 0;
    result.anyShared = false;
    for (; mask != 0; mask &= mask - 1) {
        int lane = __builtin_ctz(mask);
        uint64_t address = addresses[lane] + offset;
        if ((address & (bytes - 1)) != 0) misaligned(address, bytes, write, lane);
        result.shared[lane] = Translation::kGlobal;
        uint64_t into = address - op.cache.address;
        if (cached && into < op.cache.bytes && bytes <= op.cache.bytes - into) {
            result.host[lane] = op.cache.host + into;
            low = std::min(low, into);
            high = std::max(high, into + bytes);
            if (op.cache.written != nullptr)
                noteInitialised(*warp.block->launch, op.cache.written, address, into, bytes, write, lane);
            continue;
        }
        if (high != 0) op.cache.touched->add(low, high, write);
        low = ~0ull;
        high = 0;
        result.host[lane] = findAddress(warp, op, address, bytes, write, lane, result.shared[lane]);
        result.anyShared |= result.shared[lane] < Translation::kPrivate;
        cached = op.cache.launch == serial;
    }
    if (high != 0) op.cache.touched->add(low, high, write);
}

}  // namespace emulator
