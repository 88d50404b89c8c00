package io.dyff.kube.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.kube.Json;
import io.dyff.kube.schema.Cause;
import io.dyff.kube.schema.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no definition can show that a real server takes: bounds, and functions one by one. */
class SchemaRulesTest {

    private static SchemaRules rules(String rule, String properties) {
        ObjectNode schema = (ObjectNode) yaml("{type: object, properties: {" + properties + "}}");
        schema.withArray("x-kubernetes-validations").addObject().put("rule", rule);
        return SchemaRules.of(schema, new Schema(schema, ref -> Json.object()), "schema");
    }

    private static JsonNode yaml(String text) {
        try {
            return Json.parseYaml(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quantity('1.5Gi') == quantity('1536Mi')",
                "quantity('.5').compareTo(quantity('500m')) == 0",
                "quantity('2.').asInteger() == 2",
                "quantity('1e3').add(quantity('1k')).sub(500).asInteger() == 1500",
                "!quantity('0.5').isInteger() && quantity('-1').sign() == -1",
                "quantity('50k').asApproximateFloat() == 50000.0",
                "!isQuantity('200K') && !isQuantity('Mi') && !isQuantity('1,3G') && !isQuantity('')",
                "'abc 123 45'.find('[0-9]+') == '123' && 'abc'.find('[0-9]+') == ''",
                "'1 22 333'.findAll('[0-9]+') == ['1', '22', '333'] && '1 22 333'.findAll('[0-9]+', 2) == ['1', '22']",
                "'%s has %d, %.2f of %s%%'.format(['a', 3, 0.5, [1, true]]) == 'a has 3, 0.50 of [1, true]%'",
                "'%x %X %b %o %e'.format([255, 255, 5, 8, 1500.0]) == 'ff FF 101 10 1.500000e+03'",
                "[1, 2, 2].isSorted() && ![2, 1].isSorted() && [1, 3, 2].max() == 3 && ['b', 'a'].min() == 'a'",
                "[1, 2].sum() == 3 && [0.5, 1.0].sum() == 1.5 && [4, 5, 4].lastIndexOf(4) == 2 && [4].indexOf(5) == -1",
                "url('https://a.example:8443/x%20y?q=1').getHost() == 'a.example:8443'",
                "url('https://a.example:8443/x').getPort() == '8443' && url('https://[::1]/x').getHostname() == '::1'",
                "url('/only/a/path').getEscapedPath() == '/only/a/path' && !isURL('no url') && !isURL('a/b')",
                "ip('10.0.0.1').family() == 4 && string(ip('2001:db8:0:0::1')) == '2001:db8::1'",
                "!isIP('10.0.0') && !isIP('010.0.0.1') && !isIP('host') && !isIP('::ffff:1.2.3.4')",
                "ip.isCanonical('::1') && !ip.isCanonical('0:0:0:0:0:0:0:1') && ip('::1').isLoopback()",
                "cidr('10.0.0.0/8').containsIP('10.9.8.7') && !cidr('10.0.0.0/8').containsIP('11.0.0.0')",
                "cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8') && cidr('10.0.0.0/8').prefixLength() == 8",
                "cidr('10.0.0.0/8').containsCIDR(cidr('10.1.0.0/16')) && !isCIDR('10.0.0.0/33') && isCIDR('::/0')",
                "sets.contains([1, 2], [2]) && 'a-b'.split('-').size() == 2 && 'Ab'.lowerAscii() == 'ab'",
                "[1, 2].exists(i, v, i == 1 && v == 2) && optional.of(1).value() == 1 && cel.bind(x, 2, x * x) == 4",
                "1 < 1.5 && dyn(1) == 1.0"
            })
    void shouldKnowTheFunctionsOfKubernetes(String rule) {
        SchemaRules rules = rules(rule, "");

        assertThat(rules.problems()).isEmpty();
        assertThat(rules.check(null, Json.object()).causes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quantity('lots').sign() > 0",
                "ip('host').family() == 4",
                "'%d'.format(['a']) == ''",
                "[].min() == 1"
            })
    void shouldRefuseWhatAFunctionCannotAnswer(String rule) {
        assertThat(rules(rule, "").check(null, Json.object()).causes())
                .singleElement()
                .satisfies(cause -> assertThat(cause.message()).endsWith("evaluating rule: " + rule));
    }

    @Test
    void shouldEndARuleThatNeverEnds() {
        SchemaRules rules = rules(
                "self.list.all(a, self.list.all(b, self.list.all(c, a + b + c > 0)))",
                "list: {type: array, items: {type: integer}}");
        ObjectNode object = Json.object();
        ArrayNode list = object.putArray("list");
        for (int i = 1; i <= 1000; i++) {
            list.add(i);
        }

        List<Cause> causes = rules.check(null, object).causes();

        assertThat(causes)
                .singleElement()
                .satisfies(cause -> assertThat(cause.message()).contains("actual cost limit exceeded"));
    }

    @Test
    void shouldEvaluateSoManyRulesForOneObjectAndNoMore() {
        ObjectNode schema = (ObjectNode)
                yaml(
                        "{type: object, properties: {list: {type: array, items: {type: integer, x-kubernetes-validations: [{rule: self > 0}]}}}}");
        SchemaRules rules = SchemaRules.of(schema, new Schema(schema, ref -> Json.object()), "schema");
        ObjectNode object = Json.object();
        ArrayNode list = object.putArray("list");
        for (int i = 1; i <= 100_001; i++) {
            list.add(i);
        }

        assertThat(rules.check(null, object).causes())
                .singleElement()
                .satisfies(cause -> assertThat(cause.message()).contains("running out of cost budget"));
    }
}
