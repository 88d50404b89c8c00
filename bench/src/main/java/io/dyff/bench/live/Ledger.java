package io.dyff.bench.live;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Ports;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.observe.RowReader;
import io.dyff.local.observe.TopicReader;
import io.dyff.local.observe.TopicReader.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What stands on the topics and in the table about what was accepted: neither more nor less than it should be. */
final class Ledger implements AutoCloseable {
    private static final String TYPE = "ce_type";
    private static final String CREATED = "io.dyff.entity.created";
    private static final String OFFSET = "dyff_event_offset";
    private static final String OUTCOME = "dyff_outcome";

    private final TopicReader topics;
    private final RowReader rows;
    private final long rowsBefore;
    private final long deadLettersBefore;

    /** Opens it before the first entity that it will be asked about is accepted. */
    Ledger(DataFolder folder) {
        PlatformEnvironment environment = new PlatformEnvironment(folder);
        this.topics = new TopicReader(environment.loopback(Ports.BROKER));
        this.rows = new RowReader(environment.databaseUrl(), environment.databasePassword());
        this.rowsBefore = rows.count();
        this.deadLettersBefore = topics.deadLetters();
    }

    /** The header of an entity's first event; empty until it is on the topic. */
    Optional<String> headerOfFirstEvent(String id, String header) {
        return topics.find(TopicReader.EVENTS, id, e -> true).map(e -> e.header(header));
    }

    /**
     * What is wrong.
     *
     * @param lost a sentence for each entity that is not where it should be
     * @param doubled a sentence for each that is there twice, or to which something was done twice
     * @param deadLetters how many there are that were not there before
     */
    record Balance(List<String> lost, List<String> doubled, long deadLetters) {

        /** All of it; none when it is even. */
        List<String> sentences() {
            List<String> all = new ArrayList<>(lost);
            all.addAll(doubled);
            if (deadLetters != 0) {
                all.add(deadLetters + " dead letters");
            }
            return all;
        }
    }

    /** Balances what was accepted since this was opened. */
    Balance balance(Collection<String> accepted) {
        topics.readToEnd();
        Map<String, List<Entry>> events = topics.byKey(TopicReader.EVENTS);
        Map<String, List<Entry>> states = topics.byKey(TopicReader.STATE);
        List<String> lost = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        for (String id : accepted) {
            Optional<String> missing =
                    missing(id, events.getOrDefault(id, List.of()), states.getOrDefault(id, List.of()));
            missing.ifPresent(lost::add);
            doubled.addAll(twice(id, events.getOrDefault(id, List.of()), states.getOrDefault(id, List.of())));
        }
        long more = rows.count() - rowsBefore - accepted.size();
        if (more > 0) {
            doubled.add(more + " rows are of entities that nobody was told of");
        }
        return new Balance(lost, doubled, topics.deadLetters() - deadLettersBefore);
    }

    private Optional<String> missing(String id, List<Entry> events, List<Entry> states) {
        if (events.isEmpty() || states.isEmpty()) {
            return Optional.of(id + " has " + events.size() + " events and " + states.size() + " states");
        }
        long last = Long.parseLong(states.getLast().header(OFFSET));
        RowReader.Row row = rows.row(id).orElse(null);
        if (row == null) {
            return Optional.of(id + " has no row");
        }
        return row.version() == last
                ? Optional.empty()
                : Optional.of(id + " has the version " + row.version() + " in its row, " + last + " in its state");
    }

    private static List<String> twice(String id, List<Entry> events, List<Entry> states) {
        List<String> twice = new ArrayList<>();
        long created =
                events.stream().filter(e -> e.header(TYPE).equals(CREATED)).count();
        if (created > 1) {
            twice.add(id + " was created " + created + " times");
        }
        Set<String> folded = new HashSet<>();
        Set<String> reached = new HashSet<>();
        for (Entry state : states) {
            if (!folded.add(state.header(OFFSET))) {
                twice.add(id + " has two states of the event at " + state.header(OFFSET));
            }
            String status = state.value().path("status").asText() + "/"
                    + Objects.toString(state.value().path("reason").textValue());
            if (state.header(OUTCOME).equals("changed") && !reached.add(status)) {
                twice.add(id + " became " + status + " twice");
            }
        }
        return twice;
    }

    @Override
    public void close() {
        topics.close();
        rows.close();
    }
}
