/** The operations of the contract, as data. */
package io.dyff.routes.kind.operation;
