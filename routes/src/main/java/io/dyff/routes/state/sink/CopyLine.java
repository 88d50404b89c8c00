package io.dyff.routes.state.sink;

import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row in the text format of COPY, in the order of columns of {@code copy-entity-shadow.sql}. */
final class CopyLine {
    private static final String NULL = "\\N";

    private CopyLine() {}

    static byte[] of(EntityVersion row) {
        List<@Nullable String> columns = Arrays.asList(
                row.id(),
                row.text("kind"),
                row.text("account"),
                row.text("status"),
                row.text("reason"),
                row.text("creationTime"),
                Long.toString(row.version()),
                Integer.toString(row.partition()),
                row.requestHash(),
                row.kubeUid(),
                row.body() == null ? null : new String(Json.bytes(row.body()), StandardCharsets.UTF_8));
        return (columns.stream().map(CopyLine::column).collect(Collectors.joining("\t")) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String column(@Nullable String text) {
        return text == null
                ? NULL
                : text.replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }
}
