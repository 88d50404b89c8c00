package io.dyff.operator.steps.model;

/**
 * A pattern of file names as the hub's own client reads them, which is Python's fnmatch with its case kept: {@code *} and
 * {@code ?} take slashes too, {@code [a-z]} and {@code [!a-z]} take one character, and a folder's name with a slash at
 * its end takes all that is below. Takes no more than the product of both lengths in steps.
 */
final class FileNamePattern {

    private final String pattern;

    FileNamePattern(String text) {
        String path = text.replace('\\', '/');
        this.pattern = path.endsWith("/") ? path + "*" : path;
    }

    boolean matches(String path) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (in < path.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                retry = in;
            } else if (at < pattern.length() && takes(at, path.codePointAt(in))) {
                at = end(at);
                in += Character.charCount(path.codePointAt(in));
            } else if (star >= 0) {
                at = star + 1;
                retry += Character.charCount(path.codePointAt(retry));
                in = retry;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    /** Whether what stands at that place of the pattern, which is no star, takes the character. */
    private boolean takes(int at, int character) {
        int one = pattern.codePointAt(at);
        int close = one == '[' ? close(at) : -1;
        if (close < 0) {
            return one == '?' || one == character;
        }
        boolean negated = pattern.charAt(at + 1) == '!';
        return inSet(at + (negated ? 2 : 1), close, character) != negated;
    }

    private int end(int at) {
        int close = pattern.charAt(at) == '[' ? close(at) : -1;
        return close < 0 ? at + Character.charCount(pattern.codePointAt(at)) : close + 1;
    }

    /** The bracket that closes a set, which is not the set's first character; -1 for a bracket that stands for itself. */
    private int close(int open) {
        int first = open + 1;
        if (first < pattern.length() && pattern.charAt(first) == '!') {
            first++;
        }
        return pattern.indexOf(']', first + 1);
    }

    private boolean inSet(int from, int close, int character) {
        for (int i = from; i < close; ) {
            int low = pattern.codePointAt(i);
            int after = i + Character.charCount(low);
            boolean range = after + 1 < close && pattern.charAt(after) == '-';
            int high = range ? pattern.codePointAt(after + 1) : low;
            if (low <= character && character <= high) {
                return true;
            }
            i = range ? after + 1 + Character.charCount(high) : after;
        }
        return false;
    }
}
