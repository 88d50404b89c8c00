package io.dyff.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.bench.load.ClosedLoop;
import io.dyff.bench.load.Latencies;
import io.dyff.bench.load.Sampling;
import io.dyff.bench.load.SlowClients;
import io.dyff.bench.scenario.Side.Round;
import io.dyff.parts.Database;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads: an entity by id against a bare server with the same bearer check and one query, and lists of 50 out of very many,
 * from the first page and from the last.
 */
public final class RestScenario implements Scenario {
    /** Rows to search; the property makes a short try possible. */
    private static final int ROWS = Integer.getInteger("dyff.bench.rows", 1_000_000);

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PAGE = 50;
    private static final int SLOW = 200;
    private static final String SECURITY = "io.dyff.routes.http.security.";

    /** What lists are asked for; each is a page from the start and, where an order is said, one from the end. */
    private enum Listing {
        NEWEST("", false),
        BY_CREATION("orderBy=creationTime&order=ascending", true),
        BY_CREATION_DESCENDING("orderBy=creationTime&order=descending", true),
        OF_AN_ACCOUNT("account=a7&orderBy=creationTime&order=ascending", true),
        OF_A_STATUS("status=Created&orderBy=creationTime&order=ascending", true),
        OF_A_LABEL("labels=" + encoded("{\"team\":\"t3\"}") + "&orderBy=creationTime&order=ascending", true),
        OF_A_NAME("name=m4711&orderBy=creationTime&order=ascending", false),
        OF_NO_NAME("name=nobody", false),
        OF_A_COMMON_STATUS("status=Ready", false),
        OF_NO_STATUS("status=Terminated", false),
        OF_A_COMMON_LABEL("labels=" + encoded("{\"half\":\"yes\"}"), false),
        OF_A_REASON("reason=Why", false),
        BY_NAME("orderBy=name&order=ascending", false),
        BY_NAME_BEHIND("orderBy=name&order=ascending&after=" + encoded("[\"m990000\",\"0\"]"), false),
        BY_STATUS("orderBy=status&order=descending", false),
        BY_ID("orderBy=id&order=ascending", false),
        BY_ID_BEHIND("orderBy=id&order=ascending&after=" + encoded("[\"ff\",\"ff\"]"), false);

        private final String query;
        private final boolean paged;

        Listing(String query, boolean paged) {
            this.query = query;
            this.paged = paged;
        }

        private String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public String description() {
        return "GET by id against a bare server, and lists of " + PAGE + " out of " + ROWS + " entities";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        try (Opponents opponents = Opponents.start(scratch, RestScenario::fill)) {
            List<Figure> figures = new ArrayList<>(byId(effort, opponents));
            figures.addAll(besideSlowClients(effort, opponents));
            figures.add(tokenCheck(effort, opponents, scratch));
            for (Listing listing : Listing.values()) {
                figures.add(list(effort, opponents, listing, listing.words(), listing.query));
                if (listing.paged) {
                    String last = listing.query + "&after=" + encoded(lastCursor(listing));
                    figures.add(list(effort, opponents, listing, listing.words() + ", last page", last));
                }
            }
            return figures;
        }
    }

    private static List<Figure> byId(Effort effort, Opponents opponents) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Side ours = new Side(opponents.api(), () -> request("/v0/models/" + id(next), opponents.token()));
        Side bare = new Side(opponents.bare(), () -> request("/v0/inferenceservices/" + id(next), opponents.token()));
        boolean steady = Side.warmUp(effort, ours, bare);
        Side.count(effort, ours, bare);
        return List.of(
                ratio("GET by id", "1/s", ours.median(Round::rate), bare.median(Round::rate), "≥ 0.65 of the baseline"),
                ratio("processor", "µs/request", ours.median(Round::micros), bare.median(Round::micros), ""),
                ratio("latency p99", "ms", ours.median(Round::p99), bare.median(Round::p99), ""),
                Figure.of("rest", "steady before counting (1 = yes)", "", steady ? 1 : 0, "1"),
                Figure.of("rest", "answers other than 2xx", "", ours.refused() + bare.refused(), "0"));
    }

    /** One good client beside very many that send a byte a second. */
    private static List<Figure> besideSlowClients(Effort effort, Opponents opponents) throws Exception {
        AtomicInteger next = new AtomicInteger();
        ClosedLoop good = new ClosedLoop(opponents.api().address(), 1, effort.round());
        ClosedLoop.Requests requests = () -> request("/v0/models/" + id(next), opponents.token());
        Latencies alone = good.run(requests);
        try (SlowClients slow = new SlowClients(opponents.api().address(), SLOW)) {
            Latencies beside = good.run(requests);
            return List.of(
                    ratio(
                            "a client beside " + SLOW + " slow ones (baseline: alone)",
                            "1/s",
                            beside.rate(),
                            alone.rate(),
                            ""),
                    Figure.of("rest", "its answers other than 2xx", "", beside.refused(), "0"));
        }
    }

    /** Of the samples within requests, those that stand in the programs that check tokens and grants. */
    private static Figure tokenCheck(Effort effort, Opponents opponents, Path scratch) throws Exception {
        AtomicInteger next = new AtomicInteger();
        Side ours = new Side(opponents.api(), () -> request("/v0/models/" + id(next), opponents.token()));
        Sampling sampling = new Sampling(opponents.api().pid(), scratch.resolve("rest.jfr"));
        ours.round(effort.round());
        double share = 100
                * sampling.share(
                        "org.apache.catalina",
                        "io.dyff.",
                        name -> name.startsWith(SECURITY)
                                && !name.endsWith("Filter")
                                && !name.contains("Configuration"));
        return Figure.of("rest", "token check, of the time within requests", "%", share, "");
    }

    private static Figure ratio(String name, String unit, double ours, double bare, String target) {
        return new Figure("rest", name, unit, ours, bare, target);
    }

    /** One connection: what a reader waits for, not what the machine can do. */
    private static Figure list(Effort effort, Opponents opponents, Listing listing, String what, String query)
            throws InterruptedException {
        String path = "/v0/models?limit=" + PAGE + (query.isEmpty() ? "" : "&") + query;
        Latencies seen = new ClosedLoop(opponents.api().address(), 1, effort.round())
                .run(() -> request(path, opponents.token()));
        if (seen.refused() > 0) {
            throw new IllegalStateException(listing + ": GET " + path + " was refused");
        }
        return Figure.of("rest", "list p99: " + what, "ms", seen.p99(), "≤ 50");
    }

    /** A cursor behind which about one page is left. */
    private static String lastCursor(Listing listing) {
        boolean descending = listing.query.contains("descending");
        // Of an account or a status every thousandth is one, of a label every seven hundredth.
        int left = listing.query.startsWith("orderBy") ? PAGE : PAGE * 1_000;
        long second = descending ? left : Math.max(1, ROWS - left);
        return "[\"" + BEGIN.plusSeconds(second) + "\",\"" + "0".repeat(32) + "\"]";
    }

    private static String id(AtomicInteger next) {
        int number = Math.floorMod(next.getAndAdd(7_919), ROWS) + 1;
        return HexFormat.of().formatHex(md5(Integer.toString(number)));
    }

    private static byte[] md5(String text) {
        try {
            return java.security.MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] request(String path, String token) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static void fill(Database database) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(statement());
                Statement after = connection.createStatement()) {
            insert.setInt(1, ROWS);
            insert.executeUpdate();
            after.execute("vacuum analyze entity");
        }
    }

    private static String statement() throws IOException {
        try (InputStream in = RestScenario.class.getResourceAsStream("/io/dyff/bench/rest/fill.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
