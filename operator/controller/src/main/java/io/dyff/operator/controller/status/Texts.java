package io.dyff.operator.controller.status;

/** Makes texts of others fit to stand in a status, and wherever a status is copied to. */
final class Texts {

    private static final String REPLACEMENT = "\uFFFD";

    private Texts() {}

    /** The text with a replacement for each character that no database or terminal takes: controls, half characters. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (fits(character)) {
                clean.appendCodePoint(character);
            } else {
                clean.append(REPLACEMENT);
            }
        });
        return clean.toString();
    }

    private static boolean fits(int character) {
        return character == '\n'
                || character == '\t'
                || !(Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE);
    }
}
