/**
 * The elementwise expression language: {@link dev.culebra.engine.expr.Expr} builds and differentiates functions,
 * {@link dev.culebra.engine.expr.Program} is what a backend compiles, {@link dev.culebra.engine.expr.Evaluator} says
 * what they mean.
 */
package dev.culebra.engine.expr;
