package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.attest.AttestationKeys;
import io.dyff.routes.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Replaces the keys that sign attestations: add one; retire an old one only when it is not to be believed any more. */
@Command(
        name = "attestation-key",
        mixinStandardHelpOptions = true,
        description =
                "Keys that sign attestations. Their secrets are derived from the configured one, and never shown.")
final class AttestationKeyCommands {
    private final AdminContext context;

    AttestationKeyCommands(AdminContext context) {
        this.context = context;
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists the keys, the newest first.")
    void list(@Mixin Output output) {
        List<AttestationKeys.Known> all = context.attestationKeys().list();
        ArrayNode keys = Json.mapper().createArrayNode();
        all.forEach(key -> keys.add(json(key)));
        output.print(
                context.out(), all.stream().map(AttestationKeyCommands::line).collect(Collectors.joining("\n")), keys);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Adds a key, which signs from now on, and prints its id; what older ones signed stays good.")
    void add(@Mixin Output output) {
        String kid = context.attestationKeys().add().kid();
        output.print(context.out(), kid, Json.object().put("kid", kid));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Retires a key: it is no longer published, and what it signed is signed anew when asked for.")
    void retire(@Parameters(paramLabel = "KID", description = "The key's id") String kid, @Mixin Output output) {
        if (!context.attestationKeys().retire(kid)) {
            throw new AdminException("there is no key " + kid);
        }
        output.print(context.out(), "retired", Json.object().put("retired", kid));
    }

    private static ObjectNode json(AttestationKeys.Known key) {
        ObjectNode json = Json.object()
                .put("kid", key.kid())
                .put("signs", key.signs())
                .put("created", key.created().toString());
        if (key.retired() != null) {
            json.put("retired", key.retired().toString());
        }
        return json;
    }

    private static String line(AttestationKeys.Known key) {
        String state = key.retired() != null ? "retired" : key.signs() ? "signs" : "counts";
        return key.kid() + "\t" + state + "\t" + key.created();
    }
}
