package io.dyff.operator.kubectl.report;

/**
 * How an object is, for people.
 *
 * @param word one or a few words, such as those that {@code kubectl get} shows
 * @param message what explains them; may be empty
 */
public record State(String word, String message) {

    /** A state that needs no explanation. */
    static State of(String word) {
        return new State(word, "");
    }

    /** On one line. */
    public String line() {
        return message.isEmpty() ? word : word + ": " + oneLine(message);
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
