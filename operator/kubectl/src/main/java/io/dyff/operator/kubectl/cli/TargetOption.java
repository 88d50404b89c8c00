package io.dyff.operator.kubectl.cli;

import io.dyff.operator.api.Kinds;
import io.dyff.operator.kubectl.cluster.Target;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The resource that a command is about. */
final class TargetOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            arity = "1..2",
            paramLabel = "KIND/NAME",
            completionCandidates = Beginnings.class,
            description = "The resource, as kubectl takes it; KIND NAME does as well.")
    private List<String> words = List.of();

    /** What a resource begins with. */
    static final class Beginnings implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Kinds.ALL.stream()
                    .map(kind -> HasMetadata.getSingular(kind) + "/")
                    .iterator();
        }
    }

    Target target() {
        try {
            return Target.of(words);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
