package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.backend.Backend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The copy verb: between all layouts, and between all dtypes. */
@ForEveryBackend
record CopyContractTest(Backend backend) {
    @ParameterizedTest
    @EnumSource
    void everyPairOfLayouts(LayoutKind in) {
        for (LayoutKind out : LayoutKind.FOR_OUTPUT) {
            for (Shape shape : Sizes.SHAPES) {
                copy(shape, DType.F32, in, DType.F32, out, Values.WILD);
            }
            copy(Shape.of(70, 3, 41), DType.U8, in, DType.U8, out, Values.ANY);
            copy(Shape.of(40, 67), DType.I64, in, DType.I64, out, Values.ANY);
            copy(Shape.of(5, 33, 35), DType.I32, in, DType.F64, out, Values.ANY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPairOfDTypes(DType in) {
        for (DType out : DType.values()) {
            for (LayoutKind kind : List.of(LayoutKind.CONTIGUOUS, LayoutKind.SWAPPED, LayoutKind.REPEATED_LAST)) {
                copy(Shape.of(9, 111), in, kind, out, LayoutKind.CONTIGUOUS, Values.WILD);
                copy(Shape.of(9, 111), in, LayoutKind.CONTIGUOUS, out, LayoutKind.STEPPED, Values.WHOLE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyEdgeOfRangesAndEverySpecialValue(DType out) {
        double[] edges = {-0.5, 0.5, 0.999, 1.5, -1.5, 126.9, 127.5, 128, 254.9, 255, 255.5, 256, 257, -128, -129,
            32767.5,
            65536, 0x1p31, 0x1p31 - 1, 0x1p31 - 0.5, -0x1p31, -0x1p31 - 1, -0x1p31 - 0.5, 0x1p32, 0x1p32 + 5, 0x1p53,
            0x1p62, 0x1p63, -0x1p63, 0x1p64, 1e19, -1e19, 1e300, -1e300};
        copy(Shape.of(edges.length), DType.F64, LayoutKind.CONTIGUOUS, out, LayoutKind.CONTIGUOUS, Values.cycle(edges));
        copy(Shape.of(edges.length), DType.F32, LayoutKind.CONTIGUOUS, out, LayoutKind.CONTIGUOUS, Values.cycle(edges));
        for (DType in : List.of(DType.F32, DType.F64)) {
            double[] specials = Specials.of(in);
            copy(Shape.of(specials.length), in, LayoutKind.CONTIGUOUS, out, LayoutKind.CONTIGUOUS,
                    Values.cycle(specials));
        }
        double[] whole = {0, -1, 1, 127, 128, 255, 256, 257, -128, -255, -256, 511, 512, 0x1p31 - 1, -0x1p31};
        copy(Shape.of(whole.length), DType.I32, LayoutKind.CONTIGUOUS, out, LayoutKind.CONTIGUOUS, Values.cycle(whole));
        double[] large =
                {0x1p31, -0x1p31 - 1, 0x1p32, 0x1p32 + 7, 0x1p53, 0x1p62, -0x1p62, 0x1p24 + 1, -0x1p63, 0x1p63};
        copy(Shape.of(large.length), DType.I64, LayoutKind.CONTIGUOUS, out, LayoutKind.CONTIGUOUS, Values.cycle(large));
    }

    @Test
    void everyLength() {
        for (long length : Sizes.LENGTHS) {
            for (DType dtype : DType.values()) {
                copy(Shape.of(length), dtype, LayoutKind.UNALIGNED, dtype, LayoutKind.CONTIGUOUS, Values.ANY);
                copy(Shape.of(length), dtype, LayoutKind.STEPPED, dtype, LayoutKind.UNALIGNED, Values.ANY);
                copy(Shape.of(3, length), dtype, LayoutKind.SWAPPED, DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE);
            }
        }
    }

    @Test
    void largeTransposes() {
        for (Shape shape : List.of(Shape.of(257, 129), Shape.of(3, 65, 130), Shape.of(1000, 2), Shape.of(2, 1000),
                Shape.of(6,
                        5, 34, 33))) {
            for (DType dtype : List.of(DType.F32, DType.F64, DType.U8)) {
                for (LayoutKind in : List.of(LayoutKind.SWAPPED, LayoutKind.TRANSPOSED, LayoutKind.ROTATED)) {
                    copy(shape, dtype, in, dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
                }
            }
        }
    }

    private void copy(Shape shape, DType from, LayoutKind in, DType to, LayoutKind out, Values values) {
        try (Lab lab = new Lab(backend, 30)) {
            Twin x = lab.view(shape, from, in, values);
            Twin y = lab.view(shape, to, out, Values.WHOLE);
            lab.run(side -> side.backend().copy(side.view(x), side.view(y)));
            lab.check("copy", Tolerance.EXACT, y);
        }
    }
}
