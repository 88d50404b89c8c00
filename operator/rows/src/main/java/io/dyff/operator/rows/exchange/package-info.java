/** One request to an inference service and its answer: what is sent, what the answer is worth, and the row of it. */
package io.dyff.operator.rows.exchange;
