package io.dyff.node.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationsTest {

    @TempDir
    Path folder;

    private final Preparations preparations = new Preparations();

    @Test
    void shouldPrepareOnceHoweverManyWaitForIt() throws Exception {
        ImageProgram program = program("echo ready >> " + marks());

        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<? extends Future<?>> waiting = Stream.generate(() -> callers.submit(() -> preparations.await(program)))
                    .limit(8)
                    .toList();
            for (Future<?> one : waiting) {
                one.get();
            }
        }

        assertThat(Files.readAllLines(marks())).hasSize(1);
    }

    @Test
    void shouldFailWithTheLastWordsAndTryAgainForTheNext() throws IOException {
        ImageProgram program = program("echo first; [ -e " + marks() + " ] || { echo no network >&2; echo; exit 3; }");

        assertThatThrownBy(() -> preparations.await(program))
                .isInstanceOf(ImageException.class)
                .hasMessageEndingWith("image dyff/report cannot be made ready here: no network");
        Files.createFile(marks());
        assertThatCode(() -> preparations.await(program)).doesNotThrowAnyException();
    }

    @Test
    void shouldNameTheProgramThatIsNotThere() {
        ImageProgram program = new ImageProgram(
                "dyff/report", List.of(), List.of("/bin/true"), List.of("/no/such/script"), null, Map.of(), null);

        assertThatThrownBy(() -> preparations.await(program)).hasMessageContaining("/no/such/script");
    }

    @Test
    void shouldDoNothingForAProgramThatNeedsNothing() {
        ImageProgram program =
                new ImageProgram("dyff/mock", List.of(), List.of("/bin/true"), List.of(), null, Map.of(), null);

        assertThatCode(() -> preparations.await(program)).doesNotThrowAnyException();
    }

    private Path marks() {
        return folder.resolve("marks");
    }

    private static ImageProgram program(String script) {
        return new ImageProgram(
                "dyff/report", List.of(), List.of("/bin/true"), List.of("/bin/sh", "-c", script), null, Map.of(), null);
    }
}
