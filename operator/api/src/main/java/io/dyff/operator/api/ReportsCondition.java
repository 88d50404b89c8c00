package io.dyff.operator.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A condition that the operator reports on resources of this kind: {@code kubectl explain} says what it means. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ReportsCondition.All.class)
public @interface ReportsCondition {

    /** Type of the condition. */
    String type();

    /** What it means when it is True. */
    String meaning();

    /** All of a kind. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {

        /** In the order in which they are explained. */
        ReportsCondition[] value();
    }
}
