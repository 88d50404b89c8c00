package io.dyff.kube.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import java.util.List;

/** A type of CEL and the class of its values. */
record Kind<T>(CelType type, Class<T> form) {

    static final Kind<String> STRING = new Kind<>(SimpleType.STRING, String.class);
    static final Kind<Long> INT = new Kind<>(SimpleType.INT, Long.class);
    static final Kind<Double> DOUBLE = new Kind<>(SimpleType.DOUBLE, Double.class);
    static final Kind<Boolean> BOOL = new Kind<>(SimpleType.BOOL, Boolean.class);
    /** Of one type for each call. */
    static final Kind<Object> ANY = new Kind<>(TypeParamType.create("T"), Object.class);

    @SuppressWarnings("rawtypes")
    static final Kind<List> LIST = listOf(ANY);

    @SuppressWarnings("rawtypes")
    static Kind<List> listOf(Kind<?> items) {
        return new Kind<>(ListType.create(items.type()), List.class);
    }

    /** A type of Kubernetes' own. */
    static <T> Kind<T> opaque(String name, Class<T> form) {
        return new Kind<>(OpaqueType.create(name), form);
    }
}
