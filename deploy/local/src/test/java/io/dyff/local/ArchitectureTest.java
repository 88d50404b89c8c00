package io.dyff.local;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Dependencies point one way: the rooms share files, and no classes but those that make something of a row; each knows only
 * what it needs.
 */
@AnalyzeClasses(packages = "io.dyff", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ROUTES_KNOW_NEITHER_OPERATOR_NOR_LOCAL_PLATFORM = noClasses()
            .that()
            .resideInAPackage("io.dyff.routes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.dyff.operator.api..",
                    "io.dyff.operator.controller..",
                    "io.dyff.operator.kubectl..",
                    "io.dyff.operator.steps..",
                    "io.dyff.local..",
                    "io.dyff.kube..",
                    "io.dyff.node..",
                    "io.dyff.parts..");

    @ArchTest
    static final ArchRule WHAT_IS_MADE_OF_ROWS_NEEDS_NOTHING_AROUND_IT = noClasses()
            .that()
            .resideInAPackage("io.dyff.operator.rows..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.dyff.operator.steps..", "java.sql..", "java.nio.file..", "software.amazon..", "io.fabric8..");

    @ArchTest
    static final ArchRule THE_OPERATOR_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage("io.dyff.operator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.dyff.routes..",
                    "io.dyff.local..",
                    "io.dyff.kube..",
                    "io.dyff.node..",
                    "io.dyff.parts..",
                    "org.springframework..",
                    "org.apache.camel..",
                    "org.apache.kafka..");

    @ArchTest
    static final ArchRule STEPS_NEVER_TALK_TO_KUBERNETES = noClasses()
            .that()
            .resideInAPackage("io.dyff.operator.steps..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dyff.operator.api..", "io.dyff.operator.controller..", "io.fabric8..");

    @ArchTest
    static final ArchRule WHAT_KUBECTL_SEES_DOES_NOTHING = noClasses()
            .that()
            .resideInAPackage("io.dyff.operator.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dyff.operator.controller..", "io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule THE_LOCAL_PLATFORM_STARTS_SERVICES_AS_PROCESSES = noClasses()
            .that()
            .resideInAPackage("io.dyff.local..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dyff.routes..", "io.dyff.operator..", "io.dyff.bench..");

    @ArchTest
    static final ArchRule API_SERVER_NODE_AND_PARTS_STAND_ALONE = slices().matching("io.dyff.(kube|node|parts|local)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage("io.dyff.local.."), alwaysTrue());

    @ArchTest
    static final ArchRule CONTROLLERS_KNOW_THE_API_AND_NOT_ITS_SERVER = noClasses()
            .that()
            .resideInAPackage("io.dyff.kube.controllers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.dyff.kube.http..",
                    "io.dyff.kube.object..",
                    "io.dyff.kube.patch..",
                    "io.dyff.kube.print..",
                    "io.dyff.kube.schema..",
                    "io.dyff.kube.store..");

    @ArchTest
    static final ArchRule A_USER_OF_AN_INSTANCE_KNOWS_NO_DEMO = noClasses()
            .that()
            .resideInAnyPackage("io.dyff.local.client..", "io.dyff.local.observe..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dyff.local.demo..", "io.dyff.local.cli..", "io.dyff.local.infra..");

    @ArchTest
    static final ArchRule BYTES_NEVER_ENTER_CAMEL = noClasses()
            .that()
            .resideInAPackage("io.dyff.routes.api.bytes..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule THE_FOLD_NEEDS_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAPackage("io.dyff.routes.fold..")
            .and()
            .haveNameNotMatching(".*Configuration")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.apache.kafka..", "org.springframework..");

    @ArchTest
    static final ArchRule KINDS_AND_EVENTS_ARE_PLAIN_DATA = noClasses()
            .that()
            .resideInAnyPackage("io.dyff.routes.kind..", "io.dyff.routes.event", "io.dyff.routes.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.apache.kafka..", "org.springframework..");
}
