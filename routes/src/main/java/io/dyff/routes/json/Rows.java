package io.dyff.routes.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of rows into records. What is wrong, an unknown column, a missing one or what the row's own check refuses,
 * is an {@link IllegalArgumentException} with file, row and reason.
 *
 * @param file its name
 */
public record Rows(String file) {
    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    /** The text of the file as it stands in the jar. */
    public String standard() {
        try (InputStream in = Rows.class.getResourceAsStream("/dyff/" + file)) {
            if (in == null) {
                throw new IllegalStateException("dyff/" + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole file; rows that are to be named by themselves are nodes in it. */
    public <T> T document(String yaml, Class<T> type) {
        try {
            T document = MAPPER.readValue(yaml, type);
            checkComplete(document);
            return document;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ", line " + line(e) + ": " + reason(e), e);
        }
    }

    /**
     * One row.
     *
     * @param number its place in the file, from 1
     * @param name the column that names it
     * @param check makes what the row stands for, or refuses it
     */
    public <R, T> T row(int number, String name, JsonNode row, Class<R> type, Function<R, T> check) {
        try {
            check(row.isObject(), "'" + row + "' is no row");
            R read = MAPPER.treeToValue(row, type);
            checkComplete(read);
            return check.apply(read);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            String called = row.path(name).asText("unnamed");
            throw new IllegalArgumentException(file + ", row " + number + " (" + called + "): " + reason(e), e);
        }
    }

    /** Refuses what does not hold. */
    public static void check(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }

    private static void checkComplete(@Nullable Object value) {
        switch (value) {
            case Record row -> checkComponents(row);
            case Collection<?> all -> all.forEach(Rows::checkComplete);
            case Map<?, ?> all -> all.values().forEach(Rows::checkComplete);
            case null, default -> {
                // A scalar, or what may be absent.
            }
        }
    }

    private static void checkComponents(Record row) {
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            Object value = value(row, component);
            check(
                    value != null || component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    "'" + component.getName() + "' is missing");
            if (!(value instanceof JsonNode)) {
                checkComplete(value);
            }
        }
    }

    private static @Nullable Object value(Record row, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(Exception e) {
        return e instanceof JsonProcessingException syntax && syntax.getLocation() != null
                ? Integer.toString(syntax.getLocation().getLineNr())
                : "?";
    }

    private static String reason(Exception e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "'" + unknown.getPropertyName() + "' is no column; known are " + unknown.getKnownPropertyIds();
        }
        if (e.getCause() instanceof IllegalArgumentException own) {
            return String.valueOf(own.getMessage());
        }
        return e instanceof JsonProcessingException syntax
                ? syntax.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }
}
