package io.dyff.operator.steps.outcome;

/** How a row ends in a replication; each ends in exactly one way. */
public enum OutcomeKind {
    /** Its answer is stored. */
    Answered("answered"),
    /** The service blames the request: the same one will never be answered. */
    Refused("refused"),
    /** The service failed at every try. */
    Failed("failed"),
    /** The service took too long at every try. */
    TimedOut("timed out"),
    /** The service answered, but with nothing that can be used. */
    Unusable("unusable"),
    /** The answer does not fit the output schema, or the output pipeline cannot transform it. */
    Mismatch("mismatched"),
    /** No request could be made of it, or the run ended before. */
    NotAsked("not asked");

    private final String words;

    OutcomeKind(String words) {
        this.words = words;
    }

    /** As a sentence says it: "12 timed out". */
    public String words() {
        return words;
    }
}
