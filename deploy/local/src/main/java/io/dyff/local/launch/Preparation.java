package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Settings;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must exist before the services start: schema, topics, the account {@code test} and its token. */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    private final DataFolder folder;
    private final Consumer<String> say;
    private final Project project;
    private final Administration administration;

    Preparation(DataFolder folder, Project project, Consumer<String> say) {
        this.folder = folder;
        this.project = project;
        this.say = say;
        this.administration = new Administration(folder, project);
    }

    /** Migrates the database and creates or checks the topics, once per build. */
    void prepare() throws InterruptedException {
        Settings settings = folder.settings();
        String build = project.buildId().orElse("");
        if (!build.isEmpty() && build.equals(settings.prepared())) {
            LOG.info("database and topics are those of build {}", build);
            return;
        }
        say.accept("preparing database and topics");
        administration.run(List.of("db", "migrate"));
        administration.run(List.of("topics", "create"));
        if (!build.isEmpty()) {
            folder.keepPrepared(build);
        }
    }

    /** The token of the account {@code test}. */
    void token() throws InterruptedException {
        if (folder.settings().token() == null) {
            administration.run(List.of("account", "create", "test"));
            folder.keepToken(administration
                    .run(List.of("token", "create", "--account", "test", "--grant", "admin"))
                    .strip());
        }
    }
}
