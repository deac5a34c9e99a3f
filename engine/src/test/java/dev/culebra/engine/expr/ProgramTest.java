package dev.culebra.engine.expr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.expr.Instruction.Apply1;
import dev.culebra.engine.expr.Instruction.Apply2;
import dev.culebra.engine.expr.Instruction.Choose;
import dev.culebra.engine.expr.Instruction.Const;
import dev.culebra.engine.expr.Instruction.Load;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {

    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    @Test
    void commonSubexpressionsAreComputedOnce() {
        var s = X.sigmoid();
        assertEquals(
                List.of(
                        new Load(0),
                        new Apply1(UnaryOp.SIGMOID, 0),
                        new Const(1),
                        new Apply2(BinaryOp.SUB, 2, 1),
                        new Apply2(BinaryOp.MUL, 1, 3)),
                s.mul(Expr.constant(1).sub(X.sigmoid())).program().instructions());
    }

    @Test
    void selectsKeepTheirOperandsInOrder() {
        assertEquals(
                new Program(2, List.of(new Load(1), new Load(0), new Const(3), new Choose(0, 1, 2))),
                Program.of(Expr.select(Y, X, 3)));
    }

    @Test
    void inputsCountUpToTheHighestUsed() {
        assertEquals(6, Program.of(Expr.input(5).neg()).inputs());
        assertEquals(0, Program.of(Expr.constant(2)).inputs());
    }

    @Test
    void theSameExpressionHasTheSameProgram() {
        assertSame(X.add(Y).program(), Program.of(X.add(Y)));
        assertEquals(X.add(Y).program(), new Program(2, X.add(Y).program().instructions()));
        assertNotEquals(X.add(Y).program(), Y.add(X).program());
        assertNotEquals(Program.of(Expr.constant(0.0)), Program.of(Expr.constant(-0.0)));
    }

    @Test
    void theDemandingOperandComesFirst() {
        // Left to right, each partial sum waits for the next: n + 1 values live; the other way round, two.
        Expr sum = Expr.input(0);
        for (int i = 1; i < 20; i++) {
            sum = Expr.input(i).sub(sum);
        }
        assertEquals(2, sum.program().maxLive());
    }

    @Test
    void liveRangesEndAtTheLastUse() {
        var program = X.exp().mul(X).sub(Y).program();
        // x0, exp(x0), exp(x0) * x0, x1, the difference
        assertArrayEquals(new int[] {2, 2, 4, 4, 4}, program.lastUse());
        assertEquals(2, program.maxLive());
        assertEquals(1, X.program().maxLive());
    }

    @Test
    void codeThatReadsAheadOrBeyondItsInputsIsRefused() {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> new Program(1, List.of(new Load(0), new Apply1(UnaryOp.EXP, 1))));
        assertEquals(
                "program: instruction 1 reads value 1, which does not come earlier: Apply1[op=EXP, x=1]",
                error.getMessage());
        error = assertThrows(IllegalArgumentException.class, () -> new Program(1, List.of(new Load(1))));
        assertEquals("program: instruction 0 loads input 1 of 1", error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Program(0, List.of()));
    }

    @Test
    void deepExpressionsNeedNoStack() {
        Expr chain = X;
        for (int i = 0; i < 100_000; i++) {
            chain = chain.add(1).sin();
        }
        assertEquals(100_000 * 2 + 2, chain.program().instructions().size());
        assertEquals(chain, chain.substitute(Y, X));
        assertEquals(2, chain.mapInputs(i -> 1).program().inputs());
    }
}
