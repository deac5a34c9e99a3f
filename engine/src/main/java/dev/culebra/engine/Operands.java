package dev.culebra.engine;

/** What every operation asks of its operands: one device, one dtype. */
final class Operands {
    private Operands() {}

    static Device device(String operation, Tensor... operands) {
        Device device = operands[0].device();
        for (Tensor operand : operands) {
            if (operand.device() != device) {
                throw new DeviceException("%s: tensors are on different devices (%s ≠ %s); move one with to(Device)"
                        .formatted(operation, device, operand.device()));
            }
        }
        return device;
    }

    static DType dtype(String operation, Tensor lhs, Tensor rhs) {
        if (lhs.dtype() != rhs.dtype()) {
            throw new DTypeException(
                    "%s: dtypes differ (%s ≠ %s): left %s, right %s; convert one with to(DType)".formatted(
                            operation, lhs.dtype(), rhs.dtype(), lhs.shape(), rhs.shape()));
        }
        return lhs.dtype();
    }

    static void floating(String operation, Tensor operand) {
        if (!operand.dtype().isFloating()) {
            throw new DTypeException("%s: needs F32 or F64, got %s %s; convert it with to(DType)".formatted(operation,
                    operand.shape(), operand.dtype()));
        }
    }

    static void summable(String operation, Tensor operand) {
        if (operand.dtype() == DType.U8 || operand.dtype() == DType.BOOL) {
            throw new DTypeException("%s: needs F32, F64, I32 or I64, got %s %s; convert it with to(DType)".formatted(
                    operation, operand.shape(), operand.dtype()));
        }
    }

    static void index(String operation, Tensor index) {
        if (index.dtype() != DType.I64) {
            throw new DTypeException("%s: indices must be I64, got %s %s; convert them with to(DType)".formatted(
                    operation, index.shape(), index.dtype()));
        }
    }
}
