package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.account.ApiKey;
import io.dyff.routes.account.KeyIssuer;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, lists and revokes bearer tokens. Several may live at once: making one revokes no other. */
@Command(name = "token", mixinStandardHelpOptions = true, description = "Bearer tokens of accounts.")
final class TokenCommands {
    /** Form of a grant. */
    static final String GRANT = "RESOURCES:FUNCTIONS:ACCOUNTS:ENTITIES, each a comma list or *; may be repeated";

    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhd])");
    private final AdminContext context;

    TokenCommands(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes a token and prints it, and nothing else. The account is made if there is none.")
    void create(
            @Option(names = "--account", required = true, description = "Whose token it is") String account,
            @Option(names = "--grant", description = GRANT) @Nullable List<String> grants,
            @Option(names = "--role", description = "Instead of grants: ${COMPLETION-CANDIDATES} (default: Owner)")
                    @Nullable
                    Role role,
            @Option(names = "--session", description = "Instead of grants: what the account may, until that changes")
                    boolean session,
            @Option(
                            names = "--expires",
                            defaultValue = "365d",
                            description = "A span such as 30d or 12h, or a time; default: ${DEFAULT-VALUE}")
                    String expires,
            @Mixin Output output) {
        Instant end = end(expires, context.clock().instant());
        if (session && (grants != null || role != null)) {
            throw new AdminException("--session grants what the account may, so --grant and --role have no place");
        }
        List<Grant> granted = grants(account, grants, role == null && grants == null ? Role.Owner : role);
        KeyIssuer issuer = context.issuer();
        AccountCommands.ensure(context.accounts(), account);
        Optional<KeyIssuer.Issued> made = session
                ? issuer.issueSession(context.accounts().find(account).orElseThrow(), end)
                : issuer.issue(account, granted, end);
        print(made.orElseThrow(() -> new AdminException("the account " + account + " is not active")), output);
    }

    private void print(KeyIssuer.Issued made, Output output) {
        output.print(
                context.out(),
                made.text(),
                Json.object()
                        .put("id", made.token().id())
                        .put("token", made.text())
                        .put("expires", made.token().expires().toString()));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Lists the tokens of an account and of its sessions, revoked ones too; the tokens themselves are"
                            + " not kept.")
    void list(
            @Option(names = "--account", required = true) String account,
            @Option(
                            names = "--limit",
                            defaultValue = "1000",
                            description = "How many at most, the newest first; default: ${DEFAULT-VALUE}")
                    int limit,
            @Mixin Output output) {
        ArrayNode keys = Json.mapper().createArrayNode();
        List<ApiKey> all = context.keys().tokens(account, limit);
        all.forEach(key -> keys.add(json(key)));
        output.print(context.out(), all.stream().map(TokenCommands::line).collect(Collectors.joining("\n")), keys);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Ends a token; every service refuses it within five seconds.")
    void revoke(@Parameters(paramLabel = "ID", description = "The token's id (jti)") String id, @Mixin Output output) {
        if (!context.keys().revoke(id, null)) {
            throw new AdminException("there is no token " + id);
        }
        output.print(context.out(), "revoked", Json.object().put("revoked", id));
    }

    private static ObjectNode json(ApiKey key) {
        ObjectNode json = Json.object()
                .put("id", key.id())
                .put("created", key.created().toString())
                .put("expires", key.expires().toString());
        json.set("grants", Grant.toJson(key.grants()));
        put(json, "revoked", key.revoked());
        put(json, "permissionsVersion", key.permissionsVersion());
        put(json, "kid", key.kid());
        put(json, "session", key.session());
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    private static String line(ApiKey key) {
        return key.id() + "\t" + key.expires() + "\t" + (key.revoked() == null ? "" : "revoked") + "\t"
                + (key.kid() == null ? "" : key.kid()) + "\t"
                + Grant.toJson(key.grants());
    }

    /** What the two options say, of which at most one may be there. */
    static List<Grant> grants(String account, @Nullable List<String> grants, @Nullable Role role) {
        if (grants != null && role != null) {
            throw new AdminException("--grant and --role exclude each other");
        }
        return role != null
                ? role.grants(account)
                : Objects.requireNonNullElse(grants, List.<String>of()).stream()
                        .map(TokenCommands::grant)
                        .toList();
    }

    static Grant grant(String text) {
        String[] lists = text.split(":", -1);
        if (lists.length < 3 || lists.length > 4 || lists[0].isBlank() || lists[1].isBlank()) {
            throw new AdminException("--grant " + text + " is not RESOURCES:FUNCTIONS:ACCOUNTS:ENTITIES");
        }
        Grant grant =
                new Grant(list(lists[0]), list(lists[1]), list(lists[2]), list(lists.length == 4 ? lists[3] : ""));
        if (grant.accounts().isEmpty() && grant.entities().isEmpty()) {
            throw new AdminException(
                    "--grant " + text + " names neither an account nor an entity, so it grants nothing");
        }
        return grant;
    }

    static Instant end(String text, Instant now) {
        Instant end = time(text, now);
        if (end == null) {
            throw new AdminException("--expires " + text
                    + " is neither a span such as 30d or 12h nor a time such as 2027-01-01T00:00:00Z");
        }
        if (!end.isAfter(now)) {
            throw new AdminException("--expires " + text + " lies in the past");
        }
        return end;
    }

    private static @Nullable Instant time(String text, Instant now) {
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            long number = Long.parseLong(String.valueOf(span.group(1)));
            return now.plus(
                    switch (String.valueOf(span.group(2))) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Set<String> list(String text) {
        return text.isBlank() ? Set.of() : new LinkedHashSet<>(List.of(text.split(",", -1)));
    }
}
