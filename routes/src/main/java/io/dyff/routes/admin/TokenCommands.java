package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.Token;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.json.Json;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, lists and revokes bearer tokens. Several may live at once: making one revokes no other. */
@Command(name = "token", mixinStandardHelpOptions = true, description = "Bearer tokens of accounts.")
final class TokenCommands {
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
            @Option(
                            names = "--grant",
                            description =
                                    "RESOURCES:FUNCTIONS:ACCOUNTS:ENTITIES, each a comma list or *; may be repeated")
                    List<String> grants,
            @Option(names = "--role", description = "Instead of grants: ${COMPLETION-CANDIDATES} (default: Owner)")
                    Role role,
            @Option(
                            names = "--expires",
                            defaultValue = "365d",
                            description = "A span such as 30d or 12h, or a time; default: ${DEFAULT-VALUE}")
                    String expires,
            @Mixin Output output) {
        if (grants != null && role != null) {
            throw new AdminException("--grant and --role exclude each other");
        }
        Tokens tokens = new Tokens(context.settings().signingKeys(), context.clock());
        Instant now = context.clock().instant();
        List<Grant> granted = grants == null
                ? (role == null ? Role.Owner : role).grants(account)
                : grants.stream().map(TokenCommands::grant).toList();
        Token token = new Token(EntityIds.random(), "Account/" + account, granted, now, end(expires, now), null);
        AccountCommands.ensure(context, account);
        register(token);
        String text = tokens.sign(token);
        output.print(
                context.out(),
                text,
                Json.object()
                        .put("id", token.id())
                        .put("token", text)
                        .put("expires", token.expires().toString()));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Lists the tokens of an account; the tokens themselves are not kept.")
    void list(@Option(names = "--account", required = true) String account, @Mixin Output output) {
        ArrayNode keys = Json.mapper().createArrayNode();
        List<String> lines = new ArrayList<>();
        context.settings()
                .jdbc()
                .sql(context.files().text("select-api-keys.sql"))
                .param("account", account)
                .query(row -> {
                    Timestamp revoked = row.getTimestamp("revoked_at");
                    ObjectNode key = keys.addObject();
                    key.put("id", row.getString("id"));
                    key.put(
                            "created",
                            row.getTimestamp("created_at").toInstant().toString());
                    key.put(
                            "expires",
                            row.getTimestamp("expires_at").toInstant().toString());
                    key.putRawValue(
                            "grants", new com.fasterxml.jackson.databind.util.RawValue(row.getString("grants")));
                    if (revoked != null) {
                        key.put("revoked", revoked.toInstant().toString());
                    }
                    lines.add(row.getString("id") + "\t" + key.path("expires").asText() + "\t"
                            + (revoked == null ? "" : "revoked") + "\t" + row.getString("grants"));
                });
        output.print(context.out(), String.join("\n", lines), keys);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Ends a token; every service refuses it within five seconds.")
    void revoke(@Parameters(paramLabel = "ID", description = "The token's id (jti)") String id, @Mixin Output output) {
        int revoked = context.settings()
                .jdbc()
                .sql(context.files().text("revoke-api-key.sql"))
                .param("id", id)
                .update();
        if (revoked == 0) {
            throw new AdminException("there is no token " + id);
        }
        output.print(context.out(), "revoked", Json.object().put("revoked", id));
    }

    private void register(Token token) {
        ArrayNode grants = Json.mapper().createArrayNode();
        token.grants().forEach(g -> grants.add(g.toJson()));
        context.settings()
                .jdbc()
                .sql(context.files().text("insert-api-key.sql"))
                .param("id", token.id())
                .param("account", token.account())
                .param("grants", grants.toString())
                .param("created", Timestamp.from(token.created()))
                .param("expires", Timestamp.from(token.expires()))
                .update();
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
        return text.isBlank() ? Set.of() : Set.copyOf(List.of(text.split(",", -1)));
    }
}
