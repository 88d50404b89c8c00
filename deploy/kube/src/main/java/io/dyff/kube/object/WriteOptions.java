package io.dyff.kube.object;

import java.util.ArrayList;
import java.util.List;

/**
 * How a write is to be done.
 *
 * @param unknownFields what happens to fields that the schema does not know
 * @param warnings      grows while the write is done; sent back beside the answer
 */
public record WriteOptions(boolean dryRun, String fieldManager, UnknownFields unknownFields, List<String> warnings) {

    /** The parameter fieldValidation. */
    public enum UnknownFields {
        IGNORE,
        WARN,
        STRICT
    }

    public static WriteOptions plain() {
        return new WriteOptions(false, "", UnknownFields.IGNORE, new ArrayList<>());
    }
}
