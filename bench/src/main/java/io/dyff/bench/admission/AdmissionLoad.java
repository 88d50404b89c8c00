package io.dyff.bench.admission;

import com.zaxxer.hikari.HikariDataSource;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.admission.AdmissionTable;
import io.dyff.routes.orchestrate.admission.DecideAdmission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides for many that wait, as the orchestrator does; prints a line for each figure: name, value, unit and aim, with tabs between. The
 * database is that of the services' environment, and empty afterwards.
 */
public final class AdmissionLoad {
    private static final String ADMITTED = "workflows.dyff.io/admitted";
    private static final int ROOM = 200;
    private static final int ROUNDS = 20;
    private static final int LONE = 200;
    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int FEW_ACCOUNTS = 10;
    private static final int MANY_ACCOUNTS = 2_000;

    private final JdbcClient database;
    private final DecideAdmission decide;

    private AdmissionLoad(HikariDataSource source) {
        DataFiles files = new DataFiles(Overrides.none());
        this.database = JdbcClient.create(source);
        AdmissionTable table =
                new AdmissionTable(database, new TransactionTemplate(new JdbcTransactionManager(source)), files);
        this.decide = new DecideAdmission(database, table, files, Kinds.standard());
    }

    public static void main(String[] args) {
        try (HikariDataSource source = new HikariDataSource()) {
            source.setJdbcUrl(System.getenv("DYFF_DATABASE__URL"));
            source.setUsername(System.getenv("DYFF_DATABASE__USER"));
            source.setPassword(System.getenv("DYFF_DATABASE__PASSWORD"));
            source.setMaximumPoolSize(4);
            new AdmissionLoad(source).run();
        } catch (RuntimeException e) {
            e.printStackTrace(System.out);
            throw e;
        }
    }

    private void run() {
        warmUp();
        print("all of " + MANY + " without a quota", all(true));
        print("all of " + MANY + " under a rate", underARate());
        for (int accounts : new int[] {FEW_ACCOUNTS, MANY_ACCOUNTS}) {
            for (int waiting : new int[] {FEW * 3, MANY}) {
                begin(waiting, accounts);
                print("as room comes, " + waiting + " of " + accounts + " accounts wait", asRoomComes());
                printWait("a look that finds no room, " + waiting + " of " + accounts + " accounts, p50", idle());
            }
        }
        printWait("a lone one beside 0 of another account, p99", lone(0));
        printWait("a lone one beside " + MANY + " of another account, p99", lone(MANY));
        empty();
    }

    private void warmUp() {
        for (int n = 0; n < 3; n++) {
            begin(FEW * 5, FEW_ACCOUNTS);
            asRoomComes();
        }
    }

    private double all(boolean counted) {
        empty();
        fill("w", MANY, FEW_ACCOUNTS, counted);
        long took = time(decide::decideAll);
        check(MANY);
        return MANY / (took / 1e9);
    }

    private double underARate() {
        empty();
        quota("evaluations.dyff.io/created", "Rate", "1000000000", "P1D");
        fill("w", MANY, FEW_ACCOUNTS, false);
        long took = time(decide::decideAll);
        check(MANY);
        return MANY / (took / 1e9);
    }

    /** Half of the room comes free again and again. */
    private double asRoomComes() {
        long took = 0;
        for (int round = 0; round < ROUNDS; round++) {
            complete(ROOM / 2);
            took += time(decide::decideAll);
            check(ROOM);
        }
        return ROUNDS * (ROOM / 2) / (took / 1e9);
    }

    private double idle() {
        long[] took = new long[ROUNDS];
        Arrays.setAll(took, n -> time(decide::decideAll));
        Arrays.sort(took);
        return took[ROUNDS / 2] / 1e6;
    }

    /** How long the only entity of an account waits for its decision once a place comes free. */
    private double lone(int others) {
        begin(Math.max(ROOM, others + ROOM), 1);
        long[] took = new long[LONE];
        for (int n = 0; n < LONE; n++) {
            String account = "lone" + n + "-";
            fill(account, 1, 1, true);
            complete(1);
            took[n] = time(() -> decide.decide(Set.of(account + "0")));
            if (count("decision = 'run' and account like 'lone%'") != 1) {
                throw new IllegalStateException("the lone one was not admitted");
            }
            complete(ROOM);
            decide.decideAll();
        }
        Arrays.sort(took);
        return took[LONE * 99 / 100] / 1e6;
    }

    private void begin(int waiting, int accounts) {
        empty();
        quota(ADMITTED, "Total", Integer.toString(ROOM), null);
        fill("w", waiting, accounts, true);
        decide.decideAll();
        // As it does by itself a minute later.
        database.sql("vacuum analyze admission").update();
    }

    private void check(int running) {
        long now = count("decision = 'run'");
        if (now != running) {
            throw new IllegalStateException(now + " run instead of " + running);
        }
    }

    private long count(String condition) {
        return database.sql("select count(*) from admission where " + condition)
                .query(Long.class)
                .single();
    }

    private void empty() {
        database.sql("truncate admission").update();
    }

    private void fill(String prefix, int waiting, int accounts, boolean counted) {
        database.sql(text("fill.sql"))
                .params(Map.of("prefix", prefix, "waiting", waiting, "accounts", accounts, "counted", counted))
                .update();
        if (waiting > 1) {
            database.sql("analyze admission").update();
        }
    }

    private void quota(String resource, String flavor, String limit, @Nullable String duration) {
        database.sql(text("quota.sql"))
                .param("resource", resource)
                .param("flavor", flavor)
                .param("limit", limit)
                .param("duration", duration)
                .update();
    }

    private void complete(int count) {
        database.sql(text("complete.sql")).param("count", count).update();
    }

    private static long time(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }

    private static void print(String name, double rate) {
        System.out.println(name + "\t" + rate + "\t1/s\t≥ 2000");
    }

    private static void printWait(String name, double millis) {
        System.out.println(name + "\t" + millis + "\tms\tflat");
    }

    private static String text(String file) {
        try (InputStream in = AdmissionLoad.class.getResourceAsStream("/io/dyff/bench/admission/" + file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
