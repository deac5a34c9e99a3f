package dev.culebra.nn.golden;

import dev.culebra.nn.autograd.Variable;

/** An operator of the reference cases in terms of variables. */
@FunctionalInterface
interface Operator {
    Variable of(Attributes attributes, Variable... x);
}
