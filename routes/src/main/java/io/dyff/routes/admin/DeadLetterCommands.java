package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.routes.event.letters.DeadLetters;
import io.dyff.routes.event.letters.Letter;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records that were refused: why, where they stood, and another try. */
@Command(name = "deadletters", mixinStandardHelpOptions = true, description = "Records that were refused.")
final class DeadLetterCommands {
    private final AdminContext context;

    DeadLetterCommands(AdminContext context) {
        this.context = context;
    }

    /** Which of them. */
    static final class Choice {
        @Option(names = "--entity", description = "Only those about this entity")
        @Nullable
        String entity;

        @Option(names = "--cause", description = "Only those whose cause has this in it")
        @Nullable
        String cause;

        boolean isOpen() {
            return entity == null && cause == null;
        }

        Predicate<Letter> wanted() {
            return letter -> (entity == null || letter.entity().equals(entity))
                    && (cause == null || letter.cause().contains(Objects.requireNonNull(cause)));
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "One line for each: position, time, entity, type, origin, cause.")
    void list(@Mixin Choice choice, @Mixin Output output) {
        List<Letter> letters = letters().find(choice.wanted());
        ArrayNode json = Json.mapper().createArrayNode();
        letters.forEach(letter -> json.add(letter.json(false)));
        output.print(
                context.out(),
                letters.isEmpty() ? "none" : letters.stream().map(Letter::line).collect(Collectors.joining("\n")),
                json);
    }

    @Command(mixinStandardHelpOptions = true, description = "All of one record, as JSON.")
    void show(@Parameters(paramLabel = "PARTITION:OFFSET", description = "As `list` says it") String position) {
        List<Letter> letters = letters().find(letter -> letter.position().equals(position));
        if (letters.isEmpty()) {
            throw new AdminException("there is no dead letter at " + position);
        }
        letters.forEach(letter -> context.out().println(letter.json(true).toPrettyString()));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Sends refused events again, to be judged as they fit now. What is refused again becomes a dead"
                            + " letter again.")
    void replay(
            @Parameters(paramLabel = "PARTITION:OFFSET", arity = "0..*", description = "Those, as `list` says them")
                    @Nullable
                    List<String> positions,
            @Option(names = "--all", description = "All of them") boolean all,
            @Option(names = "--dry-run", description = "Only says which") boolean dry,
            @Mixin Choice choice,
            @Mixin Output output) {
        List<String> named = Objects.requireNonNullElse(positions, List.of());
        if (named.isEmpty() && choice.isOpen() && !all) {
            throw new AdminException("say which: their positions, --entity, --cause, or --all");
        }
        DeadLetters letters = letters();
        List<Letter> chosen = letters.find(choice.wanted()
                .and(letters::isEvent)
                .and(letter -> named.isEmpty() || named.contains(letter.position())));
        if (!dry) {
            letters.replay(chosen);
        }
        ArrayNode json = Json.mapper().createArrayNode();
        chosen.forEach(letter -> json.add(letter.json(false)));
        String what = (dry ? "would send " : "sent ") + chosen.size() + " again";
        output.print(
                context.out(),
                chosen.stream().map(letter -> "\n" + letter.line()).collect(Collectors.joining("", what, "")),
                json);
    }

    private DeadLetters letters() {
        AdminSettings settings = context.settings();
        return new DeadLetters(settings.broker().client(), settings.topics());
    }
}
