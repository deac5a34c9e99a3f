package dev.culebra.cuda;

/**
 * Where the matrices of a product lie in device memory, each at a multiple of 16.
 *
 * <pre>{@code
 * plan.run(new LtOperands(a, b, c, c).withBias(bias), 1, 0, workspace, stream); // C is written where it is read
 * }</pre>
 *
 * @param bias of an epilogue with one, or where its gradient goes; else 0
 * @param aux of an epilogue with another input or output; else 0
 */
public record LtOperands(long a, long b, long c, long d, long bias, long aux) {
    public LtOperands(long a, long b, long c, long d) {
        this(a, b, c, d, 0, 0);
    }

    public LtOperands withBias(long address) {
        return new LtOperands(a, b, c, d, address, aux);
    }

    public LtOperands withAux(long address) {
        return new LtOperands(a, b, c, d, bias, address);
    }
}
