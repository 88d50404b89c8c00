/** What an interface says of its output: the Arrow schema, and rows that fit it. */
package io.dyff.operator.rows.schema;
