package io.dyff.node.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that is needed to start a program.
 *
 * @param command program and arguments; never holds a secret
 * @param environment the whole environment: nothing of the agent's own is added
 * @param folder where it starts
 */
public record ProgramSpec(List<String> command, Map<String, String> environment, Path folder) {

    @Override
    public String toString() {
        return command.getFirst() + " with " + (command.size() - 1) + " arguments";
    }
}
