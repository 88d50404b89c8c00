package io.dyff.operator.controller.health;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts passes, failures, their time, and the writes that reach the API server. */
public final class Figures implements Interceptor {

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final Map<String, LongAdder> passes = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> nanoseconds = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> writes = new ConcurrentHashMap<>();

    /** A pass over a resource of the kind has ended, well or not. */
    public void passed(String kind, long nanos) {
        add(passes, kind, 1);
        add(nanoseconds, kind, nanos);
    }

    /** It did not end well. */
    public void failed(String kind) {
        add(failures, kind, 1);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String verb = request.method();
        if (WRITES.contains(verb)) {
            add(writes, verb.toLowerCase(Locale.ROOT), 1);
        }
    }

    /** Writes so far. */
    public long writes() {
        return writes.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Passes so far, over all controllers. */
    public long passes() {
        return passes.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The counters in Prometheus' text format. */
    String text() {
        StringBuilder out = new StringBuilder();
        counter(out, "dyff_operator_reconciles_total", "Passes over a resource.", "controller", passes, 1);
        counter(out, "dyff_operator_reconcile_errors_total", "Passes that failed.", "controller", failures, 1);
        counter(out, "dyff_operator_reconcile_seconds_total", "Time in passes.", "controller", nanoseconds, 1e-9);
        counter(out, "dyff_operator_writes_total", "Writes to the API server.", "verb", writes, 1);
        return out.toString();
    }

    private static void counter(
            StringBuilder out, String name, String help, String label, Map<String, LongAdder> values, double unit) {
        out.append("# HELP %s %s\n# TYPE %s counter\n".formatted(name, help, name));
        new TreeMap<>(values)
                .forEach((key, value) ->
                        out.append("%s{%s=\"%s\"} %s\n".formatted(name, label, key, number(value.sum() * unit))));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static void add(Map<String, LongAdder> counters, String key, long amount) {
        counters.computeIfAbsent(key, first -> new LongAdder()).add(amount);
    }
}
