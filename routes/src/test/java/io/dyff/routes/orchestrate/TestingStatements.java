package io.dyff.routes.orchestrate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that remembers what it was asked. */
final class TestingStatements extends DelegatingDataSource {
    private final List<String> statements = new CopyOnWriteArrayList<>();

    TestingStatements(DataSource database) {
        super(database);
    }

    /** How many statements with this text were prepared since the last time. */
    long take(String text) {
        long count = statements.stream().filter(sql -> sql.contains(text)).count();
        statements.clear();
        return count;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
