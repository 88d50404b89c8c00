package io.dyff.operator.controller;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a namespace and an operator of its own. */
abstract class OperatedStory {

    final TestingStory story = new TestingStory();
    TestingOperator operator;

    @BeforeEach
    void start() {
        operator = new TestingOperator(story.namespace);
    }

    @AfterEach
    void stop() {
        operator.close();
    }
}
