package io.dyff.routes.host.data;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.json.Rows;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The texts of the data rooms that Java reads itself: statements outside routes, schemas, rules. */
public final class DataFiles {
    /** Statements of the jar: they are read each time they are used. */
    private static final Map<String, String> SHIPPED = new ConcurrentHashMap<>();

    private final Overrides overrides;

    public DataFiles(Overrides overrides) {
        this.overrides = overrides;
    }

    /** The text of that file name: the accepted override, else the one in the jar. */
    public String text(String fileName) {
        Optional<String> accepted = overrides.text(fileName);
        return accepted.orElseGet(() -> shipped(fileName));
    }

    private static String shipped(String fileName) {
        return fileName.endsWith(".sql")
                ? SHIPPED.computeIfAbsent(fileName, name -> new Rows(name).standard())
                : new Rows(fileName).standard();
    }

    /** True when there is a file of that name. */
    public boolean has(String fileName) {
        return overrides.text(fileName).isPresent() || DataFiles.class.getResource("/dyff/" + fileName) != null;
    }
}
