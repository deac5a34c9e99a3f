package dev.culebra.engine.cpu.loop;

/** One elementwise function over arrays of the operands' own types, compiled for these; {@link StripLoop} runs it. */
interface ArrayLoop {
    /**
     * Computes {@code count} elements.
     *
     * @param inputs arrays of the inputs' elements: {@code float[]} for F32, {@code byte[]} for U8 and BOOL, …; of a SCALAR
     *     input its first element counts
     * @param output an array of the output's
     */
    void run(Object[] inputs, Object output, int count);
}
