package io.dyff.routes.api.create;

import io.dyff.routes.api.EntityRow;
import io.dyff.routes.http.security.Authority;
import io.dyff.routes.kind.Kinds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows of what a request refers to. {@code family@tag} stands for a member of a family that the caller may see.
 * Source: contract/api.md section 7.
 */
public final class Found {
    /** An id, or the id of a family with one of its tags. Source of the tag's form: contract/schema.md section 2. */
    private static final Pattern REFERENCE = Pattern.compile("[0-9a-f]{32}(@[a-zA-Z0-9_][a-zA-Z0-9._-]{0,126})?");

    private final Map<String, EntityRow> byId = new HashMap<>();
    private final Map<String, EntityRow> byAlias = new HashMap<>();
    private final Set<String> visibleFamilies = new HashSet<>();

    private Found() {}

    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /**
     * @param rows as {@code select-references.sql} gives them
     * @param authority whose view of families counts
     */
    public static Found of(@Nullable List<Map<String, Object>> rows, Kinds kinds, Authority authority) {
        Found found = new Found();
        for (Map<String, Object> columns : Objects.requireNonNullElse(rows, List.<Map<String, Object>>of())) {
            EntityRow row = EntityRow.of(columns);
            if (columns.get("alias") != null) {
                found.byAlias.put(columns.get("alias").toString(), row);
            } else if (columns.get("alias_tag") == null) {
                found.byId.put(row.id(), row);
            } else if (authority.sees(kinds.get(row.kind()).resource(), row.account(), row.id())) {
                found.visibleFamilies.add(row.id());
            }
        }
        return found;
    }

    /** Adds what is about to be made together with what refers to it. */
    public void add(EntityRow row) {
        byId.put(row.id(), row);
    }

    /** The entity of that id, whatever it is. */
    public Optional<EntityRow> row(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The entity that a reference names; an alias counts only where one may stand, and in a family that is visible. */
    Optional<EntityRow> row(String reference, boolean aliases) {
        int tag = reference.indexOf('@');
        if (tag < 0) {
            return Optional.ofNullable(byId.get(reference));
        }
        return aliases && visibleFamilies.contains(reference.substring(0, tag))
                ? Optional.ofNullable(byAlias.get(reference))
                : Optional.empty();
    }
}
