#pragma once

#include "../decode/decode.h"

namespace emulator {

/// The register, variable or number inside the brackets of an address operand.
const ptx::Operand& baseOf(Decode& decode, const ptx::Operand& address);
/// The state space that an access names; generic when it names none.
Space spaceOf(const Decode& decode);
/// A slot with 64-bit addresses for an address operand. A register's offset is left to the instruction.
uint32_t addressSlot(Decode& decode, const ptx::Operand& address);
void emitWidening(Decode& decode, uint32_t wide, uint32_t slotOf32);
/// Memory is watched in grains as fine as the narrowest access to it.
void noteAccess(Decode& decode, uint32_t bytes);

}  // namespace emulator
