package dev.culebra.engine.contract;

import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random functions that are exact on small whole numbers, in floating types as in integers. */
public final class RandomExpr {
    private static final List<UnaryOp> UNARY = List.of(UnaryOp.NEG, UnaryOp.ABS, UnaryOp.SIGN);
    private static final List<BinaryOp> BINARY =
            List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MAX, BinaryOp.MIN, BinaryOp.EQ,
                    BinaryOp.NE, BinaryOp.LT, BinaryOp.LE, BinaryOp.GT, BinaryOp.GE, BinaryOp.MUL);
    private static final int MOST_PRODUCTS = 2;

    private RandomExpr() {}

    /** A function of {@code inputs} inputs, of about {@code operators} operators. */
    public static Expr of(SplittableRandom random, int inputs, int operators) {
        List<Expr> known = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            known.add(Expr.input(i));
        }
        known.add(Expr.constant(random.nextInt(-5, 6)));
        int products = 0;
        for (int i = 0; i < operators; i++) {
            Expr x = any(random, known);
            Expr y = any(random, known);
            switch (random.nextInt(6)) {
                case 0 -> known.add(UNARY.get(random.nextInt(UNARY.size())).of(x));
                case 1 -> known.add(Expr.select(any(random, known), x, y));
                default -> {
                    BinaryOp op = BINARY.get(random.nextInt(BINARY.size() - (products < MOST_PRODUCTS ? 0 : 1)));
                    products += op == BinaryOp.MUL ? 1 : 0;
                    known.add(op.of(x, y));
                }
            }
        }
        return known.getLast();
    }

    /** Late ones more often, so that functions grow deep. */
    private static Expr any(SplittableRandom random, List<Expr> known) {
        int back = Math.min(random.nextInt(known.size()), random.nextInt(known.size()));
        return known.get(known.size() - 1 - back);
    }
}
