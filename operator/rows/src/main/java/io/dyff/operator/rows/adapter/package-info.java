/** Schema adapters: small programs in data that turn a dataset row into a request and an answer into responses. */
package io.dyff.operator.rows.adapter;
