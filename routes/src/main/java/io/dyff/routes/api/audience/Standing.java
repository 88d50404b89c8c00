package io.dyff.routes.api.audience;

import io.dyff.routes.http.security.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a caller takes part in while one answer is made: asked of the database when it first matters, and only once. */
public final class Standing {
    private final Caller caller;
    private final Map<String, Set<String>> wholes = new HashMap<>();

    Standing(Caller caller) {
        this.caller = caller;
    }

    /** Whose standing it is. */
    public Caller caller() {
        return caller;
    }

    /** Ids of what the parties of a kind take part in on which the caller holds data. */
    Set<String> wholes(String party, Function<String, Set<String>> select) {
        return wholes.computeIfAbsent(party, select);
    }
}
