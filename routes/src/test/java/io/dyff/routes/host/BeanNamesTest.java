package io.dyff.routes.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** All services can run in one process, where Spring names each configuration after its class. */
class BeanNamesTest {

    @Test
    void shouldGiveEachConfigurationANameOfItsOwn() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Configuration.class));
        Set<BeanDefinition> found = scan.findCandidateComponents("io.dyff.routes");
        assertThat(found)
                .hasSizeGreaterThan(10)
                .extracting(definition -> ClassUtils.getShortName(String.valueOf(definition.getBeanClassName())))
                .doesNotHaveDuplicates();
    }
}
