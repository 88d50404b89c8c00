package io.dyff.kube.cel;

import static io.dyff.kube.cel.Kind.BOOL;
import static io.dyff.kube.cel.Kind.DOUBLE;
import static io.dyff.kube.cel.Kind.INT;
import static io.dyff.kube.cel.Kind.STRING;
import static io.dyff.kube.cel.Overload.global;
import static io.dyff.kube.cel.Overload.member;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import java.util.List;

/** Quantities: {@code quantity('1Gi').isLessThan(quantity(self.memory))}. */
final class QuantityFunctions {

    private static final Kind<Amount> QUANTITY = Kind.opaque("kubernetes.Quantity", Amount.class);

    private QuantityFunctions() {}

    static List<Overload> all() {
        return List.of(
                global("quantity", QUANTITY, STRING, QuantityFunctions::require),
                global("isQuantity", BOOL, STRING, text -> Amount.parse(text).isPresent()),
                member("sign", INT, QUANTITY, amount -> (long) amount.value().signum()),
                member("isInteger", BOOL, QUANTITY, amount -> amount.whole().isPresent()),
                member(
                        "asInteger",
                        INT,
                        QUANTITY,
                        amount -> amount.whole()
                                .orElseThrow(() -> new CelInvalidArgumentException("cannot convert value to integer"))),
                member(
                        "asApproximateFloat",
                        DOUBLE,
                        QUANTITY,
                        amount -> amount.value().doubleValue()),
                member("compareTo", INT, QUANTITY, QUANTITY, (left, right) -> (long) left.compareTo(right)),
                member("isGreaterThan", BOOL, QUANTITY, QUANTITY, (left, right) -> left.compareTo(right) > 0),
                member("isLessThan", BOOL, QUANTITY, QUANTITY, (left, right) -> left.compareTo(right) < 0),
                member("add", QUANTITY, QUANTITY, QUANTITY, Amount::plus),
                member("add", QUANTITY, QUANTITY, INT, (left, right) -> left.plus(Amount.of(right))),
                member("sub", QUANTITY, QUANTITY, QUANTITY, Amount::minus),
                member("sub", QUANTITY, QUANTITY, INT, (left, right) -> left.minus(Amount.of(right))));
    }

    private static Amount require(String text) {
        return Amount.parse(text)
                .orElseThrow(() -> new CelInvalidArgumentException(
                        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"));
    }
}
