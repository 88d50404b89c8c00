package io.dyff.routes.orchestrate.admission;

import java.math.BigInteger;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was created within a window that moves on. */
final class Created {
    private final TreeMap<Instant, BigInteger> amounts = new TreeMap<>();
    private BigInteger used = BigInteger.ZERO;

    void add(@Nullable BigInteger amount, Instant at) {
        if (amount != null) {
            amounts.merge(at, amount, BigInteger::add);
            used = used.add(amount);
        }
    }

    /** Leaves out what was created before; it never comes back. */
    void forget(Instant before) {
        while (!amounts.isEmpty() && amounts.firstKey().isBefore(before)) {
            used = used.subtract(amounts.pollFirstEntry().getValue());
        }
    }

    BigInteger used() {
        return used;
    }

    /** When the oldest of it was created. */
    Instant oldest(Instant otherwise) {
        return amounts.isEmpty() ? otherwise : amounts.firstKey();
    }
}
