package io.dyff.routes.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindsTest {
    private static final String FIRST = "{ name: First, resource: firsts, failure: Error, cluster: "
            + "{ kind: Run, plural: runs, short: first, form: x } }";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        { name: B, resource: bs, failure: Error, cluser: {} }                     | row 2 (B): 'cluser' is no column
        { resource: bs, failure: Error }                                          | row 2 (unnamed): 'name' is missing
        { name: B, failure: Error }                                               | row 2 (B): 'resource' is missing
        { name: B, resource: bs }                                                 | row 2 (B): 'failure' is missing
        { name: First, resource: bs, failure: Error }                             | row 2 (First): another row has this name
        { name: B, resource: firsts, failure: Error }                             | row 2 (B): another row has the resource firsts
        { name: B, resource: bs, failure: Broken }                                | row 2 (B): 'Broken' is no status
        { name: B, resource: bs, failure: Ready }                                 | row 2 (B): Ready is no status of a failure
        { name: B, resource: bs, failure: Error, success: Failed }                | row 2 (B): Failed is no status of a success
        { name: B, resource: bs, failure: Error, created: Cooked }                | row 2 (B): 'Cooked' is no status
        { name: B, resource: bs, failure: Error, upload: sometimes }              | row 2 (B): 'sometimes' is not always or never
        { name: B, resource: bs, failure: Error, upload: { at: /a } }             | row 2 (B): a condition has a field 'at' and its value 'is'
        { name: B, resource: bs, failure: Error, filters: { a: b } }              | row 2 (B): Invalid input
        { name: B, resource: bs, failure: Error, references: [{ at: /c, kind: C, as: id }] } | row 2 (B): no row is of the kind C
        { name: B, resource: bs, failure: Error, audience: { of: /c, rules: /r, unmentioned: public, party: C, at: /id } } | row 2 (B): no row is of the kind C
        { name: B, resource: bs, failure: Error, audience: { of: "/c/*", rules: /r, unmentioned: public, party: B, at: /id } } | row 2 (B): the place /c/* is not of plain names
        { name: B, resource: bs, failure: Error, audience: { of: /c, rules: /r, unmentioned: all, party: B, at: /id } } | row 2 (B): Cannot deserialize value
        { name: B, resource: bs, failure: Error, parts: { at: "/p/*", view: /v, party: C, of: /b } } | row 2 (B): no row is of the kind C
        { name: B, resource: bs, failure: Error, references: [{ at: /c, kind: First, as: is }] } | row 2 (B): Cannot deserialize value
        { name: B, resource: bs, failure: Error, storage: { artifacts: /a } }     | row 2 (B): 'area' is missing
        { name: B, resource: bs, failure: Error, cluster: { kind: R, plural: rs, short: r } } | row 2 (B): 'form' is missing
        { name: B, resource: bs, failure: Error, cluster: { kind: R, plural: rs, short: r, form: x, progress: { Up: { status: Upp } } } } | row 2 (B): 'Upp' is no status
        { name: B, resource: bs, failure: Error, cluster: { kind: Run, plural: rs, short: r, form: x } } | row 2 (B): the plural of one resource is another for First
        { name: B, resource: bs, failure: Error, cluster: { kind: R, plural: rs, short: first, form: x } } | row 2 (B): First has the prefix first
        """)
    void shouldRefuseTheRowWithFileAndReasonWhenItIsWrong(String row, String message) {
        assertThatThrownBy(() -> Kinds.read("edits: []\nkinds:\n  - " + FIRST + "\n  - " + row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kinds.yaml, " + message);
    }

    @Test
    void shouldTakeTwoKindsOnOneResourceWhenTheirPrefixesDiffer() {
        Kinds kinds = Kinds.read("edits: []\nkinds:\n  - " + FIRST + "\n  - "
                + FIRST.replace("first", "second").replace("First", "Second"));
        assertThat(kinds.all()).extracting(Kind::name).containsExactly("First", "Second");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        { events: [label], at: /a, form: text }     | kinds.yaml, line 1: Cannot deserialize value
        { events: [labels], at: /a, form: texst }   | kinds.yaml, line 1: Cannot deserialize value
        { events: [labels], at: /a/b/c, form: text } | kinds.yaml, line 1: /a/b/c is neither a field nor one below a field
        { events: [labels], form: text }            | kinds.yaml, line ?: 'at' is missing
        """)
    void shouldRefuseAnEditThatNamesNothing(String edit, String message) {
        assertThatThrownBy(() -> Kinds.read("edits: [" + edit + "]\nkinds: []"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        { word: Created, rank: 1 }              | row 2 (Created): another row has this word
        { word: Done, rank: 4, success: true }  | row 2 (Done): a success is an end, so its rank is 5
        { word: Done, rank: 5, live: true }     | row 2 (Done): what has ended is not live
        { word: Done, rang: 5 }                 | row 2 (Done): 'rang' is no column
        { rank: 5 }                             | row 2 (unnamed): 'word' is missing
        """)
    void shouldRefuseAStatusThatContradictsItself(String row, String message) {
        assertThatThrownBy(() -> Statuses.words("statuses:\n  - { word: Created, rank: 0 }\n  - " + row))
                .hasMessageStartingWith("statuses.yaml, " + message);
    }
}
