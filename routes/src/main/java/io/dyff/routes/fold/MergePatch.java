package io.dyff.routes.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * JSON Merge Patch (RFC 7396), except at atomic nodes: these are replaced whole, never merged. {@code kinds.yaml} names
 * them beside the edits that may change them.
 */
public final class MergePatch {
    private final List<Pattern> atomic;

    /**
     * @param atomic JSON pointers of atomic nodes, such as {@code /members/*}; a star stands for any one name
     */
    public MergePatch(Set<String> atomic) {
        this.atomic = atomic.stream().map(MergePatch::pattern).toList();
    }

    /** The merge of all edits that the kinds allow. */
    public static MergePatch of(Kinds kinds) {
        return new MergePatch(kinds.atomic());
    }

    /** The target with the patch applied; what it has of either is shared with it: none of the three may be changed then. */
    public JsonNode apply(JsonNode target, JsonNode patch) {
        return apply(target, patch, "");
    }

    private JsonNode apply(JsonNode target, JsonNode patch, String path) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged = Json.object();
        if (target instanceof ObjectNode known && !isAtomic(path)) {
            merged.setAll(known);
        }
        patch.properties().forEach(field -> {
            String name = field.getKey();
            if (field.getValue().isNull()) {
                merged.remove(name);
            } else {
                merged.set(name, apply(merged.path(name), field.getValue(), path + "/" + escape(name)));
            }
        });
        return merged;
    }

    private boolean isAtomic(String path) {
        return atomic.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Pattern pattern(String pointer) {
        return Pattern.compile(Arrays.stream(pointer.split("/", -1))
                .map(name -> name.equals("*") ? "[^/]+" : Pattern.quote(name))
                .collect(Collectors.joining("/")));
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
