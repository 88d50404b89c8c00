/** From a row of a dataset to a request, and from an answer to a row of output: what client and api both know. */
package io.dyff.operator.rows;
