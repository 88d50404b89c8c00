/** Datasets and evaluation output as tables: Parquet trees read and written through DuckDB. */
package io.dyff.operator.steps.data;
