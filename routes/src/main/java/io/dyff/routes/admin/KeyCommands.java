package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.account.KeyRing;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Replaces the keys that sign tokens, without a refused request: add one, wait for new tokens, retire the old one. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Keys that sign tokens. Their secrets are derived from the configured one, and never shown.")
final class KeyCommands {
    private final AdminContext context;

    KeyCommands(AdminContext context) {
        this.context = context;
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists the keys, with how many tokens need them.")
    void list(@Mixin Output output) {
        List<KeyRing.Key> all = context.ring().list();
        ArrayNode keys = Json.mapper().createArrayNode();
        all.forEach(key -> keys.add(json(key)));
        output.print(context.out(), all.stream().map(KeyCommands::line).collect(Collectors.joining("\n")), keys);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Adds a key and prints its id; every service signs with it within five seconds.")
    void add(@Mixin Output output) {
        String kid = context.ring().add();
        output.print(context.out(), kid, Json.object().put("kid", kid));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Retires a key; every service refuses the tokens that it has signed within five seconds.")
    void retire(@Parameters(paramLabel = "KID", description = "The key's id") String kid, @Mixin Output output) {
        KeyRing.Key key = retired(kid);
        output.print(
                context.out(),
                "retired, and with it " + key.tokens() + " tokens",
                Json.object().put("retired", kid).put("tokens", key.tokens()));
    }

    private KeyRing.Key retired(String kid) {
        try {
            return context.ring().retire(kid).orElseThrow(() -> new AdminException("there is no key " + kid));
        } catch (IllegalStateException e) {
            throw new AdminException(String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode json(KeyRing.Key key) {
        ObjectNode json =
                Json.object().put("kid", key.kid()).put("signs", key.signs()).put("tokens", key.tokens());
        if (key.created() != null) {
            json.put("created", key.created().toString());
        }
        if (key.retired() != null) {
            json.put("retired", key.retired().toString());
        }
        return json;
    }

    private static String line(KeyRing.Key key) {
        String state = key.retired() != null ? "retired" : key.signs() ? "signs" : "counts";
        return key.kid() + "\t" + state + "\t" + (key.created() == null ? "configured" : key.created()) + "\t"
                + key.tokens();
    }
}
