package io.dyff.node.container;

import java.util.Map;

/** Replaces {@code $(NAME)} in arguments and values, as Kubernetes does: unknown names stay, {@code $$} is a dollar. */
final class VariableExpansion {

    private final Map<String, EnvironmentValue> known;

    VariableExpansion(Map<String, EnvironmentValue> known) {
        this.known = known;
    }

    /** The expanded text, secret when a secret went into it. */
    EnvironmentValue expand(String text) {
        StringBuilder expanded = new StringBuilder();
        boolean secret = false;
        int at = 0;
        while (at < text.length()) {
            int close = text.startsWith("$(", at) ? text.indexOf(')', at) : -1;
            if (text.startsWith("$$", at)) {
                expanded.append('$');
                at += 2;
            } else if (close > 0) {
                EnvironmentValue value = known.get(text.substring(at + 2, close));
                expanded.append(value == null ? text.substring(at, close + 1) : value.text());
                secret |= value != null && value.secret();
                at = close + 1;
            } else {
                expanded.append(text.charAt(at));
                at++;
            }
        }
        return new EnvironmentValue(expanded.toString(), secret);
    }
}
