package io.dyff.routes.host.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.IdentityHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML document as a tree that knows on which line each node begins. All scalars are texts. */
public final class LocatedYaml {
    private static final int MAX_DEPTH = 64;

    private final Map<JsonNode, Integer> lines = new IdentityHashMap<>();
    private final JsonNode root;

    private LocatedYaml(Node node) {
        this.root = tree(node, 0);
    }

    /**
     * @param file its name, for the refusal
     * @throws RefusedException when it is not one YAML document
     */
    public static LocatedYaml parse(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Node node = new Yaml(options).compose(new StringReader(text));
            if (node == null) {
                throw new RefusedException(new Refusal(file, 0, "it is empty"));
            }
            return new LocatedYaml(node);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new RefusedException(new Refusal(file, line, "not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            throw new RefusedException(new Refusal(file, 0, "not YAML: " + e.getMessage()));
        }
    }

    public JsonNode root() {
        return root;
    }

    /** The line on which a node of this tree begins, from 1. */
    public int line(JsonNode node) {
        return lines.getOrDefault(node, 0);
    }

    private JsonNode tree(Node node, int depth) {
        if (depth > MAX_DEPTH) {
            throw new YAMLException("deeper than " + MAX_DEPTH);
        }
        JsonNode made = switch (node) {
            case MappingNode mapping -> object(mapping, depth);
            case SequenceNode sequence -> array(sequence, depth);
            case ScalarNode scalar -> new TextNode(scalar.getValue());
            default -> throw new YAMLException("an anchor without a node");
        };
        lines.put(made, node.getStartMark().getLine() + 1);
        return made;
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple field : mapping.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                throw new YAMLException("a key that is no text");
            }
            if (object.has(key.getValue())) {
                throw new YAMLException("'" + key.getValue() + "' stands twice, the second time on line "
                        + (key.getStartMark().getLine() + 1));
            }
            object.set(key.getValue(), tree(field.getValueNode(), depth + 1));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        sequence.getValue().forEach(each -> array.add(tree(each, depth + 1)));
        return array;
    }
}
