package io.dyff.routes.admin;

import io.dyff.routes.json.Json;
import io.dyff.routes.progress.KnownTopics;
import io.dyff.routes.progress.StateConsumer;
import io.dyff.routes.state.sink.RebuildSink;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The two ways on when sink or orchestrator refuse to start because they meet topics they do not know. */
@Command(name = "sink", mixinStandardHelpOptions = true, description = "The database as the sink keeps it.")
final class SinkCommands {
    private final AdminContext context;

    SinkCommands(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Reads the whole state topic into the database again; stop the sink before.")
    void rebuild(@Mixin Output output) {
        AdminSettings settings = context.settings();
        String group = settings.group(StateConsumer.SINK.id());
        RebuildSink.Report report =
                new RebuildSink(client(), settings.topics(), group, settings.dataSource(), context.files()).run();
        output.rebuilt(context.out(), report.records(), report.entities(), report.refused());
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Accepts the topics as they are: their numbers go on where the database stands.")
    void adopt(@Mixin Output output) {
        new KnownTopics(
                        () -> Admin.create(client()),
                        context.settings().topics(),
                        context.settings().jdbc(),
                        context.files())
                .adopt();
        output.print(context.out(), "adopted", Json.object().put("adopted", true));
    }

    private Properties client() {
        return context.settings().broker().client();
    }
}
