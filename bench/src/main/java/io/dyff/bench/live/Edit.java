package io.dyff.bench.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code edits.yaml}, which says what its fields mean.
 *
 * @param answer, event how a good one shows, beside the report of the services
 * @param named, reason what must be said of a bad one
 */
record Edit(
        String what,
        List<Change> files,
        @Nullable Answer answer,
        @Nullable Event event,
        boolean work,
        @Nullable String named,
        @Nullable String reason) {
    private static final String NUMBER = "{n}";
    private static final String LINE = "{line}";

    /** One file. */
    record Change(String file, @Nullable String find, String put) {}

    /** What a GET answers. */
    record Answer(
            String path, String at, @JsonProperty("is") String value) {}

    /** What a record of the next create carries. */
    record Event(String header, @JsonProperty("is") String value) {}

    /**
     * The edit with its number, and all its texts made.
     *
     * @param texts by file name
     */
    record Numbered(int number, Edit edit, Map<String, String> texts) {

        /** True when the files come as the swap of a mounted folder: what changes together must be seen together. */
        boolean isMounted() {
            return texts.size() > 1 || number % 3 == 0;
        }

        Optional<Answer> answer() {
            return Optional.ofNullable(edit.answer)
                    .map(a -> new Answer(Edit.numbered(a.path, number), a.at, Edit.numbered(a.value, number)));
        }

        Optional<Event> event() {
            return Optional.ofNullable(edit.event).map(e -> new Event(e.header, Edit.numbered(e.value, number)));
        }

        String reason() {
            return Edit.numbered(Objects.requireNonNull(edit.reason), number);
        }

        @Override
        public String toString() {
            return "edit " + number + " (" + edit.what + ")";
        }
    }

    boolean isBad() {
        return named != null;
    }

    /**
     * Makes its texts.
     *
     * @param shipped the text of a shipped file
     * @throws IllegalArgumentException when a passage is not in its file
     */
    Numbered numbered(int number, Function<String, String> shipped) {
        Map<String, String> texts = new TreeMap<>();
        files.forEach(change -> texts.put(change.file, text(change, number, shipped)));
        return new Numbered(number, this, texts);
    }

    /** How its refusal begins. */
    String named(Function<String, String> shipped) {
        String begin = Objects.requireNonNull(named);
        Change first = files.getFirst();
        if (!begin.contains(LINE)) {
            return begin;
        }
        String text = shipped.apply(first.file);
        int at = text.indexOf(Objects.requireNonNull(first.find));
        return begin.replace(
                LINE, Long.toString(text.substring(0, at + 1).lines().count()));
    }

    private static String text(Change change, int number, Function<String, String> shipped) {
        String put = numbered(change.put, number);
        if (change.find == null) {
            return put;
        }
        String text = shipped.apply(change.file);
        if (!text.contains(change.find)) {
            throw new IllegalArgumentException("edits.yaml: " + change.file + " has no '" + change.find + "'");
        }
        return change.find.isEmpty() ? text + put : text.replace(change.find, put);
    }

    private static String numbered(String text, int number) {
        return text.replace(NUMBER, Integer.toString(number));
    }
}
