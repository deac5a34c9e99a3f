#include "memory.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

namespace emulator {

namespace {

constexpr uint64_t kFirstAddress = 0x2000'0000'0000;
constexpr uint64_t kAlignment = 512;
constexpr uint64_t kGap = 4096;               // never mapped, so that running over an edge is seen
constexpr uint64_t kPoisonedEdge = 32 << 20;  // larger blocks are poisoned at both ends only
constexpr size_t kGraves = 100'000;
constexpr int kPoison = 0xFF;

std::string hex(uint64_t value) {
    char text[32];
    std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
    return text;
}

const char* kindName(Allocation::Kind kind) {
    switch (kind) {
        case Allocation::Kind::Device: return "device";
        case Allocation::Kind::Pooled: return "pooled";
        case Allocation::Kind::Pinned: return "pinned host";
        case Allocation::Kind::Registered: return "registered host";
        case Allocation::Kind::Managed: return "managed";
        case Allocation::Kind::Module: return "module";
    }
    return "";
}

}  // namespace

std::string describe(const Allocation& allocation) {
    return std::to_string(allocation.bytes) + " bytes of " + kindName(allocation.kind) + " memory at " +
           hex(allocation.address) + " (" + allocation.made + ", #" + std::to_string(allocation.serial) + ")";
}

MemoryTable::MemoryTable() : nextAddress(kFirstAddress) {}
MemoryTable::~MemoryTable() { clear(); }

void MemoryTable::back(Allocation& allocation) {
    uint64_t size = std::max<uint64_t>(kAlignment, (allocation.bytes + kAlignment - 1) / kAlignment * kAlignment);
    allocation.host = static_cast<uint8_t*>(std::aligned_alloc(kAlignment, size));
    if (allocation.host == nullptr) throw std::bad_alloc();
    uint64_t head = std::min(allocation.bytes, kPoisonedEdge);
    std::memset(allocation.host, kPoison, head);
    std::memset(allocation.host + allocation.bytes - head, kPoison, head);
    if (trackWrites) allocation.written.assign(allocation.bytes, 0);
}

void MemoryTable::unback(Allocation& allocation) {
    if (allocation.kind != Allocation::Kind::Registered) std::free(allocation.host);
    allocation.host = nullptr;
    allocation.written = {};
}

Allocation& MemoryTable::allocate(uint64_t bytes, Allocation::Kind kind, int device, const void* owner,
                                  std::string made, bool promised) {
    auto created = std::make_unique<Allocation>();
    Allocation& allocation = *created;
    allocation.bytes = bytes;
    allocation.kind = kind;
    allocation.state = promised ? Allocation::State::Promised : Allocation::State::Live;
    allocation.device = device;
    allocation.owner = owner;
    allocation.made = std::move(made);
    allocation.serial = ++serials;
    if (!promised) back(allocation);
    bool hostAddress = kind == Allocation::Kind::Pinned || kind == Allocation::Kind::Managed;
    if (hostAddress) {
        allocation.address = reinterpret_cast<uint64_t>(allocation.host);
    } else {
        allocation.address = nextAddress;
        nextAddress += (bytes + kGap + kAlignment - 1) / kAlignment * kAlignment;
    }
    ++generation;
    blocks[allocation.address] = std::move(created);
    return allocation;
}

Allocation& MemoryTable::adopt(void* host, uint64_t bytes, Allocation::Kind kind, int device, const void* owner,
                               std::string made) {
    auto created = std::make_unique<Allocation>();
    Allocation& allocation = *created;
    allocation.address = reinterpret_cast<uint64_t>(host);
    allocation.host = static_cast<uint8_t*>(host);
    allocation.bytes = bytes;
    allocation.kind = kind;
    allocation.device = device;
    allocation.owner = owner;
    allocation.made = std::move(made);
    allocation.serial = ++serials;
    ++generation;
    blocks[allocation.address] = std::move(created);
    return allocation;
}

void MemoryTable::fulfil(Allocation& allocation) {
    if (allocation.state == Allocation::State::Live) return;
    back(allocation);
    allocation.state = Allocation::State::Live;
    ++generation;
}

void MemoryTable::promise(Allocation& allocation) {
    unback(allocation);
    allocation.state = Allocation::State::Promised;
    ++generation;
}

void MemoryTable::release(Allocation& allocation, std::string freed) {
    ++generation;
    unback(allocation);
    allocation.state = Allocation::State::Freed;
    allocation.freed = std::move(freed);
    if (allocation.address < kFirstAddress || allocation.address >= nextAddress) {
        blocks.erase(allocation.address);  // the host will use this address again
        return;
    }
    graves.push_back(allocation.address);
    if (graves.size() < 2 * kGraves) return;
    for (size_t i = 0; i < kGraves; ++i)
        if (auto found = blocks.find(graves[i]);
            found != blocks.end() && found->second->state == Allocation::State::Freed)
            blocks.erase(found);
    graves.erase(graves.begin(), graves.begin() + kGraves);
}

Allocation* MemoryTable::at(uint64_t address) {
    auto above = blocks.upper_bound(address);
    return above == blocks.begin() ? nullptr : std::prev(above)->second.get();
}

Allocation* MemoryTable::startingAt(uint64_t address) {
    auto found = blocks.find(address);
    bool gone = found == blocks.end() || found->second->state == Allocation::State::Freed;
    return gone ? nullptr : found->second.get();
}

uint8_t* MemoryTable::range(uint64_t address, uint64_t bytes, int device, bool write, std::string* why) {
    Allocation* block = at(address);
    bool inside = block != nullptr && block->state == Allocation::State::Live &&
                  address - block->address <= block->bytes && bytes <= block->bytes - (address - block->address);
    bool allowed = inside && (block->device == device || peers.count({device, block->device}) != 0 ||
                              block->kind == Allocation::Kind::Pinned || block->kind == Allocation::Kind::Registered ||
                              block->kind == Allocation::Kind::Managed);
    if (allowed) return block->host + (address - block->address);
    if (why != nullptr) *why = explain(address, bytes, device, write);
    return nullptr;
}

std::string MemoryTable::explain(uint64_t address, uint64_t bytes, int device, bool write) {
    std::string access =
        std::string(write ? "write" : "read") + " of " + std::to_string(bytes) + " bytes at " + hex(address);
    if (address < 65536) return "null pointer: " + access;
    Allocation* block = at(address);
    if (block == nullptr) return "unknown address: " + access;
    uint64_t offset = address - block->address;
    bool touches = offset < std::max<uint64_t>(block->bytes, 1);
    if (touches && block->state == Allocation::State::Freed)
        return "use after free: " + access + ", offset " + std::to_string(offset) + " of " + describe(*block) +
               ", freed by " + block->freed;
    if (touches && block->state == Allocation::State::Promised)
        return "use before allocation: " + access + " of " + describe(*block) +
               ", whose stream has not reached the allocation";
    if (offset + bytes <= block->bytes && block->device != device && peers.count({device, block->device}) == 0)
        return "wrong device: " + access + " on device " + std::to_string(device) + " of " + describe(*block) +
               " on device " + std::to_string(block->device);
    if (offset + bytes <= block->bytes) return "write to constant memory: " + access + " of " + describe(*block);
    if (touches) return "out of bounds: " + access + ", across the end of " + describe(*block);
    auto above = blocks.upper_bound(address);
    uint64_t past = offset - block->bytes;
    if (above != blocks.end() && above->first - address < past)
        return "out of bounds: " + access + ", " + std::to_string(above->first - address) + " bytes before " +
               describe(*above->second);
    return "out of bounds: " + access + ", " + std::to_string(past) + " bytes past the end of " + describe(*block);
}

std::vector<Allocation*> MemoryTable::live(const void* owner) {
    std::vector<Allocation*> found;
    for (const auto& [address, block] : blocks)
        if (block->counted() && (owner == nullptr || block->owner == owner)) found.push_back(block.get());
    return found;
}

std::vector<Allocation*> MemoryTable::ownedBy(const void* owner) {
    std::vector<Allocation*> found;
    for (const auto& [address, block] : blocks)
        if (block->owner == owner && block->state != Allocation::State::Freed) found.push_back(block.get());
    return found;
}

void MemoryTable::clear() {
    for (const auto& [address, block] : blocks) unback(*block);
    blocks.clear();
    graves.clear();
    ++generation;
}

}  // namespace emulator
