package io.dyff.bench.scenario;

import io.dyff.bench.load.CreateRequests;
import io.dyff.bench.scenario.Side.Round;
import io.dyff.parts.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;

/**
 * How many creates per second are accepted and durable, against a bare server with the same bearer check, one query by id
 * and one record with acks=all. The api runs alone and is asked not to wait for visibility.
 */
public final class AcceptScenario implements Scenario {
    private static final Duration FIRST_MINUTE = Duration.ofMinutes(1);
    private static final String MODEL = "0123456789abcdef0123456789abcdef";

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public String description() {
        return "POST accepted (bearer, grants, schema, one reference, acks=all) against a bare server";
    }

    @Override
    public List<Figure> run(Effort effort, Path scratch) throws Exception {
        try (Opponents opponents = Opponents.start(scratch, AcceptScenario::insertModel)) {
            return measure(effort, opponents);
        }
    }

    private static List<Figure> measure(Effort effort, Opponents opponents) throws InterruptedException {
        CreateRequests requests = new CreateRequests(opponents.token(), MODEL);
        Side ours = new Side(opponents.api(), requests);
        Side bare = new Side(opponents.bare(), requests);
        Round oursFirst = ours.round(FIRST_MINUTE);
        Round bareFirst = bare.round(FIRST_MINUTE);
        boolean steady = Side.warmUp(effort, ours, bare);
        Side.count(effort, ours, bare);
        return List.of(
                ratio("accepted, first minute", "1/s", oursFirst.rate(), bareFirst.rate(), "≥ 0.4 of the baseline"),
                ratio("processor, first minute", "µs/request", oursFirst.micros(), bareFirst.micros(), ""),
                ratio("accepted", "1/s", ours.median(Round::rate), bare.median(Round::rate), "≥ 0.65 of the baseline"),
                ratio(
                        "processor",
                        "µs/request",
                        ours.median(Round::micros),
                        bare.median(Round::micros),
                        "≤ 1.6 of the baseline"),
                ratio("latency p50", "ms", ours.median(Round::p50), bare.median(Round::p50), ""),
                ratio("latency p99", "ms", ours.median(Round::p99), bare.median(Round::p99), ""),
                Figure.of("accept", "steady before counting (1 = yes)", "", steady ? 1 : 0, "1"),
                Figure.of("accept", "answers other than 2xx", "", ours.refused() + bare.refused(), "0"));
    }

    private static Figure ratio(String name, String unit, double ours, double bare, String target) {
        return new Figure("accept", name, unit, ours, bare, target);
    }

    private static void insertModel(Database database) throws Exception {
        String body = """
                {"id":"%s","kind":"Model","account":"test","schemaVersion":"0.1","status":"Ready",\
                "creationTime":"2026-01-01T00:00:00Z","labels":{},"annotations":[],\
                "metadata":{"documentation":{},"preconditions":[]},"name":"m","artifact":{"kind":"Mock"},\
                "source":{"kind":"Mock"},"resources":{"memory":"1Gi"}}""".formatted(MODEL);
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into entity (id, kind, account, status, created_at, version, partition, body)"
                                + " values (?, 'Model', 'test', 'Ready', now(), 0, 0, cast(? as jsonb))")) {
            insert.setString(1, MODEL);
            insert.setString(2, body);
            insert.executeUpdate();
        }
    }
}
