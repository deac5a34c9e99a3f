package dev.culebra.engine.cpu.loop;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/**
 * Writes the class of a {@link VectorCode} or of an {@link ArrayLoop}: a loop around straight-line code, in which each
 * instruction of the expression's program has become the body of the method that computes it.
 *
 * <p>The loop is generated too, not only the expression: the number of operands, which of them repeat one element, and
 * with that what is loaded before the loop and what inside, differ from one to the next, and the compiler must see each
 * operand as a local variable.
 */
final class LoopWriter {
    private static final ClassDesc GENERATED = ClassDesc.of(LoopWriter.class.getPackageName(), "GeneratedLoop");
    private static final MethodTypeDesc RUN_ARRAYS = MethodTypeDesc.of(ConstantDescs.CD_void, desc(Object[].class),
            ConstantDescs.CD_Object, ConstantDescs.CD_int);
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(ConstantDescs.CD_int, desc(MemorySegment[].class),
            desc(long[].class), desc(long[].class), desc(MemorySegment.class), ConstantDescs.CD_long,
            ConstantDescs.CD_long, ConstantDescs.CD_int);
    private static final MethodTypeDesc LANES = MethodTypeDesc.of(ConstantDescs.CD_int);
    private static final int COUNT = RUN.parameterCount() - 1;

    private final LoopSpec spec;
    private final Dialect dialect;
    private final Splicer splicer;

    LoopWriter(LoopSpec spec, Dialect dialect, Splicer splicer) {
        this.spec = spec;
        this.dialect = dialect;
        this.splicer = splicer;
    }

    /** An {@link ArrayLoop}; the dialect is scalar. */
    byte[] arrayLoop() {
        return implementing(ArrayLoop.class, type -> type.withMethodBody("run", RUN_ARRAYS, ClassFile.ACC_PUBLIC,
                this::overElements));
    }

    /** A {@link VectorCode}; the dialect is of vectors. */
    byte[] vectorLoop() {
        return implementing(VectorCode.class, type -> type
                .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::overVectors)
                .withMethodBody("lanes", LANES, ClassFile.ACC_PUBLIC, code -> {
                    lanes(code);
                    code.ireturn();
                }));
    }

    private static byte[] implementing(Class<?> loop, Consumer<ClassBuilder> methods) {
        return ClassFile.of().build(GENERATED, type -> {
            type.withFlags(ClassFile.ACC_FINAL).withInterfaceSymbols(desc(loop));
            type.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0).invokespecial(
                    ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_());
            methods.accept(type);
        });
    }

    private void overElements(CodeBuilder code) {
        int index = code.allocateLocal(TypeKind.INT);
        var body = new BodyCode(code, spec, dialect, splicer, new ArrayOperands(code, spec, dialect, splicer, index));
        body.prologue();
        code.iconst_0().istore(index);
        loop(code, index, code.parameterSlot(2), body::step, () -> code.iinc(index, 1));
        code.return_();
    }

    private void overVectors(CodeBuilder code) {
        int index = code.allocateLocal(TypeKind.INT);
        int lanes = code.allocateLocal(TypeKind.INT);
        int bound = code.allocateLocal(TypeKind.INT);
        int count = code.parameterSlot(COUNT);
        lanes(code);
        code.istore(lanes);
        code.iload(count).iload(lanes).ineg().iand().istore(bound);
        code.iconst_0().istore(index);
        Label end = code.newLabel();
        code.iload(bound).ifeq(end);
        var body = new BodyCode(code, spec, dialect, splicer, new SegmentOperands(code, spec, dialect, splicer, index));
        body.prologue();
        loop(code, index, bound, body::step, () -> code.iload(index).iload(lanes).iadd().istore(index));
        code.labelBinding(end).iload(bound).ireturn();
    }

    private void lanes(CodeBuilder code) {
        splicer.call(code, dialect.elements(), "lanes" + spec.arithmetic(), LANES);
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
