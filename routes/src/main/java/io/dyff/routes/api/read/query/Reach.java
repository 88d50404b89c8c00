package io.dyff.routes.api.read.query;

import io.dyff.routes.http.security.Caller;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a kind a caller reads.
 *
 * @param scope what the grants allow
 * @param rule what of that rules leave over, absent where they hide nothing
 */
public record Reach(Caller.Scope scope, @Nullable Rule rule) {

    /**
     * A condition on a row of {@code entity}.
     *
     * @param condition in the named form that {@code jdbc:} reads
     * @param values by name
     */
    public record Rule(String condition, Map<String, Object> values) {
        public Rule {
            values = Map.copyOf(values);
        }
    }

    /** All there is, but for what a rule hides. */
    public static Reach everything(@Nullable Rule rule) {
        return new Reach(new Caller.Scope(Set.of("*"), Set.of()), rule);
    }
}
