package dev.culebra.engine.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a test class once for each of {@link Backends}; its constructor takes the backend. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("card")
@ExtendWith({NoLeaks.class, ContractReport.class})
@ParameterizedClass(name = "{0}")
@MethodSource("dev.culebra.engine.contract.Backends#all")
@interface ForEveryBackend {}
