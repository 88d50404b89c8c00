package io.dyff.routes.component.kafkastate;

import io.dyff.routes.event.topics.Topics;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** events → route → store, state topic and dead letters, in one transaction. */
final class StateTopology {
    static final String STORE = "entity";
    static final String STATE = "state";
    static final String DEAD_LETTER = "dead-letter";

    /** The route behind the endpoint. */
    interface Route {
        StateAnswer ask(StateEvent event) throws Exception;
    }

    private StateTopology() {}

    static Topology build(
            String events, String state, String deadLetter, int partitions, CommitPace pace, Route route) {
        Serde<String> key = Serdes.String();
        Serde<byte[]> value = Serdes.ByteArray();
        return new Topology()
                .addSource("events", key.deserializer(), value.deserializer(), events)
                .addProcessor("route", () -> new StateProcessor(events, partitions, route, pace), "events")
                .addStateStore(
                        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), key, value)
                                .withLoggingEnabled(Topics.compacted()),
                        "route")
                .addSink(STATE, state, key.serializer(), value.serializer(), "route")
                .addSink(DEAD_LETTER, deadLetter, key.serializer(), value.serializer(), "route");
    }
}
