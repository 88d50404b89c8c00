package io.dyff.operator.steps.evidence;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * One thing that was looked at, or was not.
 *
 * @param detail what held, with counts, or why it was not looked at
 * @param differences each names its file or field
 */
@JsonPropertyOrder({"check", "result", "detail", "differences"})
record Check(String check, Result result, String detail, List<String> differences) {

    enum Result {
        HOLDS("holds"),
        DIFFERS("differs"),
        NOT_CHECKED("not checked");

        private final String words;

        Result(String words) {
            this.words = words;
        }

        @JsonValue
        @Override
        public String toString() {
            return words;
        }
    }

    /** Holds when there are no differences. */
    static Check of(String check, String detail, List<String> differences) {
        return new Check(check, differences.isEmpty() ? Result.HOLDS : Result.DIFFERS, detail, differences);
    }

    static Check notChecked(String check, String why) {
        return new Check(check, Result.NOT_CHECKED, why, List.of());
    }

    boolean differs() {
        return result == Result.DIFFERS;
    }
}
