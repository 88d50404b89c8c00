package io.dyff.routes.operation;

import io.dyff.routes.data.DataFiles;
import io.dyff.routes.kind.Kinds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the operations at the start, so that a wrong row is a failed start. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

    @Bean
    Operations operations(DataFiles files, Kinds kinds) {
        return Operations.read(files.text(Operations.FILE), kinds, name -> files.has(name + ".schema.json"));
    }
}
