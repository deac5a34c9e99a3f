#pragma once

#include <cstdint>
#include <string_view>

namespace emulator {

/// How the bits of a PTX type are read. Untyped bits fit every kind of the same size.
enum class Kind : uint8_t { None, Predicate, Bits, Unsigned, Signed, Float, Brain };

/// A PTX fundamental type. Packed pairs (`.f16x2`, `.bf16x2`) have `lanes` 2 and the size of both together.
struct Type {
    Kind kind = Kind::None;
    uint8_t bytes = 0;
    uint8_t lanes = 1;

    bool valid() const { return kind != Kind::None; }
    bool isFloat() const { return kind == Kind::Float || kind == Kind::Brain; }
    bool isSigned() const { return kind == Kind::Signed; }
    bool operator==(const Type& other) const {
        return kind == other.kind && bytes == other.bytes && lanes == other.lanes;
    }
};

/// The type a modifier such as `f32` names; an invalid type when it names none.
Type typeNamed(std::string_view name);

/// Where a variable or an access lives. `Generic` addresses find out at run time.
enum class Space : uint8_t { Generic, Global, Shared, Local, Const, Param };

}  // namespace emulator
