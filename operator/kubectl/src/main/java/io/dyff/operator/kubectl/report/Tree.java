package io.dyff.operator.kubectl.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dyff.operator.api.Labels;
import io.dyff.operator.kubectl.cluster.Reference;
import io.dyff.operator.kubectl.cluster.Snapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An object, how it is, and what belongs to it.
 *
 * @param kind of the object
 * @param name of the object
 * @param state one or a few words
 * @param message what explains them; may be empty
 * @param children what belongs to it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Tree(String kind, String name, String state, String message, List<Tree> children) {

    /** The whole of a snapshot. */
    public static Tree of(Snapshot snapshot) {
        Tree own = of(snapshot.primary(), snapshot.objects());
        List<Tree> all = Stream.concat(snapshot.uses().stream().map(Tree::used), own.children().stream())
                .toList();
        return new Tree(own.kind(), own.name(), own.state(), own.message(), all);
    }

    /** Without what belongs to it: that is another tree. */
    private static Tree used(Reference reference) {
        String[] words = reference.words().split("/", 2);
        State state = reference.resource() == null
                ? State.of("missing")
                : States.of(Objects.requireNonNull(reference.resource()));
        return new Tree(words[0], words[1], state.word() + " (used)", state.message(), List.of());
    }

    private static Tree of(HasMetadata object, List<HasMetadata> all) {
        State state = States.of(object);
        List<Tree> children = all.stream()
                .filter(other -> other != object && parent(other, object, all))
                .map(child -> of(child, all))
                .toList();
        return new Tree(object.getKind(), object.getMetadata().getName(), state.word(), state.message(), children);
    }

    /** A pod's owner may lie between, such as the set of replicas: then its step tells whose it is. */
    private static boolean parent(HasMetadata child, HasMetadata parent, List<HasMetadata> all) {
        if (owns(parent, child)) {
            return true;
        }
        boolean known = all.stream().anyMatch(object -> owns(object, child));
        return child instanceof Pod && !known && sameStep(child, parent);
    }

    private static boolean owns(HasMetadata parent, HasMetadata child) {
        return child.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(parent.getMetadata().getUid()));
    }

    private static boolean sameStep(HasMetadata child, HasMetadata parent) {
        Map<String, String> step = child.getMetadata().getLabels();
        Map<String, String> other = parent.getMetadata().getLabels();
        return parent.getKind().equals("Deployment")
                && other != null
                && Objects.equals(step.get(Labels.INSTANCE), other.get(Labels.INSTANCE))
                && Objects.equals(step.get(Labels.COMPONENT), other.get(Labels.COMPONENT));
    }

    /** For a terminal: a line each, the states in a column. */
    public String text() {
        List<String[]> lines = new ArrayList<>();
        draw("", "", lines);
        return Columns.of(lines);
    }

    private void draw(String first, String rest, List<String[]> lines) {
        lines.add(new String[] {first + kind + "/" + name, new State(state, message).line()});
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            children.get(i).draw(rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "), lines);
        }
    }
}
