package io.dyff.routes.admin;

import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.state.facet.Filters;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the database to the schema of this version. */
@Command(name = "db", mixinStandardHelpOptions = true, description = "The database's schema.")
final class DatabaseCommand {
    private final AdminContext context;

    DatabaseCommand(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Applies the migrations that are missing, and grants the roles of the services what they need;"
                            + " may be repeated.")
    void migrate(
            @Option(
                            names = "--require-roles",
                            description = "Fail when a role of a service is missing, which could be granted nothing")
                    boolean requireRoles,
            @Mixin Output output) {
        MigrateResult result = Flyway.configure()
                .dataSource(context.settings().dataSource())
                .locations("classpath:dyff")
                .load()
                .migrate();
        new ServiceRoles(context.settings().dataSource(), context.files())
                .store(context.settings().databasePasswords(), requireRoles);
        new Filters(Kinds.standard(), context.settings().dataSource(), context.files()).store();
        output.print(
                context.out(),
                result.migrationsExecuted + " migrations applied",
                Json.object().put("migrations", result.migrationsExecuted));
    }
}
