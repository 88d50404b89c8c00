package io.dyff.node.container;

/**
 * One value of a container's environment.
 *
 * @param secret whether a Secret's content is in it: such a value must never reach a command line
 */
public record EnvironmentValue(String text, boolean secret) {

    static EnvironmentValue plain(String text) {
        return new EnvironmentValue(text, false);
    }

    @Override
    public String toString() {
        return secret ? "(secret)" : text;
    }
}
