package io.dyff.routes.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.api.storage.ObjectFiles;
import io.dyff.routes.api.storage.StoredObject;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The output of pods that have ended: below the area {@code logs} a folder for each entity, in it a file for each pod, in
 * that a JSON document for each line. The method of an analysis prints into a file of its own, which is read as well.
 */
public final class KeptLogs {
    /** How much of an entity's own log is read, from its end. */
    private static final int OWN_LOG_BYTES = 1 << 20;

    private static final String AREA = "logs";
    private static final String SUFFIX = ".jsonl";
    private static final int MOST_PODS = 100;
    private final Areas areas;
    private final ObjectFiles objects;

    KeptLogs(Areas areas, ObjectFiles objects) {
        this.areas = areas;
        this.objects = objects;
    }

    /** Keeps the lines of a pod; the same again changes nothing. */
    void write(String entity, String pod, List<LogLine> lines) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (LogLine line : lines) {
            content.writeBytes(Json.bytes(line.toJson()));
            content.write('\n');
        }
        objects.write(areas.of(AREA, entity), pod + SUFFIX, content.toByteArray(), "application/x-ndjson");
    }

    /** The pods whose output is kept. */
    public List<String> pods(String entity) {
        return objects.list(areas.of(AREA, entity)).stream()
                .map(StoredObject::path)
                .filter(path -> path.endsWith(SUFFIX))
                .map(path -> path.substring(0, path.length() - SUFFIX.length()))
                .limit(MOST_PODS)
                .toList();
    }

    /** Reads what a pod printed, line by line. */
    public void read(String entity, String pod, Consumer<LogLine> lines) {
        objects.open(areas.of(AREA, entity), pod + SUFFIX, null).ifPresent(object -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(object, UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.accept(LogLine.of(Json.parse(line.getBytes(UTF_8))));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the log of pod " + pod + " cannot be read", e);
            }
        });
    }

    /** Reads the end of the log that an entity's program wrote itself, where its kind has one. */
    public void readOwn(Kind kind, String entity, Consumer<LogLine> lines) {
        Optional.ofNullable(kind.storage())
                .map(Kind.Storage::log)
                .ifPresent(log -> readOwn(areas.downloads(kind, entity), log, lines));
    }

    private void readOwn(Areas.Root root, String log, Consumer<LogLine> lines) {
        String folder = log.substring(0, log.lastIndexOf('/') + 1);
        long size = objects.list(new Areas.Root(root.bucket(), root.key(folder))).stream()
                .filter(file -> (folder + file.path()).equals(log))
                .mapToLong(StoredObject::size)
                .sum();
        if (size == 0) {
            return;
        }
        String end = size > OWN_LOG_BYTES ? "bytes=-" + OWN_LOG_BYTES : null;
        objects.open(root, log, end).ifPresent(object -> readOwn(object, log, end != null, lines));
    }

    /** Its lines have no times: all are of the moment in which it was stored. */
    private static void readOwn(
            ResponseInputStream<GetObjectResponse> object, String log, boolean cut, Consumer<LogLine> lines) {
        try (LogReader reader =
                LogReader.plain(object, Map.of("file", log), object.response().lastModified())) {
            LogLine line = reader.next();
            if (cut && line != null) {
                line = reader.next();
            }
            for (; line != null; line = reader.next()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be read", e);
        }
    }
}
