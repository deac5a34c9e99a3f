package dev.culebra.engine.cpu.loop;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;

/**
 * Writes the class of a {@link MapLoop}: a loop around straight-line code, in which each instruction of the expression's
 * program has become the body of the method that computes it.
 *
 * <p>The loop is generated too, not only the expression: the number of operands, which of them repeat one element, and
 * with that what is loaded before the loop and what inside, differ from one to the next, and the compiler must see each
 * operand as a local variable.
 *
 * <p>A vector loop has a second method, for the elements that do not fill a vector.
 */
final class LoopWriter {
    private static final ClassDesc GENERATED = ClassDesc.of(LoopWriter.class.getPackageName(), "GeneratedLoop");
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(ConstantDescs.CD_void, desc(MemorySegment[].class),
            desc(long[].class), desc(long[].class), desc(MemorySegment.class), ConstantDescs.CD_long,
            ConstantDescs.CD_long, ConstantDescs.CD_int);
    private static final int COUNT = 6;
    private static final MethodTypeDesc TAIL = RUN.insertParameterTypes(RUN.parameterCount(), ConstantDescs.CD_int);

    private final LoopSpec spec;
    private final Dialect dialect;
    private final Splicer splicer;

    LoopWriter(LoopSpec spec, Dialect dialect, Splicer splicer) {
        this.spec = spec;
        this.dialect = dialect;
        this.splicer = splicer;
    }

    byte[] write() {
        return ClassFile.of().build(GENERATED, type -> {
            type.withFlags(ClassFile.ACC_FINAL).withInterfaceSymbols(desc(MapLoop.class));
            type.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0).invokespecial(
                    ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_());
            if (dialect.isVector()) {
                type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::vectorLoop);
                type.withMethodBody("tail", TAIL, ClassFile.ACC_STATIC, this::tail);
            } else {
                type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::scalarLoop);
            }
        });
    }

    private void scalarLoop(CodeBuilder code) {
        int index = code.allocateLocal(TypeKind.INT);
        var body = new BodyCode(code, spec, dialect, splicer, index);
        body.prologue();
        code.iconst_0().istore(index);
        loop(code, index, code.parameterSlot(COUNT), () -> body.step(OperandCode.UNMASKED), () -> code.iinc(index, 1));
        code.return_();
    }

    private void vectorLoop(CodeBuilder code) {
        int index = code.allocateLocal(TypeKind.INT);
        int lanes = code.allocateLocal(TypeKind.INT);
        int bound = code.allocateLocal(TypeKind.INT);
        int count = code.parameterSlot(COUNT);
        splicer.call(code, dialect.elements(), "lanes" + spec.arithmetic(), MethodTypeDesc.of(ConstantDescs.CD_int));
        code.istore(lanes);
        code.iload(count).iload(lanes).ineg().iand().istore(bound);
        code.iconst_0().istore(index);
        Label tail = code.newLabel();
        Label end = code.newLabel();
        code.iload(bound).ifeq(tail);
        var body = new BodyCode(code, spec, dialect, splicer, index);
        body.prologue();
        loop(code, index, bound, () -> body.step(OperandCode.UNMASKED),
                () -> code.iload(index).iload(lanes).iadd().istore(index));
        code.labelBinding(tail);
        code.iload(index).iload(count).if_icmpge(end);
        for (int i = 0; i < RUN.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(RUN.parameterType(i)), code.parameterSlot(i));
        }
        code.iload(index).invokestatic(GENERATED, "tail", TAIL);
        code.labelBinding(end).return_();
    }

    private void tail(CodeBuilder code) {
        int index = code.parameterSlot(COUNT + 1);
        int mask = code.allocateLocal(TypeKind.REFERENCE);
        code.iload(code.parameterSlot(COUNT)).iload(index).isub();
        splicer.call(code, dialect.elements(), "first" + spec.arithmetic(), MethodTypeDesc.of(dialect.mask(),
                ConstantDescs.CD_int));
        code.astore(mask);
        var body = new BodyCode(code, spec, dialect, splicer, index);
        body.prologue();
        body.step(mask);
        code.return_();
    }

    private static void loop(CodeBuilder code, int index, int bound, Runnable step, Runnable increment) {
        Label start = code.newBoundLabel();
        Label end = code.newLabel();
        code.iload(index).iload(bound).if_icmpge(end);
        step.run();
        increment.run();
        code.goto_(start).labelBinding(end);
    }

    static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
