package dev.culebra.bench.peers;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import dev.culebra.bench.peer.Conversation;
import dev.culebra.bench.peer.Library;
import dev.culebra.bench.peer.Numbers;
import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** OpenBLAS as its Maven artifact has it: products, by bare calls of {@code cblas_sgemm}. */
public final class OpenBLAS implements Library {
    private OpenBLAS(int threads) {
        openblas.blas_set_num_threads(threads);
    }

    /** Answers the benchmarks. */
    public static void main(String[] args) throws IOException {
        Conversation.hold(args, OpenBLAS::new);
    }

    @Override
    public String version() {
        return openblas.class.getPackage().getImplementationVersion();
    }

    @Override
    public List<String> cases() {
        return List.of("product");
    }

    @Override
    public Work product(Question.Product product) {
        int m = product.m();
        int n = product.n();
        int k = product.k();
        FloatPointer lhs = new FloatPointer(Numbers.floats(m * k, 1, 1));
        FloatPointer rhs = new FloatPointer(Numbers.floats(k * n, 2, 1));
        FloatPointer out = new FloatPointer((long) m * n);
        Runnable multiply = () -> openblas.cblas_sgemm(CblasRowMajor,
                product.leftTransposed() ? CblasTrans : CblasNoTrans,
                product.rightTransposed() ? CblasTrans : CblasNoTrans, m, n, k, 1,
                lhs, product.leftTransposed() ? m : k, rhs, product.rightTransposed() ? k : n, 0, out, n);
        multiply.run();
        double[] values = new double[Math.min(Work.PROBE, m * n)];
        for (int i = 0; i < values.length; i++) {
            values[i] = out.get(i);
        }
        return new Work(values, multiply, () -> {
            lhs.close();
            rhs.close();
            out.close();
        });
    }
}
