package io.dyff.routes.host.data;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.json.Rows;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The texts of the data rooms that Java reads itself: statements outside routes, schemas, rules. */
public final class DataFiles {
    /** Statements of the jar: they are read each time they are used. */
    private static final Map<String, String> SHIPPED = new ConcurrentHashMap<>();

    /** Rows of operations, rules and examples of requests, schemas and examples of their documents. */
    private static final Pattern CONTRACT =
            Pattern.compile("(operations|requests|bodies)\\.yaml|[A-Z][A-Za-z]*(\\.schema)?\\.json");

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

    /** True for the documents of the contract that change while the api runs; what all services share is none of them. */
    public static boolean isOfContract(String fileName) {
        return CONTRACT.matcher(fileName).matches();
    }

    /** True when there is a file of that name. */
    public boolean has(String fileName) {
        return overrides.text(fileName).isPresent() || DataFiles.class.getResource("/dyff/" + fileName) != null;
    }
}
