package io.dyff.routes.component.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class VariableParametersTest {
    private static final String QUERY = "select 1 where id = :?id and kind = :?kind and cast(x as text) <> :?id";
    private final VariableParameters parameters = new VariableParameters();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void shouldPutTheDriversSignInThePlaceOfNames() {
        assertThat(parameters.prepareQuery(QUERY, true, exchange))
                .isEqualTo("select 1 where id = ? and kind = ? and cast(x as text) <> ?");
        assertThat(parameters.prepareQuery("select a::text", true, exchange)).isEqualTo("select a::text");
    }

    @Test
    void shouldTakeValuesFromVariablesOnly() throws SQLException {
        exchange.setVariable("id", "i");
        exchange.setVariable("kind", 2);
        exchange.getMessage().setHeader("id", "from outside");

        List<Object> values = new ArrayList<>();
        parameters.createPopulateIterator(QUERY, "", 3, exchange, null).forEachRemaining(values::add);

        assertThat(values).containsExactly("i", 2, "i");
    }

    @Test
    void shouldNameTheVariableThatIsMissing() {
        exchange.getMessage().setHeader("id", "from outside");

        assertThatThrownBy(() -> parameters.createPopulateIterator(QUERY, "", 3, exchange, null))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("id");
    }
}
