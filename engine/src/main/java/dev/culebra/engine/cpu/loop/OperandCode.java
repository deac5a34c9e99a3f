package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;
import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;

/** Writes the loads and stores of a loop. */
final class OperandCode {
    /** In place of the local variable of a mask: the whole vector. */
    static final int UNMASKED = -1;

    private static final ClassDesc SEGMENT = LoopWriter.desc(MemorySegment.class);
    private static final ClassDesc SCALAR_ELEMENTS = LoopWriter.desc(ScalarElements.class);

    private final CodeBuilder code;
    private final LoopSpec spec;
    private final Dialect dialect;
    private final Splicer splicer;
    private final int index;
    private final Place[] inputs;
    private final Place output;

    /** Local variables of one operand; {@code value} is that of a SCALAR input, loaded once. */
    private record Place(Operand operand, int segment, int offset, int stride, int value) {}

    /**
     * @param index the local variable that counts elements
     */
    OperandCode(CodeBuilder code, LoopSpec spec, Dialect dialect, Splicer splicer, int index) {
        this.code = code;
        this.spec = spec;
        this.dialect = dialect;
        this.splicer = splicer;
        this.index = index;
        inputs = new Place[spec.inputs()];
        output = new Place(spec.output(), code.parameterSlot(3), code.parameterSlot(4), code.parameterSlot(5), -1);
    }

    /** Puts what the loop needs of each input that the program loads into local variables. */
    void prologue() {
        for (Instruction instruction : Program.of(spec.expr()).instructions()) {
            if (instruction instanceof Instruction.Load(int input) && inputs[input] == null) {
                inputs[input] = place(input);
            }
        }
    }

    private Place place(int input) {
        Operand operand = spec.input(input);
        int segment = code.allocateLocal(TypeKind.REFERENCE);
        int offset = code.allocateLocal(TypeKind.LONG);
        int stride = -1;
        int value = -1;
        code.aload(code.parameterSlot(0)).loadConstant(input).aaload().astore(segment);
        code.aload(code.parameterSlot(1)).loadConstant(input).laload().lstore(offset);
        switch (operand.access()) {
            case CONTIGUOUS -> {
            }
            case STRIDED -> {
                stride = code.allocateLocal(TypeKind.LONG);
                code.aload(code.parameterSlot(2)).loadConstant(input).laload().lstore(stride);
            }
            case SCALAR -> {
                value = code.allocateLocal(TypeKind.from(dialect.value()));
                code.aload(segment).lload(offset);
                loadElement(operand.dtype());
                broadcast();
                code.storeLocal(TypeKind.from(dialect.value()), value);
            }
        }
        return new Place(operand, segment, offset, stride, value);
    }

    /** Turns the element on the stack into a value. */
    void broadcast() {
        if (dialect.isVector()) {
            splicer.call(code, dialect.elements(), "broadcast", MethodTypeDesc.of(dialect.value(), Dialect.element(spec
                    .arithmetic())));
        }
    }

    /** Pushes the value of an input at the index. */
    void load(int input, int mask) {
        Place place = inputs[input];
        if (place.value >= 0) {
            code.loadLocal(TypeKind.from(dialect.value()), place.value);
            return;
        }
        code.aload(place.segment);
        position(place);
        if (!dialect.isVector()) {
            loadElement(place.operand.dtype());
        } else if (mask == UNMASKED) {
            vectorCall("load", MethodTypeDesc.of(dialect.value(), SEGMENT, ConstantDescs.CD_long));
        } else {
            code.aload(mask);
            vectorCall("load", MethodTypeDesc.of(dialect.value(), SEGMENT, ConstantDescs.CD_long, dialect.mask()));
        }
    }

    /** Pops a value, or for BOOL a mask, and stores it at the index. */
    void store(int mask) {
        code.aload(output.segment);
        position(output);
        DType dtype = output.operand.dtype();
        if (!dialect.isVector()) {
            ClassDesc stored = dtype == DType.BOOL ? dialect.mask() : dialect.value();
            splicer.call(code, dialect.elements(), "store" + dtype, MethodTypeDesc.of(ConstantDescs.CD_void, stored,
                    SEGMENT, ConstantDescs.CD_long));
        } else if (mask == UNMASKED) {
            vectorCall("store", MethodTypeDesc.of(ConstantDescs.CD_void, dialect.value(), SEGMENT,
                    ConstantDescs.CD_long));
        } else {
            code.aload(mask);
            vectorCall("store", MethodTypeDesc.of(ConstantDescs.CD_void, dialect.value(), SEGMENT,
                    ConstantDescs.CD_long, dialect.mask()));
        }
    }

    private void vectorCall(String verb, MethodTypeDesc type) {
        splicer.call(code, dialect.elements(), verb + spec.arithmetic(), type);
    }

    private void position(Place place) {
        code.lload(place.offset).iload(index).i2l();
        if (place.operand.access() == Access.STRIDED) {
            code.lload(place.stride);
        } else {
            code.loadConstant((long) place.operand.dtype().bytes());
        }
        code.lmul().ladd();
    }

    /** Replaces segment and offset on the stack by the element there, converted to the arithmetic's type. */
    private void loadElement(DType dtype) {
        ClassDesc stored = switch (dtype) {
            case F32 -> ConstantDescs.CD_float;
            case F64 -> ConstantDescs.CD_double;
            case I64 -> ConstantDescs.CD_long;
            case I32, U8, BOOL -> ConstantDescs.CD_int;
        };
        splicer.call(code, SCALAR_ELEMENTS, "load" + dtype, MethodTypeDesc.of(stored, SEGMENT, ConstantDescs.CD_long));
        code.conversion(TypeKind.from(stored), TypeKind.from(Dialect.element(spec.arithmetic())));
    }
}
