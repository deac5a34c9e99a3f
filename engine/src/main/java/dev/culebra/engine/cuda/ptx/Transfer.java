package dev.culebra.engine.cuda.ptx;

import dev.culebra.engine.DType;
import java.util.ArrayList;
import java.util.List;

/** Loads and stores, with conversion between an element's type and that of the arithmetic. */
final class Transfer {
    private Transfer() {}

    /** One element, converted. */
    static String load(Code code, Compute compute, DType dtype, String address) {
        String at = "[" + address + "]";
        return switch (dtype) {
            case F32 -> converted(code, compute, DType.F32, code.into("%f", "ld.global.f32", at));
            case F64 -> converted(code, compute, DType.F64, code.into("%fd", "ld.global.f64", at));
            case I32 -> fromInteger(code, compute, "s32", code.into("%r", "ld.global.u32", at));
            case I64 -> compute == Compute.I64
                    ? code.into("%rd", "ld.global.u64", at)
                    : fromInteger(code, compute, "s64", code.into("%rd", "ld.global.u64", at));
            case U8 -> fromInteger(code, compute, "u16", code.into("%h", "ld.global.u8", at));
            case BOOL -> fromInteger(code, compute, "u16", code.into("%h", "ld.global.u8", at));
        };
    }

    private static String converted(Code code, Compute compute, DType dtype, String register) {
        if (compute.dtype() == dtype) {
            return register;
        }
        return dtype == DType.F32
                ? code.into("%fd", "cvt.f64.f32", register)
                : code.into("%f", "cvt.rn.f32.f64", register);
    }

    private static String fromInteger(Code code, Compute compute, String type, String register) {
        return compute == Compute.I64
                ? code.into("%rd", "cvt.s64." + type, register)
                : code.into(compute.register(), "cvt.rn.%s.%s".formatted(compute.suffix(), type), register);
    }

    /** Neighbours: as one vector where there are several, which are then of the type of the arithmetic. */
    static List<String> load(Code code, Compute compute, DType dtype, String address, int width) {
        if (width == 1) {
            return List.of(load(code, compute, dtype, address));
        }
        List<String> registers = new ArrayList<>();
        for (int lane = 0; lane < width; lane++) {
            registers.add(code.register(compute.register()));
        }
        code.line("ld.global.v%d.%s {%s}, [%s]", width, compute.suffix(), String.join(", ", registers), address);
        return registers;
    }

    /** Neighbours, converted: as one vector where there are several. */
    static void store(Code code, Compute compute, DType dtype, String address, List<String> values) {
        if (values.size() > 1) {
            code.line("st.global.v%d.%s [%s], {%s}", values.size(), compute.suffix(), address,
                    String.join(", ", values));
            return;
        }
        String value = values.getFirst();
        switch (dtype) {
            case F32 -> code.line("st.global.f32 [%s], %s", address, toFloating(code, compute, Compute.F32, value));
            case F64 -> code.line("st.global.f64 [%s], %s", address, toFloating(code, compute, Compute.F64, value));
            case I32 -> code.line("st.global.u32 [%s], %s", address, compute == Compute.I64
                    ? code.into("%r", "cvt.u32.u64", value)
                    : integer(code, compute, "%r", "s32", value));
            case I64 -> code.line("st.global.u64 [%s], %s", address, compute == Compute.I64
                    ? value
                    : integer(code, compute, "%rd", "s64", value));
            case U8 -> code.line("st.global.u8 [%s], %s", address, compute == Compute.I64
                    ? code.into("%h", "cvt.u16.u64", value)
                    : code.into("%h", "cvt.u16.u32",
                            code.into("%r", "min.u32", integer(code, compute, "%r", "u32", value),
                                    255)));
            case BOOL -> {
                String isSet =
                        code.into("%p", "setp.%s.%s".formatted(compute.unequal(), compute.suffix()), value,
                                compute.literal(0));
                code.line("st.global.u8 [%s], %s", address, code.into("%h", "selp.b16", 1, 0, isSet));
            }
        }
    }

    private static String toFloating(Code code, Compute compute, Compute target, String value) {
        if (compute == target) {
            return value;
        }
        String rounding = target == Compute.F64 && compute == Compute.F32 ? "" : ".rn";
        return code.into(target.register(), "cvt%s.%s.%s".formatted(rounding, target.suffix(), compute.suffix()),
                value);
    }

    /** Toward zero and saturating, as PTX converts; NaN to 0. */
    private static String integer(Code code, Compute compute, String register, String type, String value) {
        String converted = code.into(register, "cvt.rzi.%s.%s".formatted(type, compute.suffix()), value);
        String isNan = code.into("%p", "setp.nan." + compute.suffix(), value, value);
        return code.into(register, register.equals("%rd") ? "selp.b64" : "selp.b32", 0, converted, isNan);
    }
}
