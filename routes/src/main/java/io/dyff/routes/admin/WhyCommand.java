package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.orchestrate.admission.WhyWaiting;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says why something waits. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description =
                "Why an entity is not further than it is: what it needs, which quota holds it, how many are before it.")
final class WhyCommand implements Callable<Integer> {
    private final AdminContext context;

    @Parameters(paramLabel = "ID", description = "The entity")
    String id;

    @Mixin
    Output output;

    WhyCommand(AdminContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        ObjectNode known = new WhyWaiting(context.settings().jdbc(), context.files())
                .of(id)
                .orElseThrow(() -> new AdminException("the orchestrator knows nothing of " + id));
        String text =
                known.path("sentences").valueStream().map(JsonNode::asText).collect(Collectors.joining("\n"));
        output.print(context.out(), text, known);
        return 0;
    }
}
