#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "order.h"

namespace emulator {

/// One block of memory that device code can name. Device addresses are invented and never used twice: touching one on
/// the host crashes as it would with a card, and a freed block stays recognisable.
struct Allocation {
    enum class Kind : uint8_t { Device, Pooled, Pinned, Registered, Managed, Module };
    /// `Promised`: a stream-ordered allocation whose turn has not come; `Freed`: kept to explain later accesses.
    enum class State : uint8_t { Promised, Live, Freed };

    uint64_t address = 0;
    uint64_t bytes = 0;
    uint8_t* host = nullptr;
    Kind kind = Kind::Device;
    State state = State::Live;
    bool readOnly = false;
    bool leaving = false;  ///< its free is queued on a stream
    int device = 0;
    const void* owner = nullptr;   ///< the context or pool it came from
    uint64_t serial = 0;           ///< n-th allocation of the process, from 1
    std::string made;              ///< the call that made it, or the variable's name
    std::string freed;             ///< the call that freed it
    std::vector<uint8_t> written;  ///< one flag a byte while uninitialised reads are checked, else empty

    AccessHistory history;  ///< who touched it last, to see work that should have waited

    bool counted() const {
        return state != State::Freed && !leaving && kind != Kind::Registered && kind != Kind::Module;
    }
};

/// All memory of all emulated devices, and the host memory they may reach.
class MemoryTable {
public:
    MemoryTable();
    ~MemoryTable();

    /// Reserves an address and, unless promised for later, the memory behind it. Fresh bytes are 0xFF: NaN, or −1.
    Allocation& allocate(uint64_t bytes, Allocation::Kind kind, int device, const void* owner, std::string made,
                         bool promised = false);
    /// Makes host memory reachable under its own address.
    Allocation& adopt(void* host, uint64_t bytes, Allocation::Kind kind, int device, const void* owner,
                      std::string made);
    void fulfil(Allocation& allocation);
    /// The opposite, for memory that a graph allocates anew at each launch.
    void promise(Allocation& allocation);
    void release(Allocation& allocation, std::string freed);

    /// The block that contains `address`, or the nearest one below it; nullptr when there is none.
    Allocation* at(uint64_t address);
    /// The live or promised block that begins at `address`; nullptr when there is none.
    Allocation* startingAt(uint64_t address);

    /// The host's bytes of a range of a live block; nullptr when any byte is outside, `why` then says how.
    uint8_t* range(uint64_t address, uint64_t bytes, int device, bool write, std::string* why);
    std::string explain(uint64_t address, uint64_t bytes, int device, bool write);

    /// Changes whenever a cached translation may have become wrong.
    uint64_t generation = 1;
    uint64_t serials = 0;
    bool trackWrites = false;
    std::set<std::pair<int, int>> peers;  ///< (from, to): devices that may touch another's memory

    std::vector<Allocation*> live(const void* owner = nullptr);
    /// Every block of an owner that is not freed, those about to be freed among them.
    std::vector<Allocation*> ownedBy(const void* owner);
    void clear();

private:
    std::map<uint64_t, std::unique_ptr<Allocation>> blocks;
    std::vector<uint64_t> graves;  ///< addresses of freed blocks, oldest first
    uint64_t nextAddress;

    void back(Allocation& allocation);
    void unback(Allocation& allocation);
};

std::string describe(const Allocation& allocation);

}  // namespace emulator
