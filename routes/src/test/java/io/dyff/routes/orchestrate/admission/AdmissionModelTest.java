package io.dyff.routes.orchestrate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.kind.Statuses;
import io.dyff.routes.orchestrate.admission.AdmissionModel.Choice;
import io.dyff.routes.orchestrate.admission.Entity.Way;
import io.dyff.routes.orchestrate.admission.Input.Claimed;
import io.dyff.routes.orchestrate.admission.Input.Judged;
import io.dyff.routes.orchestrate.admission.Input.State;
import io.dyff.routes.orchestrate.admission.ModelSearch.Result;
import io.dyff.routes.orchestrate.admission.World.Budget;
import io.dyff.routes.orchestrate.execute.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules in every order of what can happen to two or three entities; and that the search would see if they were wrong. */
class AdmissionModelTest {
    private static final Logger LOG = LoggerFactory.getLogger(AdmissionModelTest.class);
    private static final Budget ALL_IS_WELL = new Budget(0, 0, 0, 0, 0);

    /** The second depends on the first. */
    private static final Map<Integer, Integer> CHAIN = Map.of(1, 0);

    @Test
    void shouldKeepEveryPropertyWhenAllGoesWrongOnce() {
        assertHolds("one entity, all goes wrong once", 1, Map.of(), new Budget(1, 1, 1, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("once")
    void shouldKeepEveryPropertyWhenTwoShareAPlaceAndSomethingGoesWrong(String what, Budget once) {
        assertHolds("two entities, one place, once " + what, 2, Map.of(), once);
    }

    static Stream<Arguments> once() {
        return Stream.of(
                Arguments.of("a crash", new Budget(1, 0, 0, 0, 0)),
                Arguments.of("a lapse", new Budget(0, 1, 0, 0, 0)),
                Arguments.of("a deletion", new Budget(0, 0, 1, 0, 0)),
                Arguments.of("a failure", new Budget(0, 0, 0, 1, 0)),
                Arguments.of("a loss", new Budget(0, 0, 0, 0, 1)));
    }

    @Test
    void shouldKeepEveryPropertyWhenOneDependsOnAnother() {
        assertHolds("two entities, one depends on the other", 2, CHAIN, ALL_IS_WELL);
    }

    @Test
    void shouldKeepEveryPropertyWhenOneDependsOnAnotherAndEitherIsDeleted() {
        assertHolds("two entities, one depends on the other, once a deletion", 2, CHAIN, new Budget(0, 0, 1, 0, 0));
    }

    @Test
    void shouldKeepEveryPropertyWhenThreeShareAPlace() {
        assertHolds("three entities, one place", 3, Map.of(), ALL_IS_WELL);
    }

    @Test
    void shouldKeepEveryPropertyWhenOneIsRunAfterItsUploadAndAllGoesWrongOnce() {
        assertHolds(
                "one that is uploaded, all goes wrong once", List.of(Way.UPLOAD), Map.of(), new Budget(1, 1, 1, 1, 1));
    }

    @Test
    void shouldKeepEveryPropertyWhenOneDependsOnAnUpload() {
        assertHolds("one that depends on one that is uploaded", List.of(Way.UPLOAD, Way.RUN), CHAIN, ALL_IS_WELL);
    }

    @Test
    void shouldKeepEveryPropertyWhenTwoThatAreUploadedShareAPlace() {
        assertHolds("two that are uploaded, one place", List.of(Way.UPLOAD, Way.UPLOAD), Map.of(), ALL_IS_WELL);
    }

    @Test
    void shouldFindItWhenAnUploadBeginsNoSecondTurn() {
        AdmissionRules once = mutated(
                State.class,
                (row, state) -> state.entity().status().equals(Statuses.SCHEDULABLE)
                        ? Steps.close(Steps.take(row, state)).with(Row.Stage.SETTLED)
                        : null);
        assertThat(search(once, Turn::of, List.of(Way.UPLOAD), Map.of(), ALL_IS_WELL)
                        .broken())
                .isEqualTo("every row comes to rest");
    }

    @Test
    void shouldFindItWhenAnEchoIsIgnored() {
        AdmissionRules deaf =
                mutated(State.class, (row, state) -> row.decision().isOpen() ? row : null);
        assertThat(search(deaf, Turn::of, 1, Map.of(), ALL_IS_WELL).broken()).isEqualTo("every row comes to rest");
    }

    @Test
    void shouldFindItWhenAClaimTakesNoLease() {
        AdmissionRules careless = mutated(
                Claimed.class,
                (row, claimed) -> row.decision().isOpen()
                        ? Steps.claim(row, claimed).with(new Lease(claimed.owner(), World.NOW, 1))
                        : null);
        assertThat(search(careless, Turn::of, 1, Map.of(), ALL_IS_WELL).broken())
                .isEqualTo("none is acted on twice by one owner");
    }

    @Test
    void shouldFindItWhenSomethingRunsBeforeItsDependency() {
        AdmissionRules hasty =
                mutated(Judged.class, (row, judged) -> row.isUnjudged() ? Steps.queue(row, judged) : null);
        assertThat(search(hasty, Turn::of, 2, CHAIN, ALL_IS_WELL).broken())
                .isEqualTo("nothing runs before its dependency");
    }

    @Test
    void shouldFindItWhenARemovalStandsBehindRuns() {
        Choice oneQueue = (open, room, most) -> open.stream()
                .limit(most)
                .filter(row -> !row.needsPlace() || room > 0)
                .toList();
        assertThat(search(AdmissionRules.STANDARD, oneQueue, 2, Map.of(), ALL_IS_WELL)
                        .broken())
                .isEqualTo("no removal waits behind a run");
    }

    @Test
    void shouldFindItWhenARepeatedRunAsksForAnotherPlace() {
        Choice forgetful = (open, room, most) -> open.stream()
                .filter(row -> row.decision().what() != Decision.What.RUN || room > 0)
                .limit(most)
                .toList();
        assertThat(search(AdmissionRules.STANDARD, forgetful, 1, Map.of(), new Budget(1, 0, 0, 0, 0))
                        .broken())
                .isEqualTo("every row comes to rest");
    }

    private static void assertHolds(String name, int entities, Map<Integer, Integer> dependencies, Budget budget) {
        assertHolds(name, Collections.nCopies(entities, Way.RUN), dependencies, budget);
    }

    private static void assertHolds(
            String name, List<Way> entities, Map<Integer, Integer> dependencies, Budget budget) {
        long begin = System.nanoTime();
        Result result = search(AdmissionRules.STANDARD, Turn::of, entities, dependencies, budget);
        LOG.info(
                "{}: {} states, {} transitions, {} ms",
                name,
                result.states(),
                result.transitions(),
                (System.nanoTime() - begin) / 1_000_000);
        assertThat(result.broken()).as(String.join("\n", result.path())).isNull();
    }

    private static Result search(
            AdmissionRules rules, Choice choice, int entities, Map<Integer, Integer> dependencies, Budget budget) {
        return search(rules, choice, Collections.nCopies(entities, Way.RUN), dependencies, budget);
    }

    private static Result search(
            AdmissionRules rules,
            Choice choice,
            List<Way> entities,
            Map<Integer, Integer> dependencies,
            Budget budget) {
        List<Thing> things =
                entities.stream().map(way -> Thing.created("e", way, World.NOW)).toList();
        int alike = dependencies.isEmpty() ? 0 : entities.size();
        return new ModelSearch(new AdmissionModel(rules, choice, dependencies, 1, alike))
                .from(new World(things, List.of(), budget));
    }

    /** The standard rules with one more in front; it answers null where it leaves the row to the others. */
    private static <I extends Input> AdmissionRules mutated(Class<I> on, BiFunction<Row, I, Row> rule) {
        List<Rule<?>> table = new ArrayList<>();
        table.add(Rule.on(on, "mutation", (row, input) -> rule.apply(row, input) != null, rule));
        table.addAll(AdmissionRules.STANDARD.table());
        return new AdmissionRules(table);
    }
}
