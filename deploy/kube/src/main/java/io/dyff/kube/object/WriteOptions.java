package io.dyff.kube.object;

import java.util.ArrayList;
import java.util.List;

/**
 * How a write is to be done.
 *
 * @param fieldManager  who writes; empty when nobody is to own anything
 * @param force         an apply takes fields from other managers
 * @param unknownFields what happens to fields that the schema does not know, or that came twice
 * @param duplicates    what is to be said of fields that came twice
 * @param warnings      grows while the write is done; sent back beside the answer
 */
public record WriteOptions(
        boolean dryRun,
        String fieldManager,
        boolean force,
        UnknownFields unknownFields,
        List<String> duplicates,
        List<String> warnings) {

    /** The parameter fieldValidation. */
    public enum UnknownFields {
        IGNORE,
        WARN,
        STRICT
    }

    public static WriteOptions plain() {
        return new WriteOptions(false, "", false, UnknownFields.IGNORE, List.of(), new ArrayList<>());
    }
}
