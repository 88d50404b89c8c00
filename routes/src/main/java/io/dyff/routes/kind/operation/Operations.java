package io.dyff.routes.kind.operation;

import io.dyff.routes.json.Rows;
import io.dyff.routes.kind.Kinds;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All operations of the contract, as {@code operations.yaml} has them; the order is the file's. */
public final class Operations {
    /** The file's name. */
    public static final String FILE = "operations.yaml";

    private final Map<String, Operation> byId;

    Operations(Collection<Operation> operations) {
        Map<String, Operation> all = new LinkedHashMap<>();
        operations.forEach(operation -> all.put(operation.id(), operation));
        byId = all;
    }

    /**
     * Reads the file. A row with an unknown word, a dangling reference, or what another row has already is refused, with
     * file, row and reason.
     *
     * @param hasSchema tells whether there is a schema of that name
     */
    public static Operations read(String yaml, Kinds kinds, Predicate<String> hasSchema) {
        return new Operations(new OperationsFile(kinds, hasSchema).read(yaml));
    }

    /** Reads the file as it stands in the jar. */
    public static Operations standard() {
        return read(
                new Rows(FILE).standard(),
                Kinds.standard(),
                name -> Operations.class.getResource("/dyff/" + name + ".schema.json") != null);
    }

    /** All of them, those that are not served yet too. */
    public Collection<Operation> all() {
        return List.copyOf(byId.values());
    }

    /** What this platform offers. */
    public List<Operation> served() {
        return byId.values().stream().filter(Operation::served).toList();
    }

    /** What routes of the api answer. */
    public List<Operation> routed() {
        return byId.values().stream().filter(Operation::isRouted).toList();
    }

    /** The operation of that id, offered or not. */
    public Optional<Operation> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The operation of that id; an unknown one is the caller's mistake. */
    public Operation get(String id) {
        Operation operation = byId.get(id);
        if (operation == null) {
            throw new IllegalArgumentException(FILE + " has no operation " + id);
        }
        return operation;
    }

    /** The offered operations with that function, one for each resource that has it. */
    public List<Operation> ofFunction(String function) {
        return served().stream().filter(o -> o.function().equals(function)).toList();
    }
}
