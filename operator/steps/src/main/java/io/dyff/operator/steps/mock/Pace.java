package io.dyff.operator.steps.mock;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a mock answer takes. The default keeps an evaluation of 20,000 requests by two workers between 20 seconds
 * and 5 minutes (contract/acceptance.md section 1.4).
 */
public record Pace(int leastMillis, int mostMillis) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

    /** @param text such as {@code 5} or {@code 3-10} */
    public static Pace valueOf(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be milliseconds such as 5 or 3-10, got '" + text + "'");
        }
        int least = Integer.parseInt(matcher.group(1));
        int most = matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2));
        if (most < least) {
            throw new IllegalArgumentException("the range '" + text + "' ends before it begins");
        }
        return new Pace(least, most);
    }

    Duration next() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(leastMillis, mostMillis + 1));
    }
}
