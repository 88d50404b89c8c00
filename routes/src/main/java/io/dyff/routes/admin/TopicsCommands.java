package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.event.topics.TopicNames;
import io.dyff.routes.event.topics.Topics;
import io.dyff.routes.event.topics.TopicsCommand;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates and compares the topics. */
@Command(name = "topics", mixinStandardHelpOptions = true, description = "The topics of the platform.")
final class TopicsCommands {
    private static final int MAX_REPLICATION = 3;
    private final AdminContext context;

    TopicsCommands(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Creates what is missing and corrects settings; may be repeated.")
    void create(
            @Option(
                            names = "--partitions",
                            defaultValue = "" + Topics.PARTITIONS,
                            description = "Default: ${DEFAULT-VALUE}")
                    int partitions,
            @Option(names = "--replication", description = "Default: 3, or as many brokers as there are") @Nullable
                    Short replication,
            @Mixin Output output) {
        try (Admin admin = admin()) {
            TopicNames names = context.settings().topics();
            TopicsCommand.create(admin, names, partitions, replication == null ? replication(admin) : replication);
            ObjectNode json = Json.object();
            names.all().forEach(json.putArray("topics")::add);
            output.print(context.out(), String.join("\n", names.all()), json);
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Says where topics differ from what is needed; exit code 1 when they do.")
    int check(
            @Option(
                            names = "--partitions",
                            defaultValue = "" + Topics.PARTITIONS,
                            description = "Default: ${DEFAULT-VALUE}")
                    int partitions,
            @Mixin Output output) {
        try (Admin admin = admin()) {
            List<String> differences =
                    TopicsCommand.check(admin, context.settings().topics(), partitions);
            ObjectNode json = Json.object();
            differences.forEach(json.putArray("differences")::add);
            output.print(context.out(), differences.isEmpty() ? "as needed" : String.join("\n", differences), json);
            return differences.isEmpty() ? 0 : 1;
        }
    }

    private Admin admin() {
        Properties client = context.settings().broker().client();
        client.put("request.timeout.ms", 20_000);
        client.put("default.api.timeout.ms", 30_000);
        return Admin.create(client);
    }

    private static short replication(Admin admin) {
        return (short) Math.min(MAX_REPLICATION, TopicsCommand.brokers(admin));
    }
}
