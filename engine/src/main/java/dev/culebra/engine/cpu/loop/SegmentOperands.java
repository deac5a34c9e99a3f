package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;

/** Vectors in memory segments, for the code of {@link VectorCode#run}. */
final class SegmentOperands implements Operands {
    private static final ClassDesc SEGMENT = LoopWriter.desc(MemorySegment.class);
    private static final ClassDesc ELEMENTS = LoopWriter.desc(SegmentElements.class);

    private final CodeBuilder code;
    private final LoopSpec spec;
    private final Dialect dialect;
    private final Splicer splicer;
    private final int index;
    /** Local variables of the inputs: their memory, their first byte, and for SCALAR ones their value. */
    private final int[] segments;
    private final int[] offsets;
    private final int[] values;

    /**
     * @param index the local variable that counts elements
     */
    SegmentOperands(CodeBuilder code, LoopSpec spec, Dialect dialect, Splicer splicer, int index) {
        this.code = code;
        this.spec = spec;
        this.dialect = dialect;
        this.splicer = splicer;
        this.index = index;
        segments = new int[spec.inputs()];
        offsets = new int[spec.inputs()];
        values = new int[spec.inputs()];
    }

    @Override
    public void prologue() {
        for (int input : Operands.loaded(spec)) {
            segments[input] = code.allocateLocal(TypeKind.REFERENCE);
            offsets[input] = code.allocateLocal(TypeKind.LONG);
            code.aload(code.parameterSlot(0)).loadConstant(input).aaload().astore(segments[input]);
            code.aload(code.parameterSlot(1)).loadConstant(input).laload().lstore(offsets[input]);
            if (spec.input(input).access() == Access.SCALAR) {
                values[input] = code.allocateLocal(TypeKind.REFERENCE);
                code.aload(segments[input]).lload(offsets[input]);
                loadElement(spec.input(input).dtype());
                broadcast();
                code.astore(values[input]);
            }
        }
    }

    /** Replaces segment and offset on the stack by the element there, converted to the arithmetic's type. */
    private void loadElement(DType dtype) {
        ClassDesc stored = ArrayOperands.element(dtype);
        splicer.call(code, ELEMENTS, "load" + dtype, MethodTypeDesc.of(stored, SEGMENT, ConstantDescs.CD_long));
        code.conversion(TypeKind.from(stored), TypeKind.from(Dialect.element(spec.arithmetic())));
    }

    @Override
    public void broadcast() {
        splicer.call(code, dialect.elements(), "broadcast", MethodTypeDesc.of(dialect.value(), Dialect.element(spec
                .arithmetic())));
    }

    @Override
    public void load(int input) {
        if (spec.input(input).access() == Access.SCALAR) {
            code.aload(values[input]);
            return;
        }
        code.aload(segments[input]);
        position(offsets[input]);
        call("load", MethodTypeDesc.of(dialect.value(), SEGMENT, ConstantDescs.CD_long));
    }

    @Override
    public void store(Runnable result) {
        result.run();
        code.aload(code.parameterSlot(3));
        position(code.parameterSlot(4));
        call("store", MethodTypeDesc.of(ConstantDescs.CD_void, dialect.value(), SEGMENT, ConstantDescs.CD_long));
    }

    private void call(String verb, MethodTypeDesc type) {
        splicer.call(code, dialect.elements(), verb + spec.arithmetic(), type);
    }

    private void position(int offset) {
        code.lload(offset).iload(index).i2l().loadConstant((long) spec.arithmetic().dtype().bytes()).lmul().ladd();
    }
}
