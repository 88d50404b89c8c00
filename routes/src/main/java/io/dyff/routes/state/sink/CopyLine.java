package io.dyff.routes.state.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.json.Json;
import io.dyff.routes.state.EntityVersion;
import io.dyff.routes.state.facet.Facets;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row in the text format of COPY, in the order of columns of {@code copy-entity-shadow.sql}. Source of the escapes:
 * PostgreSQL, "COPY", text format, and "Array Input and Output Syntax".
 */
final class CopyLine {
    private static final byte[] NULL = "\\N".getBytes(UTF_8);
    private static final int USUAL_BYTES = 4_096;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_BYTES);

    private CopyLine() {}

    static byte[] of(EntityVersion row, Facets facets) {
        Optional<Facets.Derived> derived = Optional.ofNullable(row.body()).flatMap(facets::of);
        return new CopyLine()
                .column(row.id())
                .column(row.text("kind"))
                .column(row.text("account"))
                .column(row.text("status"))
                .column(row.text("reason"))
                .column(row.text("creationTime"))
                .column(Long.toString(row.version()))
                .column(Integer.toString(row.partition()))
                .column(row.requestHash())
                .column(row.kubeUid())
                // Written again: what a parser takes for UTF-8, or for JSON, the database may not.
                .column(row.body() == null ? null : Json.bytes(row.body()))
                .column(derived.map(Facets.Derived::name).orElse(""))
                .column(array(derived.map(Facets.Derived::facets).orElse(List.of())))
                .end();
    }

    private CopyLine column(@Nullable String text) {
        return column(text == null ? null : text.getBytes(UTF_8));
    }

    private CopyLine column(byte @Nullable [] text) {
        if (text == null) {
            line.writeBytes(NULL);
        } else {
            escaped(text);
        }
        line.write('\t');
        return this;
    }

    /** No byte of a longer character is one of those. */
    private void escaped(byte[] text) {
        int begin = 0;
        for (int i = 0; i < text.length; i++) {
            char letter = letter(text[i]);
            if (letter != 0) {
                line.write(text, begin, i - begin);
                line.write('\\');
                line.write(letter);
                begin = i + 1;
            }
        }
        line.write(text, begin, text.length - begin);
    }

    private static char letter(byte b) {
        return switch (b) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }

    private static String array(List<String> texts) {
        StringBuilder array = new StringBuilder("{");
        for (String text : texts) {
            array.append(array.length() == 1 ? "\"" : ",\"")
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return array.append('}').toString();
    }

    /** The last column ends with the line. */
    private byte[] end() {
        byte[] all = line.toByteArray();
        all[all.length - 1] = '\n';
        return all;
    }
}
