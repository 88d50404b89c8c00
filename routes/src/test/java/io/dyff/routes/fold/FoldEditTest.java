package io.dyff.routes.fold;

import static io.dyff.routes.event.EventType.CREATED;
import static io.dyff.routes.event.EventType.EDITED;
import static io.dyff.routes.event.EventType.STATUS;
import static io.dyff.routes.fold.TestingFold.entity;
import static io.dyff.routes.fold.TestingFold.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a kind lets its users edit, and the words of a team. */
class FoldEditTest {
    private final TestingFold fold = new TestingFold();

    @Test
    void shouldReplaceAnEntryWholeAndRemoveOneByNull() {
        fold.send(CREATED, entity("Team", "WaitingForApproval"));
        fold.send(EDITED, json("{'name':'Red','members':{'ada':{'name':'Ada','note':'lead'},'bob':{'name':'Bob'}}}"));
        fold.send(EDITED, json("{'members':{'ada':{'name':'Ada L.'},'bob':null}}"));
        assertThat(fold.entity().path("members")).isEqualTo(json("{'ada':{'name':'Ada L.'}}"));
        assertThat(fold.entity().path("name").asText()).isEqualTo("Red");
    }

    @Test
    void shouldMergeIntoOneTaskAndLeaveTheOthers() {
        fold.send(CREATED, entity("Challenge", "Created"));
        fold.send(
                EDITED,
                json(
                        "{'tasks':{'a':{'rules':{'visibility':{'scores':{'m':{'x':'public','y':'public'}}},"
                                + "'executionEnvironment':{'choices':{'d':{'cpu':'1','accelerators':{'g':1}}}}}},'b':{'name':'b'}}}"));
        fold.send(
                EDITED,
                json("{'tasks':{'a':{'rules':{'visibility':{'scores':{'m':{'x':null}}},"
                        + "'executionEnvironment':{'choices':{'d':{'cpu':'2'}}}}}}}"));
        assertThat(fold.entity().path("tasks"))
                .isEqualTo(json("{'a':{'rules':{'visibility':{'scores':{'m':{'y':'public'}}},"
                        + "'executionEnvironment':{'choices':{'d':{'cpu':'2'}}}}},'b':{'name':'b'}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Team       | {'challenge':'x'}       | field 'challenge' is not allowed in io.dyff.entity.edited
        Team       | {'members':'all'}       | field 'members' has the wrong form
        Team       | {'name':1}              | field 'name' has the wrong form
        Family     | {'name':'x'}            | field 'name' is not allowed in io.dyff.entity.edited
        Evaluation | {'members':{}}          | field 'members' is not allowed in io.dyff.entity.edited
        Family     | {'labels':{'a':'b'}}    | field 'labels' is not allowed in io.dyff.entity.edited
        """)
    void shouldRefuseWhatTheKindDoesNotLetAnyoneEdit(String kind, String patch, String reason) {
        fold.send(CREATED, entity(kind, kind.equals("Team") ? "WaitingForApproval" : "Created"));
        assertThat(fold.send(EDITED, json(patch))).isEqualTo(new Outcome.Illegal(reason));
    }

    @Test
    void shouldLetATeamInAndOutButNeverWaitAgain() {
        fold.send(CREATED, entity("Team", "WaitingForApproval"));
        for (String word : new String[] {"EntryDenied", "Active", "EntryDenied", "Active"}) {
            assertThat(fold.send(STATUS, status(word, null))).as(word).isInstanceOf(Outcome.Changed.class);
        }
        assertThat(fold.send(STATUS, status("WaitingForApproval", null))).isInstanceOf(Outcome.Stale.class);
        assertThat(fold.send(STATUS, status("Deleted", null))).isInstanceOf(Outcome.Changed.class);
        assertThat(fold.send(STATUS, status("Active", null))).isInstanceOf(Outcome.Stale.class);
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
