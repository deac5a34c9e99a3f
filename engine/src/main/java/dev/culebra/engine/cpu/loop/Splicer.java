package dev.culebra.engine.cpu.loop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.PseudoInstruction;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the body of a static method where a call of it would stand, and the bodies of those that it calls.
 *
 * <p>HotSpot's C2 stops inlining ordinary methods once 8,000 bytecodes have been inlined, and the Vector API's own methods,
 * which it always inlines, use that up with some forty operations: a logarithm is more. Nor does it inline a method that
 * was compiled by itself to more than 2,500 bytes. A value that crosses a call that is left is an object on the heap, at a
 * tenth of the speed. So no call of our own is left.
 */
final class Splicer {
    private static final String SPLICED = "dev.culebra.engine.cpu.";

    private final Map<Target, Optional<CodeModel>> bodies = new ConcurrentHashMap<>();

    private record Target(String owner, String name, String type) {}

    /** Writes a call of a static method whose arguments are on the stack, or what it does. */
    void call(CodeBuilder code, ClassDesc owner, String name, MethodTypeDesc type) {
        String binaryName = owner.packageName() + "." + owner.displayName();
        Optional<CodeModel> body = binaryName.startsWith(SPLICED)
                ? bodies.computeIfAbsent(new Target(binaryName, name, type.descriptorString()), Splicer::find)
                : Optional.empty();
        if (body.isPresent()) {
            new Splice(code, type).write(body.get());
        } else {
            code.invokestatic(owner, name, type);
        }
    }

    /** The code of a method, if it can be spliced: it runs straight through, with forward jumps alone. */
    private static Optional<CodeModel> find(Target target) {
        try (InputStream stream = Splicer.class.getResourceAsStream("/" + target.owner.replace('.', '/') + ".class")) {
            if (stream == null) {
                return Optional.empty();
            }
            return ClassFile.of().parse(stream.readAllBytes()).methods().stream()
                    .filter(method -> method.methodName().equalsString(target.name))
                    .filter(method -> method.methodType().equalsString(target.type))
                    .findFirst().flatMap(MethodModel::code).filter(Splicer::runsForward);
        } catch (IOException e) {
            throw new UncheckedIOException("map: cannot read the code of " + target, e);
        }
    }

    private static boolean runsForward(CodeModel body) {
        Set<Label> passed = new HashSet<>();
        for (CodeElement element : body) {
            if (element instanceof LabelTarget target) {
                passed.add(target.label());
            } else if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
                return false;
            }
        }
        return body.exceptionHandlers().isEmpty();
    }

    /** One body, with local variables and labels of its own. */
    private final class Splice {
        private final CodeBuilder code;
        private final Map<Variable, Integer> locals = new HashMap<>();
        private final Map<Label, Label> labels = new HashMap<>();
        private final Label end;

        private record Variable(int slot, TypeKind kind) {}

        /** Moves the arguments from the stack into variables. */
        Splice(CodeBuilder code, MethodTypeDesc type) {
            this.code = code;
            end = code.newLabel();
            int slot = type.parameterList().stream().mapToInt(parameter -> TypeKind.from(parameter).slotSize()).sum();
            for (int i = type.parameterCount() - 1; i >= 0; i--) {
                TypeKind kind = TypeKind.from(type.parameterType(i)).asLoadable();
                slot -= kind.slotSize();
                code.storeLocal(kind, local(slot, kind));
            }
        }

        void write(CodeModel body) {
            body.forEach(this::write);
            code.labelBinding(end);
        }

        private void write(CodeElement element) {
            switch (element) {
                case LoadInstruction load -> code.loadLocal(load.typeKind(), local(load.slot(), load.typeKind()));
                case StoreInstruction store -> code.storeLocal(store.typeKind(), local(store.slot(), store.typeKind()));
                case ReturnInstruction _ -> code.goto_(end);
                case BranchInstruction branch -> code.branch(branch.opcode(), label(branch.target()));
                case LabelTarget target -> code.labelBinding(label(target.label()));
                case InvokeInstruction invoke when invoke.opcode() == Opcode.INVOKESTATIC && !invoke.isInterface() ->
                        call(code, invoke.owner().asSymbol(), invoke.name().stringValue(), invoke.typeSymbol());
                case PseudoInstruction _ -> {
                }
                default -> code.with(element);
            }
        }

        private int local(int slot, TypeKind kind) {
            return locals.computeIfAbsent(new Variable(slot, kind), _ -> code.allocateLocal(kind));
        }

        private Label label(Label original) {
            return labels.computeIfAbsent(original, _ -> code.newLabel());
        }
    }
}
