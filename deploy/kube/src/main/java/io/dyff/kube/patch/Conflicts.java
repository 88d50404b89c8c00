package io.dyff.kube.patch;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.schema.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An apply would change fields that others set; it says which, in the words of the real server. */
public final class Conflicts extends RuntimeException {

    /** What one manager would lose. */
    record Conflict(JsonNode entry, FieldSet fields) {

        String with() {
            StringBuilder text = new StringBuilder("\"" + entry.path("manager").asText() + "\"");
            if (entry.has("subresource")) {
                text.append(" with subresource \"")
                        .append(entry.path("subresource").asText())
                        .append('"');
            }
            if (entry.path("operation").asText().equals(Entry.UPDATE)) {
                text.append(" using ").append(entry.path("apiVersion").asText());
            }
            return text.toString();
        }
    }

    private final transient List<Cause> causes;

    private Conflicts(String message, List<Cause> causes) {
        super(message);
        this.causes = causes;
    }

    /** One for each field and manager. */
    public List<Cause> causes() {
        return causes;
    }

    /** @param tolerated fields whose change conflicts with nobody, if all are such */
    static void refuse(List<Conflict> found, FieldSet tolerated) {
        if (found.stream().allMatch(conflict -> tolerated.containsAll(conflict.fields()))) {
            return;
        }
        List<Conflict> conflicts =
                found.stream().sorted(Comparator.comparing(Conflict::with)).toList();
        List<Cause> causes = new ArrayList<>();
        StringBuilder listed = new StringBuilder();
        for (Conflict conflict : conflicts) {
            listed.append(listed.isEmpty() ? "" : "\n")
                    .append("conflicts with ")
                    .append(conflict.with())
                    .append(':');
            for (String path : conflict.fields().paths()) {
                causes.add(new Cause("FieldManagerConflict", path, "conflict with " + conflict.with()));
                listed.append("\n- ").append(path);
            }
        }
        Cause first = causes.getFirst();
        throw new Conflicts(
                causes.size() == 1
                        ? "Apply failed with 1 conflict: " + first.message() + ": " + first.field()
                        : "Apply failed with " + causes.size() + " conflicts: " + listed,
                causes);
    }
}
