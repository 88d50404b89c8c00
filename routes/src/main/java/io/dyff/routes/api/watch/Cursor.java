package io.dyff.routes.api.watch;

import io.dyff.routes.state.EntityVersion;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How much of all changes a client has: for each partition of the topics, the first version that it lacks. As a text, the id
 * of an event, it is these numbers with dots between them.
 */
final class Cursor {
    private static final Pattern FORM = Pattern.compile("\\d{1,18}(\\.\\d{1,18})*");
    private final long[] next;

    private Cursor(long[] next) {
        this.next = next;
    }

    /** @param newest the newest version of each partition, -1 where there is none */
    static Cursor after(Map<Integer, Long> newest) {
        long[] next = new long[newest.size()];
        newest.forEach((partition, version) -> next[partition] = version + 1);
        return new Cursor(next);
    }

    /** Reads what {@link #toString} writes; empty for anything else, and for another number of partitions. */
    static Optional<Cursor> of(String text, int partitions) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        long[] next =
                Arrays.stream(text.split("\\.", -1)).mapToLong(Long::parseLong).toArray();
        return next.length == partitions ? Optional.of(new Cursor(next)) : Optional.empty();
    }

    /** True when the client has this version. */
    boolean covers(EntityVersion change) {
        return change.version() < next[change.partition()];
    }

    /** The client has this one now, and all before it in its partition. */
    void pass(EntityVersion change) {
        next[change.partition()] = Math.max(next[change.partition()], change.version() + 1);
    }

    /** The client has all that the other cursor covers. */
    void pass(Cursor other) {
        for (int i = 0; i < next.length; i++) {
            next[i] = Math.max(next[i], other.next[i]);
        }
    }

    /** The first version that the client lacks, of each partition in their order. */
    Long[] next() {
        return Arrays.stream(next).boxed().toArray(Long[]::new);
    }

    @Override
    public String toString() {
        return Arrays.stream(next).mapToObj(Long::toString).collect(Collectors.joining("."));
    }
}
