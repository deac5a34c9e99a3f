package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Elements of arrays, for the code of {@link ArrayLoop#run}. */
final class ArrayOperands implements Operands {
    private static final ClassDesc CONVERSIONS = LoopWriter.desc(Conversions.class);

    private final CodeBuilder code;
    private final LoopSpec spec;
    private final Dialect dialect;
    private final Splicer splicer;
    private final int index;
    /** The local variable of each input: its array, or for SCALAR ones its value. */
    private final int[] inputs;
    private final TypeKind value;
    private int output;

    /**
     * @param index the local variable that counts elements
     */
    ArrayOperands(CodeBuilder code, LoopSpec spec, Dialect dialect, Splicer splicer, int index) {
        this.code = code;
        this.spec = spec;
        this.dialect = dialect;
        this.splicer = splicer;
        this.index = index;
        inputs = new int[spec.inputs()];
        value = TypeKind.from(dialect.value());
    }

    @Override
    public void prologue() {
        for (int input : Operands.loaded(spec)) {
            DType dtype = spec.input(input).dtype();
            code.aload(code.parameterSlot(0)).loadConstant(input).aaload().checkcast(array(dtype));
            if (spec.input(input).access() == Access.SCALAR) {
                inputs[input] = code.allocateLocal(value);
                code.iconst_0();
                loadElement(dtype);
                code.storeLocal(value, inputs[input]);
            } else {
                inputs[input] = code.allocateLocal(TypeKind.REFERENCE);
                code.astore(inputs[input]);
            }
        }
        output = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(code.parameterSlot(1)).checkcast(array(spec.output().dtype())).astore(output);
    }

    /** Replaces array and index on the stack by the element there, converted to the arithmetic's type. */
    private void loadElement(DType dtype) {
        switch (dtype) {
            case F32 -> code.faload();
            case F64 -> code.daload();
            case I32 -> code.iaload();
            case I64 -> code.laload();
            case BOOL -> code.baload();
            case U8 -> code.baload().loadConstant(0xff).iand();
        }
        code.conversion(TypeKind.from(element(dtype)), value);
    }

    @Override
    public void broadcast() {
        // An element is a value.
    }

    @Override
    public void load(int input) {
        if (spec.input(input).access() == Access.SCALAR) {
            code.loadLocal(value, inputs[input]);
        } else {
            code.aload(inputs[input]).iload(index);
            loadElement(spec.input(input).dtype());
        }
    }

    @Override
    public void store(Runnable result) {
        DType dtype = spec.output().dtype();
        code.aload(output).iload(index);
        result.run();
        ClassDesc from = dtype == DType.BOOL ? dialect.mask() : dialect.value();
        splicer.call(code, CONVERSIONS, "to" + dtype, MethodTypeDesc.of(element(dtype), from));
        switch (dtype) {
            case F32 -> code.fastore();
            case F64 -> code.dastore();
            case I32 -> code.iastore();
            case I64 -> code.lastore();
            case U8, BOOL -> code.bastore();
        }
    }

    /** What an element is on the stack. */
    static ClassDesc element(DType dtype) {
        return switch (dtype) {
            case F32 -> ConstantDescs.CD_float;
            case F64 -> ConstantDescs.CD_double;
            case I64 -> ConstantDescs.CD_long;
            case I32, U8, BOOL -> ConstantDescs.CD_int;
        };
    }

    private static ClassDesc array(DType dtype) {
        return switch (dtype) {
            case U8, BOOL -> ConstantDescs.CD_byte.arrayType();
            case F32, F64, I32, I64 -> element(dtype).arrayType();
        };
    }
}
