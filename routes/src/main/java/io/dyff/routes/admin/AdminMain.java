package io.dyff.routes.admin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the platform's administrators. Settings come from the environment, as for the services. */
@Command(
        name = "dyff-admin",
        mixinStandardHelpOptions = true,
        description = "Administers the platform: database, topics, accounts, tokens, keys and quotas.")
public final class AdminMain implements Runnable {
    @Spec
    CommandSpec spec;

    public static void main(String[] args) {
        quietLogs();
        System.exit(commandLine(AdminContext.standard()).execute(args));
    }

    /** The command line over a context; exit code 0 is done, 1 failed, 2 wrong use. */
    static CommandLine commandLine(AdminContext context) {
        CommandLine line = new CommandLine(new AdminMain())
                .addSubcommand(new PrepareCommand(context))
                .addSubcommand(new DatabaseCommand(context))
                .addSubcommand(new TopicsCommands(context))
                .addSubcommand(new AccountCommands(context))
                .addSubcommand(new TokenCommands(context))
                .addSubcommand(new KeyCommands(context))
                .addSubcommand(new AttestationKeyCommands(context))
                .addSubcommand(new QuotaCommands(context))
                .addSubcommand(new ShareCommands(context))
                .addSubcommand(new WhyCommand(context))
                .addSubcommand(new AggregateCommands(context))
                .addSubcommand(new SinkCommands(context))
                .addSubcommand(new DeadLetterCommands(context))
                .addSubcommand(new ForgetCommand(context))
                .addSubcommand(new OpenApiCommand(context))
                .addSubcommand(new RoutesCommands(context));
        line.setExecutionExceptionHandler((fault, command, parsed) -> {
            command.getErr().println("error: " + message(fault));
            return CommandLine.ExitCode.SOFTWARE;
        });
        line.setOut(context.out());
        return line;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Standard output is for results: libraries speak on standard error, and only when something is wrong. */
    private static void quietLogs() {
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        logs.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(logs);
        console.setTarget("System.err");
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(logs);
        encoder.setPattern("%level %logger{0}: %msg%n");
        encoder.start();
        console.setEncoder(encoder);
        console.start();
        Logger root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.ERROR);
        root.addAppender(console);
    }

    /** Faults of libraries say what happened in their causes. */
    private static String message(Throwable fault) {
        StringBuilder all = new StringBuilder(String.valueOf(fault.getMessage()));
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (all.indexOf(text) < 0) {
                all.append(": ").append(text);
            }
        }
        return all.toString();
    }
}
