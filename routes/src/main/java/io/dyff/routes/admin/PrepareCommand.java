package io.dyff.routes.admin;

import io.dyff.routes.event.topics.Topics;
import io.dyff.routes.http.security.Role;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code topics create}, {@code db migrate} and {@code token create} do, by one process instead of three. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        description =
                "Makes what the services need before they start: the topics and the database's schema, and then a token"
                        + " when its account is named. May be repeated.")
final class PrepareCommand implements Runnable {
    private static final String LIFE = "365d";
    private final AdminContext context;

    @Option(names = "--account", description = "Whose token to make and print; none is made without")
    @Nullable
    String account;

    @Option(names = "--role", description = "What the token grants: ${COMPLETION-CANDIDATES} (default: Owner)")
    @Nullable
    Role role;

    @Mixin
    Output output;

    PrepareCommand(AdminContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        AdminContext quiet = new AdminContext(
                context.settings(), context.files(), context.clock(), new PrintWriter(Writer.nullWriter()));
        try {
            CompletableFuture.allOf(
                            start(() -> new TopicsCommands(quiet).create(Topics.PARTITIONS, null, output)),
                            start(() -> new DatabaseCommand(quiet).migrate(false, output)))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
        if (account != null) {
            new TokenCommands(context).create(account, null, role, false, LIFE, output);
        }
    }

    private static CompletableFuture<Void> start(Runnable part) {
        return CompletableFuture.runAsync(part, Thread::startVirtualThread);
    }
}
