/** The {@code kafka-state:} endpoint: a route as an exactly-once aggregation, a thin layer over Kafka Streams. */
package io.dyff.routes.component.kafkastate;
