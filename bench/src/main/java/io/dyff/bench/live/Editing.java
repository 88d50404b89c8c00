package io.dyff.bench.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.bench.live.Edit.Numbered;
import io.dyff.local.client.ApiClient;
import io.dyff.local.client.Deadline;
import io.dyff.local.instance.Examples;
import io.dyff.local.instance.LocalException;
import io.dyff.local.routes.RoutesReports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes one edit after the other, each until it serves or is refused. */
final class Editing {
    private static final Duration LOOK = Duration.ofMillis(10);

    private final EditedFolder folder;
    private final Platform platform;
    private final Findings findings;
    private final Duration patience;
    private final List<String> created = new ArrayList<>();

    /**
     * What an edit is seen by.
     *
     * @param services what they say of themselves
     * @param works that are to be under way while services move
     * @param dataset a request that makes one
     * @param examples entities that answers are asked of
     * @param shipped the text of a shipped file
     */
    record Platform(
            ApiClient api,
            PatientCreates creates,
            Ledger ledger,
            RoutesReports services,
            Works works,
            JsonNode dataset,
            Examples examples,
            Function<String, String> shipped) {}

    Editing(EditedFolder folder, Platform platform, Findings findings, Duration patience) {
        this.folder = folder;
        this.platform = platform;
        this.findings = findings;
        this.patience = patience;
    }

    /** Ids of datasets that were made to look at their events. */
    List<String> created() {
        return List.copyOf(created);
    }

    void good(Numbered one) throws InterruptedException {
        Instant since = Instant.now();
        try {
            if (one.edit().work()) {
                platform.works().start();
            }
            long begin = System.nanoTime();
            folder.write(folder.with(one.texts()), one.isMounted());
            List<String> refused = platform.services().await(folder.texts(), since, patience);
            if (!refused.isEmpty()) {
                findings.fault(one + " is refused: " + refused);
                return;
            }
            if (one.answer().isPresent()) {
                awaitAnswer(one, one.answer().get());
            }
            findings.served(one, System.nanoTime() - begin);
            if (one.event().isPresent()) {
                checkEvent(one, one.event().get());
            }
        } catch (LocalException e) {
            findings.fault(one + ": " + e.sentence());
        }
    }

    private void awaitAnswer(Numbered one, Edit.Answer wanted) throws InterruptedException {
        String path = wanted.path()
                .replace("{dataset}", platform.examples().dataset())
                .replace("{model}", platform.examples().model());
        new Deadline(patience)
                .await(
                        one + " showing in GET " + path,
                        LOOK,
                        () -> Optional.of(platform.api()
                                        .get(path)
                                        .body()
                                        .at(wanted.at())
                                        .asText())
                                .filter(wanted.value()::equals));
    }

    private void checkEvent(Numbered one, Edit.Event wanted) throws InterruptedException {
        ApiClient.Answer answer = platform.creates().post("/datasets", platform.dataset());
        String id = ApiClient.accepted("POST /datasets", answer).path("id").asText();
        created.add(id);
        String header = new Deadline(patience)
                .await("the event of " + id, LOOK, () -> platform.ledger().headerOfFirstEvent(id, wanted.header()));
        if (!header.equals(wanted.value())) {
            findings.fault(one + ": the next event's " + wanted.header() + " is " + header);
        }
    }

    /** What serves must not change, and the folder holds it again afterwards. */
    void bad(Numbered one) throws InterruptedException {
        Map<String, String> before = folder.texts();
        Instant since = Instant.now();
        long begin = System.nanoTime();
        folder.write(folder.with(one.texts()), one.isMounted());
        try {
            List<String> refused = platform.services().await(folder.texts(), since, patience);
            String named = one.edit().named(platform.shipped());
            if (refused.isEmpty()) {
                findings.fault("bad " + one + " serves");
            } else if (refused.stream().noneMatch(r -> r.startsWith(named) && r.contains(one.reason()))) {
                findings.fault(
                        "bad " + one + " is refused, but not as '" + named + "… " + one.reason() + "': " + refused);
            } else {
                findings.refused(System.nanoTime() - begin);
            }
        } catch (LocalException e) {
            findings.fault("bad " + one + ": " + e.sentence());
        } finally {
            folder.write(before, one.isMounted());
        }
    }
}
