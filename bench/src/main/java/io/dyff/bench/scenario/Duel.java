package io.dyff.bench.scenario;

import io.dyff.bench.core.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The races of both sides over the same records. */
record Duel(List<Race> ours, List<Race> bare) {

    /** What comes before both sides of a round. */
    interface Before {
        void round(int round) throws Exception;
    }

    /** In turn, with the other side first each time: what drifts on the machine meets both alike. */
    static Duel run(int rounds, Before before, Callable<Race> ours, Callable<Race> bare) throws Exception {
        Duel duel = new Duel(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            before.round(round);
            if (round % 2 == 0) {
                duel.ours.add(ours.call());
                duel.bare.add(bare.call());
            } else {
                duel.bare.add(bare.call());
                duel.ours.add(ours.call());
            }
        }
        return duel;
    }

    /** The rates, and what one record takes of the processor. */
    List<Figure> figures(String scenario, String what, String target) {
        double micros = Race.median(ours, Race::micros);
        return List.of(
                new Figure(
                        scenario,
                        what,
                        "1/s",
                        Race.median(ours, Race::rate),
                        Race.median(bare, Race::rate),
                        target,
                        micros),
                new Figure(scenario, "processor, all processes", "µs", micros, Race.median(bare, Race::micros), ""));
    }
}
