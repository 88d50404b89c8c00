package io.dyff.routes.host.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dyff.routes.api.openapi.OpenApiDocuments;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.entity.Schemas;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The documents of the contract that change while the api runs, and what must be true of them together. */
final class ContractDocuments {
    private static final String SCHEMA = ".schema.json";
    /** As {@link io.dyff.routes.json.Rows} names what is wrong in a file of rows. */
    private static final Pattern WRONG =
            Pattern.compile("(?<file>[a-z]+\\.yaml), (line (?<line>\\d+)|row \\d+ \\((?<row>[^)]*)\\)): (?<reason>.*)");

    private final Operations start;
    private final Kinds kinds;
    private final String startRows;
    private volatile Read last;

    /** Operations, and what they were read from. */
    private record Read(Map<String, String> texts, Operations operations) {}

    /**
     * @param start the operations that the process began with
     * @param accepted where their rows stood then
     */
    ContractDocuments(Operations start, Kinds kinds, Overrides accepted) {
        this.start = start;
        this.kinds = kinds;
        this.startRows = new DataFiles(accepted).text(Operations.FILE);
        this.last = new Read(accepted.texts(), start);
    }

    /**
     * The operations as some overrides have them.
     *
     * @throws IllegalArgumentException when a row is wrong
     */
    Operations operations(Overrides overrides) {
        Read known = last;
        if (!known.texts().equals(overrides.texts())) {
            DataFiles files = new DataFiles(overrides);
            String rows = files.text(Operations.FILE);
            Operations read =
                    rows.equals(startRows) ? start : Operations.read(rows, kinds, name -> files.has(name + SCHEMA));
            known = new Read(overrides.texts(), read);
            last = known;
        }
        return known.operations();
    }

    /**
     * Checks what changed documents say, each and all together.
     *
     * @param changed names of files; those that are no documents are not looked at
     */
    List<Refusal> check(Collection<String> changed, Overrides overrides) {
        List<String> documents =
                changed.stream().filter(DataFiles::isOfContract).sorted().toList();
        if (documents.isEmpty()) {
            return List.of();
        }
        DataFiles files = new DataFiles(overrides);
        List<Refusal> refusals = new ArrayList<>();
        documents.forEach(file -> json(file, overrides).ifPresent(refusals::add));
        if (refusals.isEmpty()) {
            documents.forEach(file -> refusals.addAll(schema(file, files)));
        }
        if (refusals.isEmpty()) {
            refusals.addAll(together(String.join(", ", documents), overrides, files));
        }
        return refusals;
    }

    private static Optional<Refusal> json(String file, Overrides overrides) {
        String text = overrides.text(file).orElse("{}");
        if (!file.endsWith(".json")) {
            return Optional.empty();
        }
        try {
            Json.parse(text.getBytes(StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            return Optional.of(new Refusal(file, line, "not JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            return Optional.of(new Refusal(file, 0, "not JSON: " + e.getMessage()));
        }
    }

    private static List<Refusal> schema(String file, DataFiles files) {
        return file.endsWith(SCHEMA) && files.has(file)
                ? new Schemas(files)
                        .mistakes(file.replace(SCHEMA, "")).stream()
                                .map(mistake -> new Refusal(
                                        file, 0, "no JSON Schema: " + mistake.path() + " " + mistake.message()))
                                .toList()
                : List.of();
    }

    /** Has everything made of them once that is made of them. */
    private List<Refusal> together(String documents, Overrides overrides, DataFiles files) {
        try {
            Operations operations = operations(overrides);
            List<Refusal> refusals = new ArrayList<>(OperationRules.check(start, operations));
            Schemas schemas = new Schemas(files);
            new Requests(files, schemas);
            new OpenApiDocuments(operations, schemas, files).published();
            return refusals;
        } catch (IllegalArgumentException e) {
            return List.of(refusal(documents, String.valueOf(e.getMessage()), files));
        } catch (RuntimeException e) {
            return List.of(refusal(documents, FaultPlace.reason(e), files));
        }
    }

    /** What is wrong may stand in a file that was not changed: then that one is part of the reason. */
    private static Refusal refusal(String documents, String message, DataFiles files) {
        Matcher wrong = WRONG.matcher(message);
        if (!wrong.matches() || !documents.contains(wrong.group("file"))) {
            return new Refusal(documents, 0, message);
        }
        String file = wrong.group("file");
        int line = wrong.group("line") == null
                ? lineOf(wrong.group("row"), files.text(file))
                : Integer.parseInt(wrong.group("line"));
        String row = wrong.group("row") == null ? "" : "row " + wrong.group("row") + ": ";
        return new Refusal(file, line, row + wrong.group("reason"));
    }

    private static int lineOf(String row, String text) {
        Matcher named =
                Pattern.compile("(id|schema): " + Pattern.quote(row) + "\\b").matcher(text);
        return named.find() ? (int) text.substring(0, named.start() + 1).lines().count() : 0;
    }
}
