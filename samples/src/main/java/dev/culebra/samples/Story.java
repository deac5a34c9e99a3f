package dev.culebra.samples;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a lesson is about, told to somebody who has not met the idea before: at the top of its file, with
 * {@code --help}, and in the report. Paragraphs are separated by empty lines.
 *
 * <pre>{@code
 * @Story("""
 *         A line through points: two numbers, a slope and a height, say it all.
 *
 *         We begin with a bad line, and look which nudge makes it better.""")
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Story {
    /** The text. */
    String value();
}
