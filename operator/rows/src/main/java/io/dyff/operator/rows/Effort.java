package io.dyff.operator.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much may be done for one row, or for the pipelines of one request. Small ones can ask for a lot: each stage may
 * multiply what the one before it made. Counted in steps and in characters that are made; what is over ends the row, and not
 * the program.
 */
public final class Effort {
    private static final ThreadLocal<@Nullable Effort> CURRENT = new ThreadLocal<>();

    private final long most;
    private long spent;

    private Effort(long most) {
        this.most = most;
    }

    /** What is done within a limit. */
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** More than was allowed. */
    public static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchException(String message) {
            super(message);
        }
    }

    /**
     * Does the work; what it calls, on this thread, says what it takes.
     *
     * @throws TooMuchException when it takes more, or is nested deeper than the stack
     */
    public static <T, E extends Exception> T within(long most, Work<T, E> work) throws E {
        Effort outer = CURRENT.get();
        CURRENT.set(new Effort(most));
        try {
            return work.run();
        } catch (StackOverflowError e) {
            throw new TooMuchException("is nested too deep");
        } finally {
            CURRENT.set(outer);
        }
    }

    /** Takes some of what is allowed; of no account where there is no limit. */
    public static void spend(long amount) {
        Effort current = CURRENT.get();
        if (current != null && (current.spent += amount) > current.most) {
            throw new TooMuchException("takes more than " + current.most + " steps");
        }
    }

    /** Takes what it costs to write a value, in which one part may stand many times. */
    public static void spendOn(JsonNode value) {
        spend(1);
        if (value.isTextual()) {
            spend(value.textValue().length());
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                spend(field.getKey().length());
                spendOn(field.getValue());
            }
        } else {
            for (JsonNode element : value) {
                spendOn(element);
            }
        }
    }
}
