package io.dyff.routes.orchestrate.admission;

import io.dyff.routes.orchestrate.admission.AdmissionModel.Step;
import io.dyff.routes.orchestrate.admission.Canonical.Known;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Visits every world that can come of one, and says what is wrong with any. */
final class ModelSearch {
    /** A model that grows beyond this is not the small one it should be. */
    private static final int MOST = 200_000;

    /** How many worlds are looked at side by side. */
    private static final int TOGETHER = 1_000;

    private static final String RESTS = "every row comes to rest";

    private final AdmissionModel model;
    private final Map<List<Integer>, Integer> numbers = new HashMap<>();
    private final List<Known> worlds = new ArrayList<>();
    private final List<@Nullable Reached> reached = new ArrayList<>();
    private final List<List<Integer>> origins = new ArrayList<>();
    private long transitions;

    ModelSearch(AdmissionModel model) {
        this.model = model;
    }

    /** How a world was reached first. */
    private record Reached(int from, String by) {}

    /**
     * @param states how many worlds there are
     * @param transitions how many steps between them
     * @param broken the first property that does not hold; absent when all hold
     * @param path the steps that lead there
     */
    record Result(int states, long transitions, @Nullable String broken, List<String> path) {}

    /** Searches until a step breaks a property, or there is nothing new; then looks whether each world can come to rest. */
    Result from(World start) {
        visit(model.known(start), null);
        for (int done = 0; done < worlds.size(); ) {
            List<List<Step>> next = worlds.subList(done, Math.min(worlds.size(), done + TOGETHER)).parallelStream()
                    .map(model::next)
                    .toList();
            for (List<Step> steps : next) {
                Result broken = take(done, steps);
                if (broken != null) {
                    return broken;
                }
                done++;
            }
        }
        int restless = restless();
        return new Result(
                worlds.size(), transitions, restless < 0 ? null : RESTS, restless < 0 ? List.of() : path(restless));
    }

    /** Takes over what can come of a world; answers what a step of them breaks. */
    private @Nullable Result take(int from, List<Step> steps) {
        for (Step step : steps) {
            transitions++;
            if (step.breaks() != null) {
                List<String> path = path(from);
                path.add(step.what());
                return new Result(worlds.size(), transitions, step.breaks(), path);
            }
            origins.get(visit(step.next(), new Reached(from, step.what()))).add(from);
        }
        return null;
    }

    private int visit(Known world, @Nullable Reached by) {
        Integer known = numbers.putIfAbsent(world.key(), worlds.size());
        if (known != null) {
            return known;
        }
        if (worlds.size() == MOST) {
            throw new IllegalStateException("more than " + MOST + " states: " + world.world());
        }
        worlds.add(world);
        reached.add(by);
        origins.add(new ArrayList<>(4));
        return worlds.size() - 1;
    }

    /** A world from which no rest can be reached; -1 when there is none. */
    private int restless() {
        boolean[] canRest = new boolean[worlds.size()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int n = 0; n < worlds.size(); n++) {
            if (worlds.get(n).world().rests()) {
                canRest[n] = true;
                open.add(n);
            }
        }
        while (!open.isEmpty()) {
            for (int origin : origins.get(open.remove())) {
                if (!canRest[origin]) {
                    canRest[origin] = true;
                    open.add(origin);
                }
            }
        }
        for (int n = 0; n < canRest.length; n++) {
            if (!canRest[n]) {
                return n;
            }
        }
        return -1;
    }

    private List<String> path(int world) {
        List<String> steps = new ArrayList<>();
        for (Reached by = reached.get(world); by != null; by = reached.get(by.from())) {
            steps.add(by.by());
        }
        Collections.reverse(steps);
        return steps;
    }
}
