/** Real parts for one machine and for tests: a Kafka broker, PostgreSQL and an S3 API, each embedded and persistent. */
package io.dyff.parts;
