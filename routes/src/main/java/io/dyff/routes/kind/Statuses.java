package io.dyff.routes.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The status words and their order, read from {@code statuses.yaml}. Source: contract/lifecycle.md sections 2 and 4.
 */
public final class Statuses {
    public static final String CREATED = "Created";
    public static final String WAITING_FOR_UPLOAD = "WaitingForUpload";
    public static final String SCHEDULABLE = "Schedulable";
    public static final String ADMITTED = "Admitted";
    public static final String AVAILABLE = "Available";
    public static final String ACTIVE = "Active";
    public static final String ENTRY_DENIED = "EntryDenied";
    public static final String READY = "Ready";
    public static final String FAILED = "Failed";
    public static final String ERROR = "Error";
    public static final String TERMINATED = "Terminated";
    public static final String DELETED = "Deleted";

    private static final Rows FILE = new Rows("statuses.yaml");
    private static final int TERMINAL_RANK = 5;
    private static final List<Word> WORDS = words(FILE.standard());
    private static final Map<String, Integer> RANKS =
            WORDS.stream().collect(Collectors.toUnmodifiableMap(Word::word, Word::rank));
    private static final Set<String> SUCCESSES = such(Word::success);
    private static final Set<String> LIVE = such(Word::live);

    private Statuses() {}

    /** The status's place in the order of transitions, 0 to 6; empty for a word nobody knows. */
    public static Optional<Integer> rank(String status) {
        return Optional.ofNullable(RANKS.get(status));
    }

    /** True when nothing but a deletion can follow. */
    public static boolean isTerminal(String status) {
        return RANKS.getOrDefault(status, 0) >= TERMINAL_RANK;
    }

    /** The words for a good end. */
    public static Set<String> successes() {
        return SUCCESSES;
    }

    public static boolean isSuccess(String status) {
        return SUCCESSES.contains(status);
    }

    /** True while files may still come. */
    public static boolean takesUploads(String status) {
        return status.equals(CREATED) || status.equals(WAITING_FOR_UPLOAD);
    }

    /** True when an object of the cluster stands behind the entity. */
    public static boolean isLive(String status) {
        return LIVE.contains(status);
    }

    /** Reads the file; a word that stands there twice, or two properties that exclude each other, are refused. */
    static List<Word> words(String yaml) {
        List<Word> words = new ArrayList<>();
        for (JsonNode row : FILE.document(yaml, Document.class).statuses()) {
            words.add(FILE.row(words.size() + 1, "word", row, Word.class, word -> {
                Rows.check(words.stream().noneMatch(w -> w.word.equals(word.word)), "another row has this word");
                boolean end = word.rank >= TERMINAL_RANK;
                Rows.check(end || !word.success, "a success is an end, so its rank is " + TERMINAL_RANK);
                Rows.check(!end || !word.live, "what has ended is not live");
                return word;
            }));
        }
        return words;
    }

    private static Set<String> such(Predicate<Word> property) {
        return WORDS.stream().filter(property).map(Word::word).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A status.
     *
     * @param rank place in the order, 0 to 6
     * @param success whether it is a good end
     * @param live whether an object of the cluster stands behind the entity
     */
    record Word(String word, int rank, boolean success, boolean live) {}

    private record Document(List<JsonNode> statuses) {}
}
