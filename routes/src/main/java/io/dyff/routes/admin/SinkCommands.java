package io.dyff.routes.admin;

import io.dyff.routes.json.Json;
import io.dyff.routes.progress.KnownTopics;
import io.dyff.routes.state.sink.CompareSink;
import io.dyff.routes.state.sink.RebuildSink;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The rows: made anew, compared, or taken over with other topics, where sink and orchestrator refuse to start with those. */
@Command(name = "sink", mixinStandardHelpOptions = true, description = "The database as the sink keeps it.")
final class SinkCommands {
    private final AdminContext context;

    @Spec
    CommandSpec spec;

    SinkCommands(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Reads the whole state topic into the database again. The platform may run meanwhile: it"
                    + " shows the old rows, and takes writes up after it.")
    void rebuild(@Mixin Output output) {
        AdminSettings settings = context.settings();
        RebuildSink.Report report = new RebuildSink(
                        settings.stateTopic(output.pace(spec)), knownTopics(), settings.dataSource(), context.files())
                .run();
        output.rebuilt(context.out(), report.records(), report.entities(), report.refused());
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Holds every row against the state topic, while the platform runs; exit code 1 when one differs.")
    int compare(@Mixin Output output) {
        AdminSettings settings = context.settings();
        CompareSink.Report report =
                new CompareSink(settings.stateTopic(output.pace(spec)), settings.dataSource(), context.files()).run();
        output.print(context.out(), text(report), Json.mapper().valueToTree(report));
        return report.isEqual() ? 0 : 1;
    }

    private static String text(CompareSink.Report report) {
        StringBuilder text = new StringBuilder(report.differing()
                + (report.differing() == 1 ? " difference in " : " differences in ") + report.records() + " records");
        report.first()
                .forEach(one -> text.append('\n')
                        .append(one.id())
                        .append(": ")
                        .append(one.what())
                        .append(" (topic ")
                        .append(one.topic())
                        .append(", row ")
                        .append(one.row())
                        .append(')'));
        if (!report.behind().isEmpty()) {
            text.append("\nthe sink has not stored all of the partitions ").append(report.behind());
        }
        report.refused().forEach(one -> text.append("\nno row can be made of ").append(one));
        return text.toString();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Accepts the topics as they are: their numbers go on where the database stands.")
    void adopt(@Mixin Output output) {
        knownTopics().adopt();
        output.print(context.out(), "adopted", Json.object().put("adopted", true));
    }

    private KnownTopics knownTopics() {
        AdminSettings settings = context.settings();
        Properties client = settings.broker().client();
        return new KnownTopics(() -> Admin.create(client), settings.topics(), settings.jdbc(), context.files());
    }
}
