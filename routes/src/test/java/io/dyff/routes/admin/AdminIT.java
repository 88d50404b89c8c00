package io.dyff.routes.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.account.Account;
import io.dyff.routes.account.Accounts;
import io.dyff.routes.account.KeyRing;
import io.dyff.routes.event.Headers;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.BadTokenException;
import io.dyff.routes.http.security.Grant;
import io.dyff.routes.http.security.KeyRegister;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.http.security.SigningKeys;
import io.dyff.routes.http.security.Token;
import io.dyff.routes.http.security.Tokens;
import io.dyff.routes.json.Json;
import io.dyff.routes.testing.TestingDatabase;
import io.dyff.routes.testing.TestingPlatform;
import io.dyff.routes.testing.TestingSpace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AdminIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static TestingSpace space;

    @BeforeAll
    static void start() {
        space = TestingPlatform.space();
    }

    private record Run(int code, String out, String err) {
        JsonNode json() throws IOException {
            return Json.parse(out.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldPrintATokenAndNothingElse() throws Exception {
        Run made =
                run("token", "create", "--account", "acme", "--grant", "datasets,models:get:acme:", "--expires", "30d");
        assertThat(made.code()).as(made.err()).isZero();
        Token token = tokens().read(made.out().strip());
        assertThat(token.account()).isEqualTo("acme");
        assertThat(token.caller().may("models", "get", "acme", "x")).isTrue();
        assertThat(token.caller().may("models", "query", "acme", "x")).isFalse();
        Run listed = run("token", "list", "--account", "acme", "--output", "json");
        assertThat(listed.json()).anySatisfy(key -> {
            assertThat(key.path("id").asText()).isEqualTo(token.id());
            assertThat(key.at("/grants/0/accounts/0").asText()).isEqualTo("acme");
            assertThat(key.has("revoked")).isFalse();
        });
        assertThat(run("token", "revoke", token.id()).code()).isZero();
        assertThat(run("token", "list", "--account", "acme").out()).contains(token.id(), "revoked");
        assertThat(run("token", "revoke", "x").err()).contains("there is no token x");
    }

    @Test
    void shouldPrepareAllInOneProcessAndSayNothingButTheToken() throws Exception {
        Run prepared = run("prepare", "--account", "first", "--role", "Admin");
        assertThat(prepared.code()).as(prepared.err()).isZero();
        assertThat(tokens().read(prepared.out().strip()).account()).isEqualTo("first");
        assertThat(run("topics", "check").out().strip()).isEqualTo("as needed");
        assertThat(run("db", "migrate").out()).startsWith("0 migrations");

        Run again = run("prepare");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEmpty();
        Map<String, String> elsewhere = environment();
        elsewhere.put("DYFF_DATABASE__URL", "jdbc:postgresql://127.0.0.1:1/none");
        Run unreachable = run(elsewhere, "prepare");
        assertThat(unreachable.code()).isEqualTo(1);
        assertThat(unreachable.err()).contains("127.0.0.1:1").doesNotContain("Exception:");
    }

    @Test
    void shouldForgetNothingThatIsNotDeleted() {
        assertThat(run("forget", "xyz", "--yes").err()).contains("'xyz' is no id");
        String id = "5".repeat(32);
        assertThat(run("forget", id, "--yes").err()).contains("there is no entity " + id);
        space.jdbc()
                .sql("insert into entity (id, kind, account, status, created_at, version, partition, body) values"
                        + " (:id, 'Model', 'acme', 'Ready', now(), 1, 0, '{}')")
                .param("id", id)
                .update();
        Run refused = run("forget", id, "--yes");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("the entity is Ready; delete it first");
        assertThat(run("sink", "compare").out()).contains("1 difference in 0 records", id + ": only in the table");
        space.jdbc().sql("delete from entity where id = :id").param("id", id).update();
        assertThat(run("sink", "compare").code()).isZero();
    }

    @Test
    void shouldSayThatThereIsNothing() {
        assertThat(run("deadletters", "list").out()).isEqualToIgnoringNewLines("none");
        assertThat(run("deadletters", "show", "0:1").err()).contains("there is no dead letter at 0:1");
        assertThat(run("deadletters", "replay").err()).contains("say which");
        assertThat(run("deadletters", "replay", "--all").out()).isEqualToIgnoringNewLines("sent 0 again");
        assertThat(run("why", "6".repeat(32)).err()).contains("knows nothing of");
        assertThat(run("aggregate", "rebuild", "--output", "json").out()).contains("\"entities\":0");
    }

    @Test
    void shouldGiveRolesAndRefuseWhatMakesNoSense() throws Exception {
        Token admin = tokens().read(run("token", "create", "--account", "root", "--role", "Admin")
                .out()
                .strip());
        assertThat(admin.caller().may("quotas", "create", "__system__", "")).isTrue();
        Token owner =
                tokens().read(run("token", "create", "--account", "mine").out().strip());
        assertThat(owner.caller().may("quotas", "create", "__system__", "")).isFalse();
        assertThat(owner.caller().may("datasets", "create", "mine", "")).isTrue();
        assertThat(run("token", "create", "--account", "a", "--role", "Admin", "--grant", "*:*:*:*")
                        .err())
                .contains("exclude each other");
        assertThat(run("token", "create", "--account", "a", "--grant", "datasets")
                        .err())
                .contains("RESOURCES:FUNCTIONS");
        assertThat(run("token", "create", "--account", "a", "--grant", "datasets:get::")
                        .err())
                .contains("grants nothing");
        assertThat(run("token", "create", "--account", "a", "--expires", "soon").err())
                .contains("30d");
        assertThat(run("token", "create", "--account", "a", "--expires", "2001-01-01T00:00:00Z")
                        .err())
                .contains("past");
        assertThat(run("token", "create", "--account", "a b").err()).contains("no label value");
        assertThat(run("token", "create").code()).isEqualTo(2);
        assertThat(run().code()).isEqualTo(2);
        assertThat(run("token", "create", "--help").out()).contains("--expires");
    }

    @Test
    void shouldMakeAndShowAccounts() throws Exception {
        assertThat(run("account", "create", "new").out()).isEqualToIgnoringNewLines("new");
        assertThat(run("account", "create", "new").code()).isEqualTo(1);
        assertThat(run("account", "show", "new", "--output", "json")
                        .json()
                        .path("keys")
                        .asInt())
                .isZero();
        assertThat(run("account", "list", "--output", "json").json())
                .anySatisfy(a -> assertThat(a.path("id").asText()).isEqualTo("new"));
        assertThat(run("account", "show", "ghost").err()).contains("there is no account ghost");
    }

    @Test
    void shouldSuspendReactivateAndDeleteAccounts() throws Exception {
        String token = run("token", "create", "--account", "changing").out().strip();
        assertThat(counts(token)).isTrue();
        Run suspended = run("account", "suspend", "changing", "--reason", "PaymentDue", "--message", "pay");
        assertThat(suspended.out()).isEqualToIgnoringNewLines("Suspended");
        assertThat(counts(token)).isFalse();
        JsonNode shown = run("account", "show", "changing", "--output", "json").json();
        assertThat(shown.path("status").asText()).isEqualTo("Suspended");
        assertThat(shown.path("reason").asText()).isEqualTo("PaymentDue");
        assertThat(run("token", "create", "--account", "changing").err()).contains("is not active");
        assertThat(run("account", "reactivate", "changing").code()).isZero();
        assertThat(counts(token)).isTrue();
        Token own = tokens().read(token);
        Token session = new Token("s", own.subject(), List.of(), own.created(), own.expires(), "f".repeat(32));
        assertThat(counts(tokens().sign(session))).isTrue();
        assertThat(run("account", "delete", "changing").out()).isEqualToIgnoringNewLines("Deleted");
        assertThat(counts(token)).isFalse();
        assertThat(counts(tokens().sign(session))).isFalse();
        assertThat(run("account", "delete", "changing").code()).isZero();
        assertThat(run("account", "reactivate", "changing").err()).contains("is deleted");
        assertThat(run("account", "create", "changing").code()).isEqualTo(1);
        assertThat(run("token", "list", "--account", "changing").out()).contains("revoked");
        assertThat(run("account", "suspend", "ghost").err()).contains("there is no account ghost");
    }

    @Test
    void shouldGiveANewAccountTheGrantsOfItsOwner() throws Exception {
        run("account", "create", "fresh");
        assertThat(permissions("fresh")).isEqualTo(Grant.toJson(Role.Owner.grants("fresh")));
        assertThat(run("account", "permit", "fresh", "--grant", "datasets:get:acme:")
                        .code())
                .isZero();
        assertThat(permissions("fresh").toString())
                .isEqualTo(
                        "[{\"resources\":[\"datasets\"],\"functions\":[\"get\"],\"accounts\":[\"acme\"],\"entities\":[]}]");
        assertThat(run("account", "permit", "fresh").err()).contains("exactly one");
        assertThat(run("account", "permit", "ghost", "--role", "Owner").err()).contains("there is no account ghost");
    }

    /** An account from before there were permissions has those of a new one. */
    @Test
    void shouldMigrateAccountsToTheGrantsOfTheirOwner() {
        TestingDatabase old = TestingPlatform.database();
        old.jdbc().sql("drop schema public cascade").update();
        old.jdbc().sql("create schema public").update();
        migrate(old, "5");
        old.jdbc()
                .sql("insert into account (id, name) values ('early', 'early')")
                .update();
        migrate(old, "latest");
        Account account = new Accounts(old.jdbc(), new DataFiles(Overrides.none()))
                .find("early")
                .orElseThrow();
        assertThat(account.permissions()).isEqualTo(Role.Owner.grants("early"));
        assertThat(account.permissionsVersion()).matches("[0-9a-f]{32}");
    }

    @Test
    void shouldMakeASessionTokenThatGrantsWhatTheAccountMayUntilThatChanges() throws Exception {
        String session = run("token", "create", "--account", "visitor", "--session", "--expires", "1h")
                .out()
                .strip();
        Token token = tokens().read(session);
        assertThat(token.grants()).isEqualTo(Role.Owner.grants("visitor"));
        assertThat(counts(session)).isTrue();
        run("account", "permit", "visitor", "--role", "Owner");
        assertThat(counts(session)).isFalse();
        assertThat(run("token", "create", "--account", "visitor", "--session", "--role", "Owner")
                        .err())
                .contains("--session");
    }

    @Test
    void shouldShowWhichSecretSignedAToken() throws Exception {
        Map<String, String> rotating = environment();
        rotating.put("DYFF_API__AUTH__API_KEY_SIGNING_SECRETS__K2", "fedcba9876543210fedcba9876543210");
        rotating.put("DYFF_API__AUTH__API_KEY_SIGNING_KID", "k2");
        run("token", "create", "--account", "rotated");
        run(rotating, "token", "create", "--account", "rotated");
        assertThat(run("token", "list", "--account", "rotated", "--output", "json")
                        .json())
                .extracting(key -> key.path("kid").asText())
                .containsExactlyInAnyOrder("default", "k2");
    }

    @Test
    void shouldReplaceTheKeyThatSignsWithoutShowingASecret() throws Exception {
        String before = run("token", "create", "--account", "keyed").out().strip();
        String kid = run("key", "add").out().strip();
        assertThat(kid).matches("default\\.[0-9a-f]{16}");
        String after = run("token", "create", "--account", "keyed").out().strip();
        JsonNode keys = run("key", "list", "--output", "json").json();
        assertThat(keys.get(0).path("kid").asText()).isEqualTo(kid);
        assertThat(keys.get(0).path("signs").asBoolean()).isTrue();
        assertThat(keys.get(0).path("tokens").asInt()).isEqualTo(1);
        assertThat(keys).last().satisfies(first -> {
            assertThat(first.path("kid").asText()).isEqualTo("default");
            assertThat(first.path("signs").asBoolean()).isFalse();
        });
        assertThat(run("key", "list").out()).contains(kid + "\tsigns").doesNotContain(SECRET);
        assertThat(run("token", "list", "--account", "keyed").out()).contains(kid, "default");
        Tokens services = services();
        assertThat(services.read(before).account()).isEqualTo("keyed");
        assertThat(services.read(after).account()).isEqualTo("keyed");

        assertThat(run("key", "retire", kid).out()).contains("1 tokens");
        assertThat(services().read(before).account()).isEqualTo("keyed");
        assertThatThrownBy(() -> services().read(after)).hasMessageContaining("retired");
        assertThat(run("key", "list").out()).contains(kid + "\tretired", "default\tsigns");
        assertThat(run("key", "retire", "default").err()).contains("add one first");
        assertThat(run("key", "retire", "nothing").err()).contains("there is no key nothing");
    }

    /** As a service reads tokens, with what it knows of keys at its start. */
    private static Tokens services() {
        SigningKeys configured = new SigningKeys(SECRET, Map.of(), null);
        return new Tokens(
                configured, new KeyRing(configured, space.jdbc(), new DataFiles(Overrides.none())), Clock.systemUTC());
    }

    @Test
    void shouldSetQuotasThroughTheEventLog() throws Exception {
        Run set = run(
                "quota",
                "set",
                "--principal",
                "accounts/acme",
                "--resource",
                "cpu",
                "--limit",
                "8",
                "--output",
                "json");
        assertThat(set.code()).as(set.err()).isZero();
        String id = set.json().path("id").asText();
        assertThat(space.records(space.topics().events(), id)).singleElement().satisfies(event -> {
            assertThat(TestingSpace.header(event, Headers.CE_TYPE)).isEqualTo("io.dyff.entity.put");
            assertThat(TestingSpace.json(event).path("limit").asText()).isEqualTo("8");
        });
        assertThat(run("quota", "set", "--principal", "x", "--resource", "cpu", "--limit", "8")
                        .err())
                .contains("/principal");
        assertThat(run("quota", "list", "--output", "json").json()).isEmpty();
    }

    @Test
    void shouldSetHowAccountsShare() throws Exception {
        run("account", "create", "sharing");
        assertThat(run("share", "set", "sharing", "--weight", "3", "--borrow", "50")
                        .out())
                .isEqualToIgnoringNewLines("sharing\tweight 3\tborrow 50 %\tpriority 0");
        assertThat(run("share", "set", "sharing", "--priority", "2", "--output", "json")
                        .json()
                        .toString())
                .isEqualTo("{\"account\":\"sharing\",\"weight\":3,\"borrow\":50,\"priority\":2}");
        assertThat(run("share", "list").out()).contains("sharing\tweight 3");
        assertThat(run("share", "set", "sharing", "--weight", "0").err())
                .contains("--weight must be from 1 to 1000, not 0");
        assertThat(run("share", "set", "sharing").err()).contains("one of --weight");
        assertThat(run("share", "set", "nobody", "--weight", "2").err()).contains("there is no account nobody");
        assertThat(run("share", "remove", "sharing").out()).isEqualToIgnoringNewLines("removed");
        assertThat(run("share", "list").out()).doesNotContain("sharing");
        assertThat(run("share", "remove", "sharing").err()).contains("has the defaults");
    }

    @Test
    void shouldMigrateAndCheckAgainWithoutEffect() throws Exception {
        assertThat(run("db", "migrate", "--output", "json")
                        .json()
                        .path("migrations")
                        .asInt())
                .isZero();
        assertThat(run("topics", "create").out()).contains(space.topics().events());
        assertThat(run("topics", "check").code()).isZero();
        assertThat(run("topics", "check", "--partitions", "3").code()).isEqualTo(1);
    }

    @Test
    void shouldNameTheSettingThatIsMissing() {
        Run failed = run(Map.of(), "db", "migrate");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("dyff.database.url is not set; set DYFF_DATABASE__URL");
        Map<String, String> dead = environment();
        dead.put("DYFF_DATABASE__URL", "jdbc:postgresql://127.0.0.1:1/x");
        assertThat(run(dead, "account", "list").err()).contains("127.0.0.1:1");
    }

    private static boolean counts(String token) throws BadTokenException {
        return new KeyRegister(space.jdbc(), new DataFiles(Overrides.none())).counts(tokens().read(token));
    }

    private static JsonNode permissions(String account) throws IOException {
        return run("account", "show", account, "--output", "json").json().path("permissions");
    }

    private static void migrate(TestingDatabase database, String version) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:dyff")
                .target(version)
                .load()
                .migrate();
    }

    private static Tokens tokens() {
        return new Tokens(new SigningKeys(SECRET, Map.of(), null), Clock.systemUTC());
    }

    private static Run run(String... args) {
        return run(environment(), args);
    }

    private static Run run(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = AdminMain.commandLine(new AdminContext(
                new AdminSettings(environment),
                new DataFiles(Overrides.none()),
                Clock.systemUTC(),
                new PrintWriter(out, true)));
        line.setErr(new PrintWriter(err, true));
        return new Run(line.execute(args), out.toString(), err.toString());
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("DYFF_DATABASE__URL", String.valueOf(space.dataSource().getUrl()));
        environment.put("DYFF_DATABASE__USER", String.valueOf(space.dataSource().getUsername()));
        environment.put(
                "DYFF_DATABASE__PASSWORD", String.valueOf(space.dataSource().getPassword()));
        environment.put("DYFF_KAFKA__CONFIG__BOOTSTRAP_SERVERS", space.brokers());
        environment.put("DYFF_KAFKA__TOPICS__WORKFLOWS_EVENTS", space.topics().events());
        environment.put("DYFF_KAFKA__TOPICS__WORKFLOWS_STATE", space.topics().state());
        environment.put("DYFF_API__AUTH__API_KEY_SIGNING_SECRET", SECRET);
        return environment;
    }
}
