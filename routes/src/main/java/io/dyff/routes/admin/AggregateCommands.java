package io.dyff.routes.admin;

import io.dyff.routes.component.kafkastate.Changelog;
import io.dyff.routes.event.topics.TopicNames;
import io.dyff.routes.event.topics.Topics;
import io.dyff.routes.fold.RebuildStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The way on when the aggregator refuses to start because its store is lost. */
@Command(name = "aggregate", mixinStandardHelpOptions = true, description = "The store behind the aggregator.")
final class AggregateCommands {
    private static final String ROUTE = "aggregate-entity";

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
        TopicNames topics = settings.topics();
        Changelog changelog = new Changelog(settings.group(ROUTE), topics.events(), topics.state(), Topics.PARTITIONS);
        RebuildStore.Report report =
                new RebuildStore(settings.broker().client(), changelog, settings.stateTopic(output.pace(spec))).run();
        output.rebuilt(context.out(), report.records(), report.entities(), report.refused());
    }
}
