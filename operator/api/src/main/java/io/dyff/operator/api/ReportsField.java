package io.dyff.operator.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Fields of {@link WorkflowStatus} that only some kinds have: the CRDs of the others are without them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ReportsField {

    /** Names of the fields. */
    String[] value();
}
