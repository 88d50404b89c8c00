package io.dyff.kube.http;

import io.dyff.kube.LogSource;
import io.dyff.kube.object.ApiError;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The output of containers, passed through from whoever runs them. */
final class Logs {

    private static final int PIECE = 16 * 1024;

    private Logs() {}

    static Answer open(Call call, ResourcePath path, Optional<LogSource> source) {
        LogSource.Request request = new LogSource.Request(
                path.namespace(),
                path.name(),
                call.parameter("container"),
                call.flag("follow"),
                call.flag("previous"),
                call.number("tailLines"),
                call.number("limitBytes"),
                since(call),
                call.flag("timestamps"));
        try {
            if (source.isEmpty()) {
                throw new LogSource.Unavailable(
                        "no node agent runs beside this API server, so there is no output of pods");
            }
            InputStream output = source.get().open(request);
            return new Answer.Stream("text/plain", sink -> pass(output, sink));
        } catch (IOException e) {
            throw ApiError.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Instant> since(Call call) {
        OptionalLong seconds = call.number("sinceSeconds");
        String time = call.parameter("sinceTime");
        try {
            return seconds.isPresent()
                    ? Optional.of(Instant.now().minusSeconds(seconds.getAsLong()))
                    : Optional.of(time).filter(text -> !text.isEmpty()).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw ApiError.badRequest("parameter sinceTime must be a time like 2026-01-31T12:00:00Z, not " + time);
        }
    }

    private static void pass(InputStream output, Answer.Sink sink) throws IOException, InterruptedException {
        try (output) {
            byte[] piece = new byte[PIECE];
            int length;
            while ((length = output.read(piece)) >= 0) {
                sink.send(List.of(Arrays.copyOf(piece, length)));
            }
        }
    }
}
