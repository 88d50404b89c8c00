package io.dyff.routes.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.entity.TestingVectors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrantTest {

    static Stream<JsonNode> comparisons() {
        return TestingVectors.cases("vectors/access.json", "/grant_allows_grant");
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void shouldCompareGrantsAsTheContractDoes(JsonNode vector) {
        assertThat(Grant.of(vector.path("grant")).allows(Grant.of(vector.path("requested"))))
                .isEqualTo(vector.path("allowed").asBoolean());
    }

    @Test
    void shouldNeverCombinePartsOfDifferentGrants() {
        Caller caller = caller(
                new Grant(Set.of("datasets"), Set.of("get"), Set.of("a"), Set.of()),
                new Grant(Set.of("datasets"), Set.of("delete"), Set.of("b"), Set.of()));
        assertThat(caller.may("datasets", "delete", "a", "i")).isFalse();
        assertThat(caller.may("datasets", "get", "a", "i")).isTrue();
        assertThat(caller.sees("datasets", "b", "i")).isTrue();
        assertThat(caller.sees("datasets", "c", "i")).isFalse();
    }

    @Test
    void shouldGrantNothingWithoutAccountsAndEntities() {
        Caller caller = caller(new Grant(Set.of("*"), Set.of("*"), Set.of(), Set.of()));
        assertThat(caller.mayCall("datasets", "get")).isFalse();
        assertThat(caller.knows("datasets")).isFalse();
    }

    @Test
    void shouldUnderstandTheFunctionsOfOlderKeys() {
        Caller caller = caller(new Grant(Set.of("datasets"), Set.of("download", "upload"), Set.of("a"), Set.of()));
        assertThat(caller.may("datasets", "data", "a", "i")).isTrue();
        assertThat(caller.may("datasets", "create", "a", "i")).isTrue();
        assertThat(caller.may("datasets", "get", "a", "i")).isFalse();
    }

    @Test
    void shouldTakeOnlyTheIdForWhatNeedsIt() {
        Caller caller = caller(new Grant(Set.of("*"), Set.of("*"), Set.of("*"), Set.of("one")));
        assertThat(caller.mayById("inferencesessions", "consume", "one")).isTrue();
        assertThat(caller.mayById("inferencesessions", "consume", "two")).isFalse();
    }

    @Test
    void shouldLimitAQueryToTheUnionOfItsGrants() {
        Caller.Scope scope = caller(
                        new Grant(Set.of("datasets"), Set.of("query"), Set.of("a"), Set.of()),
                        new Grant(Set.of("*"), Set.of("query"), Set.of(), Set.of("i")),
                        new Grant(Set.of("datasets"), Set.of("get"), Set.of("*"), Set.of()))
                .scope("datasets", "query");
        assertThat(scope.accounts()).containsExactly("a");
        assertThat(scope.entities()).containsExactly("i");
        assertThat(scope.isEverything()).isFalse();
    }

    @Test
    void shouldGiveTheRolesOfTheContract() {
        Caller developer = new Caller("Account/a", "t", Role.AuditDeveloper.grants("a"));
        assertThat(developer.may("datasets", "get", "other", "i")).isTrue();
        assertThat(developer.may("datasets", "data", "other", "i")).isFalse();
        assertThat(developer.may("datasets", "data", "public", "i")).isTrue();
        assertThat(developer.may("datasets", "delete", "a", "i")).isTrue();
        Caller owner = new Caller("Account/a", "t", Role.Owner.grants("a"));
        assertThat(owner.may("datasets", "get", "other", "i")).isFalse();
        assertThat(new Caller("Account/a", "t", Role.Admin.grants("a")).mayById("x", "consume", "i"))
                .isTrue();
    }

    @Test
    void shouldWriteAllFourListsOut() {
        Grant grant = new Grant(Set.of("datasets"), Set.of("get"), Set.of("a"), Set.of());
        assertThat(grant.toJson().path("entities").isArray()).isTrue();
        assertThat(Grant.of(grant.toJson())).isEqualTo(grant);
    }

    @Test
    void shouldKeepTheOrderInWhichItWasGiven() {
        Set<String> given = new LinkedHashSet<>(List.of("models", "datasets", "audits", "teams"));
        Grant grant = new Grant(given, Set.of("get"), Set.of("a"), Set.of());
        assertThat(grant.toJson().path("resources").toString())
                .isEqualTo("[\"models\",\"datasets\",\"audits\",\"teams\"]");
    }

    @Test
    void shouldFindTheGrantThatNoSingleOneAllows() {
        Grant datasets = new Grant(Set.of("datasets"), Set.of("get"), Set.of("a"), Set.of());
        Grant models = new Grant(Set.of("models"), Set.of("get"), Set.of("a"), Set.of());
        Grant both = new Grant(Set.of("datasets", "models"), Set.of("get"), Set.of("a"), Set.of());
        assertThat(Grant.beyond(List.of(datasets, models), List.of(models, both)))
                .contains(both);
        assertThat(Grant.beyond(List.of(both), List.of(models, datasets))).isEmpty();
        assertThat(Grant.beyond(List.of(), List.of())).isEmpty();
    }

    private static Caller caller(Grant... grants) {
        return new Caller("Account/a", "t", List.of(grants));
    }
}
