package io.dyff.routes.host.data;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.json.Rows;
import java.util.Optional;

/** The texts of the data rooms that Java reads itself: statements outside routes, schemas, rules. */
public final class DataFiles {
    private final Overrides overrides;

    public DataFiles(Overrides overrides) {
        this.overrides = overrides;
    }

    /** The text of that file name: the accepted override, else the one in the jar. */
    public String text(String fileName) {
        Optional<String> accepted = overrides.text(fileName);
        return accepted.orElseGet(() -> new Rows(fileName).standard());
    }

    /** True when there is a file of that name. */
    public boolean has(String fileName) {
        return overrides.text(fileName).isPresent() || DataFiles.class.getResource("/dyff/" + fileName) != null;
    }
}
