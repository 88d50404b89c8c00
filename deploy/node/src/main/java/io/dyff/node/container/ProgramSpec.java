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
 * @param background whether others of this machine go before it when there are too few processors for all
 */
public record ProgramSpec(List<String> command, Map<String, String> environment, Path folder, boolean background) {

    /** The same program in the background. */
    public ProgramSpec inBackground() {
        return new ProgramSpec(command, environment, folder, true);
    }

    @Override
    public String toString() {
        return command.getFirst() + " with " + (command.size() - 1) + " arguments";
    }
}
