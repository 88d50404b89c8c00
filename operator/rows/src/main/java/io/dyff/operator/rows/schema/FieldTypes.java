package io.dyff.operator.rows.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields of a schema or struct in their order. What differs in case only cannot be told apart where it is stored. */
final class FieldTypes {

    private final String path;
    private final SequencedMap<String, DataType> byName = new LinkedHashMap<>();
    private final Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param path of the struct; empty for the columns themselves */
    FieldTypes(String path) {
        this.path = path;
    }

    void add(String name, DataType type) throws DataException {
        @Nullable String other = names.put(name, name);
        if (other != null) {
            throw new DataException("arrowSchema" + (path.isEmpty() ? "" : " field " + path) + " has the fields "
                    + other + " and " + name + ", which must differ in more than case");
        }
        byName.put(name, type);
    }

    SequencedMap<String, DataType> byName() {
        return byName;
    }
}
