package io.dyff.bench.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The edits that a run is made of: {@code edits.yaml}. */
record EditTable(List<Edit> good, List<Edit> bad) {
    private static final String FILE = "edits.yaml";

    static EditTable read() {
        try (InputStream in = EditTable.class.getResourceAsStream(FILE)) {
            return new ObjectMapper(new YAMLFactory()).readValue(Objects.requireNonNull(in), EditTable.class);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " is not as it should be: " + e.getMessage(), e);
        }
    }

    /** The good edit of that number, from 1. */
    Edit good(int number) {
        return good.get((number - 1) % good.size());
    }

    /** The bad edit of that number, from 1. */
    Edit bad(int number) {
        return bad.get((number - 1) % bad.size());
    }
}
