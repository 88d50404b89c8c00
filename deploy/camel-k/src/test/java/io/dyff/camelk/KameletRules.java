package io.dyff.camelk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a kamelet must say of itself, and whether what it says is true. */
final class KameletRules {
    static final String PORTABLE = "dyff.io/portable";

    /** Components that every Camel can have, and what brings them. */
    private static final Map<String, String> STOCK = Map.of(
            "kafka", "camel:kafka",
            "http", "camel:http",
            "https", "camel:http",
            "file", "camel:file",
            "kamelet", "camel:kamelet");

    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*-(source|sink|action)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^}:]+)(?::[^}]*)?}}");
    /** An expression that goes into an object. */
    private static final Pattern FIELD = Pattern.compile("\\$\\{(body|exception)[.\\[]");

    private static final Pattern SECRET = Pattern.compile("(?i).*(password|token|secret|authorization|key)$");
    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final List<String> faults = new ArrayList<>();
    private final String file;
    private final JsonNode kamelet;
    private final JsonNode template;
    private final JsonNode definition;
    private final Map<String, JsonNode> parameters;

    private KameletRules(String file, String text) {
        this.file = file;
        try {
            this.kamelet = YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
        this.template = kamelet.at("/spec/template");
        this.definition = kamelet.at("/spec/definition");
        this.parameters = definition.path("properties").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Checks one kamelet.
     *
     * @param file its file's name
     * @return sentences; empty when all is as it should be
     */
    static List<String> check(String file, String text) {
        return new KameletRules(file, text).run();
    }

    private List<String> run() {
        checkName();
        checkText("the definition", definition);
        parameters.forEach(this::checkParameter);
        for (JsonNode name : definition.path("required")) {
            if (!parameters.containsKey(name.asText())) {
                fault("requires '" + name.asText() + "', which is no parameter");
            }
        }
        checkPlaceholders();
        checkPortability();
        return faults;
    }

    private void checkName() {
        String name = kamelet.at("/metadata/name").asText();
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            fault("the name '" + name + "' does not end in -source, -sink or -action");
        } else if (!label("camel.apache.org/kamelet.type").equals(parts.group(2))) {
            fault("the label camel.apache.org/kamelet.type is not '" + parts.group(2) + "'");
        }
        if (!file.equals(name + ".kamelet.yaml")) {
            fault("the file has another name than the kamelet '" + name + "'");
        }
    }

    private void checkParameter(String name, JsonNode parameter) {
        String where = "the parameter '" + name + "'";
        checkText(where, parameter);
        if (!TYPES.contains(parameter.path("type").asText())) {
            fault(where + " has no type");
        }
        boolean required = definition
                .path("required")
                .valueStream()
                .anyMatch(r -> r.asText().equals(name));
        if (required == parameter.has("default")) {
            fault(where + " is to be required, or to have a default, and not both");
        }
        if (required && !parameter.has("example")) {
            fault(where + " is required and has no example");
        }
        if (SECRET.matcher(name).matches() && !parameter.path("format").asText().equals("password")) {
            fault(where + " holds a secret and has not the format 'password'");
        }
    }

    private void checkText(String where, JsonNode node) {
        for (String field : List.of("title", "description")) {
            if (node.path(field).asText().isBlank()) {
                fault(where + " has no " + field);
            }
        }
    }

    private void checkPlaceholders() {
        Set<String> used = placeholders(template);
        parameters.keySet().stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> fault("the parameter '" + name + "' is not used"));
        used.stream()
                .filter(name -> !parameters.containsKey(name) && !localBeans().contains(name))
                .forEach(name -> fault("'{{" + name + "}}' is no parameter"));
    }

    private static Set<String> placeholders(JsonNode template) {
        Matcher placeholder = PLACEHOLDER.matcher(template.toString());
        Set<String> used = new TreeSet<>();
        while (placeholder.find()) {
            used.add(placeholder.group(1));
        }
        return used;
    }

    private Set<String> localBeans() {
        return template.path("beans")
                .valueStream()
                .map(bean -> bean.path("name").asText())
                .collect(Collectors.toSet());
    }

    private void checkPortability() {
        List<String> bound = bonds();
        switch (label(PORTABLE)) {
            case "true" -> {
                bound.forEach(bond -> fault("is not portable: " + bond));
                checkDependencies();
            }
            case "false" -> {
                if (bound.isEmpty()) {
                    fault("is portable, and does not say so");
                }
            }
            default -> fault("the label " + PORTABLE + " is neither 'true' nor 'false'");
        }
    }

    /** What ties it to one application. */
    private List<String> bonds() {
        List<String> bonds = new ArrayList<>();
        for (String uri : uris()) {
            if (!STOCK.containsKey(scheme(uri))) {
                bonds.add("the component of " + uri);
            }
        }
        if (!template.findValues("bean").isEmpty()) {
            bonds.add("a step 'bean'");
        }
        Matcher reference = Pattern.compile("\"#(?!class:org\\.apache\\.camel\\.|bean:\\{\\{)[^\"]*\"")
                .matcher(template.toString());
        while (reference.find()) {
            bonds.add("the reference " + reference.group());
        }
        for (Map.Entry<String, JsonNode> parameter : parameters.entrySet()) {
            if (PLACEHOLDER
                    .matcher(parameter.getValue().path("default").asText())
                    .find()) {
                bonds.add("the default of '" + parameter.getKey() + "' is a setting of an application");
            }
        }
        return bonds;
    }

    private void checkDependencies() {
        Set<String> wanted =
                uris().stream().map(KameletRules::scheme).map(STOCK::get).collect(Collectors.toSet());
        if (!template.findValues("json").isEmpty()) {
            wanted.add("camel:jackson");
        }
        if (FIELD.matcher(template.toString()).find()) {
            wanted.add("camel:bean");
        }
        wanted.add("camel:core");
        Set<String> named = kamelet.at("/spec/dependencies")
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        if (!named.equals(wanted)) {
            fault("its dependencies are " + named + ", and what it uses is " + wanted);
        }
    }

    /** Of endpoints, whether written as `uri` or after `to`. A parameter that is a whole address is one of http. */
    private List<String> uris() {
        List<String> uris = new ArrayList<>(template.findValuesAsText("uri"));
        template.findValues("to").stream().filter(JsonNode::isTextual).forEach(to -> uris.add(to.asText()));
        return uris;
    }

    private static String scheme(String uri) {
        return uri.equals("{{url}}") ? "http" : uri.replaceFirst(":.*", "");
    }

    private String label(String name) {
        return kamelet.path("metadata").path("labels").path(name).asText();
    }

    private void fault(String sentence) {
        faults.add(file + ": " + sentence);
    }
}
