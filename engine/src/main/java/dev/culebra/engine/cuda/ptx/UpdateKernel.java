package dev.culebra.engine.cuda.ptx;

import dev.culebra.engine.Update;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The PTX of an update's kernel. A block finds its group by bisection, and then its threads go over the block's elements: load
 * what the assignments read, make one after the other in registers, and store what they wrote. So each array is read and
 * written once.
 */
public final class UpdateKernel {
    /** The kernel's name. */
    public static final String NAME = "culebra_update";
    /** Threads of a block. */
    public static final int THREADS = 256;
    /** Elements that a block computes, the last one of a group fewer. */
    public static final int BLOCK_ELEMENTS = 4096;

    private final UpdateSpec spec;
    private final Update update;
    private final Code code = new Code();
    private final TreeSet<Integer> read = new TreeSet<>();
    private final Map<Integer, String> scalars = new HashMap<>();
    private final Map<Integer, String> tensors = new HashMap<>();

    private UpdateKernel(UpdateSpec spec) {
        this.spec = spec;
        this.update = spec.update();
        for (Update.Assignment assignment : update.assignments()) {
            for (Instruction instruction : assignment.value().program().instructions()) {
                if (instruction instanceof Instruction.Load(int input)) {
                    read.add(input);
                }
            }
        }
    }

    /** The source of the kernel that {@code spec} describes. */
    public static String source(UpdateSpec spec, Primitives primitives) {
        UpdateKernel kernel = new UpdateKernel(spec);
        kernel.write();
        List<Program> programs = spec.update().assignments().stream().map(Update.Assignment::value).map(Expr::program)
                .toList();
        return MapKernel.HEADER + primitives.neededBy(programs, spec.compute()) + """
                .visible .entry %s(
                \t.param .u64 %s_0,
                \t.param .u32 %s_1
                )
                {
                %s}
                """.formatted(NAME, NAME, NAME, kernel.code.text());
    }

    private void write() {
        String block = code.into("%r", "mov.u32", "%ctaid.x");
        String row = row(code.into("%rd", "cvt.u64.u32", block));
        String thread = code.into("%rd", "cvt.u64.u32", code.into("%r", "mov.u32", "%tid.x"));
        String start = code.into("%rd", "sub.u64", code.into("%rd", "cvt.u64.u32", block), entry(row, 0));
        start = code.into("%rd", "mul.lo.u64", start, BLOCK_ELEMENTS);
        String left = code.into("%rd", "sub.u64", entry(row, 1), start);
        String elements = code.into("%rd", "min.u64", left, BLOCK_ELEMENTS);
        operands(row, start);
        String vectors = code.into("%rd", "div.u64", elements, spec.width());
        String at = code.into("%rd", "mov.b64", thread);
        String loop = code.label("loop");
        String end = code.label("end");
        code.place(loop);
        code.line("@%s bra %s", code.into("%p", "setp.ge.u64", at, vectors), end);
        elements(at, spec.width());
        code.line("add.u64 %s, %s, %d", at, at, THREADS);
        code.line("bra %s", loop);
        code.place(end);
        if (spec.width() > 1) {
            rest(vectors, thread, elements);
        }
        code.line("ret");
    }

    /** The address of the row of the last group that begins at or before a block. */
    private String row(String block) {
        String table = code.into("%rd", "ld.param.u64", "[" + NAME + "_0]");
        String low = code.into("%r", "mov.u32", 0);
        String high = code.into("%r", "ld.param.u32", "[" + NAME + "_1]");
        String loop = code.label("search");
        String found = code.label("found");
        code.line("sub.u32 %s, %s, 1", high, high);
        code.place(loop);
        code.line("@%s bra %s", code.into("%p", "setp.ge.u32", low, high), found);
        String middle = code.into("%r", "add.u32", low, high);
        middle = code.into("%r", "add.u32", middle, 1);
        middle = code.into("%r", "shr.u32", middle, 1);
        String isBefore = code.into("%p", "setp.le.u64", entry(address(table, middle), 0), block);
        String below = code.into("%r", "sub.u32", middle, 1);
        code.line("selp.b32 %s, %s, %s, %s", low, middle, low, isBefore);
        code.line("selp.b32 %s, %s, %s, %s", high, high, below, isBefore);
        code.line("bra %s", loop);
        code.place(found);
        return address(table, low);
    }

    private String address(String table, String row) {
        return code.into("%rd", "mad.lo.u64", code.into("%rd", "cvt.u64.u32", row), (long) spec.rowLength()
                * Long.BYTES, table);
    }

    private String entry(String row, int index) {
        return code.into("%rd", "ld.global.u64", "[%s+%d]".formatted(row, index * Long.BYTES));
    }

    /** Loads the scalars, and computes where the block's part of each tensor begins. */
    private void operands(String row, String start) {
        int bytes = spec.compute().dtype().bytes();
        String first = entry(row, 2);
        for (int i = 0; i < update.tensors(); i++) {
            if (read.contains(i) || update.writes(i)) {
                tensors.put(i, code.into("%rd", "mad.lo.u64", start, bytes, entry(row, UpdateSpec.HEAD + i)));
            }
        }
        for (int input : read.tailSet(update.tensors())) {
            String at = "%s+%d".formatted(first, (input - update.tensors()) * bytes);
            scalars.put(input, Transfer.load(code, spec.compute(), spec.compute().dtype(), at));
        }
    }

    /** Elements {@code at·width} and following of the block. */
    private void elements(String at, int width) {
        Map<Integer, String> places = new HashMap<>();
        tensors.forEach((tensor, first) -> places.put(tensor, code.into("%rd", "mad.lo.u64", at, (long) spec.compute()
                .dtype().bytes() * width, first)));
        List<List<String>> values = new ArrayList<>();
        for (int input = 0; input < update.tensors() + update.scalars(); input++) {
            if (scalars.containsKey(input)) {
                values.add(Collections.nCopies(width, scalars.get(input)));
            } else if (read.contains(input)) {
                values.add(Transfer.load(code, spec.compute(), spec.compute().dtype(), places.get(input), width));
            } else {
                values.add(Collections.nCopies(width, ""));
            }
        }
        for (Update.Assignment assignment : update.assignments()) {
            values.set(assignment.target(), assigned(assignment.value().program(), values, width));
        }
        for (int tensor = 0; tensor < update.tensors(); tensor++) {
            if (update.writes(tensor)) {
                Transfer.store(code, spec.compute(), spec.compute().dtype(), places.get(tensor), values.get(tensor));
            }
        }
    }

    private List<String> assigned(Program program, List<List<String>> values, int width) {
        List<String> results = new ArrayList<>();
        for (int lane = 0; lane < width; lane++) {
            List<String> inputs = new ArrayList<>();
            for (List<String> value : values) {
                inputs.add(value.get(lane));
            }
            results.add(Body.write(code, spec.compute(), program, inputs));
        }
        return results;
    }

    /** The elements that do not fill a vector, one for each of the first threads. */
    private void rest(String vectors, String thread, String elements) {
        String at = code.into("%rd", "mad.lo.u64", vectors, spec.width(), thread);
        String end = code.label("rest");
        code.line("@%s bra %s", code.into("%p", "setp.ge.u64", at, elements), end);
        elements(at, 1);
        code.place(end);
    }
}
