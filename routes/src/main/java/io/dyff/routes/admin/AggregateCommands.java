package io.dyff.routes.admin;

import io.dyff.routes.state.store.RebuildStore;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The way on when the aggregator refuses to start because its store is lost. */
@Command(name = "aggregate", mixinStandardHelpOptions = true, description = "The store behind the aggregator.")
final class AggregateCommands {
    private final AdminContext context;

    @Spec
    CommandSpec spec;

    AggregateCommands(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes the store again from the state topic, in a new changelog; stop the aggregator before.")
    void rebuild(@Mixin Output output) {
        AdminSettings settings = context.settings();
        RebuildStore.Report report = new RebuildStore(
                        settings.broker().client(),
                        settings.changelog(),
                        settings.stateTopic(output.pace(spec)),
                        forgotten(settings))
                .run();
        output.rebuilt(context.out(), report.records(), report.entities(), report.refused());
    }

    private List<String> forgotten(AdminSettings settings) {
        return settings.jdbc()
                .sql(context.files().text("select-forgotten-ids.sql"))
                .query(String.class)
                .list();
    }
}
