package io.dyff.routes.http.security;

import java.util.List;

/** Which signing keys are in use, beside what is configured. */
public interface KeyStates {

    /**
     * A key that was added or retired.
     *
     * @param retired whether no token counts any more that it has signed
     */
    record State(String kid, boolean retired) {}

    /** The newest first; a configured key that nobody has retired is not among them. */
    List<State> all();

    /** Only what is configured. */
    static KeyStates none() {
        return List::of;
    }

    default boolean isRetired(String kid) {
        return all().stream().anyMatch(key -> key.retired() && key.kid().equals(kid));
    }
}
