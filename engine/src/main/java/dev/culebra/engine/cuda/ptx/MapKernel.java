package dev.culebra.engine.cuda.ptx;

import dev.culebra.engine.DType;
import dev.culebra.engine.cuda.ptx.MapSpec.Operand;
import dev.culebra.engine.expr.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The PTX of an elementwise kernel: a loop over elements, each thread taking every {@code threads}-th, around the straight-line
 * code of the expression. For ISA 7.0 and compute capability 7.5, so that every driver since CUDA 11.0 compiles it.
 */
public final class MapKernel {
    /** The kernel's name. */
    public static final String NAME = "culebra_map";

    static final String HEADER = ".version 7.0\n.target sm_75\n.address_size 64\n\n";

    private final MapSpec spec;
    private final Program program;
    private final Code code = new Code();
    private final List<String> parameters = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<String> sizes = new ArrayList<>();
    private final List<List<String>> strides = new ArrayList<>();
    private final List<String> constants = new ArrayList<>();
    private final List<String> scalars = new ArrayList<>();

    private MapKernel(MapSpec spec) {
        this.spec = spec;
        this.program = spec.structure().program();
    }

    /** The source of the kernel that {@code spec} describes. */
    public static String source(MapSpec spec, Primitives primitives) {
        MapKernel kernel = new MapKernel(spec);
        kernel.write();
        return HEADER + primitives.neededBy(List.of(kernel.program), spec.compute()) + ".visible .entry " + NAME
                + "(\n\t"
                + String.join(",\n\t", kernel.parameters) + "\n)\n{\n" + kernel.code.text() + "}\n";
    }

    private void write() {
        String count = readParameters();
        scalars();
        String first = code.register("%rd");
        String step = code.register("%rd");
        startAndStep(first, step);
        String chunks = spec.width() == 1 ? count : code.into("%rd", "div.u64", count, spec.width());
        String at = code.into("%rd", "mov.b64", first);
        String loop = code.label("loop");
        String end = code.label("end");
        code.place(loop);
        String done = code.into("%p", "setp.ge.u64", at, chunks);
        code.line("@%s bra %s", done, end);
        elements(at, spec.width());
        code.line("add.u64 %s, %s, %s", at, at, step);
        code.line("bra %s", loop);
        code.place(end);
        if (spec.width() > 1) {
            rest(chunks, first, count);
        }
        code.line("ret");
    }

    private String readParameters() {
        for (int i = 0; i <= spec.inputs().size(); i++) {
            addresses.add(parameter("%rd", "u64"));
        }
        for (int k = 0; k < spec.constants(); k++) {
            constants.add(parameter(spec.compute().register(), spec.compute().suffix()));
        }
        String count = parameter("%rd", "u64");
        for (int axis = 1; axis < spec.rank(); axis++) {
            sizes.add(parameter("%r", "u32"));
        }
        for (int i = 0; i <= spec.inputs().size(); i++) {
            List<String> own = new ArrayList<>();
            for (int axis = 0; operand(i).walk() == Walk.STRIDED && axis < spec.rank(); axis++) {
                own.add(parameter("%rd", "u64"));
            }
            strides.add(own);
        }
        return count;
    }

    private String parameter(String register, String type) {
        String name = NAME + "_" + parameters.size();
        parameters.add(".param .%s %s".formatted(type, name));
        return code.into(register, "ld.param." + type, "[" + name + "]");
    }

    /** Operand 0 is the output, operand i + 1 input i. */
    private Operand operand(int i) {
        return i == 0 ? spec.output() : spec.inputs().get(i - 1);
    }

    private void scalars() {
        for (int i = 1; i <= spec.inputs().size(); i++) {
            boolean isScalar = operand(i).walk() == Walk.SCALAR;
            scalars.add(isScalar ? Transfer.load(code, spec.compute(), operand(i).dtype(), addresses.get(i)) : "");
        }
    }

    private void startAndStep(String first, String step) {
        String block = code.into("%r", "mov.u32", "%ctaid.x");
        String threads = code.into("%r", "mov.u32", "%ntid.x");
        String thread = code.into("%r", "mov.u32", "%tid.x");
        String blocks = code.into("%r", "mov.u32", "%nctaid.x");
        String wide = code.into("%rd", "cvt.u64.u32", thread);
        code.line("mad.wide.u32 %s, %s, %s, %s", first, block, threads, wide);
        code.line("mul.wide.u32 %s, %s, %s", step, blocks, threads);
    }

    /** Elements {@code at·width} and following. */
    private void elements(String at, int width) {
        List<String> places = places(at, width);
        List<List<String>> loaded = new ArrayList<>();
        for (int i = 1; i < places.size(); i++) {
            boolean isScalar = operand(i).walk() == Walk.SCALAR;
            loaded.add(isScalar
                    ? Collections.nCopies(width, scalars.get(i - 1))
                    : Transfer.load(code, spec.compute(), operand(i).dtype(), places.get(i), width));
        }
        List<String> results = new ArrayList<>();
        for (int lane = 0; lane < width; lane++) {
            List<String> inputs = new ArrayList<>();
            for (List<String> input : loaded) {
                inputs.add(input.get(lane));
            }
            inputs.addAll(constants);
            results.add(Body.write(code, spec.compute(), program, inputs));
        }
        Transfer.store(code, spec.compute(), spec.output().dtype(), places.getFirst(), results);
    }

    /** The address of each operand's element. */
    private List<String> places(String at, int width) {
        List<String> indices = spec.rank() == 0 ? List.of() : indices(at);
        List<String> places = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            places.add(switch (operand(i).walk()) {
                case LINEAR -> code.into("%rd", "mad.lo.u64", at, (long) operand(i).dtype().bytes()
                        * width, addresses.get(i));
                case SCALAR -> addresses.get(i);
                case STRIDED -> strided(i, indices);
            });
        }
        return places;
    }

    private String strided(int i, List<String> indices) {
        String place = addresses.get(i);
        for (int axis = 0; axis < indices.size(); axis++) {
            place = code.into("%rd", "mad.lo.u64", indices.get(axis), strides.get(i).get(axis), place);
        }
        return place;
    }

    /** The index along each axis, by division from the innermost axis outwards; the number fits in 32 bits. */
    private List<String> indices(String at) {
        List<String> indices = new ArrayList<>();
        String left = code.into("%r", "cvt.u32.u64", at);
        for (int axis = spec.rank() - 1; axis > 0; axis--) {
            String size = sizes.get(axis - 1);
            String quotient = code.into("%r", "div.u32", left, size);
            String remainder = code.into("%r", "rem.u32", left, size);
            indices.addFirst(code.into("%rd", "cvt.u64.u32", remainder));
            left = quotient;
        }
        indices.addFirst(code.into("%rd", "cvt.u64.u32", left));
        return indices;
    }

    /** The elements that do not fill a vector, one for each of the first threads. */
    private void rest(String chunks, String thread, String count) {
        String at = code.into("%rd", "mad.lo.u64", chunks, spec.width(), thread);
        String beyond = code.into("%p", "setp.ge.u64", at, count);
        String end = code.label("rest");
        code.line("@%s bra %s", beyond, end);
        elements(at, 1);
        code.place(end);
    }

    /** Elements of vectors of 16 bytes: what {@link MapSpec#width()} may be besides 1. */
    public static int vectorWidth(DType dtype) {
        return 16 / dtype.bytes();
    }
}
