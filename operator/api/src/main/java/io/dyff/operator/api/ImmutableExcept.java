package io.dyff.operator.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Every field of this spec but the named ones keeps its first value: the CRD gets a CEL rule per field. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ImmutableExcept {

    /** Names of the fields that may change. */
    String[] value();
}
