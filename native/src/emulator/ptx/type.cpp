#include "type.h"

#include <array>
#include <utility>

namespace emulator {

Type typeNamed(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, Type>, 23> types = {{
        {"pred", {Kind::Predicate, 4}},  {"b8", {Kind::Bits, 1}},         {"b16", {Kind::Bits, 2}},
        {"b32", {Kind::Bits, 4}},        {"b64", {Kind::Bits, 8}},        {"b128", {Kind::Bits, 16}},
        {"u8", {Kind::Unsigned, 1}},     {"u16", {Kind::Unsigned, 2}},    {"u32", {Kind::Unsigned, 4}},
        {"u64", {Kind::Unsigned, 8}},    {"s8", {Kind::Signed, 1}},       {"s16", {Kind::Signed, 2}},
        {"s32", {Kind::Signed, 4}},      {"s64", {Kind::Signed, 8}},      {"f16", {Kind::Float, 2}},
        {"f32", {Kind::Float, 4}},       {"f64", {Kind::Float, 8}},       {"bf16", {Kind::Brain, 2}},
        {"f16x2", {Kind::Float, 4, 2}},  {"bf16x2", {Kind::Brain, 4, 2}}, {"u16x2", {Kind::Unsigned, 4, 2}},
        {"s16x2", {Kind::Signed, 4, 2}}, {"tf32", {Kind::Bits, 4}},
    }};
    for (const auto& [known, type] : types)
        if (known == name) return type;
    return {};
}

}  // namespace emulator
