/** What is measured: one class per row group of the table. */
package io.dyff.bench.scenario;
